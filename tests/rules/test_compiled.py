"""The compiled kernels give exactly the rows of the plain executor, whatever the facts and the scheme."""

import random
from importlib.resources import files

import pytest

from wugong.base.periods import Level, Period
from wugong.rules.calendar import lay_out
from wugong.rules.compiled import fits, run_compiled, worth_compiling
from wugong.rules.compiling import compile_scheme
from wugong.rules.library import read_scheme, scheme_text
from wugong.rules.plain import Run
from wugong.rules.plan import Times, Within

SETTINGS = [
    {},
    {"quarter": "literal", "fines": "on", "progress_quota": "1"},
    {"quarter": "with_routine", "progress_stackable": "no", "fines": "on"},
]
ODD = """
scheme: odd
title: 各种算法
subject: {name: 村, column: v, title_column: t, pool_name: 镇, pool_column: p, period_column: m}
inputs:
  a: {title: 甲, least: -5, most: 5, decimals: 1}
  b: {title: 乙, least: 0, most: 3, decimals: 0}
  c: {title: 丙, least: 1, most: 4, decimals: 0}
versions:
  - version: 1
    from: 2000-01-01
    basis: {document: 试算}
    checks:
      enough: {title: 够, period: month, holds: "given(a, b) / c >= 0.5", public: yes}
      alike: {title: 等, period: month, holds: "a / c == b / c", public: yes}
      rising: {title: 升, period: quarter, holds: "max(b) - first(b) > 0", public: yes}
    scores:
      month: {formula: "max(a, b) - min(a, b, 1) * 2 + a * b / 3 + enough - alike", decimals: 1}
      quarter:
        formula: "max(month) - min(month) + last(a) - first(b)"
        decimals: exact
        ties: [{title: 末月, formula: last(month)}, {title: 甲和, formula: sum(a)}]
        last_tie: code
      year: {formula: "-mean(quarter)", decimals: 0, ties: [{title: 首月, formula: first(month)}]}
    awards:
      each: {title: 各得, kind: rank, period: quarter, ranking: full, from: top, tied: each, amounts: {1: 3, 2: 2}, public: yes}
      split: {title: 平分, kind: rank, period: month, ranking: full, from: top, tied: split, amounts: {1: 10, 2: -7, 3: 1}, public: yes}
      gain: {title: 进步, kind: gain, period: month, who: all, at_least: 1, quota: 2, amount: 5, public: yes}
      better: {title: 更好, kind: when, period: month, holds: [month > before(month), "given(before(a), b, 0 - 1) / c <= 0.25 * b"], public: yes}
      whole: {title: 全够, kind: when, period: month, checks: met, amount: 3, public: yes}
      lacking: {title: 不够, kind: when, period: month, checks: unmet, holds: [b < 3], public: yes}
      risen: {title: 全升, kind: when, period: quarter, checks: met, public: yes}
      again: {title: 连末, kind: streak, period: month, ranking: full, place: 1, times: 3, needs: {whole_pool: yes}, public: no}
"""


def facts(plan, seed, sizes, missing):
    dice = random.Random(seed)
    units = sum(sizes)
    starts = [sum(sizes[:place]) for place in range(len(sizes) + 1)]
    rows = []
    for line in plan.lines[: plan.inputs]:
        row = [dice.randint(line.least, min(line.most, line.least + 9)) for _ in range(units)]
        rows.append([None if dice.random() < missing else value for value in row])
    masks = [[dice.random() < 0.2 for _ in range(units)] for _ in plan.masks]
    presents = [[dice.random() < 0.95 for _ in range(units)] for _ in plan.presents]
    return starts, rows, masks, presents


def assert_same(text, settings, seed, sizes, missing):
    scheme = read_scheme(text, settings)
    months = [
        Period(Level.MONTH, 2023, 2).within(scheme.base),
        Period(Level.MONTH, 2024, 4).within(scheme.base),
    ]
    plan = compile_scheme(scheme, lay_out(scheme, *months))
    assert fits(plan)
    given = facts(plan, seed, sizes, missing)
    plain = Run(*given).run(plan)
    compiled = run_compiled(plan, *given)
    assert len(plain) == len(compiled)
    for place, (one, other) in enumerate(zip(plain, compiled, strict=True)):
        assert list(one) == list(other), place


@pytest.mark.parametrize("settings", SETTINGS)
@pytest.mark.parametrize("missing", [0.0, 0.02])
def test_the_town_scheme_is_the_same_compiled(settings, missing):
    for seed in range(4):
        assert_same(scheme_text("town-environment"), settings, seed, [1, 2, 5, 17, 9, 300], missing)


@pytest.mark.parametrize("missing", [0.0, 0.05])
def test_every_kind_of_step_is_the_same_compiled(missing):
    for seed in range(4):
        assert_same(ODD, {}, seed, [3, 1, 40, 200], missing)


def test_the_country_scheme_is_the_same_compiled():
    text = files("wugong.bench").joinpath("country-rank.yaml").read_text("utf-8")
    assert_same(text, {}, 1, [10, 24, 1500, 8, 30], 0.0)  # more than one block


def test_a_town_never_pays_for_compiling():
    scheme = read_scheme(scheme_text("town-environment"))
    months = [Period(Level.MONTH, 2023, 1), Period(Level.MONTH, 2024, 2)]
    plan = compile_scheme(scheme, lay_out(scheme, *months))
    assert not worth_compiling(plan, 20_000)
    assert worth_compiling(plan, 600_000)


def test_numbers_that_might_not_fit_stay_in_plain_python():
    wide = ODD.replace("most: 3, decimals: 0", "most: 999999999, decimals: 0")
    scheme = read_scheme(wide)
    plan = compile_scheme(scheme, lay_out(scheme, Period(Level.MONTH, 2023, 1), Period(Level.MONTH, 2023, 3)))
    assert not fits(plan)
    assert not worth_compiling(plan, 10_000_000)


def test_a_product_read_straight_from_the_sheet_stays_in_plain_python():
    scheme = read_scheme(ODD)
    plan = compile_scheme(scheme, lay_out(scheme, Period(Level.MONTH, 2023, 1), Period(Level.MONTH, 2023, 3)))
    assert fits(plan)
    plan.steps.append(Times(len(plan.lines) - 1, 0, 1))
    assert not fits(plan)


def test_a_comparison_read_straight_from_the_sheet_stays_in_plain_python():
    scheme = read_scheme(ODD)
    plan = compile_scheme(scheme, lay_out(scheme, Period(Level.MONTH, 2023, 1), Period(Level.MONTH, 2023, 3)))
    plan.steps.append(Within(len(plan.lines) - 1, 0, 0, 1))
    assert not fits(plan)


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        *(("civilised-village", {"plan": plan}) for plan in ("medical92", "full", "medical95")),
        *(("three-way-review", {"points_by": points}) for points in ("rank", "band")),
        ("town-sanitation", {}),
    ],
)
def test_every_bundled_scheme_whose_numbers_fit_is_the_same_compiled(name, settings):
    for seed in range(2):
        assert_same(scheme_text(name), settings, seed, [1, 2, 17, 90], 0.1)


def test_rates_of_two_years_are_multiplied_out_and_stay_in_plain_python():
    scheme = read_scheme(scheme_text("participation-grade"))
    plan = compile_scheme(scheme, lay_out(scheme, Period(Level.YEAR, 2023), Period(Level.YEAR, 2024)))
    assert not fits(plan)

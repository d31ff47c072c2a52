"""Cases of points catalogues: what is refused, what is said of a wrong one, and those of the bundled ones."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from wugong.base.faults import FileRefused
from wugong.rules.points_cases import Case, cases_text, failures, read_cases, without_case
from wugong.rules.points_catalogue import (
    CATALOGUES,
    Catalogue,
    Limit,
    NoSuchCatalogue,
    catalogue_text,
    read_catalogue,
)

SMALL = read_catalogue((Path(__file__).parents[1] / "data" / "points" / "small.yaml").read_text("utf-8"))
ONE = "cases:\n  - {name: 两小时, item: hours, quantity: 2, day: 2026-05-20, points: 4}\n"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("day: 2026-05-20", "day: 2026-05-32", "第 2 行：cases.0.day：没有“2026-05-32”这一天"),
        ("points: 4", "points: 4.5", "points：“4.5”不合要求"),
        ("points: 4", "points: 4, limited_by: [luck]", "写的是“luck”，只能是 dates"),
        ("quantity: 2", "quantity: 0", "quantity：“0”不合要求"),
        (
            "points: 4",
            "points: 4, past: [{item: hours, day: 2026-13-01, points: 2}]",
            "cases.0.past.0.day：没有",
        ),
        ("item: hours, ", "", "缺少“item”"),
    ],
)
def test_cases_refused_with_line_and_key(old, new, said):
    with pytest.raises(FileRefused) as refused:
        read_cases(ONE.replace(old, new))
    assert any(said in line for line in refused.value.faults), refused.value.faults


def test_cases_of_an_unknown_catalogue_refused():
    with pytest.raises(NoSuchCatalogue):
        cases_text("bans")


def test_case_that_comes_out_says_nothing():
    assert failures(SMALL, read_cases(ONE)) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "points: 4",
            "points: 5",
            "第 2 行：两小时：应为 5 分，算出 4 分（志愿服务：2 小时，每小时 2 分，得 4 分）",
        ),
        (
            "points: 4",
            "points: 4, limited_by: [share, cooling]",
            "应为 4 分［到了本类份额、间隔不够］，算出 4 分（",
        ),
        ("item: hours", "item: dance", "第 2 行：两小时：细则“某村积分细则”里没有“dance”这一项"),
        ("item: hours", "item: courage", "按次记分，一次申报只写 1"),
    ],
)
def test_case_that_fails_is_said_with_its_line(old, new, said):
    (found,) = failures(SMALL, read_cases(ONE.replace(old, new)))
    assert said in found


def test_items_without_a_case_are_named():
    assert without_case(SMALL, read_cases(ONE)) == ["courage", "litter", "feast"]


# the bundled ones


@cache
def bundled(name: str) -> tuple[Catalogue, list[Case]]:
    return read_catalogue(catalogue_text(name), name), read_cases(cases_text(name), name)


def every_case() -> Iterator[Any]:
    for name in CATALOGUES:
        for case in bundled(name)[1]:
            yield pytest.param(name, case, id=f"{name}: {case.name}")


@pytest.mark.parametrize(("name", "case"), list(every_case()))
def test_case_comes_out_as_expected(name, case):
    assert failures(bundled(name)[0], [case]) == []


@pytest.mark.parametrize("name", CATALOGUES)
def test_every_item_has_a_case(name):
    assert without_case(*bundled(name)) == []


def test_every_kind_of_limit_has_a_case():
    assert {limit for name in CATALOGUES for case in bundled(name)[1] for limit in case.limited_by} == set(
        Limit
    )

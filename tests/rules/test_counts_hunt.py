"""Civilised villages and participation computed a second time with fractions, on villages made up at random."""

import random
from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import ceil
from pathlib import Path

import pytest
from tests.rules.refusing import refused
from tests.rules.sheets import Result, run, write_table

from wugong.rules.compiled import fits
from wugong.rules.library import read_scheme, scheme_text

Row = Mapping[str, str]
RATES = {  # plan: check: (part, whole, threshold)
    "medical92": {"medical_92": ("insured", "people", "0.92")},
    "full": {
        "enrolment_all": ("enrolled", "pupils", "1"),
        "medical_all": ("insured", "people", "1"),
        "relief_all": ("relieved", "poor", "1"),
    },
    "medical95": {
        "medical_95": ("insured", "people", "0.95"),
        "groups_rated_all": ("groups_rated", "groups", "1"),
        "rated_80": ("rated", "households", "0.80"),
        "water_70": ("water", "households", "0.70"),
        "enrolment_95": ("enrolled", "pupils", "1"),
    },
}
COUNTS = ("people", "insured", "households", "rated", "water", "groups", "groups_rated", "pupils", "enrolled", "poor", "relieved", "illiterate")  # fmt: skip
WHOLES = {"people": 1, "households": 1, "groups": 1, "pupils": 0, "poor": 0}
PARTS = {"insured": "people", "rated": "households", "water": "households", "groups_rated": "groups", "enrolled": "pupils", "relieved": "poor"}  # fmt: skip
KNOWN = ("village_code", "village", "town_code", "year")
STAGES = ("village", "town", "county")


def village(luck: random.Random, place: int) -> dict[str, str]:
    """The counts of one village, each near its threshold, now and then with a gap."""
    found = {
        name: luck.choice([luck.randint(least, 9), 100, luck.randint(100, 9999)])
        for name, least in WHOLES.items()
    }
    for part, whole in PARTS.items():
        line = ceil(found[whole] * Fraction(luck.choice(["0.7", "0.8", "0.92", "0.95", "1", "1"])))
        found[part] = min(found[whole], max(0, line + luck.choice([-1, 0, 0, 1])))
    found["illiterate"] = luck.choice([0, 0, 1])
    texts = {name: str(value) for name, value in found.items()}
    if luck.random() < 0.2:
        gap = luck.choice([*WHOLES, "illiterate"])
        texts |= dict.fromkeys([gap, *(part for part, whole in PARTS.items() if whole == gap)], "")
    return {"village_code": f"v{place}", "village": f"村{place}", "town_code": "t", "year": "2024"} | texts


def standing(plan: str, row: Row) -> dict[str, str]:
    """What a village must get: each check with its status, and the verdict where all facts are there."""
    found, checks = {}, RATES[plan]
    for check, (part, whole, line) in checks.items():
        if row[part] and row[whole]:
            threshold = Fraction(line)
            enough = threshold.denominator * int(row[part]) >= threshold.numerator * int(row[whole])
            found[check] = "met" if enough else "unmet"
    if plan == "medical95" and row["illiterate"]:
        found["literate"] = "met" if row["illiterate"] == "0" else "unmet"
    if len(found) == len(checks) + (plan == "medical95"):
        found["ready" if set(found.values()) == {"met"} else "not-yet"] = "proposed"
    return found


def check_all(result: Result, plan: str, rows: Iterable[Row]) -> None:
    for row in rows:
        mine = {one["award"]: one for one in result.awards if one["village_code"] == row["village_code"]}
        wanted = standing(plan, row)
        assert {name: one["status"] for name, one in mine.items()} == wanted, row
        for check, (part, whole, line) in RATES[plan].items():
            if wanted.get(check) == "unmet":
                lacking = ceil(Fraction(line) * int(row[whole])) - int(row[part])
                assert f"还差 {lacking} " in mine[check]["reason"]
        met = sum(status == "met" for status in wanted.values())
        whole_year = "ready" in wanted or "not-yet" in wanted
        assert result.score(row["village_code"], "2024")["score"] == (f"{met}.00" if whole_year else "")


@pytest.mark.parametrize("plan", list(RATES))
@pytest.mark.parametrize("compiled", [False, True])
def test_checks_agree_with_fractions(plan, compiled, tmp_path, monkeypatch):
    if compiled:
        monkeypatch.setattr("wugong.rules.appraisal.worth_compiling", lambda plan, units: fits(plan))
    for seed in range(4):
        luck = random.Random(seed)
        rows = [village(luck, place) for place in range(60)]
        sheet = write_table(tmp_path / "sheet.csv", [*KNOWN, *COUNTS], rows)
        result = run("civilised-village", sheet, "--set", f"plan={plan}", out=tmp_path / "out")
        check_all(result, plan, rows)


def reported(luck: random.Random, place: int, year: int) -> dict[str, str]:
    """A village's year: how far the audit came, and near which rate."""
    row = {"village_code": f"v{place:02}", "village": f"村{place}", "town_code": "t", "year": str(year)}
    row["class_now"] = luck.choice("12")
    for stage in STAGES[: luck.choice([1, 2, 3, 3])]:
        households = luck.choice([100, 150, 300])
        row |= {
            f"{stage}_all": str(households),
            f"{stage}_part": str(households * luck.randint(60, 70) // 100),
        }
    return row


def rate(row: Row) -> Fraction:
    stage = next(stage for stage in reversed(STAGES) if row.get(f"{stage}_all"))
    return Fraction(int(row[f"{stage}_part"]), int(row[f"{stage}_all"]))


@pytest.mark.parametrize("band", ["0", "1", "3", "5"])
def test_sixteen_villages_have_one_class_and_one_outcome_each(band, tmp_path):
    for seed in range(5):
        luck = random.Random(seed)
        before, now = ([reported(luck, place, year) for place in range(16)] for year in (2023, 2024))
        columns = [*KNOWN, "class_now", *(f"{stage}_{part}" for stage in STAGES for part in ("all", "part"))]
        sheet = write_table(tmp_path / "sheet.csv", columns, [*before, *now])
        result = run("participation-grade", sheet, "--set", f"band={band}", out=tmp_path / "out")
        wanted: Counter[tuple[str, str]] = Counter()
        for then, row in zip(before, now, strict=True):
            change = rate(row) - rate(then)
            outcome = (
                "unchanged"
                if abs(change) <= Fraction(int(band), 100)
                else "upgrade"
                if change > 0
                else "downgrade"
            )
            class_now = "remedial" if row["class_now"] == "1" else "pilot"
            stand = "final" if row.get("county_all") else "pending"
            wanted.update((row["village_code"], award) for award in (class_now, outcome, stand))
        assert (
            Counter((one["village_code"], one["award"]) for one in result.awards if one["period"] == "2024")
            == wanted
        )


@pytest.mark.parametrize("name", ["civilised-village", "participation-grade", "three-way-review"])
def test_a_sheet_by_month_is_refused(name, capsys, tmp_path: Path):
    scheme = read_scheme(scheme_text(name))
    names = scheme.subject
    assert names is not None
    known = {
        names.column: "v",
        names.title_column: "村",
        names.pool_column: "t",
        names.period_column: "2024-01",
    }
    columns = [*known, *scheme.inputs]
    row = dict.fromkeys(columns, "") | known
    said = refused(capsys, tmp_path, name, write_table(tmp_path / "sheet.csv", columns, [row]))
    assert "“2024-01”不是" in said[0]

"""Plays the cases that stand beside each bundled scheme, and sees that none of its lines lacks one."""

from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from tests.rules.sheets import Result, read_rows, write_table

from wugong.base.faults import Faults
from wugong.config.cli import run as console
from wugong.rules.documents import read_document
from wugong.rules.library import bundled, read_scheme, scheme_text

COLUMNS = ("score", "rank", "eligible_rank")


def cases(scheme: str) -> list[dict[str, Any]]:
    """The cases of a bundled scheme, every scalar as text."""
    text = files("wugong.rules").joinpath(f"schemes/{scheme}.cases.yaml").read_text("utf-8")
    faults = Faults(scheme)
    document = read_document(text, faults)
    faults.refuse()
    assert document is not None
    return document.root["cases"]


def every_case() -> Iterator[Any]:
    for scheme in bundled():
        for case in cases(scheme):
            yield pytest.param(scheme, case, id=f"{scheme}: {case['name']}")


def table(text: str) -> list[list[str]]:
    return [line.split() for line in text.splitlines()]


def sheet(scheme: str, text: str) -> list[dict[str, str]]:
    """The rows of a score sheet drawn as a table of villages and months (or whatever it is kept by).

    The corner of the table may name the inputs that a cell holds.
    """
    (corner, *months), *villages = table(text)
    read = read_scheme(scheme_text(scheme))
    inputs, names = corner.split("/") if "/" in corner else list(read.inputs), read.subject
    assert names is not None
    rows = []
    for village, *cells in villages:
        for month, cell in zip(months, cells, strict=True):
            values = cell.split("/") if "/" in cell else [cell] * len(inputs)
            known = {names.column: village, names.title_column: village, names.pool_column: "镇"}
            known |= {names.period_column: month}
            if cell != "-":
                rows.append(known | dict.fromkeys(inputs, "") | dict(zip(inputs, values, strict=False)))
    return rows


def words(scheme: str, case: dict[str, Any], folder: Path) -> list[str]:
    found = [scheme]
    if "scores" in case:
        rows = sheet(scheme, case["scores"])
        found.append(str(write_table(folder / "scores.csv", list(rows[0]), rows)))
    for name, text in case.get("registers", {}).items():
        header, *rows = table(text)
        path = folder / f"{name}.csv"
        write_table(path, header, [dict(zip(header, row, strict=True)) for row in rows])
        found += ["--register", f"{name}={path}"]
    for name, value in case.get("switches", {}).items():
        found += ["--set", f"{name}={value}"]
    return [*found, "--out", str(folder / "out")]


def check(expected: str, result: Result) -> None:
    awards: dict[tuple[str, str], Counter[tuple[str, str]]] = {}
    for period, what, *rest in table(expected):
        if what in COLUMNS:
            village, value = rest
            assert result.score(village, period)[what] == value.replace("none", ""), (period, what, village)
        else:
            wanted = awards.setdefault((period, what), Counter())
            if rest != ["none"]:
                wanted[rest[0], rest[1] if rest[1:] else ""] += 1
    for (period, award), wanted in awards.items():
        rows = [row for row in result.awards if (row["period"], row["award"]) == (period, award)]
        found = Counter((row["recipient"], value_of(row)) for row in rows)
        assert found == wanted, (period, award, rows)


def value_of(row: dict[str, str]) -> str:
    """What a line of a case says of an award: its amount, or of a check whether it is met."""
    return row["amount"] if row["status"] == "proposed" else row["status"]


@pytest.mark.parametrize(("scheme", "case"), list(every_case()))
def test_case_comes_out_as_expected(scheme, case, tmp_path, capsys):
    code = console(["appraise", *words(scheme, case, tmp_path)])
    said = capsys.readouterr().err
    if "refused" in case:
        assert code == 2
        assert case["refused"] in said
    else:
        assert code == 0, said
        check(case["expect"], Result(tmp_path / "out"))


@pytest.mark.parametrize("scheme", bundled())
def test_every_award_has_a_case_that_gives_it(scheme):
    given = {
        what
        for case in cases(scheme)
        for _, what, *rest in table(case.get("expect", ""))
        if what not in COLUMNS and rest != ["none"]
    }
    versions = read_scheme(scheme_text(scheme)).versions
    assert given == {name for version in versions for name in (*version.awards, *version.checks)}


@pytest.mark.parametrize("scheme", bundled())
def test_every_check_has_a_case_on_either_side(scheme):
    given = {
        (what, rest[1])
        for case in cases(scheme)
        for _, what, *rest in table(case.get("expect", ""))
        if rest[1:] and rest[1] in {"met", "unmet"}
    }
    checks = [name for version in read_scheme(scheme_text(scheme)).versions for name in version.checks]
    assert given == {(name, side) for name in checks for side in ("met", "unmet")}


@pytest.mark.parametrize("scheme", bundled())
def test_every_choice_of_a_switch_has_a_case(scheme):
    set_somewhere = {pair for case in cases(scheme) for pair in case.get("switches", {}).items()}
    switches = read_scheme(scheme_text(scheme)).switches
    assert set_somewhere == {(name, choice) for name, switch in switches.items() for choice in switch.choices}


def test_a_case_that_does_not_hold_is_found(tmp_path):
    case = cases("town-environment")[0]
    assert console(["appraise", *words("town-environment", case, tmp_path)]) == 0
    assert read_rows(tmp_path / "out" / "scores.csv")
    with pytest.raises(AssertionError):
        check("2023-01 score 甲 83.01", Result(tmp_path / "out"))
    with pytest.raises(AssertionError):
        check("2023-01 rank-reward 甲 1.00", Result(tmp_path / "out"))

"""When in a month an input is inspected, and by whom."""

from datetime import date

import pytest
from tests.rules.schemes import changed, try_scheme

from wugong.base.periods import Period
from wugong.rules.library import read_scheme, scheme_text
from wugong.rules.scheme import Input

CROSS = "title: 交叉, least: 0"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("window: [20, 11]", "第 6 行：inputs.cross.window：第一天不能晚于最后一天"),
        ("window: [0, 11]", "第 6 行：inputs.cross.window.0"),
        ("window: [11, 32]", "第 6 行：inputs.cross.window.1"),
        ("window: [11]", "第 6 行：inputs.cross.window"),
        ("window: [11, 12, 13]", "第 6 行：inputs.cross.window"),
        ("window: 11", "第 6 行：inputs.cross.window：这里应当是 array"),
        ("by: neighbours", "第 6 行：inputs.cross.by：写的是“neighbours”，只能是 town、villages、assessors"),
    ],
)
def test_window_or_inspector_that_makes_no_sense(written, said, capsys, tmp_path):
    lines = try_scheme(capsys, tmp_path, changed(CROSS, f"{written}, {CROSS}"))
    assert any(said in line for line in lines), lines


def test_an_input_is_inspected_all_month_by_the_town_unless_said_otherwise():
    fact = read_scheme(changed(CROSS, f"by: assessors, window: [7, 7], {CROSS}")).inputs
    assert (fact["covert"].window, fact["covert"].by) == ((1, 31), "town")
    assert (fact["cross"].window, fact["cross"].by) == ((7, 7), "assessors")


def test_the_town_inspects_covertly_in_mid_month_and_villages_cross_over_at_its_end():
    inputs = read_scheme(scheme_text("town-environment")).inputs
    assert {name: (fact.window, fact.by) for name, fact in inputs.items()} == {
        "covert": ((11, 20), "town"),
        "cross": ((21, 31), "villages"),
        "routine": ((1, 31), "town"),
    }
    assert inputs["cross"].article


@pytest.mark.parametrize(
    ("window", "month", "days"),
    [
        ((11, 20), "2023-02", (11, 20)),
        ((21, 31), "2023-02", (21, 28)),
        ((21, 31), "2024-02", (21, 29)),
        ((21, 31), "2023-04", (21, 30)),
        ((21, 31), "2023-12", (21, 31)),
        ((1, 30), "2023-12", (1, 30)),
        ((30, 31), "2023-02", (28, 28)),
    ],
)
def test_a_window_ends_with_the_month_where_the_month_is_shorter(window, month, days):
    period = Period.parse(month)
    fact = Input("a", "甲", 0, 100, 2, optional=False, missing=None, window=window)
    assert fact.window_in(period) == tuple(date(period.year, period.number, day) for day in days)

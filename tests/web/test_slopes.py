"""The slope chart ends at the rows of its table."""

from dataclasses import dataclass

from wugong.web.slopes import ROW, draw


@dataclass(frozen=True)
class Row:
    name: str
    before: int | None
    rank: int | None


def test_slope_without_earlier_ranks_has_no_lines() -> None:
    assert draw([Row("甲", None, 1)]).lines == []


def test_slope_leaves_out_only_the_newcomer() -> None:
    chart = draw([Row("甲", 1, 1), Row("乙", None, 2), Row("丙", 2, 3)])
    assert [line.name for line in chart.lines] == ["甲", "丙"]
    assert chart.height == 3 * ROW


def test_line_ends_in_the_middle_of_its_row() -> None:
    (line,) = draw([Row("甲", 4, 1)]).lines
    assert line.start == line.end == ROW // 2


def test_places_before_are_in_order_and_ties_keep_the_order_of_the_table() -> None:
    chart = draw([Row("甲", 2, 1), Row("乙", 2, 2), Row("丙", 1, 3)])
    starts = {line.name: line.start for line in chart.lines}
    assert starts["丙"] < starts["甲"] < starts["乙"]


def test_three_places_are_drawn_as_a_move_and_climbers_lie_on_top() -> None:
    chart = draw([Row("甲", 4, 1), Row("乙", 1, 4), Row("丙", 2, 3)])
    assert {line.name: line.move for line in chart.lines} == {"甲": "up", "乙": "down", "丙": "flat"}
    assert chart.lines[-1].name == "甲"


def test_unranked_village_is_no_move() -> None:
    (line,) = draw([Row("甲", 9, None)]).lines
    assert line.move == "flat"


def test_line_is_drawn_from_the_earlier_slot_to_the_row() -> None:
    (line,) = draw([Row("甲", 1, 1)]).lines
    assert line.path == "M122 22C166 22 166 22 211 22"
    assert line.baseline == 27

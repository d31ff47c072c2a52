"""Geometry of the slope chart: where each village stood and stands, as lines of an SVG beside the table."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

ROW = 45  # px: the height of a table row, a link and its hairline, so that the right ends meet the rows
LEFT, RIGHT, BEND = 122, 211, 166
MUCH = 3  # places: from here on a move is drawn as one


class Ranked(Protocol):
    """A row of the board: who, the rank of the period before, the rank now."""

    @property
    def name(self) -> str: ...
    @property
    def before(self) -> int | None: ...
    @property
    def rank(self) -> int | None: ...


@dataclass(frozen=True)
class Line:
    """One village's way from the left side to its row."""

    name: str
    before: int
    move: str
    start: int
    end: int | None

    @property
    def baseline(self) -> int:
        return self.start + 5

    @property
    def path(self) -> str:
        return f"M{LEFT} {self.start}C{BEND} {self.start} {BEND} {self.end} {RIGHT} {self.end}"


@dataclass(frozen=True)
class Slope:
    """The whole chart; a village without an earlier rank has no line."""

    height: int
    lines: list[Line]


def _move(before: int, rank: int | None) -> str:
    if rank is None or abs(before - rank) < MUCH:
        return "flat"
    return "up" if rank < before else "down"


def draw(rows: Iterable[Ranked]) -> Slope:
    """Return the lines of the rows, ranked rows in table order; ties keep the order of the table."""
    table = list(rows)
    earlier = sorted(
        ((row.before, place, row) for place, row in enumerate(table) if row.before is not None),
        key=lambda item: item[:2],
    )
    middle = ROW // 2
    lines = [
        Line(row.name, before, _move(before, row.rank), slot * ROW + middle, place * ROW + middle)
        for slot, (before, place, row) in enumerate(earlier)
    ]
    return Slope(height=len(table) * ROW, lines=sorted(lines, key=lambda line: line.move == "up"))

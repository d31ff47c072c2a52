"""What a score sheet consists of: versions, groups, criteria, what each spot costs, veto lines.

Points are whole numbers of hundredths throughout: 50 is half a point.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from wugong.base.amounts import plain
from wugong.rules.dated import Basis, in_force


def points(hundredths: int) -> str:
    """The points in words of a sheet, without the zeros that say nothing: 12.5."""
    return plain(hundredths, 2)


@dataclass(frozen=True, slots=True)
class Spot:
    """One kind of finding: each of them costs `each`, all of them together `at_most` where that is set."""

    key: str
    title: str
    unit: str
    each: int
    at_most: int | None
    sample: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of the sheet: it starts with its points, and its spots take from them down to 0."""

    key: str
    title: str
    points: int
    spots: tuple[Spot, ...]
    article: str


@dataclass(frozen=True, slots=True)
class Group:
    """Criteria under one heading."""

    title: str
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class Veto:
    """What counts beyond any deduction: zeroes its criterion, or caps the total (0 leaves nothing)."""

    key: str
    title: str
    criterion: str | None
    cap: int | None
    article: str


@dataclass(frozen=True)
class SheetVersion:
    """A sheet as it holds from `since` on."""

    name: str
    since: date
    basis: Basis
    total: int
    groups: tuple[Group, ...]
    vetoes: tuple[Veto, ...]

    @cached_property
    def criteria(self) -> tuple[Criterion, ...]:
        """Every line of the sheet, in its order."""
        return tuple(criterion for group in self.groups for criterion in group.criteria)

    @cached_property
    def spots(self) -> dict[str, tuple[Criterion, Spot]]:
        """What can be counted, by the key under which it is counted: `<criterion>.<spot>`."""
        return {f"{line.key}.{spot.key}": (line, spot) for line in self.criteria for spot in line.spots}


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """A score sheet (评分表) with its versions, earliest first."""

    name: str
    title: str
    versions: tuple[SheetVersion, ...]

    def version_on(self, day: date) -> SheetVersion | None:
        """The version in force on the day, or None before the first."""
        return in_force(self.versions, day)

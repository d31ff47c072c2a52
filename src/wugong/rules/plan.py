"""The plan of an appraisal: few kinds of steps over rows of whole numbers, the same for every executor.

A row holds one whole number for each village, villages of a pool side by side and ordered by code. Rows
0 … inputs-1 are the facts (input by input, month by month); the steps write the rows after them. A row's
true value is the whole number times its scale. A value that is not there is `missing`.
"""

from dataclasses import dataclass, field
from fractions import Fraction

from wugong.base.periods import Period
from wugong.rules.calendar import Calendar

INT32 = 2**31 - 2


@dataclass(frozen=True, slots=True)
class Weigh:
    """row = half-up((Σ weight × source + constant) ÷ divisor); missing where any source is."""

    row: int
    terms: tuple[tuple[int, int], ...]
    constant: int
    divisor: int


@dataclass(frozen=True, slots=True)
class Greater:
    """row = the greatest (or least) of two rows; missing where either is."""

    row: int
    left: int
    right: int
    greatest: bool


@dataclass(frozen=True, slots=True)
class Times:
    """row = left × right; missing where either is."""

    row: int
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class Within:
    """row = 1 where the source is between `least` and `most`, else 0; missing where the source is."""

    row: int
    source: int
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Given:
    """row = left, or right where left is missing."""

    row: int
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class Rank:
    """row = 1 + how many of the pool stand before it, by the keys in turn; missing where the first key is.

    A later key that is missing stands last. `without` names a mask of those who are left out. `by_code`
    breaks what is still equal by the order of codes.
    """

    row: int
    keys: tuple[int, ...]
    by_code: bool = False
    without: int | None = None


@dataclass(frozen=True, slots=True)
class Pay:
    """row = what the place in a ranking brings, in fen, or a code of the place; else 0.

    `present` names the mask of those with a row in the period: where it is given, all of them must stand in
    the `full` ranking; and the full ranking must hold `pool_at_least`.
    """

    row: int
    rank: int
    full: int
    amounts: tuple[int, ...]
    bottom: bool
    tied: str
    present: int | None
    pool_at_least: int


@dataclass(frozen=True, slots=True)
class Gain:
    """row = the amount for up to `quota` of the pool that gained most places; else 0."""

    row: int
    rank: int
    before: int
    score: int
    only: int | None
    unless: int | None
    at_least: int
    quota: int
    amount: int


@dataclass(frozen=True, slots=True)
class Both:
    """row = 1 where all the rows are 1; else 0."""

    row: int
    rows: tuple[int, ...]


Step = Weigh | Greater | Times | Within | Given | Rank | Pay | Gain | Both


@dataclass(slots=True)
class Line:
    """What is known of a row: its scale, and the least and most its whole numbers can be."""

    scale: Fraction
    least: int
    most: int


@dataclass(slots=True)
class Plan:
    """The steps in order, and where the figures of each period stand.

    `reach` is the largest size of any whole number on the way to a row.
    """

    calendar: Calendar
    inputs: int
    lines: list[Line]
    steps: list[Step] = field(default_factory=list)
    scores: dict[Period, int] = field(default_factory=dict)
    ranks: dict[Period, int] = field(default_factory=dict)
    eligible: dict[Period, int] = field(default_factory=dict)
    awards: dict[tuple[Period, str], int] = field(default_factory=dict)
    checks: dict[tuple[Period, str], int] = field(default_factory=dict)
    ties: dict[Period, tuple[int, ...]] = field(default_factory=dict)
    masks: list[tuple[Period, str]] = field(default_factory=list)
    presents: list[Period] = field(default_factory=list)
    reach: int = 0

    @property
    def fits_int32(self) -> bool:
        """Whether every row is proven to fit 32 bits, so that the compiled executor may run it."""
        reach = max(max(-line.least, line.most) for line in self.lines)
        return max(self.reach, reach) <= INT32

    def new_row(self, scale: Fraction, least: int, most: int) -> int:
        """The number of a fresh row with these bounds."""
        self.lines.append(Line(scale, least, most))
        return len(self.lines) - 1

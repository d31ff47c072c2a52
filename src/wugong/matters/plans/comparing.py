"""Whether a target was reached, by whole numbers: never by a rounded percent (R31, R39, R40)."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from wugong.base.amounts import plain

DECIMALS: Final = 4  # what a figure is kept with
ONE: Final = 10**DECIMALS
SHARES: Final = {"%": 100, "％": 100, "‰": 1000}
AT_LEAST, AT_MOST, EXACTLY, BETWEEN = "at-least", "at-most", "exactly", "between"


@dataclass(frozen=True, slots=True)
class Goal:
    """What is to be reached; `base` is 100 for a percent, 1000 for a per mille, 0 for a count."""

    compare: str
    least: int
    most: int
    base: int

    def met_by(self, value: int, whole: int | None = None) -> bool:
        """Say whether so much, of so many where it is a share, is what was to be reached."""
        done, per = self._sides(value, whole)
        above, below = done >= self.least * per, done <= (self.upper * per)
        if self.compare == AT_LEAST:
            return above
        return below if self.compare == AT_MOST else above and below

    @property
    def upper(self) -> int:
        """Return what must not be passed."""
        return self.most if self.compare == BETWEEN else self.least

    def behind(self, value: int, whole: int | None = None) -> int:
        """Return how much is still missing, or too much where there is an upper bound; 0 where it is met.

        Of a share it is how many of the whole: in full ones where whole ones are counted.
        """
        if self.met_by(value, whole):
            return 0
        done, per = self._sides(value, whole)
        short = self.compare != AT_MOST and done < self.least * per
        gap = self.least * per - done if short else done - self.upper * per
        step = self.base * ONE if self.base else 1
        missing = -(-gap // step)
        counted = self.base and not (value % ONE or (whole or 0) % ONE)
        return -(-missing // ONE) * ONE if counted else missing

    def _sides(self, value: int, whole: int | None) -> tuple[int, int]:
        """Return what was done and the measure of the goal, on one scale."""
        if not self.base:
            return value, 1
        return self.base * value * ONE, whole or 0


def goal_of(compare: str, goal: Decimal, most: Decimal | None, counted_in: str) -> Goal:
    """Return the goal in whole numbers."""
    return Goal(compare, scaled(goal), scaled(most if most is not None else goal), base_of(counted_in))


def base_of(counted_in: str) -> int:
    """Return of how many a share is told: 100, 1000; 0 for a count."""
    return SHARES.get(counted_in.strip(), 0)


def scaled(value: Decimal) -> int:
    """Return the figure times ten thousand: exact, as figures have four decimals at most."""
    return int(value.scaleb(DECIMALS))


def share_cut(value: int, whole: int, base: int = 100) -> str:
    """Return the share with two decimals, cut and not rounded: 91.999 % is 91.99, never 92.00."""
    return f"{plain(base * value * 100 // whole, 2)}"


def shown(pieces: int) -> str:
    """Return the figure as people write it: 12, 12.5."""
    return plain(pieces, DECIMALS)

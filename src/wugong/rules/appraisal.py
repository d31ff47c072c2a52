"""An appraisal: a scheme over facts, as figures, awards and reasons."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from wugong.base.amounts import half_up
from wugong.base.periods import Period
from wugong.rules.calendar import Calendar, Slot, lay_out
from wugong.rules.compiled import run_compiled, worth_compiling
from wugong.rules.compiling import compile_scheme
from wugong.rules.facts import Facts, Unit
from wugong.rules.plain import Run
from wugong.rules.scheme import Scheme

DECIMALS = 2  # of a published score that the scheme keeps exact


@dataclass(frozen=True, slots=True)
class Figure:
    """A unit's result in a period; `score` in pieces of 10**-decimals, None where it is not complete."""

    place: int
    unit: Unit
    period: Period
    score: int | None
    decimals: int
    rank: int | None
    eligible_rank: int | None


class Appraisal:
    """The outcome of a scheme over facts; rows are computed at once, reasons when asked for."""

    def __init__(self, scheme: Scheme, facts: Facts) -> None:
        self.scheme = scheme
        self.facts = facts
        self.calendar: Calendar = lay_out(scheme, facts.months[0], facts.months[-1])
        self.plan = compile_scheme(scheme, self.calendar)
        self.starts = facts.starts
        self.rows = self._run()
        self._counts: dict[tuple[int, int], tuple[Counter[int | None], int]] = {}

    def _run(self) -> Sequence[Sequence[int | None]]:
        masks = [self.facts.left_out(self.scheme, version, period) for period, version in self.plan.masks]
        presents = [self.facts.present_in(period) for period in self.plan.presents]
        if worth_compiling(self.plan, len(self.facts.units)):
            return run_compiled(self.plan, self.starts, self.facts.rows, masks, presents)
        return Run(self.starts, self.facts.rows, masks, presents).run(self.plan)

    @cached_property
    def pools(self) -> dict[str, range]:
        """The places of each pool's units."""
        return {self.facts.units[start].pool: range(start, end) for start, end in pairwise(self.starts)}

    def figures(self) -> Iterator[tuple[Slot, Figure]]:
        """Every figure: months, quarters, half-years, years; then by pool and code."""
        for slot in self.calendar.slots:
            for place in range(len(self.facts.units)):
                yield slot, self.figure(slot, place)

    def figure(self, slot: Slot, place: int) -> Figure:
        """The figure of the unit at `place` in a slot."""
        period, decimals = slot.period, slot.score.decimals
        score = self.value(self.plan.scores.get(period), place)
        if score is not None and decimals is None:
            true = score * self.plan.lines[self.plan.scores[period]].scale * 10**DECIMALS
            score = half_up(true.numerator, true.denominator)
        return Figure(
            place,
            self.facts.units[place],
            period,
            score,
            DECIMALS if decimals is None else decimals,
            self.value(self.plan.ranks.get(period), place),
            self.value(self.plan.eligible.get(period), place),
        )

    def value(self, row: int | None, place: int) -> int | None:
        """The whole number at `place` of a row; None where there is no row or nothing in it."""
        return None if row is None else self.rows[row][place]

    def ranked(self, row: int, place: int) -> int:
        """How many of the unit's pool stand in a ranking."""
        return self._counted(row, place)[1]

    def tied(self, row: int, place: int) -> int:
        """How many of the unit's pool have its value in a row, itself included."""
        return self._counted(row, place)[0][self.rows[row][place]]

    def _counted(self, row: int, place: int) -> tuple[Counter[int | None], int]:
        """How often each value of a row stands in the unit's pool, and how many there are."""
        pool = self.appraised_pool(place)
        key = (row, pool.start)
        if key not in self._counts:
            counts = Counter(self.rows[row][pool.start : pool.stop])
            self._counts[key] = counts, counts.total() - counts[None]
        return self._counts[key]

    def appraised_pool(self, place: int) -> range:
        """The places of the unit's pool."""
        return self.pools[self.facts.units[place].pool]

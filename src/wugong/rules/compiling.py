"""Compiles a scheme over a calendar into a plan: every score, rank and award of every period as steps."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm

from wugong.base.periods import LEVELS, Level, Period
from wugong.rules import plan as p
from wugong.rules.affine import Affine, scale_of
from wugong.rules.calendar import Calendar, Slot
from wugong.rules.expressions import Expression, Extreme, Number, Product, Series, Sum
from wugong.rules.scheme import Award, GainAward, Needs, RankAward, Scheme, StreakAward


def compile_scheme(scheme: Scheme, calendar: Calendar) -> p.Plan:
    """The plan for all slots of the calendar, shorter periods first."""
    compiler = _Compiler(scheme, calendar)
    for slot in calendar.slots:
        compiler.score(slot)
    for slot in calendar.slots:
        if slot.period in compiler.plan.scores:
            compiler.awards(slot)
    return compiler.plan


@dataclass(frozen=True, slots=True)
class _Ends:
    """What an end of a ranking brings."""

    eligible: bool
    amounts: tuple[int, ...]
    bottom: bool
    tied: str
    needs: Needs


class _Compiler:
    def __init__(self, scheme: Scheme, calendar: Calendar) -> None:
        self.scheme = scheme
        self.calendar = calendar
        self.inputs = {name: place for place, name in enumerate(scheme.inputs)}
        lines = [
            p.Line(scale_of(fact.decimals), fact.least, fact.most)
            for fact in scheme.inputs.values()
            for _ in calendar.months
        ]
        self.plan = p.Plan(calendar, len(lines), lines)
        self.paid: dict[tuple[Period, _Ends], int] = {}

    def score(self, slot: Slot) -> None:
        """Add the score, the ties and the ranks of a slot; nothing where a part of it has no facts at all."""
        affine = self._affine(slot.score.expression, slot.period)
        if affine is None:
            return
        row = self._row(affine, slot.score.decimals)
        self.plan.scores[slot.period] = row
        if slot.score.ranked:
            self._rank(slot, row)

    def _rank(self, slot: Slot, row: int) -> None:
        period, score = slot.period, slot.score
        found = [self._affine(tie.expression, period) for tie in score.ties]
        ties = tuple(self._row(tie, None) for tie in found if tie)
        self.plan.ties[period] = ties
        keys = (row, *ties)
        self.plan.ranks[period] = self._add(lambda new: p.Rank(new, keys, score.last_tie_by_code))
        eligible = slot.version.eligible
        if eligible and period.level in eligible.levels:
            self.plan.masks.append((period, slot.version.name))
            mask = len(self.plan.masks) - 1
            self.plan.eligible[period] = self._add(
                lambda new: p.Rank(new, keys, score.last_tie_by_code, mask)
            )

    def awards(self, slot: Slot) -> None:
        """Add the awards that the slot's version gives in its period."""
        for name, award in slot.version.awards.items():
            if award.rows and getattr(award, "level", None) is slot.period.level:
                row = self._award(award, slot.period)
                if row is not None:
                    self.plan.awards[slot.period, name] = row

    def _award(self, award: Award, period: Period) -> int | None:
        if isinstance(award, RankAward):
            places = range(1, award.places + 1)
            amounts = tuple(award.amounts.get(place, 0) for place in places)
            if not (award.amounts and award.pays):
                amounts = tuple(places)
            ends = _Ends(award.eligible, amounts, award.bottom, award.tied, award.needs)
            return self._pay(period, ends)
        if isinstance(award, StreakAward):
            return self._streak(award, period)
        return self._gain(award, period) if isinstance(award, GainAward) else None

    def _pay(self, period: Period, ends: "_Ends") -> int:
        if (period, ends) in self.paid:
            return self.paid[period, ends]
        present = self._present(period) if ends.needs.whole_pool else None
        least, most = min(0, *ends.amounts, sum(ends.amounts)), max(0, *ends.amounts, sum(ends.amounts))
        rank, full = self._ranking(period, ends.eligible), self.plan.ranks[period]
        row = self._add(
            lambda new: p.Pay(
                new, rank, full, ends.amounts, ends.bottom, ends.tied, present, ends.needs.pool_at_least
            ),
            least,
            most,
        )
        self.paid[period, ends] = row
        return row

    def _streak(self, award: StreakAward, period: Period) -> int | None:
        rows = []
        for back in range(award.times):
            earlier = period.plus(-back)
            if earlier not in self.plan.ranks:
                return None
            amounts = (0,) * (award.place - 1) + (1,)
            rows.append(self._pay(earlier, _Ends(award.eligible, amounts, True, "none", award.needs)))
        return self._add(lambda new: p.Both(new, tuple(rows)), 0, 1)

    def _gain(self, award: GainAward, period: Period) -> int | None:
        before = self.plan.ranks.get(period.plus(-1))
        if before is None:
            return None
        only = self.plan.eligible[period] if award.eligible else None
        unless = self.plan.awards.get((period, award.unless)) if award.unless else None
        rank, score = self.plan.ranks[period], self.plan.scores[period]
        return self._add(
            lambda new: p.Gain(
                new, rank, before, score, only, unless, award.at_least, award.quota, award.amount
            ),
            min(0, award.amount),
            max(0, award.amount),
        )

    def _ranking(self, period: Period, eligible: bool) -> int:
        return (
            self.plan.eligible[period]
            if eligible and period in self.plan.eligible
            else self.plan.ranks[period]
        )

    def _present(self, period: Period) -> int:
        if period not in self.plan.presents:
            self.plan.presents.append(period)
        return self.plan.presents.index(period)

    def _add(self, make: Callable[[int], p.Step], least: int = 0, most: int = p.INT32) -> int:
        row = self.plan.new_row(scale_of(0), least, most)
        self.plan.steps.append(make(row))
        return row

    def _affine(self, expression: Expression, period: Period) -> Affine | None:
        if isinstance(expression, Number):
            return Affine({}, expression.value)
        if isinstance(expression, Series):
            return self._series(expression, period)
        if isinstance(expression, Extreme):
            parts = [self._affine(part, period) for part in expression.parts]
            return self._extreme(parts, expression.greatest)
        left = self._affine(expression.left, period)
        right = self._affine(expression.right, period)
        if left is None or right is None:
            return None
        if isinstance(expression, Sum):
            return left.plus(right, -1 if expression.minus else 1)
        return self._product(left, right, expression)

    def _product(self, left: Affine, right: Affine, expression: Product) -> Affine:
        if not right.terms:
            return left.times(1 / right.constant if expression.divide else right.constant)
        if not left.terms:
            return right.times(left.constant)
        one, two = self._row(left, None), self._row(right, None)
        ends = [x * y for x in self._ends(one) for y in self._ends(two)]
        scale = self.plan.lines[one].scale * self.plan.lines[two].scale
        row = self.plan.new_row(scale, min(ends), max(ends))
        self.plan.steps.append(p.Times(row, one, two))
        return Affine.of(row)

    def _series(self, series: Series, period: Period) -> Affine | None:
        level = LEVELS.get(series.name, Level.MONTH)
        rows = [self._source(series.name, part) for part in period.parts(level)]
        known = [row for row in rows if row is not None]
        if len(known) < len(rows):
            return None
        if series.over in {"first", "last"} or len(known) == 1:
            return Affine.of(known[-1 if series.over == "last" else 0])
        if series.over in {"min", "max"}:
            return self._extreme([Affine.of(row) for row in known], series.over == "max")
        total = Affine.over(known)
        return total.times(Fraction(1, len(known))) if series.over == "mean" else total

    def _source(self, name: str, period: Period) -> int | None:
        if name not in self.inputs:
            return self.plan.scores.get(period)
        place = self.calendar.month_place(period)
        return None if place is None else self.inputs[name] * len(self.calendar.months) + place

    def _extreme(self, parts: list[Affine | None], greatest: bool) -> Affine | None:
        known = [part for part in parts if part is not None]
        if len(known) < len(parts):
            return None
        scale = scale_of(0) / lcm(*(self._written(part)[1] for part in known))
        row = self._row_at(known[0], scale)
        for part in known[1:]:
            other = self._row_at(part, scale)
            pairs = list(zip(self._ends(row), self._ends(other), strict=True))
            least, most = ((max if greatest else min)(pair) for pair in pairs)
            new = self.plan.new_row(scale, least, most)
            self.plan.steps.append(p.Greater(new, row, other, greatest))
            row = new
        return Affine.of(row)

    def _ends(self, row: int) -> tuple[int, int]:
        return self.plan.lines[row].least, self.plan.lines[row].most

    def _written(self, affine: Affine) -> tuple[list[tuple[int, int]], int, int]:
        """The affine as (row, whole weight) terms over one denominator, and the whole constant."""
        parts = {row: weight * self.plan.lines[row].scale for row, weight in affine.terms.items()}
        below = lcm(affine.constant.denominator, *(part.denominator for part in parts.values()))
        terms = [(row, int(part * below)) for row, part in parts.items() if part]
        return terms, below, int(affine.constant * below)

    def _row_at(self, affine: Affine, scale: Fraction) -> int:
        terms, below, constant = self._written(affine)
        up = scale.denominator // below
        return self._weigh([(row, weight * up) for row, weight in terms], constant * up, 1, scale)

    def _row(self, affine: Affine, decimals: int | None) -> int:
        """The row that holds the affine, exactly or rounded half-up to the decimals."""
        terms, below, constant = self._written(affine)
        if decimals is None:
            made = len(terms) == 1 and terms[0][0] >= self.plan.inputs
            if made and not constant and affine.terms.get(terms[0][0]) == 1:
                return terms[0][0]
            common = gcd(constant, *(weight for _, weight in terms)) or 1
            terms = [(row, weight // common) for row, weight in terms]
            return self._weigh(terms, constant // common, 1, scale_of(0) * common / below)
        common = gcd(10**decimals, below)
        up, divisor = 10**decimals // common, below // common
        terms = [(row, weight * up) for row, weight in terms]
        return self._weigh(terms, constant * up, divisor, scale_of(decimals))

    def _weigh(self, terms: list[tuple[int, int]], constant: int, divisor: int, scale: Fraction) -> int:
        ends = [sorted(weight * end for end in self._ends(row)) for row, weight in terms]
        least = constant + sum(end[0] for end in ends)
        most = constant + sum(end[1] for end in ends)
        widest = abs(constant) + sum(max(abs(end[0]), abs(end[1])) for end in ends)
        self.plan.reach = max(self.plan.reach, widest + divisor)
        row = self.plan.new_row(scale, least // divisor - 1, most // divisor + 1)
        self.plan.steps.append(p.Weigh(row, tuple(terms), constant, divisor))
        return row

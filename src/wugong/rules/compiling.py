"""Compiles a scheme over a calendar into a plan: every score, rank and award of every period as steps."""

from dataclasses import dataclass
from fractions import Fraction

from wugong.base.periods import LEVELS, Period
from wugong.rules import plan as p
from wugong.rules.affine import Affine, scale_of
from wugong.rules.calendar import Calendar, Slot
from wugong.rules.expressions import Comparison, Expression, Extreme, Given, Number, Product, Series, Sum
from wugong.rules.rows import ONE, Ratio, Rows
from wugong.rules.scheme import Award, GainAward, Needs, RankAward, Scheme, StreakAward, WhenAward

CHECKS = {"met": "==", "unmet": "<"}


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
        self.rows = Rows(self.plan)
        self.paid: dict[tuple[Period, _Ends], int] = {}

    def score(self, slot: Slot) -> None:
        """Add the checks, the score, the ties, the ranks of a slot; none where a part has no facts at all."""
        for name in slot.version.checks_of(slot.period.level):
            row = self._compared(slot.version.checks[name].holds, slot.period)
            if row is not None:
                self.plan.checks[slot.period, name] = row
        affine = self._affine(slot.score.expression, slot.period)
        if affine is None:
            return
        row = self.rows.row(affine, slot.score.decimals)
        self.plan.scores[slot.period] = row
        if slot.score.ranked:
            self._rank(slot, row)

    def _rank(self, slot: Slot, row: int) -> None:
        period, score = slot.period, slot.score
        found = [self._affine(tie.expression, period) for tie in score.ties]
        ties = tuple(self.rows.row(tie, None) for tie in found if tie)
        self.plan.ties[period] = ties
        keys = (row, *ties)
        self.plan.ranks[period] = self.rows.add(lambda new: p.Rank(new, keys, score.last_tie_by_code))
        eligible = slot.version.eligible
        if eligible and period.level in eligible.levels:
            self.plan.masks.append((period, slot.version.name))
            mask = len(self.plan.masks) - 1
            self.plan.eligible[period] = self.rows.add(
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
        if isinstance(award, WhenAward):
            return self._when(award, period)
        return self._gain(award, period) if isinstance(award, GainAward) else None

    def _when(self, award: WhenAward, period: Period) -> int | None:
        rows = [self._compared(comparison, period) for comparison in award.holds]
        if award.checks:
            rows.append(self._checked(award, period))
        known = tuple(row for row in rows if row is not None)
        return self.rows.add(lambda new: p.Both(new, known), 0, 1) if len(known) == len(rows) else None

    def _pay(self, period: Period, ends: "_Ends") -> int:
        if (period, ends) in self.paid:
            return self.paid[period, ends]
        present = self._present(period) if ends.needs.whole_pool else None
        least, most = min(0, *ends.amounts, sum(ends.amounts)), max(0, *ends.amounts, sum(ends.amounts))
        rank, full = self._ranking(period, ends.eligible), self.plan.ranks[period]
        row = self.rows.add(
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
        return self.rows.add(lambda new: p.Both(new, tuple(rows)), 0, 1)

    def _gain(self, award: GainAward, period: Period) -> int | None:
        before = self.plan.ranks.get(period.plus(-1))
        if before is None:
            return None
        only = self.plan.eligible[period] if award.eligible else None
        unless = self.plan.awards.get((period, award.unless)) if award.unless else None
        rank, score = self.plan.ranks[period], self.plan.scores[period]
        return self.rows.add(
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

    def _checked(self, award: WhenAward, period: Period) -> int | None:
        version = self.scheme.version_for(period)
        names = version.checks_of(period.level) if version else []
        rows = [self.plan.checks[period, name] for name in names if (period, name) in self.plan.checks]
        if len(rows) < len(names):
            return None
        wanted = Affine({}, Fraction(len(names)))
        return self.rows.compared((Affine.over(rows), ONE), (wanted, ONE), CHECKS[award.checks])

    def _compared(self, comparison: Comparison, period: Period) -> int | None:
        left, right = self._ratio(comparison.left, period), self._ratio(comparison.right, period)
        return None if left is None or right is None else self.rows.compared(left, right, comparison.sign)

    def _ratio(self, expression: Expression, period: Period) -> Ratio | None:
        if not isinstance(expression, Sum | Product):
            affine = self._affine(expression, period)
            return None if affine is None else (affine, ONE)
        left, right = self._ratio(expression.left, period), self._ratio(expression.right, period)
        if left is None or right is None:
            return None
        if isinstance(expression, Sum):
            return self.rows.total(left, right, -1 if expression.minus else 1)
        if expression.divide:
            return self.rows.quotient(left, right)
        return self.rows.product(left[0], right[0]), self.rows.product(left[1], right[1])

    def _affine(self, expression: Expression, period: Period) -> Affine | None:
        if isinstance(expression, Number):
            return Affine({}, expression.value)
        if isinstance(expression, Series):
            return self._series(expression, period)
        if isinstance(expression, Extreme | Given):
            return self._several(expression, [self._affine(part, period) for part in expression.parts])
        left, right = self._affine(expression.left, period), self._affine(expression.right, period)
        return None if left is None or right is None else self._joined(left, right, expression)

    def _joined(self, left: Affine, right: Affine, expression: Sum | Product) -> Affine:
        if isinstance(expression, Sum):
            return left.plus(right, -1 if expression.minus else 1)
        if expression.divide:
            return left.times(1 / right.constant)
        return self.rows.product(left, right)

    def _several(self, expression: Extreme | Given, parts: list[Affine | None]) -> Affine | None:
        known = [part for part in parts if part is not None]
        if isinstance(expression, Given):
            return self.rows.first_there(known) if known else None
        return self.rows.extreme(known, expression.greatest) if len(known) == len(parts) else None

    def _series(self, series: Series, period: Period) -> Affine | None:
        if (period, series.name) in self.plan.checks:
            return Affine.of(self.plan.checks[period, series.name])
        if series.over == "before":
            row = self._source(series.name, period.plus(-1))
            return None if row is None else Affine.of(row)
        level = LEVELS.get(series.name, self.scheme.base)
        rows = [self._source(series.name, part) for part in period.parts(level)]
        known = [row for row in rows if row is not None]
        if len(known) < len(rows):
            return None
        if series.over in {"first", "last"} or len(known) == 1:
            return Affine.of(known[-1 if series.over == "last" else 0])
        if series.over in {"min", "max"}:
            return self.rows.extreme([Affine.of(row) for row in known], series.over == "max")
        total = Affine.over(known)
        return total.times(Fraction(1, len(known))) if series.over == "mean" else total

    def _source(self, name: str, period: Period) -> int | None:
        if name not in self.inputs:
            return self.plan.scores.get(period)
        place = self.calendar.month_place(period)
        return None if place is None else self.inputs[name] * len(self.calendar.months) + place

"""Says expressions and comparisons in Chinese with the figures of one unit, and what is lacking."""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor, trunc

from wugong.base.amounts import half_up, plain, written
from wugong.base.periods import LEVELS, Period
from wugong.rules.appraisal import Appraisal
from wugong.rules.expressions import (
    Comparison,
    Expression,
    Extreme,
    Given,
    Number,
    Product,
    Series,
    Sum,
    constant,
    divisors_in,
    parts_of,
    series_in,
)

JOIN = {"sum": " + ", "mean": " + ", "min": "、", "max": "、"}
SIGNS = {">=": "不低于", ">": "高于", "<=": "不高于", "<": "低于", "==": "等于"}
OTHERWISE = {">=": "低于", ">": "不高于", "<=": "高于", "<": "不低于", "==": "不等于"}


class Wording:
    """The words for the figures of one appraisal."""

    def __init__(self, appraisal: Appraisal) -> None:
        self.appraisal = appraisal
        self.plan = appraisal.plan
        self.base = appraisal.scheme.base
        self.hundredths = [(line.scale * 100).as_integer_ratio() for line in self.plan.lines]
        self.places = {name: place for place, name in enumerate(appraisal.scheme.inputs)}

    def parts(self, series: Series, period: Period) -> list[tuple[str, Period]]:
        """The (name, period) of every value that the series stands for in the period."""
        if series.over == "before":
            return [(series.name, period.plus(-1))]
        if (period, series.name) in self.plan.checks:
            return [(series.name, period)]
        parts = period.parts(LEVELS.get(series.name, self.base))
        if series.over in {"first", "last"}:
            parts = [parts[0 if series.over == "first" else -1]]
        return [(series.name, part) for part in parts]

    def row(self, name: str, period: Period) -> int | None:
        """The row of an input, a score or a check in its period; None where there is none."""
        if name in LEVELS:
            return self.plan.scores.get(period)
        if name not in self.places:
            return self.plan.checks.get((period, name))
        month = self.appraisal.calendar.month_place(period)
        if month is None:
            return None
        return self.places[name] * len(self.appraisal.calendar.months) + month

    def text(self, row: int | None, place: int) -> str | None:
        """The value of a row with two decimals, four where two do not hold it; None where there is none."""
        value = self.appraisal.value(row, place)
        if value is None or row is None:
            return None
        up, below = self.hundredths[row]
        pieces, rest = divmod(value * up, below)
        return written(half_up(value * up * 100, below), 4) if rest else written(pieces, 2)

    def title(self, name: str, period: Period) -> str:
        """What an input, a score or a check is called."""
        if fact := self.appraisal.scheme.inputs.get(name):
            return fact.title
        version = self.appraisal.scheme.version_for(period)
        check = version.checks.get(name) if version else None
        return check.title if check else "成绩"

    def say(self, expression: Expression, period: Period, place: int) -> str:
        """The expression with the figures of the unit at `place`."""
        if isinstance(expression, Number):
            return expression.text
        if isinstance(expression, Series):
            return self._series(expression, period, place)
        if isinstance(expression, Given):
            return self.say(self._there(expression, period, place), period, place)
        if isinstance(expression, Extreme):
            parts = "、".join(self.say(part, period, place) for part in expression.parts)
            return f"{'最高' if expression.greatest else '最低'}（{parts}）"
        sides = [self._there(side, period, place) for side in (expression.left, expression.right)]
        left, right = (self.say(side, period, place) for side in sides)
        if isinstance(expression, Sum):
            if expression.minus and isinstance(sides[1], Sum):
                right = f"（{right}）"
            return f"{left} {'-' if expression.minus else '+'} {right}"
        if isinstance(sides[0], Sum):
            left = f"（{left}）"
        if isinstance(sides[1], Sum) or (expression.divide and isinstance(sides[1], Product)):
            right = f"（{right}）"
        return f"{left} {'÷' if expression.divide else '×'} {right}"

    def _there(self, expression: Expression, period: Period, place: int) -> Expression:
        """The expression itself, or of several of which the first there counts that one."""
        if not isinstance(expression, Given):
            return expression
        there = (part for part in expression.parts if self.value(part, period, place) is not None)
        return self._there(next(there, expression.parts[-1]), period, place)

    def _series(self, series: Series, period: Period, place: int) -> str:
        parts = self.parts(series, period)
        values = [self._figure(name, part, place) for name, part in parts]
        if len(values) == 1:
            name, part = parts[0]
            named = "" if name in LEVELS and LEVELS[name] is not period.level else self.title(name, part)
            when = part.label if series.over == "before" else ""
            return f"{when}{named} {values[0]}".strip()
        joined = JOIN[series.over or "sum"].join(values)
        if series.over == "mean":
            return f"（{joined}）÷ {len(values)}"
        if series.over == "sum":
            return f"（{joined}）"
        return f"{'最高' if series.over == 'max' else '最低'}（{joined}）"

    def _figure(self, name: str, period: Period, place: int) -> str:
        row = self.row(name, period)
        fact = self.appraisal.scheme.inputs.get(name)
        value = self.appraisal.value(row, place)
        if fact and fact.unit and value is not None:
            return f"{plain(value, fact.decimals)} {fact.unit}"
        return self.text(row, place) or "—"

    def value(self, expression: Expression, period: Period, place: int) -> Fraction | None:
        """The exact value of the expression; None where something it needs is missing."""
        if isinstance(expression, Number):
            return expression.value
        if isinstance(expression, Series):
            return self._value_of_series(expression, period, place)
        if isinstance(expression, Given):
            found = (self.value(part, period, place) for part in expression.parts)
            return next((value for value in found if value is not None), None)
        values = [self.value(part, period, place) for part in parts_of(expression)]
        known = [value for value in values if value is not None]
        return _joined(expression, known) if len(known) == len(values) else None

    def _value_of_series(self, series: Series, period: Period, place: int) -> Fraction | None:
        rows = [self.row(*part) for part in self.parts(series, period)]
        values = [
            self.plan.lines[row].scale * value
            for row in rows
            if row is not None and (value := self.appraisal.value(row, place)) is not None
        ]
        if len(values) < len(rows):
            return None
        if series.over in {"min", "max"}:
            return min(values) if series.over == "min" else max(values)
        total = sum(values, Fraction(0))
        return total / len(values) if series.over == "mean" else total

    def all_held(self, comparisons: Sequence[Comparison], period: Period, place: int) -> str:
        """The comparisons that hold; what stands on the left of several is said once."""
        said: list[str] = []
        for before, comparison in zip([None, *comparisons], comparisons, strict=False):
            words = self.compared(comparison, period, place, holds=True)
            again = before is not None and before.left == comparison.left
            said.append("，" + words.rpartition("，")[2] if again else "；" + words)
        return "".join(said).removeprefix("；")

    def compared(self, comparison: Comparison, period: Period, place: int, holds: bool) -> str:
        """The comparison with its figures, said as it holds or does not hold."""
        sides = (comparison.left, comparison.right)
        share = any(is_share(side) for side in sides)
        left, right = (self._side(side, period, place, share) for side in sides)
        space = " " if right[0] in "-0123456789" else ""
        return f"{left}，{(SIGNS if holds else OTHERWISE)[comparison.sign]}{space}{right}"

    def _side(self, side: Expression, period: Period, place: int, share: bool) -> str:
        value = self.value(side, period, place)
        assert value is not None
        if constant(side) is not None:
            return shown(value, share)
        said = self.say(side, period, place)
        return said if isinstance(side, Series | Given) else f"{said} = {shown(value, share)}"

    def gap(self, comparison: Comparison, period: Period, place: int) -> str:
        """How much is lacking, or too much, for the comparison to hold, counted as its left side counts."""
        above, goal = comparison.left, self.value(comparison.right, period, place)
        assert goal is not None
        target, end = goal, ""
        if isinstance(above, Product) and above.divide and is_share(above):
            whole = self.value(above.right, period, place)
            assert whole is not None
            above, target = above.left, goal * whole
            end = f"才{'超过' if comparison.sign == '>' else '到'} {shown(goal, share=True)}"
        have = self.value(above, period, place)
        if have is None or is_share(above):
            return ""
        unit = next((f" {unit}" for unit in map(self._unit, series_in(above)) if unit), "")
        if comparison.sign in {"<=", "<"} or (comparison.sign == "==" and have > target):
            most = ceil(target) - 1 if comparison.sign == "<" else floor(target)
            return f"多出 {shown(have - most)}{unit}"
        least = floor(target) + 1 if comparison.sign == ">" else ceil(target)
        return f"还差 {shown(least - have)}{unit}{end}"

    def _unit(self, series: Series) -> str:
        fact = self.appraisal.scheme.inputs.get(series.name)
        return fact.unit if fact else ""


def _joined(expression: Sum | Product | Extreme, values: Sequence[Fraction]) -> Fraction:
    if isinstance(expression, Extreme):
        return max(values) if expression.greatest else min(values)
    left, right = values
    if isinstance(expression, Sum):
        return left - right if expression.minus else left + right
    return left / right if expression.divide else left * right


def is_share(expression: Expression) -> bool:
    """Whether something in the expression is divided by what is not a fixed number."""
    return any(constant(divisor) is None for divisor in divisors_in(expression))


def shown(value: Fraction, share: bool = False) -> str:
    """The value as a plain number; a share in percent, cut off so that no goal seems reached."""
    if share:
        return f"{_cut(value * 100)}%"
    return plain(half_up(value.numerator * 10**4, value.denominator), 4)


def _cut(value: Fraction) -> str:
    sign = "-" if value < 0 and trunc(value * 100) == 0 else ""
    return sign + plain(trunc(value * 100), 2)

"""Checks that each expression reads only what its period has, and has it in a way that makes sense."""

from collections.abc import Set

from wugong.base.periods import LEVELS, Level
from wugong.rules.building import Builder
from wugong.rules.documents import Path
from wugong.rules.expressions import (
    Comparison,
    Expression,
    Extreme,
    Given,
    Number,
    Product,
    Series,
    Sum,
    divisors_in,
    series_in,
)
from wugong.rules.scheme import Version, WhenAward


def check_formulas(builder: Builder, version: Version, path: Path) -> None:
    """Note every name that a check, a score, a tie or an award of the version cannot read."""
    reader = _Reader(builder, version)
    for check in version.checks.values():
        reader.condition(check.level, check.holds, (*path, "checks", check.name, "holds"))
    for level in sorted(version.scores):
        reader.score(level, (*path, "scores", level.word))
    for award in version.awards.values():
        if isinstance(award, WhenAward):
            own = {Series(award.level.word), Series(award.level.word, "before")}
            for place, comparison in enumerate(award.holds):
                at = (*path, "awards", award.name, "holds", place)
                reader.condition(award.level, comparison, at, own if award.level in version.scores else set())


class _Reader:
    def __init__(self, builder: Builder, version: Version) -> None:
        self.builder = builder
        self.version = version
        self.scores = version.scores

    def score(self, level: Level, path: Path) -> None:
        score = self.scores[level]
        if level < self.builder.base:
            self.builder.fault(path, "成绩的周期不能比评分表的周期短")
        for only in score.only:
            if (only[0], level) not in {("Q", Level.QUARTER), ("H", Level.HALF_YEAR)} or only in {"H3", "H4"}:
                self.builder.fault((*path, "only"), f"“{only}”不是这一级的周期")
        checks = set(map(Series, self.version.checks_of(level)))
        self._expression(level, score.expression, (*path, "formula"), checks)
        for place, tie in enumerate(score.ties):
            self._expression(level, tie.expression, (*path, "ties", place, "formula"), set())

    def condition(
        self, level: Level, comparison: Comparison, path: Path, more: Set[Series] = frozenset()
    ) -> None:
        for side in (comparison.left, comparison.right):
            self._expression(level, side, path, more)
            for divisor in divisors_in(side):
                if not _positive(self.builder, divisor):
                    self.builder.fault(path, "除数要总是大于 0：只用数字和 least 大于 0 的列")

    def _expression(self, level: Level, expression: Expression, path: Path, more: Set[Series]) -> None:
        for series in series_in(expression):
            if series not in more and (said := self._wrong(series, level)):
                self.builder.fault(path, said)

    def _wrong(self, series: Series, level: Level) -> str:
        name, lower = series.name, LEVELS.get(series.name)
        if lower is None and name not in self.builder.inputs:
            known = [*self.builder.inputs, *(found.word for found in self.scores if found < level)]
            return f"没有“{name}”，这里可用的是 {'、'.join(known)}"
        if lower is not None and (lower not in self.scores or lower >= level):
            return f"“{name}”不是比 {level.word} 短、且有成绩的周期"
        if lower is not None and self.scores[lower].only:
            return f"“{name}”只在部分周期有成绩，不能合成更长的周期"
        if series.over in {None, "before"} and (lower or self.builder.base) is not level:
            return f"这个周期里“{name}”有好几个值，请写 mean({name}) 或 sum({name})"
        return ""


def _positive(builder: Builder, expression: Expression) -> bool:
    """Whether the expression is more than nothing, whatever the facts."""
    if isinstance(expression, Number):
        return expression.value > 0
    if isinstance(expression, Series):
        return expression.name in builder.inputs and builder.inputs[expression.name].least > 0
    if isinstance(expression, Extreme | Given):
        return all(_positive(builder, part) for part in expression.parts)
    if isinstance(expression, Sum) and expression.minus:
        return False
    assert isinstance(expression, Sum | Product)
    return _positive(builder, expression.left) and _positive(builder, expression.right)

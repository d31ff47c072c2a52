"""Checks that each expression reads only what its period has, and has it in a way that makes sense."""

from collections.abc import Mapping

from wugong.base.periods import LEVELS, Level
from wugong.rules.building import Builder
from wugong.rules.documents import Path
from wugong.rules.expressions import Expression, series_in
from wugong.rules.scheme import Score


def check_score(builder: Builder, scores: Mapping[Level, Score], level: Level, path: Path) -> None:
    """Note every name that a score or a tie of this level cannot read."""
    score = scores[level]
    for only in score.only:
        if (only[0], level) not in {("Q", Level.QUARTER), ("H", Level.HALF_YEAR)} or only in {"H3", "H4"}:
            builder.fault((*path, "only"), f"“{only}”不是这一级的周期")
    _check(builder, scores, level, score.expression, (*path, "formula"))
    for place, tie in enumerate(score.ties):
        _check(builder, scores, level, tie.expression, (*path, "ties", place, "formula"))


def _check(
    builder: Builder, scores: Mapping[Level, Score], level: Level, expression: Expression, path: Path
) -> None:
    for series in series_in(expression):
        lower = LEVELS.get(series.name)
        if lower is None and series.name not in builder.inputs:
            known = [*builder.inputs, *(found.word for found in scores if found < level)]
            builder.fault(path, f"没有“{series.name}”，这里可用的是 {'、'.join(known)}")
        elif lower is not None and (lower not in scores or lower >= level):
            builder.fault(path, f"“{series.name}”不是比 {level.word} 短、且有成绩的周期")
        elif lower is not None and scores[lower].only:
            builder.fault(path, f"“{series.name}”只在部分周期有成绩，不能合成更长的周期")
        elif series.over is None and level is not Level.MONTH:
            builder.fault(
                path, f"这个周期里“{series.name}”有好几个值，请写 mean({series.name}) 或 sum({series.name})"
            )

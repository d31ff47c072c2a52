"""Small schemes and facts in memory, for tests of one part of the engine."""

from collections.abc import Mapping, Sequence

from wugong.base.periods import Period
from wugong.rules.appraisal import Appraisal, Figure
from wugong.rules.explaining import Explainer
from wugong.rules.facts import Facts, Unit
from wugong.rules.library import read_scheme
from wugong.rules.scheme import Scheme

HEAD = """\
scheme: small
title: 小办法
subject: {name: 村, column: code, title_column: title, pool_name: 镇, pool_column: town, period_column: month}
inputs:
  a: {title: 甲项, least: -100, most: 100, decimals: 2}
  b: {title: 乙项, least: -100, most: 100, decimals: 2}
versions:
  - version: 1
    from: 2000-01-01
    basis: {document: 文件}
    scores:
"""


def scheme_of(scores: Mapping[str, str], awards: str = "") -> Scheme:
    """A scheme with the parts of `scores` by level, each in flow style."""
    lines = "".join(f"      {level}: {part}\n" for level, part in scores.items())
    return read_scheme(HEAD + lines + awards)


def appraisal_of(
    scheme: Scheme, first: str, months: Sequence[Sequence[tuple[int | None, int | None]]]
) -> Appraisal:
    """The appraisal of villages v0, v1 … of one town; `months[month][village]` is (a, b) in hundredths."""
    start = Period.parse(first)
    count = len(months[0])
    rows = [[values[place] for values in month] for place in (0, 1) for month in months]
    present = [[values != (None, None) for values in month] for month in months]
    units = [Unit(f"v{place}", f"{place}村", "t") for place in range(count)]
    return Appraisal(scheme, Facts(units, [start.plus(step) for step in range(len(months))], rows, present))


def figure_of(appraisal: Appraisal, period: str, place: int = 0) -> tuple[Figure, list[str]]:
    """A figure and the steps that explain it."""
    slot = next(slot for slot in appraisal.calendar.slots if str(slot.period) == period)
    figure = appraisal.figure(slot, place)
    return figure, Explainer(appraisal).explain(slot, figure).steps

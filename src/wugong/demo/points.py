"""Fourteen months of plausible scores from a seed: villages differ, rise, fall, tie and miss a round."""

import math
import random
from collections.abc import Iterator

from wugong.base.periods import Period, span
from wugong.demo.county import ALIKE, FIRST, LAST, MISSING, YUNTANG, Town
from wugong.review.scores import Sheet

BEST, WORST = 9600, 7900
HALF_POINT = 50
CLIMBER = YUNTANG.code_of("龙泉冲")
LAST_TWICE = YUNTANG.code_of("大屋场")
SUMMER = Period.parse("2026-Q3")


def sheets_of(town: Town, seed: int) -> Iterator[Sheet]:
    """Yield the scores of a town, month by month; the same seed gives the same scores."""
    given = {
        (sheet.village_code, sheet.month, sheet.input): sheet
        for place, code in enumerate(town.village_names)
        for sheet in _of_village(code, place / (len(town.villages) - 1), random.Random(f"{seed} {code}"))  # noqa: S311 -- play data
    }
    for one, other in ALIKE:
        for month in SUMMER.parts(FIRST.level):
            for name in ("covert", "cross"):
                if same := given.get((one, month, name)):
                    given[other, month, name] = Sheet(other, month, name, same.hundredths)
    for key in MISSING:
        given.pop(key, None)
    yield from given.values()


def _of_village(code: str, standing: float, dice: random.Random) -> Iterator[Sheet]:
    """Yield the scores of a village that stands between the best (0) and the worst (1) of its town."""
    phase, swing = dice.uniform(0, 2 * math.pi), dice.uniform(60, 260)
    for number, month in enumerate(span(FIRST, LAST)):
        level = BEST - (BEST - WORST) * standing + swing * math.sin(phase + number / 2.2) + _push(code, month)
        for name, spread in (("covert", 260), ("cross", 150)):
            points = level + dice.gauss(0, spread)
            yield Sheet(code, month, name, max(0, min(10000, round(points / HALF_POINT) * HALF_POINT)))


def _push(code: str, month: Period) -> int:
    """Return what makes one village climb in the summer and another stay last for two quarters."""
    if code == CLIMBER and month.within(SUMMER.level) == SUMMER:
        return 550
    if code == LAST_TWICE and month.within(SUMMER.level) in {SUMMER, SUMMER.plus(-1)}:
        return -450
    return 0

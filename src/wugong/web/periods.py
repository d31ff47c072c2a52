"""Periods and levels in the reader's language: 2026年三季度, or Q3 2026."""

from django.utils.formats import date_format
from django.utils.translation import gettext

from wugong.base.periods import Level, Period
from wugong.base.texts import mark

LONG = {
    Level.QUARTER: (
        mark("%(year)s年一季度"),
        mark("%(year)s年二季度"),
        mark("%(year)s年三季度"),
        mark("%(year)s年四季度"),
    ),
    Level.HALF_YEAR: (mark("%(year)s年上半年"), mark("%(year)s年下半年")),
    Level.YEAR: (mark("%(year)s年"),),
}
SHORT = {
    Level.QUARTER: (mark("一季度"), mark("二季度"), mark("三季度"), mark("四季度")),
    Level.HALF_YEAR: (mark("上半年"), mark("下半年")),
}
LEVELS = {
    Level.MONTH: mark("月"),
    Level.QUARTER: mark("季度"),
    Level.HALF_YEAR: mark("半年"),
    Level.YEAR: mark("年"),
}
BY_LEVEL = {
    Level.MONTH: mark("按月看"),
    Level.QUARTER: mark("按季度看"),
    Level.HALF_YEAR: mark("按半年看"),
    Level.YEAR: mark("按年看"),
}
SCORES = {
    Level.MONTH: mark("月成绩"),
    Level.QUARTER: mark("季度成绩"),
    Level.HALF_YEAR: mark("半年成绩"),
    Level.YEAR: mark("全年成绩"),
}


def period_label(period: Period) -> str:
    """Return the period as a sentence names it: 2026年9月, or September 2026."""
    if period.level is Level.MONTH:
        return date_format(period.first_day, gettext("Y年n月"))
    return gettext(LONG[period.level][period.number - 1]) % {"year": period.year}


def short_label(period: Period) -> str:
    """Return the period without its year, as a column of a board says it: 9月, or Sep."""
    if period.level is Level.MONTH:
        return date_format(period.first_day, gettext("n月"))
    if period.level is Level.YEAR:
        return period_label(period)
    return gettext(SHORT[period.level][period.number - 1])


def level_label(level: Level) -> str:
    """Return how long such a period is: 季度."""
    return gettext(LEVELS[level])


def by_level(level: Level) -> str:
    """Return the heading of figures by such periods: 按季度看."""
    return gettext(BY_LEVEL[level])


def score_label(level: Level) -> str:
    """Return how a score of such a period is called: 季度成绩."""
    return gettext(SCORES[level])

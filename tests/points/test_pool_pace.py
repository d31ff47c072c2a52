"""The pace of a pool is dated data with its source."""

from datetime import date

from wugong.points.pool_pace import pace_on


def test_each_figure_says_from_when_it_holds_and_on_what_it_rests():
    pace = pace_on(date(2026, 1, 1))
    assert (pace.months, pace.days, pace.long, pace.short) == (3, 30, 12, 1)
    assert pace.since <= date(2026, 1, 1)
    assert pace.source

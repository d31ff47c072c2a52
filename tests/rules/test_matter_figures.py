"""Figures that matters go by: each row says from when it holds and where it is from."""

from datetime import date

import pytest

from wugong.rules.matter_figures import day_rule, likeness_rule, receipt_rule, supervision_rule


@pytest.mark.parametrize("rule", [supervision_rule, receipt_rule, likeness_rule, day_rule])
def test_each_row_says_where_it_is_from(rule):
    assert "本系统默认" in rule(date(2026, 1, 1)).source
    assert rule(date(2026, 1, 1)).since == date(2020, 1, 1)


@pytest.mark.parametrize("rule", [supervision_rule, receipt_rule, likeness_rule, day_rule])
def test_before_the_first_day_the_first_row_holds(rule):
    assert rule(date(1999, 1, 1)) == rule(date(2020, 1, 1)) == rule(date(2099, 1, 1))


def test_the_figures_of_today():
    day = date(2026, 1, 1)
    likeness = likeness_rule(day)
    assert supervision_rule(day).often_reopened == 2
    assert (receipt_rule(day).tries, receipt_rule(day).minutes) == (5, 15)
    assert (likeness.looked_through, likeness.near_metres) == (300, 80)
    assert (likeness.same_words, likeness.enough) == (40, 2)
    assert (day_rule(day).first_year, day_rule(day).last_year) == (1900, 2199)

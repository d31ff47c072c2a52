"""Targets compared by whole numbers: each threshold exactly, and one step to either side (R31, R37, R39, R40)."""

from decimal import Decimal

import pytest

from wugong.matters.plans.comparing import base_of, goal_of, scaled, share_cut, shown


def met(compare, goal, value, whole=None, counted_in="%", most=None):
    target = goal_of(compare, Decimal(goal), Decimal(most) if most else None, counted_in)
    return target.met_by(scaled(Decimal(value)), scaled(Decimal(whole)) if whole else None)


def behind(compare, goal, value, whole=None, counted_in="%", most=None):
    target = goal_of(compare, Decimal(goal), Decimal(most) if most else None, counted_in)
    return shown(target.behind(scaled(Decimal(value)), scaled(Decimal(whole)) if whole else None))


@pytest.mark.parametrize(
    ("goal", "value", "whole", "passes"),
    [
        ("92", "1150", "1250", True),
        ("92", "1149", "1250", False),
        ("92", "9200", "10000", True),
        ("92", "9199", "10000", False),
        ("92", "91999", "100000", False),
        ("92", "92001", "100000", True),
        ("95", "950", "1000", True),
        ("95", "949", "1000", False),
        ("80", "240", "300", True),
        ("80", "239", "300", False),
        ("70", "210", "300", True),
        ("70", "209", "300", False),
        ("35", "35", "100", True),
        ("35", "3499", "10000", False),
        ("99.5", "199", "200", True),
        ("99.5", "198", "200", False),
    ],
)
def test_a_share_passes_at_its_threshold_and_never_below(goal, value, whole, passes):
    assert met("at-least", goal, value, whole) is passes


@pytest.mark.parametrize(("value", "passes"), [("12", True), ("11", False)])
def test_all_of_them_is_exactly_a_hundred_percent(value, passes):
    assert met("exactly", "100", value, "12") is passes


@pytest.mark.parametrize(("value", "passes"), [("0", True), ("1", False)])
def test_none_at_all_is_exactly_none(value, passes):
    assert met("exactly", "0", value, counted_in="人") is passes


@pytest.mark.parametrize(("value", "passes"), [("0", False), ("1", True), ("2", True), ("3", False)])
def test_between_holds_both_its_ends(value, passes):
    assert met("between", "1", value, counted_in="个", most="2") is passes


@pytest.mark.parametrize(("value", "passes"), [("4.9999", True), ("5", True), ("5.0001", False)])
def test_at_most_holds_its_end(value, passes):
    assert met("at-most", "5", value, counted_in="起") is passes


def test_figures_as_large_as_the_column_holds_stay_exact():
    most = "99999999999999.9999"
    assert met("at-least", "100", most, most)
    assert not met("at-least", "100", "99999999999999.9998", most)


def test_71_of_120_where_60_percent_are_wanted_is_behind_by_one():
    assert behind("at-least", "60", "71", "120") == "1"
    assert behind("at-least", "60", "72", "120") == "0"


def test_what_is_missing_of_a_share_is_counted_in_full_ones():
    assert behind("at-least", "92", "9199", "10000") == "1"
    assert behind("at-least", "92.5", "1", "3") == "2"


def test_what_is_missing_of_a_share_of_measures_is_told_to_the_fourth_decimal():
    assert behind("at-least", "50", "1", "2.5") == "0.25"


def test_what_is_missing_of_a_count_or_too_much_is_told():
    assert behind("at-least", "12", "9.5", counted_in="公里") == "2.5"
    assert behind("at-most", "5", "7", counted_in="起") == "2"
    assert behind("between", "3", "6", counted_in="名", most="5") == "1"
    assert behind("between", "3", "2", counted_in="名", most="5") == "1"


def test_per_mille_is_of_a_thousand():
    assert met("at-most", "5", "5", "1000", counted_in="‰")
    assert not met("at-most", "5", "6", "1000", counted_in="‰")


def test_a_share_is_written_cut_and_never_rounded_up():
    assert share_cut(91_999, 100_000) == "91.99"
    assert share_cut(1150, 1250) == "92"
    assert share_cut(2, 3) == "66.66"


def test_what_is_no_share_has_no_base():
    assert [base_of(one) for one in ("%", "％", "‰", "公里", "")] == [100, 100, 1000, 0, 0]

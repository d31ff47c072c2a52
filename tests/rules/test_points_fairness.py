"""Hints on fairness: only from so many marks on, only what is no chance, and a draw that anyone can repeat."""

import hashlib
from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest

from wugong.rules.points_fairness import (
    Mark,
    busiest,
    drawn,
    drifts,
    fairness_on,
    hasty,
    how_many,
    leanings,
    median,
    said,
    strays,
)

DAY = date(2026, 11, 2)
NOON = datetime(2026, 11, 2, 12)  # noqa: DTZ001 -- only distances count
FAIR = fairness_on(DAY)
PANEL = (("甲", 3, (3, 5)), ("乙", 3, (3, 5)), ("丙", 5, (3, 3)))  # (seat, points, what the others gave)


def marks(offs, seat="甲", others=(5, 5, 5, 5)):
    """Return marks of one seat that lie so far from what the others gave."""
    return [Mark(seat, order, 5 + off, others) for order, off in enumerate(offs)]


@pytest.mark.parametrize(
    ("numbers", "middle"), [([3], 3), ([1, 9], 5), ([1, 2], Fraction(3, 2)), ([7, 1, 2], 2)]
)
def test_the_median(numbers, middle):
    assert median(numbers) == middle


def test_seven_marks_are_too_few_to_say_that_a_seat_leans():
    assert leanings(marks([3] * 7), FAIR) == []


def test_eight_marks_above_the_others_lean():
    (one,) = leanings(marks([3] * 8), FAIR)
    assert (one.seat, one.off, one.same, one.count) == ("甲", 3, 8, 8)


def test_one_of_eight_on_the_other_side_may_be_chance():
    assert leanings(marks([3] * 7 + [-1]), FAIR) == []  # 18 of 256: about 7 in 100


def test_one_of_twelve_on_the_other_side_is_no_chance():
    (one,) = leanings(marks([-3] * 11 + [1]), FAIR)  # 26 of 4096: 6 in 1000
    assert (one.off, one.same) == (-3, 11)


def test_marks_that_are_the_median_say_nothing():
    assert leanings(marks([0] * 20), FAIR) == []


def test_a_point_that_is_seldom_reached_is_no_leaning():
    assert leanings(marks([0] * 10 + [4] * 10 + [0]), FAIR) == []  # the usual mark is the others' own


def test_who_gives_the_usual_points_does_not_lean_for_one_who_does():
    three = [Mark(seat, order, points, others) for order in range(9) for seat, points, others in PANEL]
    assert [one.seat for one in leanings(three, FAIR)] == ["丙"]


def test_the_farther_comes_first():
    found = leanings([*marks([2] * 9, "甲"), *marks([-4] * 9, "乙")], FAIR)
    assert [one.seat for one in found] == ["乙", "甲"]


def test_marks_without_others_are_left_out():
    assert leanings(marks([3] * 9, others=()), FAIR) == []


def test_eleven_marks_are_too_few_for_a_drift():
    assert drifts(marks([0] * 5 + [4] * 6), FAIR) == []


def test_a_seat_that_changes_its_mind_drifts():
    (one,) = drifts(marks([0] * 6 + [4] * 6), FAIR)
    assert (one.before, one.now, one.count) == (0, 4, 12)


def test_a_seat_that_wavers_does_not_drift():
    assert drifts(marks([0, 4] * 6), FAIR) == []


def test_a_seat_that_always_says_the_same_does_not_drift():
    assert drifts(marks([4] * 12), FAIR) == []


def test_a_change_below_the_threshold_of_points_is_no_drift():
    assert drifts(marks([0] * 6 + [0, 0, 0, 1, 1, 1]), FAIR) == []


@pytest.mark.parametrize(("points", "found"), [(7, 0), (8, 1), (2, 1), (3, 0)])
def test_a_mark_strays_by_two_points_and_half_of_the_median(points, found):
    assert len(strays([Mark("甲", 1, points, (5, 5, 5, 5))], FAIR)) == found


def test_no_ranks_lie_apart_where_all_are_the_same():
    from wugong.rules.points_fairness import _apart  # noqa: PLC0415 -- its guard cannot be reached from outside

    assert _apart([Fraction(1)] * 3, [Fraction(1)] * 3) == 0


@pytest.mark.parametrize(("days", "found"), [(7, 0), (8, 8), (9, 9)])
def test_eight_claims_in_seven_days_are_many(days, found):
    assert busiest([DAY] * (days - 1) + [DAY + timedelta(days=6)], FAIR) == found


def test_the_eighth_day_is_another_week():
    assert busiest([DAY] * 7 + [DAY + timedelta(days=7)], FAIR) == 0
    assert busiest([], FAIR) == 0


@pytest.mark.parametrize(("minutes", "found"), [(9, 5), (10, 0)])
def test_five_households_in_ten_minutes_are_hasty(minutes, found):
    sent = [(NOON, name) for name in "甲乙丙丁"] + [(NOON + timedelta(minutes=minutes), "戊")]
    assert hasty(sent, FAIR) == found
    assert hasty([(NOON, "甲")] * 9, FAIR) == 0
    assert hasty([], FAIR) == 0


def test_the_same_words_are_the_same_whatever_lies_between():
    assert said("清理了 门前 的排水沟。", FAIR) == said("清理了门前的排水沟", FAIR) == "清理了门前的排水沟"


@pytest.mark.parametrize(("text", "kept"), [("一二三四五六七", ""), ("一二三四五六七八", "一二三四五六七八")])
def test_short_words_tell_nothing(text, kept):
    assert said(text, FAIR) == kept


@pytest.mark.parametrize(("claims", "count"), [(0, 0), (1, 1), (12, 1), (13, 2), (25, 2), (26, 3), (100, 8)])
def test_eight_of_a_hundred_are_looked_at_again(claims, count):
    assert how_many(claims, FAIR) == count


def test_the_draw_can_be_repeated_with_any_program_for_sha256():
    numbers = [f"{number:04}" for number in range(50)]
    first = drawn(reversed(numbers), "枫林坳村 2026-11", 4)
    by_hand = sorted(numbers, key=lambda one: hashlib.sha256(f"枫林坳村 2026-11 {one}".encode()).hexdigest())
    assert first == by_hand[:4]
    assert drawn(numbers, "another seed", 4) != first


def test_the_share_lies_between_five_and_ten_of_a_hundred():
    assert 5 <= FAIR["recheck"]["of_100"] <= 10
    assert FAIR.source

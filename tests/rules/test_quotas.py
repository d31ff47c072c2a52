"""Cumulative targets (R37): rounded up, masked percents, one lacking at the end of a quarter."""

from datetime import date

import pytest

from wugong.rules.quotas import quarter_end, required, standing, steps
from wugong.rules.register_reading import read_register, register_text

QUOTA = read_register(register_text("bare-house")).versions[-1].quotas[0]
FILLED = steps(QUOTA, 120, 2026, {1: 30, 2: 60})


@pytest.mark.parametrize(
    ("total", "percent", "number"),
    [
        (120, 30, 36),
        (120, 60, 72),
        (120, 100, 120),
        (121, 30, 37),
        (119, 30, 36),
        (1, 1, 1),
        (0, 100, 0),
        (10, 0, 0),
    ],
)
def test_a_part_of_a_house_is_a_house(total, percent, number):
    assert required(total, percent) == number


def test_the_steps_of_a_year():
    assert [(str(one.ends), one.percent, one.required) for one in FILLED] == [
        ("2026-03-31", 30, 36),
        ("2026-06-30", 60, 72),
        ("2026-09-30", 100, 120),
    ]


def test_masked_percents_ask_for_nothing():
    masked = steps(QUOTA, 120, 2026)
    assert [one.required for one in masked] == [None, None, 120]
    assert standing(masked, 0, 120, date(2026, 6, 30)).lacking == 0


@pytest.mark.parametrize(
    ("day", "done", "lacking"),
    [
        (date(2026, 3, 30), 0, 0),
        (date(2026, 3, 31), 35, 1),
        (date(2026, 3, 31), 36, 0),
        (date(2026, 6, 29), 71, 0),
        (date(2026, 6, 30), 71, 1),
        (date(2026, 6, 30), 72, 0),
        (date(2026, 12, 31), 119, 1),
        (date(2026, 12, 31), 121, 0),
    ],
)
def test_what_is_lacking_on_a_day(day, done, lacking):
    assert standing(FILLED, done, 120, day).lacking == lacking


@pytest.mark.parametrize(
    ("total", "done", "reached"), [(0, 0, False), (3, 2, False), (3, 3, True), (3, 4, True)]
)
def test_a_village_is_named_once_none_is_left(total, done, reached):
    found = standing(steps(QUOTA, total, 2026), done, total, date(2026, 1, 1))
    assert found.reached is reached
    assert found.remaining == max(0, total - done)


@pytest.mark.parametrize(
    ("quarter", "day"), [(1, "2026-03-31"), (2, "2026-06-30"), (3, "2026-09-30"), (4, "2026-12-31")]
)
def test_the_end_of_a_quarter(quarter, day):
    assert str(quarter_end(2026, quarter)) == day

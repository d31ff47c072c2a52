"""Recurrences: R25, R36, month ends, leap years, and rules that are none."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wugong.rules.recurrences import NoSuchRule, TooLong, dues_between, read_rule


def dues(rule: str, first: str, last: str) -> list[str]:
    """The days as text."""
    return [
        str(day) for day in dues_between(read_rule(rule), date.fromisoformat(first), date.fromisoformat(last))
    ]


def test_thirteen_fridays_of_a_summer():
    found = dues("weekly:5", "2024-07-01", "2024-09-30")
    assert (len(found), found[0], found[-1]) == (13, "2024-07-05", "2024-09-27")


def test_eight_half_month_reports_of_an_autumn():
    assert dues("semi-monthly", "2026-09-10", "2026-12-31") == [
        "2026-09-15", "2026-09-30", "2026-10-15", "2026-10-31",
        "2026-11-15", "2026-11-30", "2026-12-15", "2026-12-31",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "count", "first", "last"),
    [
        ("daily", 366, "2024-01-01", "2024-12-31"),
        ("weekly:1", 53, "2024-01-01", "2024-12-30"),
        ("weekly:7", 52, "2024-01-07", "2024-12-29"),
        ("semi-monthly", 24, "2024-01-15", "2024-12-31"),
        ("monthly:20", 12, "2024-01-20", "2024-12-20"),
        ("monthly", 12, "2024-01-31", "2024-12-31"),
        ("quarterly", 4, "2024-03-31", "2024-12-31"),
        ("semi-annual", 2, "2024-06-30", "2024-12-31"),
        ("annual", 1, "2024-12-31", "2024-12-31"),
    ],
)
def test_a_year_has_so_many(rule, count, first, last):
    found = dues(rule, "2024-01-01", "2024-12-31")
    assert (len(found), found[0], found[-1]) == (count, first, last)


@pytest.mark.parametrize(
    ("rule", "year", "day"),
    [
        ("monthly", 2024, "02-29"),
        ("monthly", 2026, "02-28"),
        ("monthly:30", 2026, "02-28"),
        ("monthly:29", 2024, "02-29"),
        ("monthly:28", 2024, "02-28"),
    ],
)
def test_february_ends_sooner(rule, year, day):
    assert dues(rule, f"{year}-02-01", f"{year}-02-{28 + (year % 4 == 0)}") == [f"{year}-{day}"]


def test_both_ends_count():
    assert dues("monthly:20", "2026-03-20", "2026-03-20") == ["2026-03-20"]
    assert dues("monthly:20", "2026-03-21", "2026-04-19") == []


def test_nothing_is_due_backwards():
    assert dues("daily", "2026-03-21", "2026-03-20") == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "weekly",
        "weekly:0",
        "weekly:8",
        "monthly:0",
        "monthly:32",
        "monthly:",
        "daily:1",
        "yearly",
        "weekly:५",
    ],
)
def test_words_that_are_no_rule_are_refused(text):
    with pytest.raises(NoSuchRule, match="不是周期，可写 daily"):
        read_rule(text)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("daily", "每天"),
        ("weekly:5", "每周五"),
        ("semi-monthly", "每半月（15日、月末）"),
        ("monthly:20", "每月20日前"),
        ("monthly", "每月月末前"),
        ("quarterly", "每季度末前"),
        ("semi-annual", "每半年末前"),
        ("annual", "每年年底前"),
    ],
)
def test_a_rule_is_written_as_it_is_read(text, title):
    assert str(read_rule(text)) == text
    assert read_rule(text).title == title


def test_more_than_ten_years_are_refused():
    with pytest.raises(TooLong, match="超过十年"):
        dues("daily", "2020-01-01", "2031-01-01")


@given(st.sampled_from(["weekly:3", "semi-monthly", "monthly:31", "quarterly"]), st.dates(date(2000, 1, 1)))
def test_a_span_cut_in_two_has_the_same_days(text, first):
    first, rule = min(first, date(9990, 1, 1)), read_rule(text)
    middle, last = first + timedelta(40), first + timedelta(100)
    whole = dues_between(rule, first, last)
    assert whole == dues_between(rule, first, middle) + dues_between(rule, middle + timedelta(1), last)

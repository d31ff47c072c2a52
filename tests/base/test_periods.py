"""Periods against the calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wugong.base.periods import LEVELS, Level, Period, span, touching

DAYS = st.dates(date(2, 1, 1), date(9998, 12, 31))
LEVEL = st.sampled_from(list(Level))


@pytest.mark.parametrize(
    "text",
    ["", "2023-13", "2023-00", "2023-1", "2023-Q5", "2023-Q0", "2023-H3", "0000", "0000-01", "23", "20230", "2023-", " 2023", "2023\n", "２０２３", "2023-q1", "2023_01"],
)  # fmt: skip
def test_text_that_is_no_period(text):
    with pytest.raises(ValueError, match=r"^"):
        Period.parse(text)


@given(DAYS, LEVEL)
def test_period_of_a_day_holds_it(day, level):
    period = Period.of(day, level)
    assert period.first_day <= day <= period.last_day
    assert (period.first_day.year, period.last_day.year) == (day.year, day.year)


@given(DAYS, LEVEL)
def test_period_is_read_back(day, level):
    period = Period.of(day, level)
    assert Period.parse(str(period)) == period


@given(DAYS, LEVEL)
def test_next_period_begins_the_day_after(day, level):
    period = Period.of(day, level)
    assert period.plus(1).first_day == period.last_day + timedelta(1)
    assert period.plus(1).plus(-1) == period


@given(DAYS, LEVEL, LEVEL)
def test_parts_make_up_the_whole(day, longer, shorter):
    period = Period.of(day, longer)
    parts = period.parts(shorter)
    if shorter <= longer:
        assert [part.within(longer) for part in parts] == [period] * len(parts)
        assert (parts[0].first_day, parts[-1].last_day) == (period.first_day, period.last_day)
    else:
        assert parts == []


@given(DAYS, st.integers(0, 30), LEVEL)
def test_touching_is_every_period_of_the_level_from_first_to_last(day, count, level):
    first = Period.of(day, Level.MONTH)
    months = list(span(first, first.plus(count - 360)))
    assert touching(months, level) == []
    months = list(span(first.plus(-count), first))
    found = touching(months, level)
    assert found == list(span(months[0].within(level), months[-1].within(level)))


@pytest.mark.parametrize(
    ("text", "label"),
    [("2023-01", "2023年1月"), ("2023-Q1", "2023年一季度"), ("2023-Q4", "2023年四季度"), ("2023-H1", "2023年上半年"), ("2023-H2", "2023年下半年"), ("2023", "2023年")],
)  # fmt: skip
def test_period_is_said_in_chinese(text, label):
    assert Period.parse(text).label == label


def test_levels_have_words_and_labels():
    assert list(LEVELS) == ["month", "quarter", "half_year", "year"]
    assert [level.label for level in Level] == ["月", "季度", "半年", "年"]


def test_quarter_after_the_fourth_is_the_first_of_the_next_year():
    assert Period.parse("2022-Q4").plus(1) == Period.parse("2023-Q1")


def test_february_ends_as_the_year_has_it():
    assert [Period.parse(f"{year}-02").last_day.day for year in (2023, 2024, 1900, 2000)] == [28, 29, 28, 29]

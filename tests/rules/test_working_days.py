"""Working days and dues: weekends, holidays, swapped days, month ends, February, pauses."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wugong.rules.register_parts import Limit
from wugong.rules.working_days import ZONE, WorkingDays, holiday_years, in_year, working_days

DAYS = working_days()
OPENED = date(2026, 3, 2)
ANY_DAY = st.dates(date(2024, 1, 1), date(2026, 12, 31))


def at(text: str) -> datetime:
    """The moment in China."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def due(start: str, limit: Limit, facts: dict[str, str] | None = None, opened: date = OPENED) -> str:
    """When what began at `start` is due, as a local time."""
    found = DAYS.due_at(at(start), limit, facts=facts or {}, opened=opened)
    assert found is not None
    assert found.utcoffset() == timedelta(hours=8)
    return found.strftime("%Y-%m-%d %H:%M:%S")


def limit(**parts) -> Limit:
    """A limit for all matters."""
    return Limit(when={}, **parts)


# which days are worked


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        ("2026-11-20", True),  # a Friday
        ("2026-11-21", False),
        ("2026-11-22", False),
        ("2026-11-23", True),
        ("2026-02-13", True),
        ("2026-02-14", True),  # a Saturday worked for the spring festival
        ("2026-02-15", False),
        ("2026-02-23", False),  # a Monday off
        ("2026-02-24", True),
        ("2026-02-28", True),
        ("2025-01-01", False),
        ("2024-10-12", True),
    ],
)
def test_a_day_is_worked_or_off(day, worked):
    assert DAYS.is_working(date.fromisoformat(day)) is worked


@pytest.mark.parametrize(("year", "count"), [(2024, 251), (2025, 248), (2026, 248)])
def test_a_year_has_so_many_working_days(year, count):
    assert DAYS.between(date(year - 1, 12, 31), date(year, 12, 31)) == count


def test_each_year_names_its_notice():
    years = holiday_years()
    assert [year["year"] for year in years] == ["2024", "2025", "2026"]
    assert all(f"关于{year['year']}年部分节假日安排的通知" in year["source"] for year in years)


def test_each_swapped_day_is_a_weekend():
    swapped = [day for day, off in DAYS.days_off.items() if not off]
    assert len(swapped) == 19
    assert all(day.weekday() >= 5 for day in swapped)


def test_past_the_last_notice_nothing_is_known():
    assert DAYS.known_until == date(2026, 12, 31)
    assert DAYS.is_working(date(2027, 1, 1))  # nobody has said yet that it is off


def test_an_office_sets_days_past_the_last_notice():
    days = working_days({date(2027, 1, 1): True, date(2027, 1, 3): False, date(2026, 10, 1): False})
    assert days.known_until == date(2027, 12, 31)
    assert not days.is_working(date(2027, 1, 1))
    assert days.is_working(date(2027, 1, 3))
    assert days.is_working(date(2026, 10, 1))


def test_an_empty_calendar_knows_weekdays_only():
    days = WorkingDays({})
    assert days.known_until == date.min
    assert [days.is_working(date(2026, 11, 20) + timedelta(n)) for n in range(3)] == [True, False, False]


# counting


@pytest.mark.parametrize(
    ("day", "n", "found"),
    [
        ("2026-11-20", 0, "2026-11-20"),
        ("2026-11-21", 0, "2026-11-21"),
        ("2026-11-20", 1, "2026-11-23"),
        ("2026-11-21", 1, "2026-11-23"),
        ("2026-11-22", 1, "2026-11-23"),
        ("2026-11-23", 1, "2026-11-24"),
        ("2026-02-13", 1, "2026-02-14"),  # the Saturday worked
        ("2026-02-13", 2, "2026-02-24"),  # over nine days off
        ("2026-02-27", 1, "2026-02-28"),
        ("2026-02-27", 2, "2026-03-02"),
        ("2024-02-28", 1, "2024-02-29"),
        ("2024-02-28", 2, "2024-03-01"),
        ("2026-12-31", 1, "2027-01-01"),
    ],
)
def test_the_nth_working_day_after(day, n, found):
    assert DAYS.after(date.fromisoformat(day), n) == date.fromisoformat(found)


@pytest.mark.parametrize(
    ("a", "b", "count"),
    [
        ("2026-11-20", "2026-11-20", 0),
        ("2026-11-20", "2026-11-22", 0),
        ("2026-11-20", "2026-11-23", 1),
        ("2026-11-19", "2026-11-23", 2),
        ("2026-11-23", "2026-11-20", -1),
        ("2026-09-30", "2026-10-08", 1),
        ("2026-09-30", "2026-10-10", 3),
    ],
)
def test_working_days_between(a, b, count):
    assert DAYS.between(date.fromisoformat(a), date.fromisoformat(b)) == count


@given(ANY_DAY, st.integers(1, 40))
def test_after_and_between_are_each_others_way_back(day, n):
    found = DAYS.after(day, n)
    assert DAYS.is_working(found)
    assert DAYS.between(day, found) == n
    assert DAYS.between(found, day) == -n


# dues


@pytest.mark.parametrize(
    ("start", "found"),
    [
        ("2026-11-20 00:00:00", "2026-11-23 23:59:59"),
        ("2026-11-20 23:59:59", "2026-11-23 23:59:59"),
        ("2026-11-21 12:00:00", "2026-11-23 23:59:59"),
        ("2026-11-23 00:00:00", "2026-11-24 23:59:59"),
        ("2026-09-30 09:00:00", "2026-10-08 23:59:59"),
        ("2026-02-13 09:00:00", "2026-02-14 23:59:59"),
        ("2026-02-14 09:00:00", "2026-02-24 23:59:59"),
    ],
)
def test_one_working_day_ends_with_the_next_one(start, found):
    assert due(start, limit(working_days=1)) == found


def test_a_start_elsewhere_counts_by_the_day_in_china():
    start = datetime(2026, 11, 19, 17, 0, tzinfo=UTC)  # 01:00 of the 20th
    found = DAYS.due_at(start, limit(working_days=1), facts={}, opened=OPENED)
    assert found == at("2026-11-23 23:59:59")


def test_hours_run_through_night_and_holiday():
    assert due("2026-10-01 23:30:00", limit(hours=2)) == "2026-10-02 01:30:00"


@pytest.mark.parametrize(
    ("start", "found"),
    [
        ("2026-01-30 08:00:00", "2026-03-01 23:59:59"),
        ("2024-01-30 08:00:00", "2024-02-29 23:59:59"),
        ("2026-10-02 08:00:00", "2026-11-01 23:59:59"),  # a Sunday: calendar days
    ],
)
def test_thirty_calendar_days(start, found):
    assert due(start, limit(days=30)) == found


@pytest.mark.parametrize(
    ("month_day", "year", "found"),
    [
        ((7, 30), 2024, "2024-07-30"),
        ((2, 29), 2024, "2024-02-29"),
        ((2, 29), 2026, "2026-02-28"),
        ((4, 31), 2026, "2026-04-30"),
        ((12, 31), 2026, "2026-12-31"),
    ],
)
def test_a_day_of_the_year_of_opening_is_in_time_to_its_end(month_day, year, found):
    assert due(f"{year + 1}-01-01 08:00:00", limit(month_day=month_day), opened=date(year, 1, 5)) == (
        f"{found} 23:59:59"
    )
    assert in_year(year, month_day) == date.fromisoformat(found)


def test_a_day_in_a_field_is_in_time_to_its_end():
    by_field = limit(field="until")
    assert due("2026-11-20 08:00:00", by_field, {"until": "2026-12-05"}) == "2026-12-05 23:59:59"


def test_without_the_day_in_the_field_there_is_no_due():
    assert DAYS.due_at(at("2026-11-20 08:00:00"), limit(field="until"), facts={}, opened=OPENED) is None


# the light


@pytest.mark.parametrize(
    ("end", "left", "amber"),
    [
        ("2026-11-27 23:59:59", 0, "2026-11-27 23:59:59"),
        ("2026-11-27 23:59:59", 1, "2026-11-27 00:00:00"),
        ("2026-11-27 23:59:59", 2, "2026-11-26 00:00:00"),
        ("2026-11-23 23:59:59", 1, "2026-11-23 00:00:00"),
        ("2026-11-23 23:59:59", 2, "2026-11-20 00:00:00"),
        ("2026-11-22 23:59:59", 1, "2026-11-20 00:00:00"),  # due on a Sunday
        ("2026-10-08 23:59:59", 2, "2026-09-30 00:00:00"),
        ("2026-02-24 23:59:59", 2, "2026-02-14 00:00:00"),
        ("2026-11-20 10:00:00", 1, "2026-11-20 00:00:00"),
    ],
)
def test_amber_begins_with_the_last_working_days(end, left, amber):
    assert DAYS.amber_at(at(end), limit(working_days=5, amber_days=left)) == at(amber)


@given(st.builds(datetime.combine, ANY_DAY, st.times(), st.just(ZONE)), st.integers(0, 20))
def test_amber_never_comes_after_the_end(end, left):
    amber = DAYS.amber_at(end, limit(days=1, amber_days=left))
    assert amber <= end
    assert left == 0 or DAYS.between(amber.date() - timedelta(1), end.date()) == left


# pauses and extensions


@pytest.mark.parametrize(
    ("begun", "over", "found"),
    [
        ("2026-11-23 09:00:00", "2026-11-23 17:00:00", "2026-11-27"),  # the same day: nothing lost
        ("2026-11-23 09:00:00", "2026-11-24 00:00:00", "2026-11-30"),
        ("2026-11-23 09:00:00", "2026-11-25 09:00:00", "2026-12-01"),
        ("2026-11-20 09:00:00", "2026-11-22 09:00:00", "2026-11-27"),  # a weekend is not working time
        ("2026-11-20 09:00:00", "2026-11-23 09:00:00", "2026-11-30"),
    ],
)
def test_a_pause_gives_working_days_back(begun, over, found):
    end = at("2026-11-27 23:59:59")
    assert DAYS.resumed(end, at(begun), at(over)) == at(f"{found} 23:59:59")
    assert DAYS.resumed(end, at(begun), at(over), limit(working_days=4)) == at(f"{found} 23:59:59")


def test_a_pause_over_the_spring_festival_gives_two_days_back():
    found = DAYS.resumed(at("2026-02-25 23:59:59"), at("2026-02-13 09:00:00"), at("2026-02-24 09:00:00"))
    assert found == at("2026-02-27 23:59:59")


def test_a_pause_gives_calendar_days_back_where_the_limit_counts_them():
    found = DAYS.resumed(
        at("2026-11-27 23:59:59"), at("2026-11-20 09:00:00"), at("2026-11-23 09:00:00"), limit(days=30)
    )
    assert found == at("2026-11-30 23:59:59")


@pytest.mark.parametrize("of", [None, limit(hours=2)])
def test_a_pause_gives_hours_back_to_the_second(of):
    found = DAYS.resumed(at("2026-11-20 10:00:00"), at("2026-11-20 09:15:00"), at("2026-11-21 09:15:01"), of)
    assert found == at("2026-11-21 10:00:01")


def test_a_day_limit_kept_beside_hours_is_told_by_the_limit():
    end = at("2026-11-20 23:59:59")
    found = DAYS.resumed(end, at("2026-11-20 09:00:00"), at("2026-11-20 10:00:00"), limit(hours=20))
    assert found == at("2026-11-21 00:59:59")


@pytest.mark.parametrize(("n", "found"), [(0, "2026-11-20"), (1, "2026-11-23"), (15, "2026-12-11")])
def test_an_extension_counts_working_days(n, found):
    assert DAYS.later(at("2026-11-20 23:59:59"), n) == at(f"{found} 23:59:59")

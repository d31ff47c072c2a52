"""Working days of the state's calendar, and when what is to be done within so many of them is due."""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, Final
from zoneinfo import ZoneInfo

from wugong.base.faults import Faults
from wugong.rules.documents import read_document
from wugong.rules.register_parts import Limit

ZONE: Final = ZoneInfo("Asia/Shanghai")
DAY_END: Final = time(23, 59, 59)
SATURDAY: Final = 5
DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """A calendar: `days_off` says of a day that it is off (true) or worked (false) against its weekday."""

    days_off: Mapping[date, bool]

    @property
    def known_until(self) -> date:
        """The end of the last year of which a day is named, `date.min` for none: what is later is a guess."""
        last = max(self.days_off, default=None)
        return date(last.year, 12, 31) if last else date.min

    def is_working(self, day: date) -> bool:
        """Whether offices work on the day."""
        off = self.days_off.get(day)
        return not off if off is not None else day.weekday() < SATURDAY

    def after(self, day: date, n: int) -> date:
        """The n-th working day after the day; the day itself for 0."""
        while n > 0:
            day += DAY
            n -= self.is_working(day)
        return day

    def between(self, a: date, b: date) -> int:
        """How many working days lie after `a`, up to `b` inclusive; below 0 where `b` is earlier."""
        if b < a:
            return -self.between(b, a)
        return sum(self.is_working(a + place * DAY) for place in range(1, (b - a).days + 1))

    def due_at(
        self, start: datetime, limit: Limit, *, facts: Mapping[str, str], opened: date
    ) -> datetime | None:
        """The last second in which what began at `start` is in time; None while the day is not written down.

        Hours run by the clock. All else ends with a day: the n-th working or calendar day after the day of
        `start`, a day of the year of opening (its month's last, where the month is shorter), or the day
        in a field.
        """
        start = start.astimezone(ZONE)
        if limit.hours is not None:
            return start + timedelta(hours=limit.hours)
        if limit.working_days is not None:
            return day_end(self.after(start.date(), limit.working_days))
        if limit.days is not None:
            return day_end(start.date() + limit.days * DAY)
        if limit.month_day is not None:
            return day_end(in_year(opened.year, limit.month_day))
        written = facts.get(limit.field, "")
        return day_end(date.fromisoformat(written)) if written else None

    def amber_at(self, due: datetime, limit: Limit) -> datetime:
        """When the light turns amber: as the last so many working days begin; at the end itself for 0."""
        left, day = limit.amber_days, due.astimezone(ZONE).date()
        if not left:
            return due
        day += DAY
        while left:
            day -= DAY
            left -= self.is_working(day)
        return datetime.combine(day, time(), ZONE)

    def later(self, due: datetime, n: int) -> datetime:
        """The due put off by n working days, at the same time of day."""
        due = due.astimezone(ZONE)
        return datetime.combine(self.after(due.date(), n), due.timetz())

    def resumed(
        self, due: datetime, paused_from: datetime, paused_until: datetime, limit: Limit | None = None
    ) -> datetime:
        """The due after a pause: the time that was lost is given back.

        Hours are given back to the second; of days those that began within the pause: calendar days where
        the limit counts such, else working days. Without a limit, a due that is no day's end is one of hours.
        """
        due, begun, over = (one.astimezone(ZONE) for one in (due, paused_from, paused_until))
        by_clock = limit.hours is not None if limit else due.time() != DAY_END
        if by_clock:
            return due + (over - begun)
        if limit and limit.days is not None:
            return due + (over.date() - begun.date())
        return self.later(due, self.between(begun.date(), over.date()))


def day_end(day: date) -> datetime:
    """The last second of the day, in China."""
    return datetime.combine(day, DAY_END, ZONE)


def in_year(year: int, month_day: tuple[int, int]) -> date:
    """The day of that year: its month's last where the month is shorter (a month's end in February)."""
    month, day = month_day
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def working_days(overrides: Mapping[date, bool] | None = None) -> WorkingDays:
    """The calendar that comes with the product, with days that an office has set (true: off) over it."""
    return WorkingDays({**bundled_days(), **(overrides or {})})


@cache
def bundled_days() -> Mapping[date, bool]:
    """Each day of the notices that is off or worked against its weekday."""
    found: dict[date, bool] = {}
    for year in holiday_years():
        for holiday in year["holidays"]:
            first, last = (date.fromisoformat(holiday[key]) for key in ("from", "to"))
            found |= {first + place * DAY: True for place in range((last - first).days + 1)}
            found |= {date.fromisoformat(day): False for day in holiday.get("work", ())}
    return found


@cache
def holiday_years() -> list[dict[str, Any]]:
    """The years of the notices: `year`, `source`, `holidays` with `name`, `from`, `to`, `work`."""
    faults = Faults("holidays.yaml")
    document = read_document(files("wugong.rules").joinpath("holidays.yaml").read_text("utf-8"), faults)
    faults.refuse()
    root: Any = document.root if document else {}
    years: list[dict[str, Any]] = root["years"]
    return years

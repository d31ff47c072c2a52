"""The days of a year that are off or worked against their weekday, and who says so of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from wugong.matters.models import CalendarDay
from wugong.rules.working_days import bundled_days, holiday_years


@dataclass(frozen=True)
class DayLine:
    """A day: worked or not, what it is called, and who says so."""

    day: date
    working: bool
    title: str
    source: str
    own: bool


@dataclass(frozen=True)
class CalendarPage:
    """一年的节假日."""

    year: int
    lines: Sequence[DayLine]
    picks: Sequence[tuple[str, str, bool]]

    @property
    def known(self) -> bool:
        """Say whether any day of the year is named."""
        return bool(self.lines)


def calendar_page(year: int, today: date) -> CalendarPage:
    """Return the days of the year, the office's over those that come along: one query."""
    named = _named()
    lines = {
        day: DayLine(day, not off, *named.get(day, ("", "")), own=False)
        for day, off in bundled_days().items()
        if day.year == year
    }
    for one in CalendarDay.objects.filter(day__year=year):
        lines[one.day] = DayLine(one.day, one.working, one.title, one.source, own=True)
    years = range(today.year - 1, today.year + 3)
    picks = [(f"{one}年", f"?year={one}", one == year) for one in years]
    return CalendarPage(year, [lines[day] for day in sorted(lines)], picks)


def _named() -> dict[date, tuple[str, str]]:
    """Return the holiday and the notice that name each day which comes along."""
    found: dict[date, tuple[str, str]] = {}
    for year in holiday_years():
        for one in year["holidays"]:
            first, last = (date.fromisoformat(one[key]) for key in ("from", "to"))
            days = [date.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1)]
            days += [date.fromisoformat(day) for day in one.get("work", ())]
            found |= dict.fromkeys(days, (one["name"], year["source"]))
    return found

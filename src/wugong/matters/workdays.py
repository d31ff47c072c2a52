"""Which days are worked in the county stood in."""

from wugong.matters.models import CalendarDay
from wugong.rules import working_days as state_days
from wugong.rules.working_days import WorkingDays


def working_days() -> WorkingDays:
    """Return the calendar of the county stood in: one query."""
    settled = CalendarDay.objects.values_list("day", "working")
    return state_days.working_days({day: not working for day, working in settled})

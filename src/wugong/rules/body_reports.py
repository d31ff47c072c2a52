"""Which period a body that reports should last have reported on: half a month, a month, a quarter, a year."""

from datetime import date, timedelta

MIDDLE = 15  # the first half of a month ends with this day
MONTHS = {"month": 1, "quarter": 3, "year": 12}


def last_period(report: str, day: date) -> tuple[date, date]:
    """The first and last day of the last period of this kind that was over before the day."""
    if report == "half-month":
        if day.day > MIDDLE:
            return day.replace(day=1), day.replace(day=MIDDLE)
        last = day.replace(day=1) - timedelta(days=1)
        return last.replace(day=MIDDLE + 1), last
    months = MONTHS[report]
    begun = (day.month - 1) // months * months + 1
    last = day.replace(month=begun, day=1) - timedelta(days=1)
    first_month = (last.month - 1) // months * months + 1
    return last.replace(month=first_month, day=1), last

"""Days as a notice board says them."""

from datetime import date


def said(day: date, *, year: bool = False, after: date | None = None) -> str:
    """Return 4月15日; with the year where asked for, or where it is another than that of the day before."""
    spoken = f"{day.month}月{day.day}日"
    return f"{day.year}年{spoken}" if year or (after and after.year != day.year) else spoken

"""Lets the demonstration's village live through past days: inside, now is then, for every act."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta

from django.utils import timezone

_REAL = timezone.now


def ago(days: int) -> date:
    """Return the day so many days before today, whichever day it is inside `as_of`."""
    return timezone.localdate(_REAL()) - timedelta(days=days)


@contextmanager
def as_of(day: date, hour: int = 10) -> Iterator[datetime]:
    """It is that hour of that day; only for loading, where nobody else is served by this process."""
    real, then = timezone.now, timezone.make_aware(datetime.combine(day, time(hour)))
    timezone.now = lambda: then
    try:
        yield then
    finally:
        timezone.now = real

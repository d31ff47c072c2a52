"""How long who asked, and the neighbour drawn, may say whether what is done is solved."""

from datetime import datetime, timedelta

from django.utils import timezone

from wugong.matters import refusals
from wugong.matters.models import Matter
from wugong.rules.register_parts import By, Confirmation, Move, StateKind, Version
from wugong.rules.working_days import day_end

WITNESSES = frozenset({By.ASKER, By.NEIGHBOUR})


def days_since_done(matter: Matter, now: datetime) -> int:
    """Return how many days of the calendar the matter has been done; below 0 where it is not."""
    if matter.done_at is None:
        return -1
    return (timezone.localdate(now) - timezone.localdate(matter.done_at)).days


def last_day_of(matter: Matter, confirmation: Confirmation) -> datetime:
    """Return the last moment in which it may be said whether the matter is solved."""
    assert matter.done_at is not None
    return day_end(timezone.localdate(matter.done_at) + timedelta(days=confirmation.days))


def refuse_late_word(matter: Matter, version: Version, move: Move, role: By) -> None:
    """Refuse what a witness says of a matter that has been done for too long."""
    confirmation = version.confirmation
    if confirmation is None or matter.kind != StateKind.DONE or role not in WITNESSES:
        return
    says = move.target in (confirmation.solved, confirmation.reopened)
    if says and days_since_done(matter, timezone.now()) > confirmation.days:
        raise refusals.WindowOver(days=confirmation.days)

"""The act that reminds of looking again (回头看) at what lasts, once for each day on which it is due."""

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.counties.actors import System
from wugong.matters import acts, notices
from wugong.matters.holding import hold_matter
from wugong.matters.lines import write_line
from wugong.matters.models import Matter, Step
from wugong.matters.numbers import spoken
from wugong.matters.registers import held_by
from wugong.matters.states import StepKind
from wugong.rules.register_parts import By, StateKind


def remind_to_look(now: datetime, *, actor: User | System) -> int:
    """Who deals with what lasts knows when it is to be looked at again; says of how many that was told."""
    return sum(_reminded(matter, now, actor) for matter in list(_due(timezone.localdate(now))))


def look_due(matter: Matter, today: date) -> date | None:
    """Return the last day, up to today, on which the matter was to be looked at again, if any."""
    look = held_by(matter).version.state(matter.state).look_again
    if look is None or matter.kind != StateKind.LASTING or matter.merged_into_id is not None:
        return None
    return look.last_due(timezone.localdate(matter.moved_at), today)


def _due(today: date) -> Iterator[Matter]:
    """Yield what is due to be looked at and was not told yet: two queries."""
    lasting = Matter.objects.filter(kind=StateKind.LASTING, merged_into__isnull=True)
    told = _told(matter__in=lasting.values("pk"))
    for matter in lasting.select_related("document").order_by("pk").iterator():
        due = look_due(matter, today)
        if due is not None and (matter.pk, due.isoformat()) not in told:
            yield matter


def _told(**which: object) -> set[tuple[UUID, str]]:
    rows = Step.objects.filter(kind=StepKind.REMINDED, facts__has_key="look", **which)
    return {(key, facts["look"]) for key, facts in rows.values_list("matter", "facts")}


@transaction.atomic
def _reminded(matter: Matter, now: datetime, actor: User | System) -> bool:
    """The timeline has the day, and who deals with the matter was told of it, once."""
    held = hold_matter(matter)
    due = look_due(held, timezone.localdate(now))
    if due is None or (held.pk, due.isoformat()) in _told(matter=held):
        return False
    words = _("到了回头看的日子：%(day)s") % {"day": due.isoformat()}
    write_line(held, StepKind.REMINDED, actor=actor, role=By.CLOCK, text=words, at=now, look=due.isoformat())
    record(acts.LOOK_REMINDED, actor=actor, at=held.place.code, number=spoken(held.number), day=due)
    notices.look_again(held, due, actor=actor)
    return True

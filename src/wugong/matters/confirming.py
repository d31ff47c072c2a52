"""The act that has a neighbour drawn where who asked is silent; what is never confirmed is never solved."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.counties.actors import System
from wugong.matters import acts, notices
from wugong.matters.holding import hold_matter
from wugong.matters.lines import write_line
from wugong.matters.models import Matter, NeighbourCall
from wugong.matters.neighbours import drawn_neighbour
from wugong.matters.numbers import spoken
from wugong.matters.registers import held_by
from wugong.matters.states import StepKind
from wugong.matters.windows import days_since_done
from wugong.registry.models import Binding
from wugong.rules.register_parts import By, StateKind

Actor = User | System


@transaction.atomic
def draw_neighbours(now: datetime, *, actor: Actor) -> list[NeighbourCall]:
    """For every matter that is done and of which nobody has said anything for long, a neighbour is asked."""
    return [call for matter in list(_silent(now)) if (call := _draw(matter, now, actor)) is not None]


def _silent(now: datetime) -> Iterator[Matter]:
    """Yield the matters that are done so long that a neighbour may be asked, with nobody asked since."""
    rows = Matter.objects.filter(kind=StateKind.DONE, merged_into__isnull=True, done_at__lte=now)
    for matter in rows.select_related("place", "document").order_by("pk").iterator():
        if _is_time(matter, now):
            yield matter


def _is_time(matter: Matter, now: datetime) -> bool:
    confirmation = held_by(matter).version.confirmation
    if confirmation is None or confirmation.neighbour_after is None or matter.kind != StateKind.DONE:
        return False
    if not confirmation.neighbour_after <= days_since_done(matter, now) <= confirmation.days:
        return False
    return not NeighbourCall.objects.filter(matter=matter, drawn_at__gte=matter.done_at).exists()


def _draw(matter: Matter, now: datetime, actor: Actor) -> NeighbourCall | None:
    """A neighbour is drawn; the seed and the list stand in the timeline, so that all can redo the draw."""
    held = hold_matter(matter)
    draw = drawn_neighbour(held, timezone.localdate(now)) if _is_time(held, now) else None
    if draw is None:
        return None
    call = NeighbourCall.objects.create(matter=held, person=draw.person, seed=draw.seed, drawn_at=now)
    drawn: dict[str, Any] = {"seed": draw.seed, "marks": list(draw.marks), "mark": draw.mark}
    write_line(held, StepKind.ASKED, actor=actor, role=By.CLOCK, at=now, **drawn)
    own = Binding.objects.filter(person=draw.person, is_self=True).values("user")
    users = list(User.objects.active().filter(pk__in=own))
    facts_told = {"number": spoken(held.number), "seed": draw.seed}
    record(
        acts.NEIGHBOUR_DRAWN,
        actor=actor,
        at=held.place.code,
        concerning=[user.pk for user in users],
        **facts_told,
    )
    notices.called(held, users, actor=actor)
    return call

"""The act that makes one matter of two, with all who asked kept and told."""

from django.db import transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.counties.actors import System
from wugong.matters import acts, notices, refusals
from wugong.matters.holding import hold_matters
from wugong.matters.likely import Likely, likely_same
from wugong.matters.lines import write_line
from wugong.matters.models import Asker, ClockRun, Matter, Pause, Step
from wugong.matters.numbers import spoken
from wugong.matters.permissions import can_work
from wugong.matters.states import StepKind
from wugong.places.codes import Level
from wugong.rules.register_parts import StateKind

__all__ = ["Likely", "likely_same", "merge"]

Actor = User | System


@transaction.atomic
def merge(matter: Matter, into: Matter, *, actor: Actor) -> Step:
    """The one goes on in the other: who asked for it follows that one now, under either number."""
    if matter.pk == into.pk:
        raise refusals.MergedIntoItself
    held = {one.pk: one for one in hold_matters([matter, into])}
    matter, into = held[matter.pk], held[into.pk]
    for one in (matter, into):
        _refuse_over(one)
        can_work(actor, one.lies_with).or_refuse()
    village = slice(Level.VILLAGE)
    if matter.register != into.register or matter.place.code[village] != into.place.code[village]:
        raise refusals.OtherRegister
    askers = list(Asker.objects.filter(matter=matter).select_related("user"))
    Asker.objects.filter(matter=matter).update(matter=into)
    _close(matter, into, actor=actor)
    write_line(into, StepKind.MERGED, actor=actor, from_number=spoken(matter.number))
    step = write_line(matter, StepKind.MERGED, actor=actor, into=spoken(into.number))
    users = {asker.user_id for asker in askers if asker.user_id}
    numbers = {"number": spoken(matter.number), "into": spoken(into.number)}
    record(acts.MERGED, actor=actor, at=into.place.code, concerning=users, **numbers)
    notices.merged(matter, into, askers, actor=actor)
    return step


def _refuse_over(matter: Matter) -> None:
    if matter.merged_into_id is not None:
        raise refusals.WasMerged(number=matter.number)
    if matter.kind != StateKind.OPEN:
        raise refusals.IsOver(number=matter.number)


def _close(matter: Matter, into: Matter, *, actor: Actor) -> None:
    """No clock runs any more for what goes on elsewhere; what was merged into it goes on there too."""
    now = timezone.now()
    ClockRun.objects.filter(matter=matter, ended_at__isnull=True).update(ended_at=now)
    Pause.objects.filter(matter=matter, until__isnull=True).update(until=now)
    matter.merged_into, matter.kind = into, StateKind.ENDED.value
    matter.due_at = matter.amber_at = matter.paused_at = None
    matter.pause_reason = ""
    matter.moved_at, matter.moved_by_id = now, actor.pk
    matter.save()
    Matter.objects.filter(merged_into=matter).update(merged_into=into)

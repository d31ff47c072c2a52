"""The acts that send a matter on: to another level of its own line, or out of the house."""

from typing import Any

from django.db import transaction

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.counties.actors import System
from wugong.matters import acts, notices, refusals
from wugong.matters.holding import hold_open
from wugong.matters.lines import write_line
from wugong.matters.models import Asker, Matter, Step
from wugong.matters.numbers import spoken
from wugong.matters.permissions import can_work
from wugong.matters.states import StepKind
from wugong.matters.texts import LINE, needed
from wugong.places.codes import lineage
from wugong.places.models import Place

Actor = User | System


@transaction.atomic
def route(matter: Matter, to: Place, *, actor: Actor, reason: str) -> Step:
    """The matter lies on the desk of that place: a group, village, town or the county of its own line."""
    said = needed("转办原因", reason)
    matter = hold_open(matter)
    can_work(actor, matter.lies_with).or_refuse()
    if to.pk == matter.lies_with_id:
        raise refusals.LiesThere(place=to.name)
    if to.code not in lineage(matter.place.code) and not to.code.startswith(matter.place.code):
        raise refusals.NotOnItsLine(place=to.name)
    before, matter.lies_with = matter.lies_with, to
    matter.save(update_fields=["lies_with"])
    ways: dict[str, Any] = {"from": before.name, "to": to.name}
    step = write_line(matter, StepKind.ROUTED, actor=actor, text=said, desk=before, **ways)
    record(acts.ROUTED, actor=actor, at=matter.place.code, number=spoken(matter.number), to=to.name)
    notices.routed(matter, actor=actor)
    return step


@transaction.atomic
def refer(matter: Matter, to: str, *, actor: Actor, reason: str) -> Step:
    """It stands in the timeline that another body outside the house was asked to deal with the matter."""
    whom, said = needed("移送给谁", to, LINE), needed("移送原因", reason)
    matter = hold_open(matter)
    can_work(actor, matter.lies_with).or_refuse()
    ways: dict[str, Any] = {"from": matter.lies_with.name, "to": whom, "outside": True}
    step = write_line(matter, StepKind.ROUTED, actor=actor, text=said, **ways)
    concerning = Asker.objects.filter(matter=matter, user__isnull=False).values_list("user_id", flat=True)
    record(
        acts.REFERRED,
        actor=actor,
        at=matter.place.code,
        concerning=set(concerning),
        number=spoken(matter.number),
        to=whom,
    )
    notices.referred(matter, whom, actor=actor)
    return step

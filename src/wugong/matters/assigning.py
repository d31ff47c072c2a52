"""The acts that say who answers for a matter, and which accounts work for a unit."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.counties.actors import System
from wugong.counties.standing import county_here
from wugong.matters import acts, notices, refusals
from wugong.matters.holding import hold_open
from wugong.matters.lines import write_line
from wugong.matters.models import Matter, MatterUnit, Step, UnitHand
from wugong.matters.numbers import spoken
from wugong.matters.permissions import can_assign, can_work
from wugong.matters.recomputing import recompute
from wugong.matters.registers import held_by
from wugong.matters.states import Part, StepKind
from wugong.matters.texts import is_placeholder, words_of
from wugong.matters.trios import held_facts
from wugong.registry.body_states import BodyState
from wugong.registry.models import Body

Actor = User | System


@transaction.atomic
def assign(
    matter: Matter,
    *,
    actor: Actor,
    lead_unit: Body | None = None,
    leader: str = "",
    handler: User | None = None,
    support: Sequence[Body] = (),
    group: Sequence[Body] = (),
) -> Step:
    """Unit, leader and officer that are named answer for the matter now; who is not named stays."""
    name = words_of("责任领导", leader, 40)
    if not (lead_unit or name or handler or support or group):
        raise refusals.NothingAssigned
    if is_placeholder(name):
        raise refusals.StillBlank(what="责任领导")
    matter = hold_open(matter)
    can_assign(actor, matter).or_refuse()
    for body in (*([lead_unit] if lead_unit else ()), *support, *group):
        if body.state == BodyState.DISSOLVED:
            raise refusals.BodyGone(body=body.name)
    if handler is not None:
        _refuse_stranger(handler)
    matter.lead_unit = lead_unit or matter.lead_unit
    matter.leader, matter.handler = name or matter.leader, handler or matter.handler
    held = held_by(matter)
    matter.facts = dict(held_facts(matter, held.version))
    recompute(matter, held.version, actor=actor)
    matter.save()
    _beside(matter, lead_unit, support, group, actor=actor)
    whom = _said(lead_unit, name, handler, support, group)
    step = write_line(matter, StepKind.ASSIGNED, actor=actor, whom=whom)
    who = {handler.pk} if handler else set()
    record(
        acts.ASSIGNED,
        actor=actor,
        at=matter.place.code,
        concerning=who,
        number=spoken(matter.number),
        whom=whom,
    )
    if lead_unit or handler:
        notices.given(matter, actor=actor)
    return step


def _refuse_stranger(user: User) -> None:
    if user.county_id != county_here().pk or not user.is_active:
        raise refusals.NotAnAccountHere(name=user.display_name)


def _beside(
    matter: Matter, lead: Body | None, support: Iterable[Body], group: Iterable[Body], *, actor: Actor
) -> None:
    """The units beside the lead unit are those named, where some are named; each is there once."""
    for part, bodies in ((Part.SUPPORT, list(support)), (Part.GROUP, list(group))):
        if bodies:
            MatterUnit.objects.filter(matter=matter, part=part).delete()
            taken = set(MatterUnit.objects.filter(matter=matter).values_list("body_id", flat=True))
            rows = [body for body in dict.fromkeys(bodies) if body.pk not in taken]
            MatterUnit.objects.bulk_create(MatterUnit(matter=matter, body=body, part=part) for body in rows)
    if lead is not None:
        MatterUnit.objects.filter(matter=matter, body=lead).delete()


def _said(
    lead: Body | None, leader: str, handler: User | None, support: Iterable[Body], group: Iterable[Body]
) -> str:
    parts = {
        "责任单位": lead.name if lead else "",
        "责任领导": leader,
        "责任人员": handler.display_name if handler else "",
        "配合单位": "、".join(body.name for body in support),
        "各单位": "、".join(body.name for body in group),
    }
    return "，".join(f"{label}{text}" for label, text in parts.items() if text)


@transaction.atomic
def give_hand(body: Body, user: User, *, actor: Actor) -> UnitHand:
    """The account works for the unit from today: what is given to the unit is hers to do."""
    held = Body.objects.select_for_update(of=("self",), no_key=True).select_related("place").get(pk=body.pk)
    can_work(actor, held.place).or_refuse()
    _refuse_stranger(user)
    if held.state == BodyState.DISSOLVED:
        raise refusals.BodyGone(body=held.name)
    if UnitHand.objects.filter(body=held, user=user, until__isnull=True).exists():
        raise refusals.HandThere(name=user.display_name, body=held.name)
    hand = UnitHand.objects.create(body=held, user=user, since=timezone.localdate(), given_by_id=actor.pk)
    facts = {"name": user.display_name, "body": held.name}
    record(acts.HAND_GIVEN, actor=actor, at=held.place.code, concerning=[user.pk], **facts)
    return hand


@transaction.atomic
def end_hand(body: Body, user: User, *, actor: Actor) -> None:
    """The account works for the unit no longer, from today on."""
    held = Body.objects.select_for_update(of=("self",), no_key=True).select_related("place").get(pk=body.pk)
    can_work(actor, held.place).or_refuse()
    ended = UnitHand.objects.filter(body=held, user=user, until__isnull=True).update(
        until=timezone.localdate()
    )
    if not ended:
        raise refusals.NoHand(name=user.display_name, body=held.name)
    facts = {"name": user.display_name, "body": held.name}
    record(acts.HAND_ENDED, actor=actor, at=held.place.code, concerning=[user.pk], **facts)

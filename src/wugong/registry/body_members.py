"""Acts on members of organisations: they join and leave, or ask to and are accepted by a second person."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.audit.acts import Act
from wugong.places.codes import Level
from wugong.registry import body_acts as acts
from wugong.registry import body_refusals as refusals
from wugong.registry.bodies import LONGEST, Keeper, checked, held, note_of, refuse_day
from wugong.registry.body_conflicts import refuse_clash
from wugong.registry.body_states import BodyState, JoinState
from wugong.registry.body_templates import catalogue_on
from wugong.registry.masks import name_told
from wugong.registry.models import Binding, Body, BodyMember, Holding, JoinRequest, Membership, Person
from wugong.registry.permissions import can_keep_bodies
from wugong.registry.queries import users_bound_to
from wugong.rules.ages import is_adult
from wugong.rules.body_parts import MEMBER


@dataclass(frozen=True, slots=True)
class Who:
    """A resident, or somebody of another unit by name."""

    person: Person | None = None
    outsider: str = ""
    unit: str = ""

    @classmethod
    def named(cls, person: Person | None, outsider: str, unit: str) -> "Who":
        """Return who is meant; refused where neither a resident nor a name is given."""
        if person is not None:
            return cls(person)
        return cls(None, checked(outsider, "姓名"), note_of(unit, "单位职务", LONGEST))


@transaction.atomic
def join(
    body: Body,
    person: Person | None = None,
    *,
    actor: Keeper,
    since: date | None = None,
    source: str = "",
    outsider: str = "",
    unit: str = "",
) -> BodyMember:
    """The resident (or, by name, somebody of another unit) belongs to the body from that day on."""
    one = held(body, actor)
    day = since or timezone.localdate()
    refuse_day("加入之日", day, one.since or one.proposed)
    return _joined(one, Who.named(person, outsider, unit), source, actor=actor, since=day)


@transaction.atomic
def leave(member: BodyMember, *, actor: Keeper, day: date | None = None) -> BodyMember:
    """The member no longer belongs to the body from that day on; she has no office in it any more."""
    body = held(member.body, actor)
    one = BodyMember.objects.select_related("person").get(pk=member.pk)
    until = day or timezone.localdate()
    if one.until is not None:
        raise refusals.NotAMember(name=one.name, body=body.name)
    refuse_day("离开之日", until, one.since)
    offices = Holding.objects.today().filter(member=one).values_list("title", flat=True)
    if offices:
        raise refusals.StillInOffice(name=one.name, body=body.name, offices="、".join(offices))
    one.until = until
    one.save(update_fields=["until"])
    _tell(acts.MEMBER_LEFT, body, one, actor, until=until)
    return one


@transaction.atomic
def ask_to_join(body: Body, person: Person, *, actor: User) -> JoinRequest:
    """The resident's wish to belong to the body waits for somebody else than whoever asked."""
    today = timezone.localdate()
    mine = Binding.objects.filter(user=actor, person=person, since__lte=today).exclude(until__lt=today)
    if not mine.exists() and not can_keep_bodies(actor, body.place):
        raise refusals.NotYours
    one = Body.objects.select_related("place").select_for_update(of=("self",), no_key=True).get(pk=body.pk)
    if one.state != BodyState.ESTABLISHED:
        raise refusals.BodyState(body=one.name, state=one.get_state_display())
    refuse_person(one, person)
    if JoinRequest.objects.filter(body=one, person=person, state=JoinState.ASKED).exists():
        raise refusals.AskedAlready(name=person.name, body=one.name)
    asked = JoinRequest.objects.create(body=one, person=person, asked_by=actor)
    users = users_bound_to([person])
    said: dict[str, Any] = {"name": name_told(person), "body": one.name}
    record(acts.JOIN_ASKED, actor=actor, at=one.place.code, concerning=users, **said)
    return asked


@transaction.atomic
def decide_join(
    request: JoinRequest, *, actor: User, accepted: bool, answer: str = "", source: str = ""
) -> JoinRequest:
    """The wish is granted from today on, or not, by somebody else than whoever asked."""
    body = held(request.body, actor)
    rows = JoinRequest.objects.select_related("person").select_for_update(of=("self",), no_key=True)
    asked = rows.get(pk=request.pk)
    if asked.state != JoinState.ASKED:
        raise refusals.DecidedAlready
    if asked.asked_by_id == actor.pk:
        raise refusals.AskedByYou
    if accepted:
        _joined(body, Who(asked.person), source, actor=actor, since=timezone.localdate())
    asked.state = JoinState.ACCEPTED if accepted else JoinState.REFUSED
    asked.decided_by, asked.decided_at = actor, timezone.now()
    asked.answer = note_of(answer, "答复", 200)
    asked.save(update_fields=["state", "decided_by", "decided_at", "answer"])
    act = acts.JOIN_ACCEPTED if accepted else acts.JOIN_REFUSED
    said: dict[str, Any] = {"name": name_told(asked.person), "body": body.name}
    users = users_bound_to([asked.person])
    record(act, actor=actor, at=body.place.code, concerning={*users, asked.asked_by_id}, **said)
    return asked


def seated(body: Body, who: Who, *, actor: Keeper, since: date) -> BodyMember:
    """Return the seat in the body, held by the caller; taken from that day on where there is none."""
    mine = BodyMember.objects.today().filter(body=body, person=who.person, outsider=who.outsider)
    return mine.filter(unit=who.unit).first() or _joined(body, who, None, actor=actor, since=since)


def _joined(body: Body, who: Who, source: str | None, *, actor: Keeper, since: date) -> BodyMember:
    """The seat is taken; whoever comes by an office need not say from which source (None)."""
    if who.person is not None:
        refuse_person(body, who.person)
    _refuse_seat(body, source)
    refuse_clash(body, MEMBER, who.person)
    seat = BodyMember.objects.create(
        body=body, person=who.person, outsider=who.outsider, unit=who.unit, source=source or "", since=since
    )
    _tell(acts.MEMBER_JOINED, body, seat, actor, since=since)
    return seat


def refuse_person(body: Body, person: Person, *, member_too: bool = False) -> None:
    """Refuse who has died, is not registered where the body works, or belongs to it unless members may."""
    if person.died is not None:
        raise refusals.PersonIsDead(name=person.name)
    around = body.place.code[: Level.VILLAGE]
    lives_here = Membership.objects.today().filter(person=person, household__place__code__startswith=around)
    if not lives_here.exists():
        raise refusals.NotFromHere(place=body.place.name)
    if not member_too and BodyMember.objects.today().filter(body=body, person=person).exists():
        raise refusals.MemberAlready(name=person.name, body=body.name)


def refuse_minor(person: Person | None) -> None:
    """Refuse for an office who is known not to be of age."""
    if person is None or person.born is None:
        return
    if not is_adult(person.born, timezone.localdate()):
        raise refusals.NotOfAge(name=person.name)


def _refuse_seat(body: Body, source: str | None) -> None:
    """Refuse a source that the template does not name, and one more than there may be."""
    slot = catalogue_on().slot(body.profile, body.slot)
    if slot is None:
        return
    if slot.sources and source is not None and source not in slot.sources:
        sources = "、".join(slot.sources)
        raise refusals.WrongSource(body=body.name, sources=sources, source=source or "（没有选）")
    most = slot.members.most
    seats = BodyMember.objects.today().filter(body=body, person__died__isnull=True)
    if most is not None and seats.count() >= most:
        raise refusals.BodyIsFull(body=body.name, most=most)


def _tell(act: Act, body: Body, member: BodyMember, actor: Keeper, **said: Any) -> None:
    users = users_bound_to([member.person]) if member.person else []
    name = name_told(member.person) if member.person else member.name
    record(act, actor=actor, at=body.place.code, concerning=users, name=name, body=body.name, **said)

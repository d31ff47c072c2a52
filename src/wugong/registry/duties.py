"""The acts on duties: someone answers for a unit, hands it over, or answers no longer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.base.masking import personal_in
from wugong.counties.actors import System
from wugong.places.models import Place
from wugong.registry import duty_acts, duty_refusals
from wugong.registry.duty_permissions import can_assign
from wugong.registry.duty_spots import NAMES, Spot, Who, holder_name, place_of, spot_name, spot_of, unit_of
from wugong.registry.duty_templates import PlanToday, plans_on
from wugong.registry.models import Cluster, Duty, Household, Person
from wugong.registry.queries import users_bound_to
from wugong.rules.ages import age_on
from wugong.rules.duty_plans import Line, Unit


@dataclass(frozen=True)
class Assignment:
    """What is to be written of a duty, beside who holds it."""

    since: date
    deputy: bool = False
    unit: str = ""
    note: str = ""


@transaction.atomic
def assign_duty(
    plan: str,
    line: str,
    at: Spot,
    holder: Who,
    *,
    actor: User | System,
    since: date | None = None,
    deputy: bool = False,
    unit: str = "",
    note: str = "",
) -> Duty:
    """The holder answers for this unit from that day on (today, if none is given)."""
    asked = Assignment(since or timezone.localdate(), deputy, unit.strip(), note.strip())
    today, found = _line(plan, line, asked.since)
    _refuse_spot(actor, found, at, asked.since)
    _hold(place_of(at))
    duty = _assign(today, found, at, holder, asked, actor=actor)
    _record_assigned(duty, found, actor=actor)
    return duty


@transaction.atomic
def assign_all(
    plan: str, line: str, spots: Sequence[Spot], holder: Who, asked: Assignment, *, actor: User | System
) -> list[Duty]:
    """The holder answers for all these units; for none of them where one is refused."""
    return [
        assign_duty(
            plan,
            line,
            at,
            holder,
            actor=actor,
            since=asked.since,
            deputy=asked.deputy,
            unit=asked.unit,
            note=asked.note,
        )
        for at in spots
    ]


@transaction.atomic
def end_duty(duty: Duty, *, actor: User | System, day: date | None = None) -> None:
    """From that day on (today, if none is given) the holder answers no longer."""
    line = _allowed(duty, actor)
    duty = _hold_duty(duty)
    _end(duty, day or timezone.localdate())
    record(
        duty_acts.DUTY_ENDED,
        actor=actor,
        at=duty.place.code,
        concerning=_users(duty),
        holder=holder_name(duty),
        place=spot_name(duty),
        line=line.title if line else duty.line,
        until=duty.until,
    )


@transaction.atomic
def hand_over_duty(
    duty: Duty, holder: Who, *, actor: User | System, day: date | None = None, unit: str = "", note: str = ""
) -> Duty:
    """From that day on another answers for the same unit; the earlier one stays in the history."""
    _allowed(duty, actor)
    duty = _hold_duty(duty)
    asked = Assignment(day or timezone.localdate(), duty.is_deputy, unit.strip(), note.strip())
    today, line = _line(duty.plan, duty.line, asked.since)
    if _same(duty, holder):
        raise duty_refusals.SameHolder
    _end(duty, asked.since)
    made = _assign(today, line, spot_of(duty), holder, asked, actor=actor)
    record(
        duty_acts.DUTY_HANDED_OVER,
        actor=actor,
        at=made.place.code,
        concerning=[*_users(duty), *_users(made)],
        before=holder_name(duty),
        holder=holder_name(made),
        place=spot_name(made),
        line=line.title,
        since=made.since,
    )
    return made


def _line(plan: str, key: str, day: date) -> tuple[PlanToday, Line]:
    today = plans_on(day).get(plan)
    line = today.line(key) if today else None
    if today is None or line is None:
        raise duty_refusals.NoSuchLine
    return today, line


def _refuse_spot(actor: User | System, line: Line, at: Spot, day: date) -> None:
    """Refuse who may not, a unit of another kind than the line is for, and a place that is no more."""
    place = place_of(at)
    can_assign(actor, place, by_town=line.by_town).or_refuse()
    unit = unit_of(at)
    wider = line.unit is Unit.HOUSEHOLD and unit is Unit.YARD
    if unit is not line.unit and not wider:
        raise duty_refusals.WrongUnit(line=line.title, unit=NAMES[line.unit], place=at)
    over = at.until and (at.until < day if isinstance(at, Place) else at.until <= day)
    if over:
        raise duty_refusals.PlaceEnded(place=at, since=day)


def _assign(
    today: PlanToday,
    line: Line,
    at: Spot,
    holder: Who,
    asked: Assignment,
    *,
    actor: User | System,
) -> Duty:
    duty = Duty(
        plan=today.plan.name,
        line=line.key,
        place=place_of(at),
        cluster=at if isinstance(at, Cluster) else None,
        household=at if isinstance(at, Household) else None,
        person=holder if isinstance(holder, Person) else None,
        user=holder if isinstance(holder, User) else None,
        named=holder.strip() if isinstance(holder, str) else "",
        unit=asked.unit,
        is_deputy=asked.deputy,
        note=asked.note,
        since=asked.since,
        assigned_by=actor if isinstance(actor, User) else None,
    )
    _refuse_numbers(duty.named, duty.unit, duty.note)
    _refuse_holder(duty, line, today.version.least_age)
    _refuse_beside(duty, line)
    duty.save()
    return duty


def _refuse_holder(duty: Duty, line: Line, least_age: int) -> None:
    if not (duty.person or duty.user or duty.named):
        raise duty_refusals.NobodyNamed
    if line.of_units and not duty.named:
        raise duty_refusals.UnitWanted(line=line.title)
    if duty.user and not duty.user.is_active:
        raise duty_refusals.HolderGone
    if person := duty.person:
        if person.died:
            raise duty_refusals.HolderGone
        if person.born and age_on(person.born, duty.since) < least_age:
            raise duty_refusals.TooYoung(line=line.title, age=least_age)


def _refuse_beside(duty: Duty, line: Line) -> None:
    """Refuse who holds it already, and one more than there may be."""
    beside = [one for one in _beside(duty) if one.until is None or one.until > duty.since]
    for one in beside:
        if (one.person_id, one.user_id, one.named) == (duty.person_id, duty.user_id, duty.named):
            raise duty_refusals.AlreadyHolds(holder=holder_name(duty), place=spot_name(duty), line=line.title)
    first = [one for one in beside if not one.is_deputy]
    if line.most is not None and not duty.is_deputy and len(first) >= line.most:
        names = "、".join(holder_name(one) for one in first)
        raise duty_refusals.TooMany(place=spot_name(duty), line=line.title, most=line.most, holder=names)


def _beside(duty: Duty) -> Iterable[Duty]:
    """Return the duties of the same line for the same unit."""
    same = Duty.objects.filter(plan=duty.plan, line=duty.line, place=duty.place)
    return same.filter(cluster=duty.cluster, household=duty.household).select_related("person", "user")


def _refuse_numbers(*texts: str) -> None:
    for text in texts:
        for kind, _ in personal_in(text):
            raise duty_refusals.HoldsNumbers(kind=kind.label)


def _allowed(duty: Duty, actor: User | System) -> Line | None:
    """Refuse whoever may not change this duty; return its line, if the documents still have it."""
    today = plans_on(timezone.localdate()).get(duty.plan)
    line = today.line(duty.line) if today else None
    can_assign(actor, duty.place, by_town=bool(line and line.by_town)).or_refuse()
    return line


def _hold(place: Place) -> None:
    """Wait until nobody else is changing who answers there."""
    Place.objects.select_for_update().get(pk=place.pk)


def _hold_duty(duty: Duty) -> Duty:
    _hold(duty.place)
    related = ("place", "cluster__place", "household__place", "person", "user")
    return Duty.objects.select_related(*related).get(pk=duty.pk)


def _end(duty: Duty, day: date) -> None:
    if duty.until:
        raise duty_refusals.EndedAlready(until=duty.until)
    if day < duty.since:
        raise duty_refusals.EndsTooEarly(since=duty.since)
    duty.until = day
    duty.save(update_fields=["until"])


def _same(duty: Duty, holder: Who) -> bool:
    if isinstance(holder, Person):
        return duty.person_id == holder.pk
    return duty.user_id == holder.pk if isinstance(holder, User) else duty.named == holder.strip()


def _users(duty: Duty) -> list[UUID]:
    """Return the accounts whom a duty concerns: the holder's own, or those bound to the resident."""
    if duty.person:
        return users_bound_to([duty.person])
    return [duty.user_id] if duty.user_id else []


def _record_assigned(duty: Duty, line: Line, *, actor: User | System) -> None:
    record(
        duty_acts.DUTY_ASSIGNED,
        actor=actor,
        at=duty.place.code,
        concerning=_users(duty),
        holder=holder_name(duty),
        place=spot_name(duty),
        line=line.title,
        since=duty.since,
    )

"""Acts on offices: taken, handed over with both named, ended; what the file of a holder keeps."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from wugong.audit.actions import record
from wugong.registry import body_acts as acts
from wugong.registry import body_refusals as refusals
from wugong.registry.bodies import Keeper, checked, held, note_of, refuse_day
from wugong.registry.body_conflicts import refuse_clash
from wugong.registry.body_members import Who, refuse_minor, seated
from wugong.registry.body_states import Dossier, How, Standing
from wugong.registry.body_templates import catalogue_on
from wugong.registry.models import Body, BodyMember, DossierLine, Election, Holding, Person
from wugong.registry.queries import users_bound_to
from wugong.rules.body_parts import Office

LONGEST_NOTE = 400


@transaction.atomic
def take_office(
    body: Body,
    office: str,
    person: Person | None = None,
    *,
    actor: Keeper,
    since: date | None = None,
    how: How = How.APPOINTED,
    standing: Standing = Standing.HOLDER,
    outsider: str = "",
    unit: str = "",
    election: Election | None = None,
) -> Holding:
    """The resident (or, by name, somebody of another unit) holds the office from that day on.

    Refused where the office is full, or a law keeps it apart from another that she or near kin hold.
    """
    one = held(body, actor)
    day = since or timezone.localdate()
    refuse_day("任职之日", day, one.since or one.proposed)
    line = office_of(one, office)
    _refuse_full(one, line, standing)
    member = _taken(one, line, Who.named(person, outsider, unit), actor=actor, day=day)
    holding = Holding.objects.create(
        body=one,
        member=member,
        office=line.key,
        title=line.title,
        standing=standing,
        how=how,
        since=day,
        election=election,
    )
    _tell_taken(holding, actor)
    return holding


@transaction.atomic
def hand_over(
    holding: Holding,
    person: Person | None = None,
    *,
    actor: Keeper,
    day: date | None = None,
    note: str = "",
    how: How = How.APPOINTED,
    outsider: str = "",
    unit: str = "",
) -> Holding:
    """The office has gone from its holder to the other that day; both are named, the history stays."""
    body = held(holding.body, actor)
    before = _open(holding, body)
    on = day or timezone.localdate()
    refuse_day("交接之日", on, before.since)
    line = office_of(body, before.office)
    who = Who.named(person, outsider, unit)
    member = _taken(body, line, who, actor=actor, day=on, leaving=[before.pk])
    before.until, before.note = on, note_of(note, "交接说明", LONGEST_NOTE)
    before.save(update_fields=["until", "note"])
    after = Holding.objects.create(
        body=body,
        member=member,
        office=line.key,
        title=line.title,
        standing=before.standing,
        how=how,
        since=on,
        after=before,
    )
    persons = [one for one in (before.member.person, after.member.person) if one]
    record(
        acts.OFFICE_HANDED_OVER,
        actor=actor,
        at=body.place.code,
        concerning=users_bound_to(persons),
        body=body.name,
        office=line.title,
        since=on,
        before=before.member.name,
        name=after.member.name,
    )
    return after


@transaction.atomic
def end_office(holding: Holding, *, actor: Keeper, day: date | None = None, note: str = "") -> Holding:
    """The holder no longer has the office from that day on; it stands vacant."""
    body = held(holding.body, actor)
    one = _open(holding, body)
    until = day or timezone.localdate()
    refuse_day("结束之日", until, one.since)
    one.until, one.note = until, note_of(note, "交接说明", LONGEST_NOTE)
    one.save(update_fields=["until", "note"])
    users = users_bound_to([one.member.person]) if one.member.person else []
    said: dict[str, Any] = {"name": one.member.name, "body": body.name, "office": one.title, "until": until}
    record(acts.OFFICE_LEFT, actor=actor, at=body.place.code, concerning=users, **said)
    return one


@transaction.atomic
def note_dossier(holding: Holding, kind: Dossier, *, actor: Keeper, day: date, text: str = "") -> DossierLine:
    """What was filed, reviewed or is to be mended about the holder is in her file."""
    body = held(holding.body, actor)
    one = _open(holding, body)
    refuse_day("日期", day, one.since)
    words = checked(text, "说明", 200) if text.strip() else ""
    line = DossierLine.objects.create(holding=one, kind=kind, day=day, text=words, noted_by_id=actor.pk)
    users = users_bound_to([one.member.person]) if one.member.person else []
    said: dict[str, Any] = {"name": one.member.name, "kind": kind.label, "day": day}
    record(acts.DOSSIER_NOTED, actor=actor, at=body.place.code, concerning=users, **said)
    return line


def office_of(body: Body, key: str) -> Office:
    """Return the office of the body by its template; refused where there is none of that key."""
    slot = catalogue_on().slot(body.profile, body.slot)
    offices = slot.offices if slot else ()
    found = next((one for one in offices if one.key == key), None)
    if found is None:
        named = "、".join(one.title for one in offices) or "（没有）"
        raise refusals.NoSuchOffice(body=body.name, offices=named)
    return found


def free_seats(body: Body, office: Office) -> int | None:
    """Return how many more may hold the office; None where there is no limit."""
    if office.wanted.most is None:
        return None
    return office.wanted.most - len(_holders(body, office))


def _holders(body: Body, office: Office) -> list[Holding]:
    rows = Holding.objects.today().filter(body=body, office=office.key, standing=Standing.HOLDER)
    return list(rows.filter(member__person__died__isnull=True).select_related("member__person"))


def _refuse_full(body: Body, office: Office, standing: Standing) -> None:
    if standing is not Standing.HOLDER or office.wanted.most is None:
        return
    now = _holders(body, office)
    if len(now) >= office.wanted.most:
        named = "、".join(one.member.name for one in now)
        raise refusals.OfficeIsFull(
            body=body.name, office=office.title, most=office.wanted.most, holders=named
        )


def _taken(
    body: Body, office: Office, who: Who, *, actor: Keeper, day: date, leaving: Iterable[UUID] = ()
) -> BodyMember:
    """Return the seat of who takes the office, once nothing stands against it."""
    refuse_minor(who.person)
    refuse_clash(body, office.key, who.person, leaving)
    member = seated(body, who, actor=actor, since=day)
    if Holding.objects.today().filter(member=member, office=office.key).exists():
        raise refusals.InOfficeAlready(name=member.name, body=body.name, office=office.title)
    return member


def _open(holding: Holding, body: Body) -> Holding:
    rows = Holding.objects.select_related("member__person", "body")
    one: Holding = rows.get(pk=holding.pk)
    if one.until is not None:
        raise refusals.OfficeIsOver(name=one.member.name, body=body.name, office=one.title)
    return one


def _tell_taken(holding: Holding, actor: Keeper) -> None:
    member, body = holding.member, holding.body
    users = users_bound_to([member.person]) if member.person else []
    said: dict[str, Any] = {
        "name": member.name,
        "body": body.name,
        "office": holding.title,
        "since": holding.since,
    }
    record(acts.OFFICE_TAKEN, actor=actor, at=body.place.code, concerning=users, **said)

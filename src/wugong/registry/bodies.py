"""Acts on organisations: founded from a template in one act, established, renamed, renewed, dissolved."""

import calendar
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.base.masking import personal_in
from wugong.counties.actors import System
from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.registry import body_acts as acts
from wugong.registry import body_refusals as refusals
from wugong.registry.body_reads import bodies_at, fitted
from wugong.registry.body_states import BodyState
from wugong.registry.body_templates import catalogue_on
from wugong.registry.models import Body, BodyMember, BodyName, Holding
from wugong.registry.permissions import can_keep_bodies
from wugong.rules.body_catalogue import Catalogue, Profile
from wugong.rules.body_parts import Slot

Keeper = User | System
LONGEST = 60
LEVELS = {"county": Level.COUNTY, "town": Level.TOWN, "village": Level.VILLAGE, "group": Level.GROUP}


@transaction.atomic
def found_profile(
    place: Place,
    profile: str,
    *,
    actor: Keeper,
    since: date | None = None,
    names: Mapping[str, str] | None = None,
) -> list[Body]:
    """All bodies that the profile asks for and that are lacking stand at the place, established that day.

    Without a day they are proposed. `names` calls lines otherwise than the profile does.
    """
    can_keep_bodies(actor, place).or_refuse()
    hold_place(place)
    known = catalogue_on()
    wanted = known.profile(profile)
    _refuse_level(place, wanted)
    there = {key: list(found) for key, found in fitted(wanted, bodies_at(place)).items()}
    made: list[Body] = []
    for slot in wanted.version.slots:
        for number in range(len(there[slot.key]), slot.wanted.least):
            called = (names or {}).get(slot.key) or slot.title
            name = f"{called}（{number + 1}）" if slot.wanted.least > 1 else called
            body = _of_slot(place, profile, slot, checked(name, "名称"), since)
            body.parent = next(iter(there.get(slot.parent, ())), None)
            body.save()
            there[slot.key].append(body)
            made.append(body)
    if not made:
        raise refusals.NothingLacking(place=place.name, profile=wanted.title)
    said: dict[str, Any] = {"place": place.name, "profile": wanted.title, "count": len(made)}
    record(acts.PROFILE_FOUNDED, actor=actor, at=place.code, **said)
    return made


@transaction.atomic
def found_body(
    place: Place,
    name: str,
    *,
    actor: Keeper,
    kind: str = "",
    profile: str = "",
    slot: str = "",
    parent: Body | None = None,
    unit: str = "",
    since: date | None = None,
) -> Body:
    """A body of this kind, or of this line of a profile, is proposed; established where a day is given."""
    can_keep_bodies(actor, place).or_refuse()
    hold_place(place)
    known = catalogue_on()
    line = _line(place, known, profile, slot)
    if line is None and kind not in known.kinds:
        raise refusals.NoSuchKind(kind=kind)
    called = checked(name, "名称")
    if line is None:
        body = Body(place=place, kind=kind, name=called, proposed=since or timezone.localdate())
        _refuse_taken(body)
        _open_on(body, None, since)
    else:
        body = _of_slot(place, profile, line, called, since)
    body.unit = note_of(unit, "办公地点", LONGEST)
    body.parent = _checked_parent(body, parent or _parent_in(place, profile, line))
    body.save()
    record(acts.BODY_FOUNDED, actor=actor, at=place.code, place=place.name, body=body.name)
    return body


@transaction.atomic
def establish_body(body: Body, *, actor: Keeper, day: date) -> Body:
    """The body has been founded at a meeting that day and is in office for its term."""
    one = held(body, actor)
    if one.state != BodyState.PROPOSED:
        raise refusals.BodyState(body=one.name, state=one.get_state_display())
    refuse_day("成立之日", day)
    _open_on(one, catalogue_on(day).slot(one.profile, one.slot), day)
    one.save(update_fields=["state", "since", "term_until"])
    record(acts.BODY_ESTABLISHED, actor=actor, at=one.place.code, body=one.name, since=day)
    return one


@transaction.atomic
def rename_body(body: Body, name: str, *, actor: Keeper) -> Body:
    """The body is called otherwise from today on; what it was called before is kept."""
    one = held(body, actor)
    before, one.name = one.name, checked(name, "名称")
    _refuse_taken(one)
    BodyName.objects.create(body=one, name=before, until=timezone.localdate())
    one.save(update_fields=["name"])
    record(acts.BODY_RENAMED, actor=actor, at=one.place.code, body=one.name, before=before)
    return one


@transaction.atomic
def change_body(body: Body, *, actor: Keeper, parent: Body | None, unit: str) -> Body:
    """The body answers to that one, and has its office with that unit."""
    one = held(body, actor)
    one.parent = _checked_parent(one, parent)
    one.unit = note_of(unit, "办公地点", LONGEST)
    one.save(update_fields=["parent", "unit"])
    record(acts.BODY_CHANGED, actor=actor, at=one.place.code, body=one.name)
    return one


@transaction.atomic
def renew_term(body: Body, *, actor: Keeper, day: date) -> Body:
    """The body was elected or named anew that day: its term begins again."""
    one = held(body, actor)
    refuse_day("换届之日", day, one.since)
    slot = catalogue_on(day).slot(one.profile, one.slot)
    if one.state != BodyState.ESTABLISHED or slot is None or slot.term_months is None:
        raise refusals.BodyState(body=one.name, state="没有写明任期")
    one.term_until = months_after(day, slot.term_months)
    one.save(update_fields=["term_until"])
    record(acts.TERM_RENEWED, actor=actor, at=one.place.code, body=one.name, until=one.term_until)
    return one


@transaction.atomic
def dissolve_body(body: Body, *, actor: Keeper, day: date, because: str) -> Body:
    """The body is no more from that day on; its members have left and its offices have ended with it."""
    one = held(body, actor)
    refuse_day("撤销之日", day, one.since or one.proposed)
    why = checked(because, "原因", 100)
    children = Body.objects.standing().filter(parent=one).values_list("name", flat=True)
    if children:
        raise refusals.HasChildren(body=one.name, children="、".join(children))
    one.state, one.until = BodyState.DISSOLVED, day
    one.save(update_fields=["state", "until"])
    Holding.objects.today().filter(body=one).update(until=day)
    BodyMember.objects.today().filter(body=one).update(until=day)
    record(acts.BODY_DISSOLVED, actor=actor, at=one.place.code, body=one.name, until=day, because=why)
    return one


def hold_place(place: Place) -> None:
    """The village (or town, or county) is this transaction's alone till its end.

    Whoever changes bodies or offices holds their village first, so that no two acts pass each other.
    """
    code = place.code[: Level.VILLAGE]
    list(Place.objects.select_for_update(no_key=True).filter(code=code))


def held(body: Body, actor: Keeper) -> Body:
    """Return the body as it is now, held with its village; refused to who may not keep it, and once gone."""
    can_keep_bodies(actor, body.place).or_refuse()
    hold_place(body.place)
    rows = Body.objects.select_related("place").select_for_update(of=("self",), no_key=True)
    one: Body = rows.get(pk=body.pk)
    if one.state == BodyState.DISSOLVED:
        raise refusals.BodyState(body=one.name, state=one.get_state_display())
    return one


def checked(text: str, what: str, most: int = LONGEST) -> str:
    """Return the text without spaces around it; refused where it is empty, too long or tells a number."""
    words = text.strip()
    if not 0 < len(words) <= most:
        raise refusals.NoName(what=what, most=most)
    refuse_numbers(words, what)
    return words


def note_of(text: str, what: str, most: int) -> str:
    """Return the note, which may be empty, cut to what is kept; refused where it tells a person's number."""
    words = text.strip()[:most]
    refuse_numbers(text, what)
    return words


def refuse_numbers(text: str, what: str) -> None:
    """Refuse a text with the number of somebody's papers, phone or bank card in it."""
    for kind, _ in personal_in(text):
        raise refusals.PersonalNumber(what=what, kind=kind.label)


def refuse_day(what: str, day: date, first: date | None = None) -> None:
    """Refuse a day to come, and one before the first that may be."""
    if day > timezone.localdate():
        raise refusals.WrongDay(what=what, day=day, why="还没有到")
    if first is not None and day < first:
        raise refusals.WrongDay(what=what, day=day, why=f"早于 {first}")


def months_after(day: date, months: int) -> date:
    """Return the same day so many months on, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _of_slot(place: Place, profile: str, slot: Slot, name: str, since: date | None) -> Body:
    """Return a body of this line, not yet written."""
    body = Body(
        place=place,
        kind=slot.kind,
        name=name,
        profile=profile,
        slot=slot.key,
        domain=slot.field,
        role=slot.role,
        proposed=since or timezone.localdate(),
    )
    _refuse_taken(body)
    _open_on(body, slot, since)
    return body


def _open_on(body: Body, slot: Slot | None, day: date | None) -> None:
    """The body is established from the day on, where there is one, and for its term, where it has one."""
    if day is None:
        return
    refuse_day("成立之日", day)
    body.state, body.since = BodyState.ESTABLISHED, day
    body.term_until = months_after(day, slot.term_months) if slot and slot.term_months else None


def _line(place: Place, known: Catalogue, profile: str, key: str) -> Slot | None:
    """Return the line of the profile; refused where it has as many bodies as there may be."""
    if not profile:
        return None
    wanted = known.profile(profile)
    _refuse_level(place, wanted)
    slot = wanted.version.slot(key)
    if slot is None:
        raise refusals.NoSuchKind(kind=key)
    there = fitted(wanted, bodies_at(place))[key]
    if slot.wanted.most is not None and len(there) >= slot.wanted.most:
        raise refusals.TooManyBodies(place=place.name, body=slot.title, most=slot.wanted.most)
    return slot


def _parent_in(place: Place, profile: str, slot: Slot | None) -> Body | None:
    if slot is None or not slot.parent:
        return None
    found = fitted(catalogue_on().profile(profile), bodies_at(place))
    return next(iter(found[slot.parent]), None)


def _refuse_level(place: Place, profile: Profile) -> None:
    levels = [LEVELS[word] for word in profile.version.levels]
    if place.level not in levels:
        named = "、".join(level.label for level in levels)
        raise refusals.WrongPlace(profile=profile.title, levels=named, place=place.name)


def _refuse_taken(body: Body) -> None:
    same = Body.objects.standing().filter(place=body.place, name=body.name).exclude(pk=body.pk)
    if same.exists():
        raise refusals.NameTaken(place=body.place.name, body=body.name)


def _checked_parent(body: Body, parent: Body | None) -> Body | None:
    """Return the parent; refused where it is gone, lies elsewhere or stands below the body itself."""
    above = parent
    while above is not None and above.pk != body.pk:
        above = above.parent
    if parent is None:
        return None
    gone = parent.state == BodyState.DISSOLVED
    if above is not None or gone or not body.place.code.startswith(parent.place.code):
        raise refusals.WrongParent(body=body.name, parent=parent.name)
    return parent

"""Acts on several places at once: merging and splitting. Who may do them is asked in `access.places`."""

from collections.abc import Collection, Sequence
from datetime import date

from django.db import transaction

from wugong.audit.actions import Actor, record
from wugong.places import acts, refusals
from wugong.places.actions import checked_name, refuse_code, succeed
from wugong.places.codes import Level, checked, parent_code
from wugong.places.holding import A_DAY, end, hold, refuse_closed, refuse_day, tell
from wugong.places.models import Place

Part = tuple[str, str]  # code, name


@transaction.atomic
def merge_places(places: Collection[Place], code: str, name: str, *, actor: Actor, day: date) -> Place:
    """From that day on one place stands for all of these: a new one, or the one of them with this code.

    The others, and all within them, end the day before; what is on record of them stays theirs.
    """
    _refuse_twice([(place.code, place.name) for place in places])
    if len(places) < 2:
        raise refusals.TooFew(count=len(places))
    ending = _held(places)
    _refuse_apart(ending)
    _refuse_unfit(ending, day)
    before = "、".join(f"“{one.name}”（{one.code}）" for one in ending)
    going_on = next((one for one in ending if one.code == code), None)
    one = _gone_on(going_on, name) if going_on else _begun(code, name, ending[0], day)
    ended = [place for place in ending if place.pk != one.pk]
    end(ended, day - A_DAY)
    succeed(ended, [one], day)
    record(acts.PLACES_MERGED, actor=actor, at=one.code, before=before, name=one.name, day=day)
    tell([one.code], day, actor=actor)
    return one


@transaction.atomic
def split_place(place: Place, parts: Sequence[Part], *, actor: Actor, day: date) -> list[Place]:
    """From that day on several places stand for this one; where one part has its code, it goes on as that.

    If none has, the place and all within it end the day before; what is on record of it stays its own.
    """
    _refuse_twice(parts)
    if len(parts) < 2:
        raise refusals.TooFewParts(name=place.name, count=len(parts))
    [whole] = _held([place])
    _refuse_unfit([whole], day)
    before, codes = whole.name, {code for code, _ in parts}
    if whole.code not in codes:
        end([whole], day - A_DAY)
    found = [
        _gone_on(whole, name) if code == whole.code else _begun(code, name, whole, day)
        for code, name in parts
    ]
    succeed([whole], [one for one in found if one.pk != whole.pk], day)
    after = "、".join(f"“{one.name}”（{one.code}）" for one in found)
    record(acts.PLACE_SPLIT, actor=actor, at=whole.code, name=before, after=after, day=day)
    tell([whole.code], day, actor=actor)
    return found


def _held(places: Collection[Place]) -> list[Place]:
    """Return the places as they are now, by code; nobody else changes them till the transaction's end."""
    hold([place.code for place in places])
    return list(Place.objects.filter(pk__in=[place.pk for place in places]).order_by("code"))


def _begun(code: str, name: str, beside: Place, day: date) -> Place:
    """Return a new place that begins on that day, beside the one that it comes from."""
    _refuse_elsewhere(code, beside)
    refuse_code(code)
    return Place.objects.create(code=code, name=checked_name(code, name), since=day)


def _gone_on(place: Place, name: str) -> Place:
    place.name = checked_name(place.code, name)
    place.save(update_fields=["name"])
    return place


def _refuse_twice(parts: Sequence[Part]) -> None:
    seen: set[str] = set()
    for code, name in parts:
        if code in seen:
            raise refusals.NamedTwice(name=name, place=code)
        seen.add(code)


def _refuse_unfit(places: Collection[Place], day: date) -> None:
    for place in places:
        if place.level < Level.VILLAGE:
            raise refusals.NeitherVillageNorGroup(name=place.name, level=place.level.label)
        refuse_closed(place)
    refuse_day(places, day, ending=True)


def _refuse_apart(places: Sequence[Place]) -> None:
    first, *others = places
    for other in others:
        if parent_code(other.code) != parent_code(first.code):
            raise refusals.NotSideBySide(name=first.name, other=other.name)


def _refuse_elsewhere(code: str, beside: Place) -> None:
    above = parent_code(beside.code)
    if len(checked(code)) != beside.level or parent_code(code) != above:
        parent = Place.objects.get(code=above)
        raise refusals.CodeElsewhere(place=code, parent=parent.name, parent_code=above)

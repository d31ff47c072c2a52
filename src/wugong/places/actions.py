"""Acts on places. Who may do them is asked one floor up, in `access.places`."""

from collections.abc import Collection
from datetime import date, timedelta

from django.db import transaction

from wugong.audit.actions import Actor, record
from wugong.counties.standing import county_here
from wugong.places import acts, refusals
from wugong.places.codes import checked, parent_code
from wugong.places.models import Place, PlaceCode, Succession

LONGEST_NAME = 60


@transaction.atomic
def register_place(code: str, name: str, *, actor: Actor, since: date | None = None) -> Place:
    """The county has one place more, below one that is registered."""
    _refuse_code(code)
    parent = parent_code(code)
    if parent and not Place.objects.filter(code=parent).exists():
        raise refusals.NoParent(place=code, parent=parent)
    place = Place.objects.create(code=code, name=_name(code, name), since=since)
    record(acts.PLACE_REGISTERED, actor=actor, at=code, name=place.name)
    return place


@transaction.atomic
def rename_place(place: Place, name: str, *, actor: Actor) -> None:
    """The place has this name from now on; nothing happens where it has it already."""
    before, place.name = place.name, _name(place.code, name)
    if place.name != before:
        place.save(update_fields=["name"])
        record(acts.PLACE_RENAMED, actor=actor, at=place.code, before=before, name=place.name)


@transaction.atomic
def change_code(place: Place, code: str, *, actor: Actor, day: date) -> None:
    """The place has this code from that day on and is still found by the one it had."""
    _refuse_code(code)
    before, place.code = place.code, code
    PlaceCode.objects.create(place=place, code=before, until=day - timedelta(days=1))
    place.save(update_fields=["code"])
    record(acts.CODE_CHANGED, actor=actor, at=code, before=before, name=place.name)


@transaction.atomic
def close_place(place: Place, *, actor: Actor, until: date, successors: Collection[Place] = ()) -> None:
    """The place ends with that day and goes on in its successors; its records stay with it."""
    if place.since and until < place.since:
        raise refusals.ClosedBeforeOpened(name=place.name, since=place.since, until=until)
    place.until = until
    place.save(update_fields=["until"])
    Succession.objects.bulk_create([Succession(earlier=place, later=later) for later in successors])
    names = "、".join(later.name for later in successors) or "—"
    record(acts.PLACE_CLOSED, actor=actor, at=place.code, name=place.name, until=until, successors=names)


def _refuse_code(code: str) -> None:
    """Refuse a code that is wrong, belongs to another county or is taken."""
    county = county_here()
    if not checked(code).startswith(county.code):
        raise refusals.OutsideCounty(place=code, county=county.name, county_code=county.code)
    if taken := Place.objects.filter(code=code).first():
        raise refusals.PlaceExists(place=code, name=taken.name)


def _name(code: str, name: str) -> str:
    words = name.strip()
    if not 0 < len(words) <= LONGEST_NAME:
        raise refusals.NoName(place=code)
    return words

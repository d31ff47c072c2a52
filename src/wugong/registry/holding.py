"""Holding households and villages while something about them changes, and what a day must keep to."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.registry import refusals
from wugong.registry.models import Household, Person


def hold_village(place: Place) -> Place:
    """The village of this village or group is this transaction's alone till its end; returns it as it is now.

    Whoever gives a household a number holds its village first, then households, then persons.
    """
    if place.level not in {Level.VILLAGE, Level.GROUP}:
        raise refusals.NotAVillage(place=place.name)
    villages = Place.objects.select_for_update(no_key=True)
    village = villages.filter(code=place.code[: Level.VILLAGE]).first()
    if village is None or village.until is not None:
        raise refusals.PlaceIsClosed(place=village.name if village else place.name)
    if Place.objects.filter(pk=place.pk, until__isnull=False).exists():
        raise refusals.PlaceIsClosed(place=place.name)
    return village


def wait_for(villages: Iterable[str], households: Iterable[UUID]) -> None:
    """All of these are this transaction's alone till its end, whatever their state.

    For acts that come to hold several things one after another: villages first, each kind by key.
    """
    places = Place.objects.filter(code__in=list(villages)).order_by("pk")
    list(places.select_for_update(no_key=True).values_list("pk"))
    rows = Household.objects.filter(pk__in=list(households)).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk"))


def hold_households(households: Iterable[Household]) -> list[Household]:
    """These households are this transaction's alone till its end; returns them as they are now.

    Everybody holds them by key, so none waits for another forever. A closed one is refused.
    """
    keys = [household.pk for household in households]
    rows = Household.objects.select_related("place", "village").filter(pk__in=keys).order_by("pk")
    held: dict[UUID, Household] = {one.pk: one for one in rows.select_for_update(of=("self",), no_key=True)}
    for one in held.values():
        if one.until is not None:
            raise refusals.HouseholdClosed(number=one.number)
    return [held[key] for key in keys]


def hold(household: Household, revision: int | None = None) -> Household:
    """The household is held; one that is another than the revision that was looked at is refused."""
    [one] = hold_households([household])
    if revision is not None and one.revision != revision:
        raise refusals.ChangedMeanwhile(what=one.number)
    return one


def hold_person(person: Person, revision: int | None = None) -> Person:
    """The person is this transaction's alone till its end; another revision than the given is refused."""
    one = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if revision is not None and one.revision != revision:
        raise refusals.ChangedMeanwhile(what=one.name)
    return one


def touch(*rows: Household | Person) -> None:
    """Each of these rows, held before, is one revision on."""
    for row in rows:
        type(row).objects.filter(pk=row.pk).update(revision=F("revision") + 1)
        row.revision += 1


def refuse_day(what: str, day: date, *since: tuple[str, date | None]) -> None:
    """Refuse a day to come, and one before any of the days that are named here."""
    if day > timezone.localdate():
        raise refusals.DayToCome(what=what, day=day)
    for before, first in since:
        if first is not None and day < first:
            raise refusals.DayTooEarly(what=what, day=day, before=before, since=first)

"""Acts on households: founded, relocated, marked for care, closed."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.counties.actors import System
from wugong.places.models import Place
from wugong.registry import acts, refusals
from wugong.registry.histories import note
from wugong.registry.holding import hold, hold_village, refuse_day, touch
from wugong.registry.models import CareMark, Household
from wugong.registry.permissions import can_register
from wugong.registry.queries import members_of
from wugong.registry.states import Care

LONGEST_NUMBER = 30
LONGEST_ADDRESS = 120
FIELDS = {"address": "住址", "longitude": "位置", "latitude": "位置"}

Degrees = Decimal | float | str | None


@transaction.atomic
def found_household(
    place: Place,
    number: str,
    *,
    actor: User | System,
    address: str = "",
    since: date | None = None,
    longitude: Degrees = None,
    latitude: Degrees = None,
) -> Household:
    """The village or group has one household more, under a number no other of the village ever had."""
    village = hold_village(place)
    can_register(actor, place).or_refuse()
    if since:
        refuse_day("立户之日", since)
    row = new_household(place, village, number, address=address, since=since)
    row.longitude, row.latitude = position(longitude, latitude)
    row.save()
    said: dict[str, Any] = {"number": row.number, "place": place.name}
    record(acts.HOUSEHOLD_FOUNDED, actor=actor, at=place.code, **said)
    note(acts.HOUSEHOLD_FOUNDED, actor=actor, household=row, day=since, **said)
    return row


@transaction.atomic
def relocate_household(
    household: Household,
    *,
    actor: User | System,
    address: str | None = None,
    longitude: Degrees = None,
    latitude: Degrees = None,
    revision: int | None = None,
) -> Household:
    """The household has this address, or stands at this point; what is not given stays as it was."""
    one = hold(household, revision)
    can_register(actor, one.place).or_refuse()
    changes: dict[str, Any] = {}
    if address is not None:
        changes["address"] = checked_address(address)
    if longitude is not None or latitude is not None:
        changes["longitude"], changes["latitude"] = position(longitude, latitude)
    changed = {name: value for name, value in changes.items() if getattr(one, name) != value}
    if not changed:
        raise refusals.NothingToChange
    before: dict[str, Any] = {"before_address": one.address} if "address" in changed else {}
    for name, value in changed.items():
        setattr(one, name, value)
    one.save(update_fields=[*changed])
    touch(one)
    fields = "、".join(dict.fromkeys(FIELDS[name] for name in changed))
    record(acts.HOUSEHOLD_RELOCATED, actor=actor, at=one.place.code, fields=fields, **of(one))
    note(acts.HOUSEHOLD_RELOCATED, actor=actor, household=one, fields=fields, **before)
    return one


@transaction.atomic
def mark_care(
    household: Household, care: Care | str, *, actor: User | System, since: date | None = None
) -> CareMark:
    """The household is visited first, for this reason, from that day on (today)."""
    one = hold(household)
    can_register(actor, one.place).or_refuse()
    kind, day = care_kind(care), since or timezone.localdate()
    refuse_day("开始之日", day)
    if CareMark.objects.filter(household=one, care=kind, until__isnull=True).exists():
        raise refusals.CareMarkedAlready(number=one.number, care=kind.label)
    mark = CareMark.objects.create(household=one, care=kind, since=day)
    touch(one)
    record(acts.CARE_MARKED, actor=actor, at=one.place.code, care=kind.label, **of(one))
    note(acts.CARE_MARKED, actor=actor, household=one, day=day, care=kind.value)
    return mark


@transaction.atomic
def end_care(mark: CareMark, *, actor: User | System, until: date | None = None) -> CareMark:
    """The household is not visited first for this reason any more, from that day on (today)."""
    one = hold(mark.household)
    can_register(actor, one.place).or_refuse()
    now = CareMark.objects.get(pk=mark.pk)
    if now.until is not None:
        raise refusals.CareEndedAlready
    day = until or timezone.localdate()
    refuse_day("结束之日", day, ("开始之日", now.since))
    now.until = day
    now.save(update_fields=["until"])
    touch(one)
    kind = Care(now.care)
    record(acts.CARE_ENDED, actor=actor, at=one.place.code, care=kind.label, **of(one))
    note(acts.CARE_ENDED, actor=actor, household=one, day=day, care=kind.value)
    return now


@transaction.atomic
def close_household(household: Household, *, actor: User | System, day: date | None = None) -> Household:
    """The household, to which nobody belongs any more, is none from that day on (today)."""
    one = hold(household)
    can_register(actor, one.place).or_refuse()
    if count := members_of(one).count():
        raise refusals.StillHasMembers(number=one.number, count=count)
    on = day or timezone.localdate()
    refuse_day("销户之日", on, ("立户之日", one.since))
    close(one, on, actor=actor)
    return one


def close(household: Household, day: date, *, actor: User | System) -> None:
    """The household, held and left by all, is closed from that day on, and so are its care marks.

    Part of the acts by which the last member leaves.
    """
    household.until = day
    household.save(update_fields=["until"])
    touch(household)
    CareMark.objects.filter(household=household, until__isnull=True).update(until=day)
    record(acts.HOUSEHOLD_CLOSED, actor=actor, at=household.place.code, day=day, **of(household))
    note(acts.HOUSEHOLD_CLOSED, actor=actor, household=household, day=day)


def new_household(
    place: Place, village: Place, number: str, *, address: str = "", since: date | None = None
) -> Household:
    """Return a household, not saved yet, for a village that is held; refuse a number that it ever gave."""
    words = number.strip()
    if not 0 < len(words) <= LONGEST_NUMBER:
        raise refusals.NoNumber
    if Household.objects.filter(village=village, number=words).exists():
        raise refusals.NumberTaken(village=village.name, number=words)
    kept = checked_address(address)
    return Household(place=place, village=village, number=words, address=kept, since=since)


def position(longitude: Degrees, latitude: Degrees) -> tuple[Decimal | None, Decimal | None]:
    """Return the point as it is kept, or none; refuse half a point, and one outside the country."""
    if longitude is None and latitude is None:
        return None, None
    try:
        east, north = Decimal(str(longitude)), Decimal(str(latitude))
    except ArithmeticError:
        raise refusals.NoPosition from None
    if not (73 <= east <= 136 and 3 <= north <= 54):
        raise refusals.NoPosition
    return round(east, 6), round(north, 6)


def checked_address(address: str) -> str:
    """Return the address as it is kept; refuse one that is too long."""
    words = address.strip()
    if len(words) > LONGEST_ADDRESS:
        raise refusals.TooLong(what="住址", most=LONGEST_ADDRESS)
    return words


def care_kind(care: Care | str) -> Care:
    """Return the kind of care; refuse what is none."""
    if care not in Care.values:
        raise refusals.UnknownChoice(what="重点照护", value=care)
    return Care(care)


def of(household: Household) -> dict[str, Any]:
    """Return how records name the household."""
    return {"place": household.village.name, "number": household.number}

"""Acts by which people leave one household for another, or for good: moves, splits, mergers, deaths, heads.

Each is carried out by whoever decides the change request for it (`requests.py`), who confirms at every place
that it touches. Memberships are closed and opened, never overwritten.
"""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.counties.actors import System
from wugong.places.models import Place
from wugong.registry import acts, refusals
from wugong.registry.body_deaths import end_all_of
from wugong.registry.histories import Line, note, note_all
from wugong.registry.holding import hold, hold_households, hold_person, hold_village, refuse_day, touch
from wugong.registry.households import checked_address, close, new_household, of
from wugong.registry.memberships import Relations, chosen, members_held, settled
from wugong.registry.models import Household, Lineage, Person
from wugong.registry.permissions import can_confirm
from wugong.registry.queries import membership_of
from wugong.registry.states import Entry, Leaving
from wugong.registry.steps import refuse_early, step

NOBODY: Mapping[UUID, str] = MappingProxyType({})
A_DAY = timedelta(days=1)


@transaction.atomic
def change_relations(household: Household, given: Relations, *, actor: User | System, day: date) -> Household:
    """From that day on the members are to the head what is given; whoever is 户主 among them is the head.

    Where the head is another one than before, everybody's relation must be given.
    """
    one = hold(household)
    can_confirm(actor, one.place).or_refuse()
    members = members_held(one)
    codes = settled(one, members, given)
    refuse_early(day, members)
    if not step(one, day, actor=actor).recoded(members, codes):
        raise refusals.NothingToChange
    touch(one)
    return one


@transaction.atomic
def move_members(
    household: Household,
    persons: Collection[UUID],
    *,
    actor: User | System,
    day: date,
    to: Household | None = None,
    relations: Relations = NOBODY,
    remaining: Relations = NOBODY,
    whereabouts: str = "",
    married: bool = False,
    mistaken: bool = False,
) -> None:
    """From that day on these persons belong to the other household, or (none given) live out of the county.

    `relations`: what they are to the head there. `remaining`: who heads those that stay, where the head goes.
    `mistaken`: they never belonged here; they go nowhere.
    """
    one, other = hold_pair(household, to)
    members = members_held(one)
    going = chosen(members, persons, one)
    for place in (one.place, *([other.place] if other else [])):
        can_confirm(actor, place).or_refuse()
    refuse_early(day, going)
    facts: dict[str, Any] = {"later": other.number} if other else {"whereabouts": whereabouts.strip()}
    if not (other or mistaken or facts["whereabouts"]):
        raise refusals.NoWhereabouts(name=going[0].person.name)
    leaving = Leaving.MARRIED if married else Leaving.MISTAKEN if mistaken else Leaving.MOVED_OUT
    rest = step(one, day, actor=actor).left(members, going, leaving, remaining, **facts)
    if other:
        entry = Entry.MARRIED if married else Entry.MOVED_IN
        step(other, day, actor=actor).joined(members_held(other), going, relations, entry)
        touch(other)
    _settle(one, other, day, actor, emptied=not rest)


@transaction.atomic
def move_household(
    household: Household,
    place: Place,
    *,
    actor: User | System,
    day: date,
    number: str = "",
    address: str = "",
) -> Household:
    """From that day on the whole household stands in that village or group.

    Within its village it stays the same household; elsewhere it goes on as a new one, under that number (its
    own, when none is given).
    """
    village = hold_village(place)
    one = hold(household)
    can_confirm(actor, one.place).or_refuse()
    can_confirm(actor, place).or_refuse()
    if one.place_id == place.pk:
        raise refusals.SamePlace(number=one.number, place=place.name)
    refuse_early(day, members_held(one))
    refuse_day("迁移之日", day, ("立户之日", one.since))
    before = one.place.name
    if village.pk == one.village_id:
        later = one
        one.place, one.address = place, checked_address(address) or one.address
        one.save(update_fields=["place", "address"])
        touch(one)
    else:
        later = new_household(place, village, number or one.number, address=address, since=day)
        _all_go_to(later, one, day, actor)
    said: dict[str, Any] = {"before": before, "place": place.name}
    record(acts.HOUSEHOLD_MOVED, actor=actor, at=place.code, number=later.number, day=day, **said)
    note(acts.HOUSEHOLD_MOVED, actor=actor, household=later, day=day, **said)
    return later


@transaction.atomic
def split_household(
    household: Household,
    members: Relations,
    number: str,
    *,
    actor: User | System,
    day: date,
    remaining: Relations = NOBODY,
    place: Place | None = None,
    address: str = "",
) -> Household:
    """From that day on these members are a household of their own in the same village; one is its head.

    `remaining`: who heads those that stay, where the head is among those who go.
    """
    at = place or household.place
    village = hold_village(at)
    one = hold(household)
    can_confirm(actor, one.place).or_refuse()
    if village.pk != one.village_id:
        raise refusals.OtherVillage(number=one.number, village=one.village.name)
    everyone = members_held(one)
    going = chosen(everyone, members, one)
    if len(going) == len(everyone):
        raise refusals.AllOfThem(number=one.number)
    refuse_early(day, going)
    later = new_household(at, village, number, address=address or one.address, since=day)
    later.save()
    step(one, day, actor=actor).left(everyone, going, Leaving.SPLIT, remaining, later=later.number)
    step(later, day, actor=actor).joined([], going, members, Entry.SPLIT)
    Lineage.objects.create(earlier=one, later=later, day=day)
    touch(one)
    _tell_split(one, later, len(going), day, actor)
    return later


@transaction.atomic
def merge_households(
    household: Household, other: Household, relations: Relations, *, actor: User | System, day: date
) -> Household:
    """From that day on the members of the other household belong to this one; the other is closed.

    `relations`: what those who come are to the head here; where one of them is to be it, what everybody is.
    """
    one, ending = hold_pair(household, other)
    assert ending is not None, "a merger names two"
    can_confirm(actor, one.place).or_refuse()
    can_confirm(actor, ending.place).or_refuse()
    coming = members_held(ending)
    refuse_early(day, coming)
    refuse_day("并户之日", day, ("立户之日", one.since), ("立户之日", ending.since))
    step(ending, day, actor=actor).left(coming, coming, Leaving.MERGED, NOBODY, later=one.number)
    if coming:
        step(one, day, actor=actor).joined(members_held(one), coming, relations, Entry.MERGED)
    step(ending, day, actor=actor).goes_on_in(one)
    touch(one)
    said: dict[str, Any] = {"earlier": ending.number}
    record(acts.HOUSEHOLDS_MERGED, actor=actor, at=one.place.code, day=day, **of(one), **said)
    note(acts.HOUSEHOLDS_MERGED, actor=actor, household=one, day=day, **said)
    return one


@transaction.atomic
def note_death(person: Person, died: date, *, actor: User | System, remaining: Relations = NOBODY) -> Person:
    """The person died on that day and belongs to no household from the next on (today, if she died today).

    What she held in organisations, pools and duties ends with it.
    Where she was the head, `remaining` says who is, and what the others are to that one.
    A household in which nobody is left is closed.
    """
    member = membership_of(person)
    if member is None:
        raise _gone(hold_person(person))
    one = hold(member.household)
    her = hold_person(person)
    members = members_held(one)
    going = [row for row in members if row.person_id == her.pk]
    if her.died or not going:
        raise _gone(her)
    can_confirm(actor, one.place).or_refuse()
    refuse_day("死亡日期", died, ("出生日期", her.born), ("加入这户之日", going[0].since))
    her.died = died
    her.save(update_fields=["died"])
    touch(her)
    day = min(died + A_DAY, timezone.localdate())
    rest = step(one, day, actor=actor).left(members, going, Leaving.DIED, remaining)
    end_all_of(her, day, actor=actor)
    _settle(one, None, day, actor, emptied=not rest)
    return her


def hold_pair(household: Household, other: Household | None) -> tuple[Household, Household | None]:
    """Both households are held, and are two."""
    if other is None:
        return hold(household), None
    if other.pk == household.pk:
        raise refusals.SameHousehold(number=household.number)
    first, second = hold_households([household, other])
    return first, second


def _gone(person: Person) -> refusals.DeadAlready | refusals.InNoHousehold:
    if person.died:
        return refusals.DeadAlready(name=person.name, died=person.died)
    return refusals.InNoHousehold(name=person.name)


def _settle(
    household: Household, later: Household | None, day: date, actor: User | System, *, emptied: bool
) -> None:
    """A household that somebody left is one revision on, or, where nobody is left in it, closed."""
    if not emptied:
        touch(household)
    elif later:
        step(household, day, actor=actor).goes_on_in(later)
    else:
        close(household, day, actor=actor)


def _all_go_to(later: Household, household: Household, day: date, actor: User | System) -> None:
    """The members of the household are those of the new one, each as before."""
    later.save()
    members = members_held(household)
    same = {one.person_id: one.relation for one in members}
    step(household, day, actor=actor).left(members, members, Leaving.MOVED_OUT, NOBODY, later=later.number)
    if members:
        step(later, day, actor=actor).joined([], members, same, Entry.MOVED_IN)
    step(household, day, actor=actor).goes_on_in(later)


def _tell_split(one: Household, later: Household, count: int, day: date, actor: User | System) -> None:
    said: dict[str, Any] = {"later": later.number, "count": count}
    record(acts.HOUSEHOLD_SPLIT, actor=actor, at=one.place.code, day=day, **of(one), **said)
    begun = {"earlier": one.number, "number": later.number}
    lines = [Line(acts.HOUSEHOLD_SPLIT, one, day=day, facts=said)]
    note_all([*lines, Line(acts.HOUSEHOLD_FOUNDED, later, day=day, facts=begun)], actor=actor)

"""Reads of households and persons: who lives where, who is at the head, what became of them."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils import timezone

from wugong.accounts.models import User
from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.registry.models import (
    Binding,
    Change,
    ChangeRequest,
    Household,
    HouseholdQuerySet,
    Lineage,
    Membership,
    MembershipQuerySet,
    Person,
)
from wugong.registry.states import RequestState

HEAD_FIRST: Final = ("relation", F("person__born").asc(nulls_last=True), "pk")


def households_in(place: Place) -> HouseholdQuerySet:
    """Return the households that stand in the place or in one within it, by number."""
    found: HouseholdQuerySet = Household.objects.within(place.code).standing()
    return found.select_related("place", "village").order_by("village__code", "number")


def household_here(place: Place, key: UUID) -> Household | None:
    """Return the household, standing or closed, if it belongs to this place or to one within it."""
    found = Household.objects.within(place.code).select_related("place", "village")
    return found.filter(pk=key).first()


def household_numbered(place: Place, number: str) -> Household | None:
    """Return the household of this number in the village of this place, standing or closed."""
    found = Household.objects.select_related("place", "village")
    return found.filter(village__code=place.code[: Level.VILLAGE], number=number.strip()).first()


def members_of(household: Household) -> MembershipQuerySet:
    """Return who belongs to the household today, the head first."""
    found: MembershipQuerySet = Membership.objects.today().filter(household=household)
    return found.select_related("person").order_by(*HEAD_FIRST)


def members_of_all(households: Iterable[Household]) -> Mapping[UUID, list[Membership]]:
    """Return who belongs to each of these households today, the heads first: one query."""
    found: dict[UUID, list[Membership]] = {household.pk: [] for household in households}
    rows = Membership.objects.today().filter(household__in=list(found)).select_related("person")
    for row in rows.order_by(*HEAD_FIRST):
        found[row.household_id].append(row)
    return found


def heads_of(households: Iterable[Household]) -> Mapping[UUID, Membership]:
    """Return the heads of these households by the household's key: one query; some have none."""
    rows = Membership.objects.today().heads().filter(household__in=[one.pk for one in households])
    return {row.household_id: row for row in rows.select_related("person")}


def membership_of(person: Person) -> Membership | None:
    """Return where the person belongs today."""
    return _open(person.pk).first()


def last_membership_of(person: Person) -> Membership | None:
    """Return where the person belongs today, or belonged last."""
    past = Membership.objects.filter(person=person).select_related("household__place", "household__village")
    return membership_of(person) or past.order_by("-until", "-pk").first()


def memberships_of(person: Person) -> MembershipQuerySet:
    """Return every household the person ever belonged to, the latest first."""
    found: MembershipQuerySet = Membership.objects.filter(person=person)
    return found.select_related("household__place", "household__village").order_by(
        F("since").desc(nulls_last=True), "-pk"
    )


def person_here(place: Place, key: UUID) -> Person | None:
    """Return the person if she belongs to a household of this place or, in none today, did so last."""
    person = Person.objects.filter(pk=key).first()
    last = last_membership_of(person) if person else None
    return person if last and last.household.place.code.startswith(place.code) else None


def changes_of(household: Household) -> QuerySet[Change]:
    """Return the history of the household, the latest first."""
    return Change.objects.filter(household=household).select_related("person", "made_by").order_by("-pk")


def changes_of_person(person: Person) -> QuerySet[Change]:
    """Return the history of the person, the latest first."""
    return Change.objects.filter(person=person).select_related("household", "made_by").order_by("-pk")


def earlier_of(household: Household) -> QuerySet[Lineage]:
    """Return the households that this one goes on from."""
    rows = Lineage.objects.filter(later=household).select_related("earlier__place", "earlier__village")
    return rows.order_by("day", "pk")


def later_of(household: Household) -> QuerySet[Lineage]:
    """Return the households that this one goes on in."""
    rows = Lineage.objects.filter(earlier=household).select_related("later__place", "later__village")
    return rows.order_by("day", "pk")


def requests_in(place: Place, *, open_only: bool = False) -> QuerySet[ChangeRequest]:
    """Return the change requests for households of this place, the latest first."""
    found = ChangeRequest.objects.filter(household__in=Household.objects.within(place.code).values("pk"))
    if open_only:
        found = found.filter(state=RequestState.ASKED)
    rows = found.select_related("household__place", "village", "person", "asked_by", "decided_by")
    return rows.order_by("-asked_at", "-pk")


def users_bound_to(persons: Iterable[Person], day: date | None = None) -> list[UUID]:
    """Return the keys of the accounts that act for any of these persons on that day (today)."""
    on = day or timezone.localdate()
    rows = Binding.objects.filter(person__in=[person.pk for person in persons], since__lte=on)
    return sorted(set(rows.exclude(until__lt=on).values_list("user_id", flat=True)))


def belongs_to(user: User, household: Household, day: date | None = None) -> bool:
    """Say whether the account acts for someone of this household."""
    on = day or timezone.localdate()
    mine = Binding.objects.filter(user=user, since__lte=on).exclude(until__lt=on)
    return bool(
        Membership.objects.today().filter(household=household, person__in=mine.values("person")).exists()
    )


def _open(key: UUID) -> MembershipQuerySet:
    found: MembershipQuerySet = Membership.objects.today().filter(person=key)
    return found.select_related("household__place", "household__village")

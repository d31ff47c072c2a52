"""Lists of households: which of them someone asked for, and what a row of the list says."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.db.models.functions import Length
from django.utils import timezone

from wugong.access.verdicts import Visitor
from wugong.base.spelling import typed
from wugong.places.models import Place
from wugong.registry.masks import PersonSeen, seen
from wugong.registry.models import HEAD, CareMark, Household, HouseholdQuerySet, Membership
from wugong.registry.states import Care, Residence
from wugong.rules.ages import child_below


@dataclass(frozen=True)
class Row:
    """一户: its number, its head as the visitor may see her, who is here, why it is visited first."""

    household: Household
    head: PersonSeen | None
    living: Mapping[str, int]
    cares: Sequence[str]

    @property
    def members(self) -> int:
        return sum(self.living.values())

    @property
    def here(self) -> int:
        return self.living.get(Residence.HERE, 0)

    @property
    def away(self) -> int:
        return self.living.get(Residence.AWAY, 0)

    @property
    def elsewhere(self) -> int:
        return self.living.get(Residence.REGISTERED_ELSEWHERE, 0)


def listed(place: Place, asked: Mapping[str, str], *, in_clear: bool) -> HouseholdQuerySet:
    """Return the households of a place that the form asks for, by village and number.

    Whom the list hides whole is not found by name either: a child, unless names stand in clear.
    """
    households = Household.objects.within(asked.get("part", place.code))
    households = households.filter(until__isnull="closed" not in asked)
    if "care" in asked:
        households = households.filter(_cared(asked["care"]))
    if "residence" in asked:
        households = households.filter(_with_member(residence=asked["residence"]))
    if asked.get("lacks") == "head":
        households = households.filter(~_with_member(relation=HEAD))
    if asked.get("lacks") == "position":
        households = households.filter(longitude__isnull=True)
    known = [] if in_clear else [_no_child(timezone.localdate())]
    for word in typed(asked.get("q", "")).words:
        households = households.filter(Q(number__icontains=word) | _with_member(_named(word), *known))
    return households.order_by("village__code", Length("number"), "number")


def _with_member(*conditions: Q, **facts: str) -> Exists:
    return Exists(Membership.objects.today().filter(*conditions, household=OuterRef("pk"), **facts))


def _named(word: str) -> Q:
    """Return the condition that a member's name holds the word, or a part of its spelling begins with it."""
    spelt = Q(person__spelt__startswith=word) | Q(person__spelt__contains=f" {word}")
    return Q(person__name__contains=word) | spelt


def _no_child(day: date) -> Q:
    """Return the condition that a member is no child on that day, as far as is known."""
    years = child_below(day)
    leap = (day.month, day.day) == (2, 29)
    last = day.replace(year=day.year - years, day=28 if leap else day.day)
    return Q(person__born__isnull=True) | Q(person__born__lte=last)


def _cared(care: str) -> Exists:
    marks = CareMark.objects.filter(household=OuterRef("pk"), until__isnull=True)
    return Exists(marks if care == "any" else marks.filter(care=care))


def with_members(households: HouseholdQuerySet) -> HouseholdQuerySet:
    """Return the households with place, members and care marks of today at hand: three queries in all."""
    members = Membership.objects.today().select_related("person")
    return households.select_related("place", "village").prefetch_related(
        Prefetch("memberships", members, to_attr="members_today"),
        Prefetch("care_marks", CareMark.objects.filter(until__isnull=True), to_attr="cares_today"),
    )


def rows_of(households: Iterable[Household], viewer: Visitor, place: Place) -> list[Row]:
    """Return the rows of households fetched `with_members`."""
    found = list(households)
    heads = {one.pk: member for one in found for member in _members(one) if member.relation == HEAD}
    shown = dict(zip(heads, seen(heads.values(), viewer, place), strict=True))
    return [_row(one, shown) for one in found]


def _row(one: Household, heads: Mapping[UUID, PersonSeen]) -> Row:
    living = Counter(member.residence for member in _members(one))
    marks: list[CareMark] = one.cares_today  # type: ignore[attr-defined] # set by the prefetch
    return Row(one, heads.get(one.pk), living, [str(Care(mark.care).label) for mark in marks])


def _members(one: Household) -> list[Membership]:
    members: list[Membership] = one.members_today  # type: ignore[attr-defined] # set by the prefetch
    return members

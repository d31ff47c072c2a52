"""Reads of claims: a household's history, what waits, who is told, how a household is called."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from wugong.accounts.models import User
from wugong.places.models import Place
from wugong.points.models import Claim, Event
from wugong.registry.bindings import persons_of
from wugong.registry.masks import name_seen, name_told
from wugong.registry.models import Binding, Household, Membership
from wugong.registry.queries import heads_of
from wugong.rules.points_catalogue import Past

RELATED = ("household__place", "person", "village", "adoption")


def pasts_of(households: Iterable[UUID], first: date) -> dict[UUID, list[Past]]:
    """Return what counts against these households' caps, from the year before that day on: one query."""
    since = date(first.year, 1, 1) - timedelta(days=366)
    rows = Claim.objects.counted().filter(household__in=set(households), day__gte=since)
    found: dict[UUID, list[Past]] = defaultdict(list)
    for home, item, day, asked, points in rows.values_list("household_id", "item", "day", "asked", "points"):
        found[home].append(Past(item, day, asked if points is None else points))
    return found


def households_of(user: User) -> list[Household]:
    """Return the households of those for whom the account acts, the one of its owner first."""
    own = set(persons_of(user, own=True).values_list("pk", flat=True))
    stays = Membership.objects.today().filter(person__in=persons_of(user).values("pk"))
    rows = stays.select_related("household__place", "household__village")
    ordered = sorted(rows, key=lambda row: (row.person_id not in own, row.household.number))
    return list({row.household_id: row.household for row in ordered}.values())


def persons_there(user: User, household: Household) -> list[UUID]:
    """Return the keys of those of the household for whom the account acts, its owner first."""
    own = set(persons_of(user, own=True).values_list("pk", flat=True))
    stays = Membership.objects.today().filter(household=household, person__in=persons_of(user).values("pk"))
    return sorted(stays.values_list("person_id", flat=True), key=lambda key: key not in own)


def users_of(households: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    """Return the accounts that act for members of these households, by household: two queries."""
    stays = Membership.objects.today().filter(household__in=set(households))
    homes = dict(stays.values_list("person_id", "household_id"))
    today = timezone.localdate()
    bound = Binding.objects.filter(person__in=list(homes), since__lte=today).exclude(until__lt=today)
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for user, person in bound.values_list("user_id", "person_id"):
        found[homes[person]].add(user)
    return found


def names_of(households: Iterable[Household], *, in_clear: bool) -> Mapping[UUID, str]:
    """Return what each household is called: its head's name, masked unless in clear, else its number."""
    known = {one.pk: one for one in households}
    heads = heads_of(known.values())
    return {
        key: name_seen(heads[key].person, in_clear=in_clear) if key in heads else one.number
        for key, one in known.items()
    }


def name_recorded(household: Household) -> str:
    """Return how the records call the household."""
    head = heads_of([household]).get(household.pk)
    return name_told(head.person) if head else household.number


def claims_in(village: Place) -> "QuerySet[Claim]":
    """Return the village's claims with what a row of a list says, the latest first."""
    found: QuerySet[Claim] = Claim.objects.filter(village=village).select_related(*RELATED)
    return found.order_by("-claimed_at", "-pk")


def open_events(village: Place) -> "QuerySet[Event]":
    """Return the village's events at which households can still sign in, the latest first."""
    return Event.objects.filter(village=village, closed_at__isnull=True).order_by("-day", "-pk")

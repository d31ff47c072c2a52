"""Households follow their villages and groups: merged, split, closed, or given another village's code.

A household stands in the successor of its group, else in that of its village; of several successors, in the
first by code, until it is moved. Where its number is taken there, it gets the last three digits of its old
village's code before it (201-0101), and a count behind it where even that is taken.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Substr
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.counties.actors import System
from wugong.counties.codes import code_range
from wugong.places.codes import Level
from wugong.places.models import Place, Succession
from wugong.registry import acts
from wugong.registry.histories import Line, note_all
from wugong.registry.households import LONGEST_NUMBER
from wugong.registry.models import ChangeRequest, Household
from wugong.registry.states import RequestState

Successors = Mapping[UUID, Place]


@dataclass(frozen=True)
class Followed:
    """归到新的地方: a household, where it stood, and where it stands from now on."""

    household: Household
    before: Place
    number: str
    place: Place
    village: Place


def follow(codes: Iterable[str], *, actor: User | System) -> int:
    """No household within these places stands in one that is over and goes on elsewhere.

    Part of the act that changed the places; history and open requests go along. Returns how many moved.
    """
    strays = _strays(codes)
    successors = _successors({one for row in strays for one in (row.place, row.village)})
    targets = {row.pk: _target(row, successors) for row in strays}
    villages = _villages(targets.values())
    moving = [
        (row, place, villages[place.code[: Level.VILLAGE]])
        for row in strays
        if (place := targets[row.pk]).code[: Level.VILLAGE] in villages
    ]
    followed = _numbered([one for one in moving if (one[0].place, one[0].village) != one[1:]])
    _written(followed)
    _told(followed, actor)
    return len(followed)


def _strays(codes: Iterable[str]) -> list[Household]:
    """Return the standing households whose place or village is over, or whose place is in another village."""
    today = timezone.localdate()
    ranges = [code_range(code) for code in codes]
    fields = ("place", "village")
    within = reduce(
        or_,
        (
            Q(**{f"{key}__code__gte": first, f"{key}__code__lt": after})
            for first, after in ranges
            for key in fields
        ),
    )
    over = Q(place__until__lt=today) | Q(village__until__lt=today) | ~Q(inside=F("village__code"))
    rows = Household.objects.standing().alias(inside=Substr("place__code", 1, int(Level.VILLAGE)))
    return list(rows.filter(within, over).select_related(*fields).order_by("village__code", "number"))


def _successors(places: Iterable[Place]) -> Successors:
    """Return in what place, in force today, each of these that is over goes on; one query a generation."""
    today = timezone.localdate()
    later: dict[UUID, Place] = {}
    asked = {place.pk for place in places if _is_over(place)}
    waiting: dict[UUID, set[UUID]] = {key: {key} for key in asked}
    while waiting:
        edges = Succession.objects.filter(earlier__in=list(waiting), day__lte=today).select_related("later")
        first: dict[UUID, Place] = {}
        for edge in edges.order_by("later__code"):
            first.setdefault(edge.earlier_id, edge.later)
        following: dict[UUID, set[UUID]] = defaultdict(set)
        for key, place in first.items():
            later |= dict.fromkeys(waiting[key], place)
            if _is_over(place):
                following[place.pk] |= waiting[key]
        waiting = dict(following)
    return {key: place for key, place in later.items() if not _is_over(place)}


def _is_over(place: Place) -> bool:
    return place.until is not None and place.until < timezone.localdate()


def _target(household: Household, successors: Successors) -> Place:
    """Return where the household stands from now on: where it is, if nothing goes on for it."""
    place, village = household.place, household.village
    if not _is_over(place):
        return place
    if place.pk in successors:
        return successors[place.pk]
    return successors.get(village.pk, village)


def _villages(places: Iterable[Place]) -> Mapping[str, Place]:
    codes = {place.code[: Level.VILLAGE] for place in places}
    return {village.code: village for village in Place.objects.filter(code__in=codes)}


def _numbered(moving: Sequence[tuple[Household, Place, Place]]) -> list[Followed]:
    """Return the households with the numbers that they have there: one query for those that are taken."""
    villages = {village.pk for _, _, village in moving}
    taken = set(Household.objects.filter(village__in=villages).values_list("village_id", "number"))
    found = []
    for household, place, village in moving:
        number = household.number
        if village.pk != household.village_id:
            number = _free(number, household.village.code[-3:], village.pk, taken)
            taken.add((village.pk, number))
        found.append(Followed(household, household.place, number, place, village))
    return found


def _free(number: str, prefix: str, village: UUID, taken: set[tuple[UUID, str]]) -> str:
    """Return the number, or by the rule one that is free in the village."""
    tried, count = number, 1
    while (village, tried) in taken:
        behind = f"-{count}" if count > 1 else ""
        tried = f"{prefix}-{number}"[: LONGEST_NUMBER - len(behind)] + behind
        count += 1
    return tried


def _written(followed: Sequence[Followed]) -> None:
    """The households stand there: a statement for each place and prefix, one for the rest."""
    alike: dict[tuple[UUID, UUID, str], list[UUID]] = defaultdict(list)
    counted: list[Household] = []
    for one in followed:
        row = one.household
        prefix = one.number.removesuffix(row.number)
        if prefix + row.number == one.number:
            alike[one.place.pk, one.village.pk, prefix].append(row.pk)
        else:
            row.place, row.village, row.number = one.place, one.village, one.number
            counted.append(row)
    for (place, village, prefix), keys in alike.items():
        number = Concat(Value(prefix), F("number"))
        Household.objects.filter(pk__in=keys).update(place=place, village=village, number=number)
    Household.objects.bulk_update(counted, ["place", "village", "number"], batch_size=500)
    for here in {one.village for one in followed}:
        asked = ChangeRequest.objects.filter(household__village=here, state=RequestState.ASKED)
        asked.exclude(village=here).update(village=here)


def _told(followed: Sequence[Followed], actor: User | System) -> None:
    counts: dict[tuple[str, Place], int] = defaultdict(int)
    lines = []
    for one in followed:
        counts[one.before.name, one.place] += 1
        facts = {"before": one.before.name, "place": one.place.name, "number": one.number}
        lines.append(Line(acts.HOUSEHOLDS_FOLLOWED, one.household, facts=facts))
    note_all(lines, actor=actor)
    for (before, place), count in counts.items():
        said: dict[str, Any] = {"before": before, "place": place.name, "count": count}
        record(acts.HOUSEHOLDS_FOLLOWED, actor=actor, at=place.code, **said)

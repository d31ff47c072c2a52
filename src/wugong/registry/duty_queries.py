"""Reads of who answers for what: the units within a place, and who holds which line there."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from wugong.places.codes import Level, lineage
from wugong.places.models import Place
from wugong.registry.duty_spots import UNITS
from wugong.registry.models import Cluster, Duty, DutyQuerySet, Household
from wugong.rules.duty_coverage import Held, Spot
from wugong.rules.duty_plans import Unit

RELATED = ("place", "cluster__place", "household__place", "person", "user")


@dataclass(frozen=True, slots=True)
class Area:
    """单元: a town, village, group, yard or household, with how it is called and where it lies."""

    unit: Unit
    name: str
    code: str  # of the place that it is, or lies in
    above: tuple[UUID, ...]


@dataclass(frozen=True)
class Terrain:
    """All units within a place, by key."""

    areas: Mapping[UUID, Area]

    def spots(self) -> dict[Unit, list[Spot]]:
        """Return the units as the engine takes them."""
        found: dict[Unit, list[Spot]] = defaultdict(list)
        for key, area in self.areas.items():
            found[area.unit].append(Spot(key, area.above))
        return found


def terrain_of(place: Place, day: date) -> Terrain:
    """Return the units within a place that exist on the day: three queries."""
    places = Place.objects.under(place.code).in_force(day).order_by("code")
    found = list(places.at_levels(Level.TOWN, Level.VILLAGE, Level.GROUP))
    keys = {one.code: one.pk for one in found}
    areas = {one.pk: Area(UNITS[one.level], one.name, one.code, _above(one.code, keys)) for one in found}
    standing = [one.pk for one in found]
    yards = Cluster.objects.filter(until__isnull=True, place__in=standing).select_related("place")
    for yard in yards.order_by("place__code", "name"):
        code = yard.place.code
        areas[yard.pk] = Area(Unit.YARD, yard.name, code, _within(code, keys))
    areas.update(_households(place, keys))
    return Terrain(areas)


def _households(place: Place, keys: Mapping[str, UUID]) -> Iterable[tuple[UUID, Area]]:
    rows = Household.objects.standing().within(place.code).order_by("village__code", "number")
    for key, number, code, yard in rows.values_list(
        "pk", "number", "place__code", "cluster_lines__cluster_id"
    ):
        wider = _within(code, keys)
        yield key, Area(Unit.HOUSEHOLD, number, code, (yard, *wider) if yard else wider)


def _above(code: str, keys: Mapping[str, UUID]) -> tuple[UUID, ...]:
    return tuple(keys[one] for one in lineage(code)[:-1] if one in keys)


def _within(code: str, keys: Mapping[str, UUID]) -> tuple[UUID, ...]:
    return tuple(keys[one] for one in lineage(code) if one in keys)


def key_of(duty: Duty) -> UUID:
    """Return the key of the unit that a duty is for."""
    return duty.cluster_id or duty.household_id or duty.place_id


def duties_in(place: Place, plan: str = "") -> DutyQuerySet:
    """Return the duties for the place and for all within it, with holders and units at hand."""
    found: DutyQuerySet = Duty.objects.within(place.code).select_related(*RELATED)
    return found.filter(plan=plan) if plan else found


def held_by(duties: Iterable[Duty]) -> dict[tuple[str, UUID], Held]:
    """Return how many hold each line at each unit."""
    counts: dict[tuple[str, UUID], list[int]] = defaultdict(lambda: [0, 0])
    for duty in duties:
        counts[duty.line, key_of(duty)][duty.is_deputy] += 1
    return {key: Held(*pair) for key, pair in counts.items()}


def holder_key(duty: Duty) -> tuple[str, str]:
    """Return who holds a duty, so that all duties of one holder have the same key."""
    if duty.person_id:
        return "person", str(duty.person_id)
    return ("user", str(duty.user_id)) if duty.user_id else ("named", f"{duty.named} {duty.unit}".strip())


def of_holder(duty: Duty, place: Place, day: date) -> Sequence[Duty]:
    """Return all that the holder of this duty answers for on the day within the place: one query."""
    whose = Q(person=duty.person_id) if duty.person_id else Q(user=duty.user_id)
    if duty.named:
        whose = Q(named=duty.named, unit=duty.unit)
    found = Duty.objects.within(place.code).on(day).filter(whose)
    return list(found.select_related(*RELATED).order_by("place__code", "plan", "line", "pk"))

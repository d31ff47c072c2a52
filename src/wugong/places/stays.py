"""Which villages a town had on which days: by the codes of those days, not only by those of today."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q

from wugong.counties.codes import code_range
from wugong.places.codes import Level, parent_code
from wugong.places.holding import A_DAY
from wugong.places.models import Place, PlaceCode


@dataclass(frozen=True, slots=True)
class Stay:
    """The days from the first to the last on which a place had a code."""

    code: str
    first: date
    last: date

    def meets(self, first: date, last: date) -> bool:
        """Say whether any of these days is one of it."""
        return self.first <= last and self.last >= first


Stays = Mapping[Place, Sequence[Stay]]


def stays_in(town: Place, first: date, last: date) -> Stays:
    """Return the villages that the town had on any of these days, by code, with their days: three queries."""
    towns = list(_stays(town, PlaceCode.objects.filter(place=town).order_by("until", "pk")))
    found = list(_ever_in({stay.code for stay in towns}))
    codes: dict[UUID, list[PlaceCode]] = defaultdict(list)
    for code in PlaceCode.objects.filter(place__in=found).order_by("until", "pk"):
        codes[code.place_id].append(code)
    return {
        village: there
        for village in found
        if (there := _there(_stays(village, codes[village.pk]), towns, first, last))
    }


def _ever_in(codes: Iterable[str]) -> Iterable[Place]:
    ranges = [code_range(code) for code in codes]
    within = reduce(or_, (Q(code__gte=first, code__lt=after) for first, after in ranges))
    moved = PlaceCode.objects.filter(within).values("place")
    return Place.objects.filter(within | Q(pk__in=moved)).at_level(Level.VILLAGE).order_by("code")


def _stays(place: Place, codes: Iterable[PlaceCode]) -> Iterator[Stay]:
    """Yield the codes of the place one after the other, each with its days."""
    since = place.since or date.min
    for code in codes:
        yield Stay(code.code, since, min(code.until, place.until or date.max))
        since = code.until + A_DAY
    yield Stay(place.code, since, place.until or date.max)


def _there(stays: Iterable[Stay], towns: Sequence[Stay], first: date, last: date) -> list[Stay]:
    """Return the days on which the village's code was one of the town's of that day."""
    both = [
        Stay(stay.code, max(stay.first, town.first), min(stay.last, town.last))
        for stay in stays
        for town in towns
        if parent_code(stay.code) == town.code
    ]
    return [stay for stay in both if stay.first <= stay.last and stay.meets(first, last)]

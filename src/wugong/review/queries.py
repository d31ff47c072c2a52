"""Reads of the appraisal that several acts and pages share."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import Q

from wugong.base.periods import Level as Span
from wugong.base.periods import Period
from wugong.places.codes import Level, lineage
from wugong.places.models import Place
from wugong.review.models import AdoptedScheme, Run, Score
from wugong.rules.library import read_scheme
from wugong.rules.scheme import Scheme


@lru_cache(maxsize=64)
def _read(text: str, settings: tuple[tuple[str, str], ...]) -> Scheme:
    return read_scheme(text, dict(settings))


def scheme_of(adopted: AdoptedScheme) -> Scheme:
    """Return the scheme that the adopted text says, with its switches set."""
    return _read(adopted.text, tuple(sorted(adopted.settings.items())))


def adopted_until(town: Place, day: date) -> list[AdoptedScheme]:
    """Return the schemes by which the town was appraised up to that day, one after the other.

    Once a town has one of its own, no later one of its county counts for it.
    """
    found = AdoptedScheme.objects.filter(place__code__in=lineage(town.code), since__lte=day)
    kept: list[AdoptedScheme] = []
    for one in sorted(found.select_related("place"), key=lambda one: (one.since, len(one.place.code))):
        if not kept or len(one.place.code) >= len(kept[-1].place.code):
            kept.append(one)
    return kept


def adopted_for(town: Place, day: date) -> AdoptedScheme | None:
    """Return the scheme by which the town is appraised on that day: its own, else its county's."""
    return next(reversed(adopted_until(town, day)), None)


def villages_of(town: Place, day: date) -> list[Place]:
    """Return the villages and communities of the town that exist on that day, by code."""
    places = Place.objects.under(town.code).at_level(Level.VILLAGE).in_force(day)
    return list(places.order_by("code"))


def villages_between(town: Place, first: date, last: date) -> list[Place]:
    """Return the villages of the town that existed on any day from the first to the last, by code."""
    begun = Q(since__isnull=True) | Q(since__lte=last)
    places = Place.objects.under(town.code).at_level(Level.VILLAGE)
    return list(places.filter(begun, Q(until__isnull=True) | Q(until__gte=first)).order_by("code"))


def approved_periods(town: Place) -> set[Period]:
    """Return the periods of the town whose appraisal is public."""
    return {Period.parse(text) for text in Run.objects.of(town).approved().values_list("period", flat=True)}


def holding(month: Period) -> list[Period]:
    """Return the month and every longer period that holds it."""
    return [month.within(level) for level in Span]


@dataclass(frozen=True)
class Rounds:
    """评分进度: how many villages have the score of an inspection in a month."""

    title: str
    entered: int
    villages: int
    missing: tuple[str, ...]

    @property
    def whole(self) -> bool:
        return not self.missing


def rounds_of(town: Place, month: Period, scheme: Scheme) -> list[Rounds]:
    """Return the inspections of the month that the scheme needs, with the villages still without a score."""
    names = {village.pk: village.name for village in villages_of(town, month.last_day)}
    entered: Mapping[str, set[object]] = {name: set() for name in scheme.inputs}
    scores = Score.objects.filter(village__in=names, month=str(month))
    for name, village in scores.values_list("input", "village"):
        entered.get(name, set()).add(village)
    return [
        Rounds(
            fact.title,
            len(entered[name]),
            len(names),
            tuple(title for pk, title in names.items() if pk not in entered[name]),
        )
        for name, fact in scheme.inputs.items()
        if not fact.optional
    ]

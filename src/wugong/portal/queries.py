"""Reads that several pages share: the place with what lies above it, and the runs that are public."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse

from wugong.base.amounts import written
from wugong.base.periods import Level, Period
from wugong.places.codes import lineage
from wugong.places.models import Place
from wugong.review.models import Run

NOTHING = "—"


@dataclass(frozen=True)
class Lineage:
    """A place, and the county and town above it."""

    places: Mapping[str, Place]
    code: str

    @property
    def here(self) -> Place:
        return self.places[self.code]

    @property
    def county(self) -> Place:
        return self.places[self.code[:6]]

    @property
    def town(self) -> Place:
        return self.places[self.code[:9]]

    @property
    def trail(self) -> list[tuple[str, str]]:
        """Return name and address from the county down, for the crumbs."""
        return [(self.places[code].name, reverse("place", args=[code])) for code in lineage(self.code)]


def lineage_of(code: str) -> Lineage:
    """Return the place of this code and those above it, or 404."""
    places = {place.code: place for place in Place.objects.filter(code__in=lineage(code))}
    if len(places) < len(lineage(code)):
        raise Http404
    return Lineage(places, code)


@dataclass(frozen=True)
class Public:
    """已公布: the approved runs of a town by period, oldest first within each level."""

    runs: Mapping[Period, tuple[UUID, Any]]

    @property
    def periods(self) -> list[Period]:
        return list(self.runs)

    @property
    def stamp(self) -> str:
        """Return what changes whenever one more run becomes public."""
        return f"{len(self.runs)}-{max(str(key) for key, _ in self.runs.values())}" if self.runs else "0"

    def latest(self, level: Level) -> Period | None:
        """Return the newest period of a level."""
        return max((period for period in self.runs if period.level is level), default=None)

    def first_choice(self) -> Period | None:
        """Return the newest quarter, else whatever is newest of another level."""
        levels = (Level.QUARTER, Level.MONTH, Level.HALF_YEAR, Level.YEAR)
        return next(filter(None, map(self.latest, levels)), None)


def public_runs(town: Place) -> Public:
    """Return what the town has made public."""
    rows = Run.objects.of(town).approved().values_list("period", "id", "approved_at")
    return Public({Period.parse(text): (key, day) for text, key, day in rows})


def points(hundredths: int | None) -> str:
    """Return a score with two decimals, or a dash."""
    return NOTHING if hundredths is None else written(hundredths, 2)


def short_label(period: Period) -> str:
    """Return the period without its year, as a column of a board says it: 9月, 三季度."""
    return period.label.split("年", 1)[1] if period.level is not Level.YEAR else period.label

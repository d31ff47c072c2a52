"""Reads that several pages share: the place with what lies above it, and the runs that are public."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.http import Http404
from django.urls import reverse

from wugong.base.amounts import written
from wugong.base.periods import Level, Period
from wugong.places.codes import Level as PlaceLevel
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
    """已公布: the approved runs of a town, oldest first within each level."""

    rows: Sequence[tuple[str, UUID]]
    revision: int = 0

    @cached_property
    def runs(self) -> Mapping[Period, UUID]:
        """Return the runs by period."""
        return {Period.parse(text): key for text, key in self.rows}

    @property
    def stamp(self) -> str:
        """Return what changes whenever one more run becomes public, or a place of the town another."""
        return f"{len(self.rows)}-{max((key for _, key in self.rows), default='')}-{self.revision}"

    def latest(self, level: Level) -> Period | None:
        """Return the newest period of a level."""
        return max((period for period in self.runs if period.level is level), default=None)

    def first_choice(self) -> Period | None:
        """Return the newest quarter, else whatever is newest of another level."""
        levels = (Level.QUARTER, Level.MONTH, Level.HALF_YEAR, Level.YEAR)
        return next(filter(None, map(self.latest, levels)), None)


def public_runs(code: str) -> Public:
    """Return what the town of this code, or of this village's code, has made public: a query or two."""
    town = code[: PlaceLevel.TOWN]
    runs = Run.objects.approved().filter(town__code=town)
    rows = list(runs.values_list("period", "id", "town__revision"))
    if not rows:
        places = Place.objects.filter(code=town)
        return Public([], places.values_list("revision", flat=True).first() or 0)
    return Public([(period, key) for period, key, _ in rows], rows[0][2])


def points(hundredths: int | None) -> str:
    """Return a score with two decimals, or a dash."""
    return NOTHING if hundredths is None else written(hundredths, 2)

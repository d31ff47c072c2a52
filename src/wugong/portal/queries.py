"""Reads that several pages share: the place with what lies above it, and the runs that are public."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Case, Count, F, Q, QuerySet, Value, When
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from wugong.base.amounts import written
from wugong.base.periods import Level, Period
from wugong.counties.models import County
from wugong.counties.standing import county_here
from wugong.places.codes import Level as PlaceLevel
from wugong.places.codes import lineage
from wugong.places.models import Place
from wugong.portal.statements import rows_of
from wugong.publish.models import Posting, Wording
from wugong.publish.notice_periods import APPRAISAL_BULLETIN
from wugong.publish.states import TableChoice
from wugong.review.models import Objection, Run
from wugong.review.states import ObjectionState

NOTHING = "—"
RUN, HELD, POSTING, OBJECTION = "run", "held", "posting", "objection"
WORDING, PLACE = "wording", "place"
HIDDEN = "hidden"  # words that nobody reads any more: a posting, the reason of a version, an answer


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
    return _lineage(code, Place.objects.filter(code__in=lineage(code)))


def _lineage(code: str, found: Iterable[Place]) -> Lineage:
    places = {place.code: place for place in found}
    if len(places) < len(lineage(code)):
        raise Http404
    return Lineage(places, code)


@dataclass(frozen=True)
class Public:
    """已公布: the public runs of a town with all their versions, and what hangs or was said about them.

    For a village a run of another town takes the place of its town's where that other one appraised it.

    `rows` are (what, key, text, state, number), each part of what visitors see: a run with its period and
    version, a posting with its run and check code, objections to a run with how many are in that state, the
    table that the town chose, and the places of the address with their names; words taken back are HIDDEN.
    """

    code: str
    rows: Sequence[tuple[Any, ...]]

    @cached_property
    def runs(self) -> Mapping[Period, UUID]:
        """Return the runs in force by period."""
        return {period: found[max(found)] for period, found in self.versions.items()}

    @cached_property
    def versions(self) -> Mapping[Period, Mapping[int, UUID]]:
        """Return all versions of each period's run by number."""
        found: dict[Period, dict[int, UUID]] = {}
        for _, key, period, _, number in self._told(RUN):
            found.setdefault(Period.parse(period), {})[number] = key
        return {**found, **self._held}

    @property
    def _held(self) -> Mapping[Period, dict[int, UUID]]:
        """Return the versions of runs with the village's figures; of two towns', those of its town today."""
        found: dict[tuple[Period, str], dict[int, UUID]] = {}
        for _, key, period, town, number in self._told(HELD):
            found.setdefault((Period.parse(period), town), {})[number] = key
        here = self.code[: PlaceLevel.TOWN]
        return {one: found[one, town] for one, town in sorted(found, key=lambda at: at[1] == here)}

    @cached_property
    def posted(self) -> Mapping[UUID, str]:
        """Return the runs about which something hangs or hung, each with what and whether it still does."""
        found: dict[UUID, list[str]] = {}
        for _, key, digest, state, _ in self._told(POSTING):
            found.setdefault(key, []).append(f"{digest}-{state}")
        return {key: "-".join(sorted(told)) for key, told in found.items()}

    def told_of(self, run: UUID) -> str:
        """Return what is another as soon as anything is that a file of the run tells."""
        told = self.posted.get(run, HIDDEN)
        return f"{told}:{self.stamp}" if HIDDEN in told else told

    @cached_property
    def objections(self) -> Mapping[UUID, tuple[int, int]]:
        """Return how many objections to a run wait and how many are answered."""
        found: dict[UUID, tuple[int, int]] = {}
        for _, key, _, state, number in self._told(OBJECTION):
            waiting, answered = found.get(key, (0, 0))
            raised = state == ObjectionState.RAISED
            found[key] = (waiting + number, answered) if raised else (waiting, answered + number)
        return found

    @cached_property
    def stamp(self) -> str:
        """Return what is another as soon as anything of this, a place of the town, or the day is."""
        told = "".join(sorted(map(str, self.rows)))
        return blake2b(f"{timezone.localdate()} {told}".encode(), digest_size=12).hexdigest()

    @property
    def brief(self) -> bool:
        """Say whether the town chose to show only the first three and who moved up."""
        return any(state == TableChoice.BRIEF for _, _, _, state, _ in self._told(WORDING))

    @cached_property
    def line(self) -> Lineage:
        """Return the place of the address and those above it, by code and name alone, or 404."""
        found = self._told(PLACE)
        return _lineage(self.code, (Place(pk=key, code=code, name=name) for _, key, code, name, _ in found))

    def latest(self, level: Level) -> Period | None:
        """Return the newest period of a level."""
        return max((period for period in self.runs if period.level is level), default=None)

    def first_choice(self) -> Period | None:
        """Return the newest quarter, else whatever is newest of another level."""
        levels = (Level.QUARTER, Level.MONTH, Level.HALF_YEAR, Level.YEAR)
        return next(filter(None, map(self.latest, levels)), None)

    def _told(self, what: str) -> Iterator[tuple[str, UUID, str, str, int]]:
        for told, key, text, state, number in self.rows:
            if told == what:
                yield told, key if isinstance(key, UUID) else UUID(key), text, state, number


def public_runs(code: str) -> Public:
    """Return what the town of this code, or of this village's code, has made public: one query.

    For a village also what other towns that it once belonged to have made public about it.
    """
    county = County._meta.pk.get_db_prep_value(county_here().pk, connection)
    above = lineage(code)
    return Public(code, rows_of(f"public runs {len(above)}", lambda: _public(code), [county, *above]))


def _public(code: str) -> QuerySet[Any, Any]:
    town = code[: PlaceLevel.TOWN]
    runs = Run.objects.published().filter(town__code=town)
    held = Run.objects.published().filter(figures__village__code=code)
    about, against = Q(place__code=town), Q(run__town__code=town)
    if code != town:
        about, against = about | Q(subject__in=held.values("pk")), against | Q(run__in=held.values("pk"))
    postings = Posting.objects.filter(about, kind=APPRAISAL_BULLETIN)
    objections = Objection.objects.filter(against).values("run", "state", "blanked")
    chosen = Wording.objects.filter(place__code=town, kind=APPRAISAL_BULLETIN, ended_at__isnull=True)
    places = Place.objects.filter(code__in=lineage(code))
    none, zero, hidden = Value(""), Value(0), Value(HIDDEN)
    seen = Case(When(hidden=True, then=hidden), default=F("state"))
    told = Case(When(blanked=True, then=hidden), default=none)
    why = Case(When(correction__blanked=True, then=hidden), default=F("state"))
    return (
        runs.order_by()
        .values_list(Value(RUN), "pk", "period", why, "version")
        .union(
            held.order_by().values_list(Value(HELD), "pk", "period", "town__code", "version"),
            postings.order_by().values_list(Value(POSTING), "subject", "digest", seen, zero),
            objections.order_by().values_list(Value(OBJECTION), "run", told, "state", Count("pk")),
            chosen.order_by().values_list(Value(WORDING), "pk", none, "table", zero),
            places.order_by().values_list(Value(PLACE), "pk", "code", "name", "revision"),
            all=True,
        )
    )


def points(hundredths: int | None) -> str:
    """Return a score with two decimals, or a dash."""
    return NOTHING if hundredths is None else written(hundredths, 2)

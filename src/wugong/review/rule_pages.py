"""What the pages about rules show: schemes and score sheets adopted, a draft with its replay, the fund."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone

from wugong.base.faults import FileRefused
from wugong.base.periods import Level, Period
from wugong.base.refusals import Refusal
from wugong.places.codes import Level as PlaceLevel
from wugong.places.codes import lineage
from wugong.places.models import Place
from wugong.review.models import AdoptedScheme, AdoptedSheet, Population, Run
from wugong.review.queries import adopted_for, adopted_sheet, scheme_of, sheet_of, villages_of
from wugong.review.replays import Replayed, replay
from wugong.rules.library import NoSuchSwitch, bundled, read_scheme, scheme_text
from wugong.rules.scheme import Scheme
from wugong.rules.score_sheets import SHEETS, SheetVersion, read_sheet, sheet_text

NOW = "now"
SWITCH = "switch_"


def rules_of(place: Place) -> dict[str, Any]:
    """Return the schemes and score sheets that the place has or takes from its county, newest first."""
    above = lineage(place.code)
    schemes = AdoptedScheme.objects.filter(place__code__in=above).select_related("place").order_by("-since")
    sheets = AdoptedSheet.objects.filter(place__code__in=above).select_related("place").order_by("-since")
    today = timezone.localdate()
    return {
        "schemes": [(one, _set(one)) for one in schemes],
        "sheets": sheets,
        "scheme_now": adopted_for(place, today),
        "sheet_now": adopted_sheet(place, today),
    }


def _set(adopted: AdoptedScheme) -> list[tuple[str, str]]:
    """Return the switches of an adopted scheme with what they are set to."""
    scheme = scheme_of(adopted)
    return [(one.title, one.choices[scheme.settings[name]]) for name, one in scheme.switches.items()]


def towns_of(place: Place) -> list[Place]:
    """Return the town itself, or the towns of the county that exist today."""
    return list(Place.objects.under(place.code).at_level(PlaceLevel.TOWN).in_force(timezone.localdate()))


def years_of(towns: Sequence[Place]) -> list[Period]:
    """Return the years in which one of the towns published anything, newest first: one query."""
    days = Run.objects.approved().filter(town__in=towns).dates("last_day", "year", order="DESC")
    return [Period.of(day, Level.YEAR) for day in days]


def titles_of_bundled() -> list[tuple[str, str]]:
    """Return id and title of the bundled schemes that score month by month, and so can be adopted."""
    found = [(name, read_scheme(scheme_text(name))) for name in bundled()]
    return [(name, one.title) for name, one in found if one.subject and one.inputs and _monthly(one)]


def _monthly(scheme: Scheme) -> bool:
    return scheme.base is Level.MONTH and Level.MONTH in scheme.versions[-1].scores


@dataclass
class Draft:
    """拟用的办法: a text with its switches, the faults that keep it from being a scheme, its replay."""

    text: str
    settings: Mapping[str, str] = field(default_factory=dict)
    faults: Sequence[str] = ()
    scheme: Scheme | None = None
    replayed: Sequence[Replayed] = ()

    def read(self) -> None:
        """The draft knows its scheme, or what is wrong in the text."""
        try:
            self.scheme = read_scheme(self.text)
            known = {
                name: value
                for name, value in self.settings.items()
                if name in self.scheme.switches and value in self.scheme.switches[name].choices
            }
            self.scheme = read_scheme(self.text, known)
            self.settings = known
        except (FileRefused, NoSuchSwitch) as refusal:
            self.faults = refusal.lines

    def play(self, town: Place, year: Period) -> None:
        """The draft has been replayed over the published periods of that year; nothing is written."""
        if self.scheme is None:
            return
        try:
            self.replayed = list(replay(town, self.scheme, year))
        except Refusal as refusal:
            self.faults = refusal.lines

    @property
    def changed_periods(self) -> int:
        """How many periods come out otherwise."""
        return sum(1 for one in self.replayed if one.differing)

    @property
    def telling(self) -> list[Replayed]:
        """Return the periods that come out otherwise, or that the draft has no score for."""
        return [one for one in self.replayed if one.differing or one.why]

    @property
    def equal_periods(self) -> int:
        """How many periods come out the same in everything."""
        return len(self.replayed) - len(self.telling)

    def is_idle(self, place: Place) -> bool:
        """Say whether nothing came out otherwise because this is what the place goes by already."""
        now = adopted_for(place, timezone.localdate())
        if now is None or self.scheme is None or self.telling:
            return False
        return self.text == now.text and self.scheme.settings == scheme_of(now).settings


def starting_text(place: Place, source: str) -> tuple[str, Mapping[str, str]]:
    """Return the text and switches that a draft begins with: what is in force, or a bundled scheme."""
    adopted = adopted_for(place, timezone.localdate())
    if source in bundled():
        return scheme_text(source), {}
    if adopted is not None:
        return adopted.text, adopted.settings
    return scheme_text("town-environment"), {}


@dataclass
class SheetDraft:
    """拟用的评分细则: a text, its faults, and the version that would be in force."""

    text: str
    faults: Sequence[str] = ()
    version: SheetVersion | None = None
    title: str = ""

    def read(self, day: date) -> None:
        """The draft knows its version of that day, or what is wrong in the text."""
        try:
            sheet = read_sheet(self.text)
        except FileRefused as refusal:
            self.faults = refusal.lines
        else:
            self.title, self.version = sheet.title, sheet.version_on(day)


def starting_sheet(place: Place, source: str) -> str:
    """Return the text that a score sheet begins with: what is in force, or a bundled one."""
    adopted = adopted_sheet(place, timezone.localdate())
    if source in SHEETS:
        return sheet_text(source)
    return adopted.text if adopted else sheet_text(SHEETS[0])


def sheet_titles() -> list[tuple[str, str]]:
    """Return id and title of the bundled score sheets."""
    return [(name, read_sheet(sheet_text(name)).title) for name in SHEETS]


def sheet_shown(adopted: AdoptedSheet) -> SheetVersion | None:
    """Return the version of an adopted sheet to show: that of today, else the one it began with."""
    sheet = sheet_of(adopted)
    return sheet.version_on(timezone.localdate()) or sheet.version_on(adopted.since)


@dataclass(frozen=True, slots=True)
class Counted:
    """A village with the newest figure of its people, if there is one."""

    village: Place
    newest: Population | None


def people_of(town: Place) -> list[Counted]:
    """Return the villages of today with their newest population: two queries."""
    villages = villages_of(town, timezone.localdate())
    known = Population.objects.filter(village__in=villages).order_by("since", "revision")
    newest = {one.village_id: one for one in known}
    return [Counted(village, newest.get(village.pk)) for village in villages]


def funded_periods(town: Place) -> list[Period]:
    """Return the public periods of the town but for single months, newest first."""
    runs = Run.objects.of(town).approved().exclude(level=Level.MONTH).order_by("-last_day", "-level")
    return [run.span for run in runs]

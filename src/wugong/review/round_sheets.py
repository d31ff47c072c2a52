"""Which score sheet a town goes by on a day, and how a score came about by it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from wugong.base.periods import Period
from wugong.places.codes import lineage
from wugong.places.models import Place
from wugong.review.models import AdoptedSheet, Score
from wugong.review.queries import adopted_sheet, sheet_of
from wugong.rules.score_sheets import Marked, SheetVersion, evaluate


@dataclass(frozen=True)
class InForce:
    """A score sheet as the town goes by it on a day."""

    adopted: AdoptedSheet
    version: SheetVersion

    @property
    def token(self) -> str:
        """What tells it from every other version of every other sheet."""
        return f"{self.adopted.pk}-{self.version.name}"


def sheet_on(town: Place, day: date) -> InForce | None:
    """Return the score sheet in force on that day, or None where only totals are given."""
    adopted = adopted_sheet(town, day)
    version = sheet_of(adopted).version_on(day) if adopted else None
    return InForce(adopted, version) if adopted and version else None


def sheets_in(town: Place, month: Period) -> dict[date, InForce]:
    """Return the score sheet in force on each day of the month on which there is one: one query."""
    found = AdoptedSheet.objects.filter(place__code__in=lineage(town.code), since__lte=month.last_day)
    adopted = sorted(found.select_related("place"), key=lambda one: (len(one.place.code), one.since))
    days = [month.first_day + timedelta(days=one) for one in range(month.last_day.day)]
    sheets: dict[date, InForce] = {}
    for day in days:
        one = next((one for one in reversed(adopted) if one.since <= day), None)
        version = sheet_of(one).version_on(day) if one else None
        if one and version:
            sheets[day] = InForce(one, version)
    return sheets


def still_counted(
    now: Score | None, total: int, day: date, in_force: Mapping[date, InForce]
) -> tuple[AdoptedSheet | None, Mapping[str, int], Sequence[str]]:
    """Return by which sheet what was counted, where that still makes the total on this day; else nothing.

    What was counted by one version of a sheet says nothing on a day on which another holds.
    """
    if now is None or now.sheet is None or now.day is None or now.hundredths != total:
        return None, {}, ()
    then, today = in_force.get(now.day), in_force.get(day)
    if then is None or today is None or then.token != today.token or today.adopted != now.sheet:
        return None, {}, ()
    return now.sheet, now.counts, now.vetoes


def marked(score: Score) -> Marked | None:
    """Return how the score came about, line by line; None where only the total was given."""
    version = sheet_of(score.sheet).version_on(score.day) if score.sheet and score.day else None
    return evaluate(version, score.counts, score.vetoes) if version else None

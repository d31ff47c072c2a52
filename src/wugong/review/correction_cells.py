"""The scores that a correction may change: the cells of the chosen villages, and what waits already."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404

from wugong.base.periods import Level as Span
from wugong.base.periods import Period
from wugong.places.models import Place
from wugong.review.models import Correction, Objection, Run, Score
from wugong.review.objection_pages import inspections_of
from wugong.review.queries import villages_between
from wugong.review.scores import Sheet
from wugong.review.states import CorrectionState
from wugong.rules.scheme import Input
from wugong.web.periods import period_label


@dataclass(frozen=True)
class Cell:
    """评分表里的一格: a village's score of one inspection in a month, as it counts now."""

    village: Place
    month: Period
    input: str
    fact: Input
    now: Score | None

    @property
    def title(self) -> str:
        return self.fact.title

    @property
    def name(self) -> str:
        return f"{self.village.code}_{self.month}_{self.input}"

    @property
    def label(self) -> str:
        return f"{self.village.name} {period_label(self.month)} {self.title}"

    def sheet(self, hundredths: int) -> Sheet:
        """Return the score that should stand here, of the same inspection on the same day."""
        day = self.now.day if self.now else None
        return Sheet(self.village.code, self.month, self.input, hundredths, day=day)


def villages_in(town: Place, period: Period) -> list[Place]:
    """Return the villages that have a figure in the public run of the period, by code: one query."""
    run = Run.objects.of(town).approved().filter(period=str(period))
    return list(Place.objects.filter(figures__run__in=run).order_by("code"))


def cells_of(town: Place, period: Period, codes: Collection[str]) -> list[Cell]:
    """Return the cells of these villages in the months of the period, village by village."""
    months = period.parts(Span.MONTH)
    facts = inspections_of(town, months)
    scores = Score.objects.current().filter(village__code__in=codes, month__in=[str(one) for one in months])
    now = {(one.village_id, one.month, one.input): one for one in scores}
    here = {
        month: {one.code: one for one in villages_between(town, month.first_day, month.last_day)}
        for month in months
    }
    return [
        Cell(here[month][code], month, name, fact, now.get((here[month][code].pk, str(month), name)))
        for code in sorted(codes)
        for month in months
        for (text, name), fact in facts.items()
        if text == str(month) and code in here[month]
    ]


@dataclass(frozen=True)
class Correcting:
    """提出更正: the public period, whose scores are looked at, and the correction that waits already."""

    town: Place
    period: Period
    villages: Sequence[Place]
    chosen: Sequence[str]
    cells: Sequence[Cell]
    objection: Objection | None
    waiting: Correction | None


def correcting(town: Place, period: Period, codes: Collection[str], objection: str) -> Correcting:
    """Return what may be corrected in the villages of these codes, or 404 where the period is not public."""
    villages = villages_in(town, period)
    if not villages:
        raise Http404
    chosen = [village.code for village in villages if village.code in codes]
    return Correcting(
        town,
        period,
        villages,
        chosen,
        cells_of(town, period, chosen),
        _objection(town, objection),
        Correction.objects.filter(town=town, state=CorrectionState.PREPARED).first(),
    )


def _objection(town: Place, key: str) -> Objection | None:
    """Return the objection of this key, if there is one in the town."""
    try:
        found = Objection.objects.filter(pk=UUID(key), run__town=town)
    except ValueError:
        return None
    return found.select_related("village", "run").first()


@dataclass(frozen=True)
class Grid:
    """A village's cells as a table: inspections across, months down; None where a month has no such one."""

    village: Place
    heads: Sequence[str]
    rows: Sequence[tuple[Period, Sequence[Cell | None]]]


def grids_of(cells: Sequence[Cell]) -> list[Grid]:
    """Return a table for each village."""
    names = {cell.input: cell.title for cell in cells}
    known = {(cell.village.code, cell.month, cell.input): cell for cell in cells}
    villages = {cell.village.code: cell.village for cell in cells}
    months = sorted({cell.month for cell in cells})
    return [
        Grid(
            village,
            list(names.values()),
            [(month, [known.get((code, month, name)) for name in names]) for month in months],
        )
        for code, village in villages.items()
    ]

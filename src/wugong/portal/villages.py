"""The public page of a village: its figures by quarter and by month, its rewards."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from wugong.base.periods import Level, Period
from wugong.places.models import Place
from wugong.portal.queries import Public, points
from wugong.review.models import Award, Figure


@dataclass(frozen=True, slots=True)
class Standing:
    """A village's figure in a period and a town: score, rank among how many, rank before, reward in fen."""

    period: Period
    town: Place
    score: str
    rank: int | None
    ranked: int
    before: int | None
    fen: int


@dataclass(frozen=True)
class Record:
    """成绩册: the standings by level, newest first, and the rewards with their reasons."""

    by_level: Sequence[tuple[Level, Sequence[Standing]]]
    prizes: Sequence[tuple[Period, str, int, str]]

    @property
    def rewarded(self) -> set[Level]:
        """Return the levels at which the village has won anything."""
        return {period.level for period, *_ in self.prizes}

    @property
    def latest(self) -> Standing | None:
        """Return the newest quarter, else the newest of another level."""
        return next((rows[0] for _, rows in self.by_level), None)


ORDER = (Level.QUARTER, Level.MONTH, Level.HALF_YEAR, Level.YEAR)


def record_of(public: Public, code: str) -> Record:
    """Return the record of a village in its town's public runs: three queries."""
    periods = {key: period for period, key in public.runs.items()}
    ranked = Figure.objects.filter(run__in=periods).values("run", "run__town__code", "run__town__name")
    counts = {
        key: (Place(code=town, name=name), count)
        for key, town, name, count in ranked.annotate(count=Count("rank"))
        .order_by()
        .values_list("run", "run__town__code", "run__town__name", "count")
    }
    prizes = _prizes(periods, code)
    won: dict[Period, int] = defaultdict(int)
    for period, _, fen, _ in prizes:
        won[period] += fen
    found: dict[Level, list[Standing]] = {level: [] for level in ORDER}
    figures = Figure.objects.filter(run__in=periods, village__code=code)
    for key, score, rank, before in figures.values_list("run", "hundredths", "rank", "previous_rank"):
        period, (town, count) = periods[key], counts[key]
        row = Standing(period, town, points(score), rank, count, before, won[period])
        found[period.level].append(row)
    newest_first = {level: sorted(rows, key=_period, reverse=True) for level, rows in found.items() if rows}
    return Record(list(newest_first.items()), prizes)


def _period(row: Standing) -> Period:
    return row.period


def _prizes(periods: dict[UUID, Period], code: str) -> list[tuple[Period, str, int, str]]:
    rows = Award.objects.filter(run__in=periods, village__code=code, public=True)
    found = [
        (periods[run], title, fen or 0, reason)
        for run, title, fen, reason in rows.values_list("run", "title", "fen", "reason")
    ]
    return sorted(found, key=lambda prize: (prize[0].last_day, prize[2]), reverse=True)

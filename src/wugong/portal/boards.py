"""The board of a town in a period: rows in rank order, rewards, trends."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Case, F, IntegerField, JSONField, Value, When

from wugong.base.periods import Period
from wugong.portal.publication import Publication
from wugong.portal.queries import Public, points
from wugong.review.bulletin_parts import briefly
from wugong.review.computing import BEFORE
from wugong.review.models import Award, Figure
from wugong.web.periods import period_label, short_label

TRENDS = 12  # periods at most
RANKS = ("rank", "eligible_rank", "previous_rank")


@dataclass(frozen=True, slots=True)
class Row:
    """A village on the board."""

    code: str
    name: str
    score: str
    rank: int | None
    before: int | None
    eligible_rank: int | None
    parts: Sequence[str]
    lacking: str
    fen: int
    gain: str

    @property
    def is_first(self) -> bool:
        return self.rank == 1


@dataclass(frozen=True, slots=True)
class Prize:
    """A village's reward, as the public may see it."""

    code: str
    name: str
    title: str
    fen: int
    reason: str


@dataclass(frozen=True, slots=True)
class Trend:
    """A table of periods down and villages across."""

    names: Sequence[tuple[str, bool]]
    scores: Sequence[tuple[str, Sequence[str]]]
    ranks: Sequence[tuple[str, Sequence[Any]]]


@dataclass(frozen=True, slots=True)
class Board:
    """榜: what the public sees of one version of a run; of a `brief` one the `rows` are not of `everyone`."""

    period: Period
    everyone: Sequence[Row]
    rows: Sequence[Row]
    villages: Sequence[tuple[str, str]]
    brief: bool
    heads: Sequence[str]
    prizes: Sequence[Prize]
    trend: Trend | None
    has_eligible: bool

    @property
    def total(self) -> int:
        return sum(prize.fen for prize in self.prizes)

    @property
    def firsts(self) -> list[Row]:
        return [row for row in self.rows if row.is_first]

    @property
    def incomplete(self) -> list[tuple[str, list[str]]]:
        """Return what is missing, each time with the villages that lack it."""
        found: dict[str, list[str]] = {}
        for row in self.everyone:
            if row.lacking:
                found.setdefault(row.lacking, []).append(row.name)
        return list(found.items())

    @property
    def holders(self) -> list[Row]:
        """Return those who are ranked and not eligible."""
        return [row for row in self.everyone if self.has_eligible and row.rank and row.eligible_rank is None]


def board_of(public: Public, period: Period, publication: Publication) -> Board:
    """Return the board of a version of a public period: one query."""
    run = publication.run.pk
    trend = [one for one in public.runs if one.level is period.level and one <= period][-TRENDS:]
    keys = {run if one == period else public.runs[one]: one for one in trend}
    told = list(_told(run, keys))
    prizes = sorted(map(_prize, filter(_is_prize, told)), key=lambda one: (-one.fen, one.code))
    figures = {(one["run_id"], one["code"]): one for one in told if not _is_prize(one)}
    own = [figure for (of, _), figure in figures.items() if of == run]
    before = public.runs.get(period.plus(-1))
    rows = [_row(one, figures.get((before, one["code"])), prizes) for one in sorted(own, key=_place_on_board)]
    brief = publication.is_brief(len(rows))
    return Board(
        period,
        rows,
        briefly(rows) if brief else rows,
        sorted((row.code, row.name) for row in rows),
        brief,
        _heads(own[0]["told"]["inputs"]),
        prizes,
        None if brief else _trend(rows, figures, keys),
        any(row.eligible_rank for row in rows),
    )


def _told(run: UUID, keys: Iterable[UUID]) -> Iterable[dict[str, Any]]:
    """Return the figures of several runs and the rewards of one; how they came about only for that one.

    A reward has its fen in the place of the score, and says by its title that it is one.
    """
    told = Case(When(run_id=run, then=F("explanation")), default=None, output_field=JSONField())
    named = {"code": F("village__code"), "name": F("village__name")}
    unranked = {f"no_{rank}": Value(None, output_field=IntegerField()) for rank in RANKS}
    figures = Figure.objects.filter(run__in=list(keys)).annotate(
        told=told, prize=Value(""), why=Value(""), **named
    )
    prizes = Award.objects.filter(run=run, public=True).annotate(
        untold=Value(None, output_field=JSONField()), prize=F("title"), why=F("reason"), **unranked, **named
    )
    rows = figures.values("run_id", "code", "name", "hundredths", *RANKS, "prize", "why", "told")
    rewards = prizes.values("run_id", "code", "name", "fen", *unranked, "prize", "why", "untold")
    both: Iterable[dict[str, Any]] = rows.union(rewards, all=True)
    return both


def _is_prize(told: Mapping[str, Any]) -> bool:
    return bool(told["prize"])


def _prize(told: Mapping[str, Any]) -> Prize:
    return Prize(told["code"], told["name"], told["prize"], told["hundredths"], told["why"])


def _place_on_board(figure: Mapping[str, Any]) -> tuple[bool, int, str]:
    return figure["rank"] is None, figure["rank"] or 0, figure["code"]


def _row(figure: Mapping[str, Any], before: Mapping[str, Any] | None, prizes: Sequence[Prize]) -> Row:
    told = figure["told"]
    return Row(
        code=figure["code"],
        name=figure["name"],
        score=points(figure["hundredths"]),
        rank=figure["rank"],
        before=figure["previous_rank"],
        eligible_rank=figure["eligible_rank"],
        parts=[points(None) if value is None else value for _, value, _ in told["inputs"]],
        lacking=told["steps"][0] if figure["hundredths"] is None else "",
        fen=sum(prize.fen for prize in prizes if prize.code == figure["code"]),
        gain=gained(figure["hundredths"], score_before(told, before["hundredths"] if before else None)),
    )


def score_before(told: Mapping[str, Any], today: int | None) -> int | None:
    """Return the score of the period before as it was when the figure came about, else as it is today."""
    before: int | None = told.get(BEFORE, today)
    return before


def gained(now: int | None, before: int | None) -> str:
    """Return how many points more or fewer than before, with the sign; a dash where there is no such."""
    if now is None or before is None:
        return points(None)
    return f"{'+' if now > before else '−' if now < before else ''}{points(abs(now - before))}"


def _heads(inputs: Sequence[Sequence[str]]) -> list[str]:
    """Return the heads of the columns that a score was made from: 7月, or 暗访."""
    return [short_label(part) if (part := period_in(key)) else title for title, _, key in inputs]


def period_in(key: str) -> Period | None:
    """Return the period that an input's key names, as in `month 2026-07`."""
    try:
        return Period.parse(key.rpartition(" ")[2])
    except ValueError:
        return None


def _trend(
    rows: Sequence[Row], found: Mapping[tuple[UUID, str], Mapping[str, Any]], keys: Mapping[UUID, Period]
) -> Trend | None:
    scored = {run for (run, _), one in found.items() if one["hundredths"] is not None}
    if len(scored) < 2:
        return None
    codes = [row.code for row in rows]
    scores, ranks = [], []
    for run, period in keys.items():
        if run not in scored:
            continue
        across = [found.get((run, code)) or {"hundredths": None, "rank": None} for code in codes]
        scores.append((period_label(period), [points(one["hundredths"]) for one in across]))
        ranks.append((period_label(period), [one["rank"] or points(None) for one in across]))
    return Trend([(row.name, row.is_first) for row in rows], scores, ranks)

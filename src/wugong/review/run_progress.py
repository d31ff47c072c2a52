"""How far the rounds of a period have come: entered, checked, still missing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from wugong.base.periods import Level, Period
from wugong.places.models import Place
from wugong.review.models import AdoptedScheme, Round, Score
from wugong.review.queries import adopted_until, approved_periods, holding, scheme_of, villages_between
from wugong.review.states import RoundState
from wugong.rules.scheme import Input


@dataclass(frozen=True)
class Inspection:
    """One round of a month: how many villages have its score, and whether a second person has checked it."""

    month: Period
    name: str
    title: str
    entered: int
    villages: int
    missing: Sequence[str]
    changed: int
    entered_at: datetime | None
    state: str
    checked_at: datetime | None
    without: str
    public: bool

    @property
    def whole(self) -> bool:
        return not self.missing

    @property
    def checked(self) -> bool:
        """Say whether its scores may count; months on which something public rests are past checking."""
        return self.public or self.state == RoundState.CHECKED or not self.entered


@dataclass(frozen=True)
class Progress:
    """进度: all rounds that a period rests on."""

    period: Period
    rounds: Sequence[Inspection]

    @property
    def entered(self) -> int:
        return sum(one.entered for one in self.rounds)

    @property
    def sheets(self) -> int:
        return sum(one.villages for one in self.rounds)

    @property
    def changed(self) -> int:
        """Return how many scores are no longer the first that was entered."""
        return sum(one.changed for one in self.rounds)

    @property
    def started(self) -> list[Inspection]:
        return [one for one in self.rounds if one.entered]

    @property
    def incomplete(self) -> list[Inspection]:
        return [one for one in self.rounds if not one.whole]

    @property
    def unchecked(self) -> list[Inspection]:
        return [one for one in self.rounds if not one.checked]

    @property
    def checked(self) -> int:
        return sum(one.checked for one in self.started)

    @property
    def ready(self) -> bool:
        """Say whether the figures can be computed: something is there, and all of it is checked."""
        return bool(self.entered) and not self.unchecked

    @property
    def entered_at(self) -> datetime | None:
        return max((one.entered_at for one in self.rounds if one.entered_at), default=None)

    @property
    def checked_at(self) -> datetime | None:
        return max((one.checked_at for one in self.rounds if one.checked_at), default=None)


@dataclass
class _Cells:
    """What is entered of one inspection in a month."""

    villages: set[UUID]
    changed: int = 0
    entered_at: datetime | None = None

    def add(self, village: UUID, revision: int, entered_at: datetime) -> None:
        self.villages.add(village)
        self.changed += revision > 1
        self.entered_at = max(self.entered_at or entered_at, entered_at)


class Book:
    """The rounds of a town from one month to another: five queries, however many periods are asked for."""

    def __init__(self, town: Place, first: Period, last: Period) -> None:
        self.adopted = adopted_until(town, last.last_day)
        self.public = approved_periods(town)
        self.villages = villages_between(town, first.first_day, last.last_day)
        within = {"month__gte": str(first), "month__lte": str(last)}
        self.rounds = {(one.month, one.input): one for one in Round.objects.filter(town=town, **within)}
        self.cells = _cells(
            Score.objects.current()
            .filter(village__in=self.villages, **within)
            .values_list("month", "input", "village", "revision", "entered_at")
        )

    def scheme_on(self, day: date) -> AdoptedScheme | None:
        """Return what the town goes by on that day."""
        return next((one for one in reversed(self.adopted) if one.since <= day), None)

    def of(self, period: Period) -> Progress:
        """Return how far the period has come."""
        months = period.parts(Level.MONTH)
        return Progress(period, [one for month in months for one in self._month(month)])

    def _month(self, month: Period) -> Iterable[Inspection]:
        adopted = self.scheme_on(month.last_day)
        inputs: Mapping[str, Input] = scheme_of(adopted).inputs if adopted else {}
        there = [one for one in self.villages if _exists(one, month.last_day)]
        public = not self.public.isdisjoint(holding(month))
        for name, fact in inputs.items():
            cells = self.cells.get((str(month), name)) or _Cells(set())
            if cells.villages or not fact.optional:
                yield self._inspection(month, fact, cells, there, public)

    def _inspection(
        self, month: Period, fact: Input, cells: _Cells, there: Sequence[Place], public: bool
    ) -> Inspection:
        one = self.rounds.get((str(month), fact.name))
        missing = () if fact.optional else [v.name for v in there if v.pk not in cells.villages]
        return Inspection(
            month=month,
            name=fact.name,
            title=fact.title,
            entered=len(cells.villages),
            villages=len(cells.villages) if fact.optional else len(there),
            missing=missing,
            changed=cells.changed,
            entered_at=cells.entered_at,
            state=one.state if one else RoundState.ENTERING,
            checked_at=one.checked_at if one else None,
            without=one.without if one else "",
            public=public,
        )


def _cells(rows: Iterable[tuple[str, str, UUID, int, datetime]]) -> dict[tuple[str, str], _Cells]:
    found: dict[tuple[str, str], _Cells] = {}
    for month, name, village, revision, entered_at in rows:
        found.setdefault((month, name), _Cells(set())).add(village, revision, entered_at)
    return found


def _exists(village: Place, day: date) -> bool:
    return (village.since is None or village.since <= day) and (village.until is None or village.until >= day)

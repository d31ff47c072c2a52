"""Replay (用上年数据试算): a draft of a scheme over scores that are there, beside what was published."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from wugong.base.periods import Level, Period
from wugong.places.models import Place
from wugong.review import refusals
from wugong.review.computing import Computation, compute, in_hundredths
from wugong.review.history import History
from wugong.review.models import Award, Figure, Run
from wugong.rules.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a village has in a period: score in hundredths, rank, public rewards in fen."""

    hundredths: int | None
    rank: int | None
    fen: int


@dataclass(frozen=True, slots=True)
class Pair:
    """前后对照: a village's outcome as published and by the draft."""

    village: Place
    before: Outcome
    after: Outcome

    @property
    def moved(self) -> int:
        """Places won by the draft; 0 where one of the two has no rank."""
        if self.before.rank is None or self.after.rank is None:
            return 0
        return self.before.rank - self.after.rank

    @property
    def differs(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True)
class Replayed:
    """A published period beside the same period by the draft; `why` says why the draft has none."""

    run: Run
    pairs: Sequence[Pair]
    why: str = ""

    @property
    def paid_before(self) -> int:
        return sum(pair.before.fen for pair in self.pairs)

    @property
    def paid_after(self) -> int:
        return sum(pair.after.fen for pair in self.pairs)

    @property
    def differing(self) -> int:
        """How many villages come out otherwise."""
        return sum(pair.differs for pair in self.pairs)


def replay(town: Place, draft: Scheme, year: Period) -> Iterator[Replayed]:
    """Yield each published period of the year with what the draft would have made of it; nothing is written.

    The draft's newest version is taken for the whole time, whatever day it begins on.
    """
    history = History.drafted(draft)
    first, last = year.parts(Level.MONTH)[0].last_day, year.last_day
    public = Run.objects.of(town).approved().filter(last_day__gte=first, last_day__lte=last)
    runs = list(public.order_by("last_day", "level"))
    before = _published(runs)
    for run in runs:
        try:
            computation = compute(town, run.span, history)
        except (refusals.NotInScheme, refusals.NoScores) as refusal:
            yield Replayed(run, [], str(refusal))
        else:
            yield Replayed(run, list(_pairs(before[run.pk], computation)))


def _published(runs: Sequence[Run]) -> Mapping[UUID, dict[Place, Outcome]]:
    """Return the published outcomes of these runs: two queries."""
    paid: dict[tuple[UUID, UUID], int] = defaultdict(int)
    awards = Award.objects.filter(run__in=runs, public=True, fen__isnull=False)
    for run, village, fen in awards.values_list("run", "village", "fen"):
        paid[run, village] += fen or 0
    found: dict[UUID, dict[Place, Outcome]] = {run.pk: {} for run in runs}
    for one in Figure.objects.filter(run__in=runs).select_related("village", "run"):
        outcome = Outcome(one.hundredths, one.rank, paid[one.run.pk, one.village.pk])
        found[one.run.pk][one.village] = outcome
    return found


def _pairs(before: Mapping[Place, Outcome], computation: Computation) -> Iterator[Pair]:
    """Yield the villages by their published rank, then by code."""
    paid: dict[str, int] = defaultdict(int)
    for one in computation.proposals():
        if one.public and not one.person:
            paid[one.code] += max(one.fen or 0, 0)
    after = {}
    for figure in computation.figures():
        village = computation.villages[figure.place]
        after[village] = Outcome(in_hundredths(figure), figure.rank, paid[village.code])
    nothing = Outcome(None, None, 0)
    pairs = [Pair(one, before.get(one, nothing), after.get(one, nothing)) for one in {**before, **after}]
    yield from sorted(pairs, key=_standing)


def _standing(pair: Pair) -> tuple[bool, int, str]:
    return pair.before.rank is None, pair.before.rank or 0, pair.village.code

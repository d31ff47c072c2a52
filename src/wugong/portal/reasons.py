"""Why a village has the figure it has: in sentences, with what went in and the steps."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Case, F, JSONField, Q, When
from django.utils.translation import gettext

from wugong.base.periods import LEVELS, Period
from wugong.portal.boards import gained, period_in, score_before
from wugong.portal.publication import Publication
from wugong.portal.queries import Public, points
from wugong.review.methods import in_words
from wugong.review.models import Award, Figure, Run
from wugong.web.periods import period_label


@dataclass(frozen=True, slots=True)
class Given:
    """What went into a figure; `period` where that is a figure of its own, with its own why."""

    title: str
    value: str
    period: Period | None


@dataclass(frozen=True, slots=True)
class Neighbour:
    """相邻的村: the village just above or below; without `apart` only the rule for ties parts the two."""

    name: str
    rank: int
    apart: str


@dataclass(frozen=True)
class Reason:
    """来由: one figure with everything that leads to it."""

    figure: Any
    others: Sequence[tuple[str, int, int]]
    given: Sequence[Given]
    prizes: Sequence[tuple[str, int, str]]
    before: int | None
    brief: bool

    @property
    def before_score(self) -> str:
        """Return the score of the period before."""
        return points(self.before)

    @property
    def gain(self) -> str:
        """Return how many points more or fewer that is, with its sign."""
        return gained(self.figure.hundredths, self.before)

    @property
    def score(self) -> str:
        return points(self.figure.hundredths)

    @property
    def told(self) -> dict[str, Any]:
        told: dict[str, Any] = self.figure.told
        return told

    @property
    def version(self) -> str:
        """Return the version of the scheme that the figure rests on."""
        version: str = self.told["rule"].partition("/")[0]
        return version

    @property
    def formula(self) -> str:
        """Return the formula in words."""
        return in_words(self.told["formula"], {key: title for title, _, key in self.told["inputs"]})

    @property
    def above(self) -> Neighbour | None:
        """Return the next better village."""
        better = [one for one in self.others if one[1] < (self.figure.rank or 0)]
        return self._beside(max(better, key=lambda one: one[1])) if better else None

    @property
    def below(self) -> Neighbour | None:
        """Return the next village below."""
        worse = [one for one in self.others if one[1] > (self.figure.rank or len(self.others))]
        return self._beside(min(worse, key=lambda one: one[1])) if worse else None

    @property
    def beside(self) -> list[str]:
        """Return those who share the rank."""
        return [name for name, rank, _ in self.others if rank == self.figure.rank]

    @property
    def ranked(self) -> int:
        return len(self.others) + (self.figure.rank is not None)

    def _beside(self, one: tuple[str, int, int]) -> Neighbour:
        name, rank, hundredths = one
        apart = abs((self.figure.hundredths or 0) - hundredths)
        return Neighbour(name, rank, points(apart) if apart else "")


def reason_of(public: Public, period: Period, code: str, publication: Publication) -> Reason | None:
    """Return the why of a village's figure in a version, None where it has none: two queries."""
    run = publication.run
    figures = _figures(run, public.runs.get(period.plus(-1)), code)
    here = [one for one in figures if one.run_id == run.pk]
    figure = next((one for one in here if one.code == code), None)
    if figure is None:
        return None
    before = next((one for one in figures if one.run_id != run.pk), None)
    others = [one for one in here if one.rank is not None and one.code != code]
    prizes = Award.objects.filter(run=run, village__code=code, public=True).order_by("-fen")
    return Reason(
        figure,
        [(one.name, one.rank or 0, one.hundredths or 0) for one in others],
        list(_given(public, figure)),
        [(title, fen or 0, reason) for title, fen, reason in prizes.values_list("title", "fen", "reason")],
        score_before(figure.told, before.hundredths if before else None),
        publication.is_brief(len(here)),
    )


def _figures(run: Run, before: UUID | None, code: str) -> list[Any]:
    """Return the figures of the run by rank, and of the village that of the run before; one explained."""
    told = Case(When(run=run, village__code=code, then=F("explanation")), output_field=JSONField())
    figures = Figure.objects.filter(Q(run=run) | Q(run=before, village__code=code))
    named = figures.annotate(told=told, code=F("village__code"), name=F("village__name"))
    return list(named.defer("explanation").order_by("rank", "code"))


def _given(public: Public, figure: Any) -> Iterator[Given]:
    for title, value, key in figure.told["inputs"]:
        name, _, named = key.partition(" ")
        part = period_in(key) if named else None
        said = (
            gettext("%(period)s成绩") % {"period": period_label(part)} if part and name in LEVELS else title
        )
        yield Given(said, value or points(None), part if part in public.runs else None)

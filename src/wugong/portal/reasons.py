"""Why a village has the figure it has: in sentences, with what went in and the steps."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from wugong.base.periods import LEVELS, Period
from wugong.portal.boards import period_in
from wugong.portal.methods import in_words
from wugong.portal.queries import Public, points
from wugong.review.models import Award, Figure
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

    figure: Figure
    others: Sequence[tuple[str, int, int]]
    given: Sequence[Given]
    prizes: Sequence[tuple[str, int, str]]

    @property
    def score(self) -> str:
        return points(self.figure.hundredths)

    @property
    def told(self) -> dict[str, Any]:
        told: dict[str, Any] = self.figure.explanation
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


def reason_of(public: Public, period: Period, code: str) -> Reason | None:
    """Return the why of a village's figure in a public period, None where it has none: three queries."""
    run = public.runs[period]
    figure = Figure.objects.filter(run=run, village__code=code).first()
    if figure is None:
        return None
    ranked = Figure.objects.filter(run=run, rank__isnull=False).exclude(pk=figure.pk)
    fields = ("village__name", "rank", "hundredths")
    others = ranked.order_by("rank", "village__code").values_list(*fields)
    given = []
    for title, value, key in figure.explanation["inputs"]:
        name, _, named = key.partition(" ")
        part = period_in(key) if named else None
        said = (
            gettext("%(period)s成绩") % {"period": period_label(part)} if part and name in LEVELS else title
        )
        given.append(Given(said, value or points(None), part if part in public.runs else None))
    prizes = Award.objects.filter(run=run, village__code=code, public=True).order_by("-fen")
    return Reason(
        figure,
        [(name, rank or 0, hundredths or 0) for name, rank, hundredths in others],
        given,
        [(title, fen or 0, reason) for title, fen, reason in prizes.values_list("title", "fen", "reason")],
    )

"""What a village is asked each month: every form with who asks for it and why, and the minutes it took."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Count
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wugong.base.periods import Period
from wugong.matters.models import Matter
from wugong.matters.registers import registers_on
from wugong.matters.states import Channel
from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.portal.paper_counts import filled, moments_of
from wugong.rules.papers import papers_on

TYPED: Final = (Channel.DESK, Channel.PAPER, Channel.GRID)  # by somebody of the village, one by one
AS_THEY_COME: Final = _("有一件登记一件")


@dataclass(frozen=True, slots=True)
class Burden:
    """One form, and what it cost in the month."""

    title: str
    owner: str
    basis: str
    minutes: int
    sunset: date
    every: str | Promise
    count: int

    @property
    def total(self) -> int:
        """Return the minutes of the month, of all villages together."""
        return self.minutes * self.count

    @property
    def over(self) -> bool:
        """Say whether its last day is past."""
        return self.sunset < timezone.localdate()


@dataclass(frozen=True, slots=True)
class Burdens:
    """All forms of a county in a month."""

    period: Period
    rows: list[Burden]
    villages: int

    @property
    def total(self) -> int:
        """Return the minutes of all forms and villages."""
        return sum(row.total for row in self.rows)

    @property
    def a_village(self) -> int:
        """Return the minutes that one village was asked for on average, rounded up."""
        return -(-self.total // self.villages) if self.villages else 0


def burdens_of(period: Period) -> Burdens:
    """Return what the forms of the county cost in that month, the dearest first: four queries."""
    rows = [*_registers(period), *_others(period)]
    villages = Place.objects.at_level(Level.VILLAGE).in_force(period.last_day).count()
    return Burdens(period, sorted(rows, key=lambda row: (-row.total, row.title)), villages)


def _registers(period: Period) -> list[Burden]:
    typed = Matter.objects.filter(
        channel__in=TYPED, opened_at__range=moments_of(period.first_day, period.last_day)
    ).order_by()
    counts = dict(typed.values_list("register").annotate(count=Count("pk")))
    found = []
    for code, held in registers_on().items():
        paper = held.version.paper
        found.append(
            Burden(
                held.register.title,
                paper.owner,
                str(paper.basis),
                paper.minutes,
                paper.sunset,
                AS_THEY_COME,
                counts.get(code, 0),
            )
        )
    return found


def _others(period: Period) -> list[Burden]:
    counts = filled(period.first_day, period.last_day)
    return [
        Burden(one.title, one.owner, one.basis, one.minutes, one.sunset, one.every, counts.get(one.key, 0))
        for one in papers_on(period.last_day).papers.values()
    ]

"""What the counter shows: what is to be prepared, one order before its hand-over, the day's weighings."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Sum
from django.shortcuts import get_object_or_404
from django.utils import timezone

from wugong.access.verdicts import Visitor
from wugong.base.periods import Level, Period
from wugong.places.models import Place
from wugong.registry.masks import name_seen
from wugong.registry.models import Household
from wugong.registry.queries import heads_of
from wugong.share.models import Order, OrderLine, Weighing
from wugong.share.opening_days import is_open
from wugong.share.permissions import other_hand
from wugong.share.queries import rule_of
from wugong.share.states import OrderState

A_LIST = 30


@dataclass(frozen=True)
class CounterPage:
    """柜台."""

    village: Place
    waiting: Sequence[tuple[Order, str]]  # with the household as a counter calls it
    month: Period
    closed: bool  # today is no opening day


@dataclass(frozen=True)
class Handing:
    """核销: one order at the counter."""

    name: str
    lines: Sequence[OrderLine]
    held: bool
    stopped: str  # why this keeper does not hand it over
    closed: bool


def counter_of(village: Place) -> CounterPage:
    """Return what waits at the counter, what runs out first on top."""
    today = timezone.localdate()
    held = Order.objects.of(village).held().select_related("household").prefetch_related("lines__good")
    waiting = list(held.order_by("expires_at")[:A_LIST])
    names = named(one.household for one in waiting)
    rows = [(one, names[one.household_id]) for one in waiting]
    return CounterPage(village, rows, Period.of(today, Level.MONTH), _closed(village, today))


def order_at(code: str, key: UUID) -> Order:
    """Return an order of this shop, or 404."""
    found = Order.objects.select_related("household", "village").filter(village__code=code)
    one: Order = get_object_or_404(found, pk=key)
    return one


def handing_of(one: Order, keeper: Visitor) -> Handing:
    """Return what the keeper sees of an order before she hands it over."""
    return Handing(
        name=named([one.household])[one.household_id],
        lines=list(one.lines.select_related("good")),
        held=one.state == OrderState.HELD,
        stopped=other_hand(keeper, one.household).reason,
        closed=_closed(one.village, timezone.localdate()),
    )


def totals_of(village: Place, day: date) -> Sequence[Mapping[str, Any]]:
    """Return what was weighed on that day, by material, the heaviest first."""
    rows = Weighing.objects.filter(village=village, day=day).values("price__material__name")
    return list(rows.annotate(grams=Sum("grams"), points=Sum("points")).order_by("-grams"))


def named(households: Iterable[Household]) -> Mapping[UUID, str]:
    """Return the households as a counter calls them: number and the head's name, masked; one query."""
    found = {home.pk: home for home in households}
    heads = heads_of(found.values())
    return {
        key: f"{home.number} {name_seen(heads[key].person, in_clear=False)}" if key in heads else home.number
        for key, home in found.items()
    }


def _closed(village: Place, day: date) -> bool:
    return not is_open(rule_of(village, day), day)

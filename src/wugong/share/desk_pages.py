"""What cashier and cadre see of the shop in one place: the month, what is to be read, what is open."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils import timezone

from wugong.base.periods import Level, Period
from wugong.places.models import Place
from wugong.share.counter_pages import named
from wugong.share.looking import unread_of
from wugong.share.models import Order, ReceiptBack, StockTake
from wugong.share.shelf_pages import takes_of
from wugong.share.statements import Statement, statement_of

A_LIST: Final = 30
Named = Sequence[tuple[Order, str]]  # with the household as a counter calls it


@dataclass(frozen=True)
class ShopDesk:
    """超市账: this month of a shop."""

    village: Place
    statement: Statement
    unread: Named  # went without code and card, and no supervisor has looked yet
    unread_count: int
    asked: Named  # looked at this month, with something to say
    held: Named
    held_count: int
    waits: StockTake | None
    backs: Sequence[ReceiptBack]


def desk_of(village: Place) -> ShopDesk:
    """Return the month with what waits for whom: as many queries for one order as for many."""
    month = Period.of(timezone.localdate(), Level.MONTH)
    unread = unread_of(village).prefetch_related("lines__good")
    held = Order.objects.of(village).held().select_related("household").prefetch_related("lines__good")
    first = list(unread[:A_LIST])
    waiting = list(held.order_by("expires_at", "pk")[:A_LIST])
    asked = _asked(village, month)
    names = named(one.household for one in (*first, *waiting, *asked))
    return ShopDesk(
        village=village,
        statement=statement_of(village, month),
        unread=[(one, names[one.household_id]) for one in first],
        unread_count=unread.count(),
        asked=[(one, names[one.household_id]) for one in asked],
        held=[(one, names[one.household_id]) for one in waiting],
        held_count=held.count(),
        waits=takes_of(village)[1],
        backs=list(_backs(village, month)),
    )


def _asked(village: Place, month: Period) -> list[Order]:
    within = Order.objects.of(village).filter(handed_on__range=(month.first_day, month.last_day))
    found = within.exclude(looked_note="").select_related("household", "looked_by")
    return list(found.prefetch_related("lines__good").order_by("-looked_at")[:A_LIST])


def _backs(village: Place, month: Period) -> Sequence[ReceiptBack]:
    days = {"receipt__day__range": (month.first_day, month.last_day)}
    found = ReceiptBack.objects.filter(receipt__good__village=village, **days)
    return list(found.select_related("receipt__good", "taken_by").order_by("-taken_at")[:A_LIST])

"""What the pages of the shelves show: stock with prices, one good with its entries, stock-takes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone

from wugong.ledger.balances import Balance, Line
from wugong.places.models import Place
from wugong.share.models import Good, Price, Receipt, StockTake
from wugong.share.queries import goods_of, prices_on
from wugong.share.states import StockTakeState
from wugong.share.stock import entries_of, stock_of

LINES = 100  # of the ledger, the latest
TAKES = 12


@dataclass(frozen=True, slots=True)
class Shelf:
    """A good with its price of today and how many there are."""

    good: Good
    price: Price | None
    stock: Balance
    offered: bool


@dataclass(frozen=True)
class GoodPage:
    """One good with all its prices, and each entry of its stock, the latest first."""

    good: Good
    prices: Sequence[Price]
    lines: Sequence[Line]
    stock: Balance


def shelf_of(village: Place) -> list[Shelf]:
    """Return all goods of the shop: as many queries for one as for many."""
    goods, today = goods_of(village), timezone.localdate()
    prices, pieces = prices_on(goods, today), stock_of(village, goods) if goods else {}
    return [Shelf(one, prices.get(one.pk), pieces[one.pk], one.offered_on(today)) for one in goods]


def good_of(village: Place, good: Good) -> GoodPage:
    """Return a good with its prices and the entries of its stock."""
    prices = Price.objects.filter(good=good).select_related("set_by").order_by("-since")
    return GoodPage(
        good, list(prices), entries_of(village, good)[-LINES:][::-1], stock_of(village, [good])[good.pk]
    )


def goods_offered_from(village: Place, day: date) -> list[Good]:
    """Return what the shop offers on that day or later: only that comes in."""
    return [one for one in goods_of(village) if one.until is None or one.until > day]


def received_today(village: Place) -> list[Receipt]:
    """Return what was typed in today and stands: one query; each of them can be taken back."""
    begins = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    typed = Receipt.objects.filter(good__village=village, taken_at__gte=begins, backs=None)
    return list(typed.select_related("good").order_by("-taken_at", "-pk"))


def receipt_at(village: Place, key: UUID) -> Receipt:
    """Return a receipt of this shop, or 404."""
    one: Receipt = get_object_or_404(Receipt.objects.select_related("good"), good__village=village, pk=key)
    return one


def booked_of(village: Place) -> tuple[Sequence[Good], Mapping[UUID, int]]:
    """Return all goods, and how many of each there are by the book."""
    goods = goods_of(village)
    return goods, {key: one.posted for key, one in stock_of(village, goods).items()} if goods else {}


def takes_of(village: Place) -> tuple[Sequence[StockTake], StockTake | None]:
    """Return the latest stock-takes, and the one that waits for a second person."""
    takes = StockTake.objects.filter(village=village).select_related("counted_by", "decided_by")
    waits = takes.filter(state=StockTakeState.COUNTED).first()
    return list(takes.order_by("-counted_at", "-pk")[:TAKES]), waits


def take_at(village: Place, key: UUID) -> StockTake:
    """Return a stock-take of this shop, or 404."""
    found = StockTake.objects.select_related("counted_by", "decided_by", "village")
    one: StockTake = get_object_or_404(found, village=village, pk=key)
    return one

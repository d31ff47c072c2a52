"""The month's statement: stock = receipts − hand-overs ± differences, points redeemed × rate = money spent.

Two independent sources are laid side by side: the papers of the shop, and the balances of the ledger.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import F, Q, QuerySet, Sum

from wugong.base.periods import Period
from wugong.ledger.states import Unit
from wugong.places.models import Place
from wugong.points.accounts import REDEEMED, SPENT
from wugong.share.models import Good, Order, OrderLine, Receipt, StockLine, StockTake, Weighing
from wugong.share.queries import goods_of
from wugong.share.states import OrderState, StockTakeState
from wugong.share.stock import known_on, stock_on

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Row:
    """One good in the month, in pieces; `closing` is what the ledger says."""

    good: Good
    opening: int
    received: int
    handed: int
    difference: int
    closing: int

    @property
    def agrees(self) -> bool:
        """Say whether the papers explain what the ledger holds."""
        return self.opening + self.received - self.handed + self.difference == self.closing


@dataclass(frozen=True)
class Statement:
    """对账表 of one shop and month."""

    village: Place
    month: Period
    rows: Sequence[Row]
    orders: Sequence[Order]  # handed over in the month
    receipts: Sequence[Receipt]
    takes: Sequence[StockTake]
    weighings: Sequence[Weighing]
    cost: int  # fen paid for what came in
    redeemed: int  # points, by the ledger
    spent: int  # fen, by the ledger

    @property
    def points(self) -> int:
        """Return the points of what was handed over, by the papers."""
        return sum(order.points for order in self.orders)

    @property
    def weighed(self) -> int:
        """Return the points given for recyclables."""
        return sum(one.points for one in self.weighings)

    @property
    def agrees(self) -> bool:
        """Say whether stock and points agree with the ledger."""
        return self.points == self.redeemed and all(row.agrees for row in self.rows)


def statement_of(village: Place, month: Period) -> Statement:
    """Return the month of the shop: as many queries for one good as for many."""
    first, last = month.first_day, month.last_day
    goods = goods_of(village)
    opening, closing = stock_on(village, goods, first - A_DAY), stock_on(village, goods, last)
    received, handed, different = _moved(village, first, last)
    rows = [
        Row(
            good,
            opening[good.pk],
            received.get(good.pk, 0),
            handed.get(good.pk, 0),
            different.get(good.pk, 0),
            closing[good.pk],
        )
        for good in goods
    ]
    weighed = Weighing.objects.filter(village=village, day__range=(first, last)).order_by("weighed_at", "pk")
    receipts = list(_receipts(village, first, last).select_related("good").order_by("day", "pk"))
    return Statement(
        village=village,
        month=month,
        rows=[row for row in rows if _is_told(row)],
        orders=list(_handed(village, first, last).order_by("handed_at", "pk")),
        receipts=receipts,
        takes=list(_takes(village, first, last).order_by("decided_at")),
        weighings=list(weighed.select_related("household", "price__material")),
        cost=sum(receipt.cost for receipt in receipts),
        redeemed=_within(village, REDEEMED, Unit.POINTS, first, last),
        spent=_within(village, SPENT, Unit.FEN, first, last),
    )


def _within(village: Place, code: str, unit: Unit, first: date, last: date) -> int:
    """Return what came into an account of the village's book on these days."""
    before, after = (known_on(village, [code], unit, day) for day in (first - A_DAY, last))
    return after[code] - before[code]


def _is_told(row: Row) -> bool:
    """Say whether anything is to be told of the good: what was never there is left out."""
    return any((row.opening, row.received, row.handed, row.difference, row.closing)) or not row.good.until


def _moved(village: Place, first: date, last: date) -> tuple[Mapping[UUID, int], ...]:
    """Return what came in, went out and differed, by good: three queries."""
    lines = OrderLine.objects.filter(order__in=_handed(village, first, last).values("pk"))
    counted = StockLine.objects.filter(stock_take__in=_takes(village, first, last).values("pk"))
    return (
        _sums(_receipts(village, first, last), "pieces"),
        _sums(lines, "pieces"),
        _sums(counted, F("counted") - F("booked")),
    )


def _sums(
    rows: "QuerySet[Receipt] | QuerySet[OrderLine] | QuerySet[StockLine]", what: object
) -> Mapping[UUID, int]:
    found = rows.order_by().values_list("good_id").annotate(all=Sum(what))
    return dict(found)


def _receipts(village: Place, first: date, last: date) -> QuerySet[Receipt]:
    return Receipt.objects.filter(good__village=village, day__range=(first, last), backs=None)


def _handed(village: Place, first: date, last: date) -> QuerySet[Order]:
    found: QuerySet[Order] = Order.objects.filter(
        village=village, state=OrderState.HANDED, handed_on__range=(first, last)
    )
    return found.select_related("household").prefetch_related("lines__good")


def _takes(village: Place, first: date, last: date) -> QuerySet[StockTake]:
    booked = Q(state=StockTakeState.BOOKED, decided_on__range=(first, last))
    return StockTake.objects.filter(booked, village=village)

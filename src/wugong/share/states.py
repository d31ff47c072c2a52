"""The states of orders and stock-takes, and the moves between them."""

from collections.abc import Mapping
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrderState(models.TextChoices):
    """兑换的状态: points and goods are held, handed over, or let go again."""

    HELD = "held", _("已预留，待领取")
    HANDED = "handed", _("已领取")
    VOID = "void", _("已取消")


class OrderChannel(models.TextChoices):
    """兑换方式."""

    PHONE = "phone", _("手机预订")
    COUNTER = "counter", _("柜台兑换")


class Signed(models.TextChoices):
    """签收方式."""

    PAPER = "paper", _("纸质签名")
    DRAWN = "drawn", _("手机上签名")


class Proof(models.TextChoices):
    """凭什么领: how the counter knew that the household wants this."""

    CODE = "code", _("凭取货码")
    CARD = "card", _("凭户卡和签名")
    NONE = "none", _("没有取货码，凭签名")


class StockTakeState(models.TextChoices):
    """盘点的状态: what was counted waits for a second person."""

    COUNTED = "counted", _("待核对")
    BOOKED = "booked", _("已核对入账")
    REFUSED = "refused", _("退回重盘")


MOVES: Final[Mapping[OrderState, frozenset[OrderState]]] = {
    OrderState.HELD: frozenset({OrderState.HANDED, OrderState.VOID}),
    OrderState.HANDED: frozenset(),
    OrderState.VOID: frozenset(),
}
STOCK_TAKE_MOVES: Final[Mapping[StockTakeState, frozenset[StockTakeState]]] = {
    StockTakeState.COUNTED: frozenset({StockTakeState.BOOKED, StockTakeState.REFUSED}),
    StockTakeState.BOOKED: frozenset(),
    StockTakeState.REFUSED: frozenset(),
}

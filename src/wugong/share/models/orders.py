"""Tables of orders: what a household reserved, at which price, and what became of it."""

from datetime import date, datetime, timedelta
from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.utils import timezone

from wugong.accounts.models import User
from wugong.counties.fields import CountyForeignKey
from wugong.counties.managers import CountyQuerySet, Everywhere, InCounty
from wugong.counties.models import Scoped
from wugong.media.models import Photo
from wugong.places.models import Place
from wugong.registry.models import Household
from wugong.share.models.goods import Good
from wugong.share.states import OrderChannel, OrderState, Proof, Signed


class OrderQuerySet(CountyQuerySet["Order"]):
    def held(self) -> Self:
        """Keep those that wait for their household."""
        return self.filter(state=OrderState.HELD)

    def of(self, village: Place) -> Self:
        """Keep those of one shop."""
        return self.filter(village=village)

    def unread(self) -> Self:
        """Keep those that went without code and card, and that no supervisor has looked at yet."""
        return self.filter(proof=Proof.NONE, looked_at__isnull=True)

    def expired(self, now: datetime) -> Self:
        """Keep those held for longer than the rule says."""
        return self.held().filter(expires_at__lte=now)


OrdersHere = InCounty.from_queryset(OrderQuerySet)
OrdersEverywhere = Everywhere.from_queryset(OrderQuerySet)


class Order(Scoped):
    """兑换单: points, money and goods held in one entry until the hand-over, or let go again."""

    village = CountyForeignKey(Place, models.PROTECT, verbose_name="村", related_name="shop_orders")
    village_id: UUID
    household = CountyForeignKey(Household, models.PROTECT, verbose_name="户", related_name="shop_orders")
    household_id: UUID
    channel = models.CharField("方式", max_length=10, choices=OrderChannel)
    state = models.CharField("状态", max_length=10, choices=OrderState, default=OrderState.HELD)
    code = models.CharField("取货码", max_length=6)
    key = models.CharField("标识", max_length=80)  # made by the sender: sent twice, ordered once
    points = models.PositiveIntegerField("积分合计")
    entry = models.UUIDField("凭证")
    ordered_by = models.ForeignKey(User, models.PROTECT, verbose_name="预订人", null=True, related_name="+")
    ordered_by_id: UUID | None
    ordered_at = models.DateTimeField("预订时间", default=timezone.now)
    expires_at = models.DateTimeField("预留到")
    handed_by = models.ForeignKey(User, models.PROTECT, verbose_name="核销人", null=True, related_name="+")
    handed_by_id: UUID | None
    handed_at = models.DateTimeField("领取时间", null=True)
    handed_on = models.DateField("领取日期", null=True)
    signed = models.CharField("签收", max_length=10, choices=Signed, blank=True)
    signature = CountyForeignKey(Photo, models.PROTECT, verbose_name="签名", null=True, related_name="+")
    signature_id: UUID | None
    proof = models.CharField("凭什么领", max_length=10, choices=Proof, blank=True)  # of old ones not kept
    looked_by = models.ForeignKey(User, models.PROTECT, verbose_name="看过的人", null=True, related_name="+")
    looked_by_id: UUID | None
    looked_at = models.DateTimeField("看过的时间", null=True)
    looked_note = models.CharField("看的意见", max_length=100, blank=True)
    voided_by = models.ForeignKey(User, models.PROTECT, verbose_name="取消人", null=True, related_name="+")
    voided_by_id: UUID | None
    voided_at = models.DateTimeField("取消时间", null=True)
    reason = models.CharField("取消原因", max_length=100, blank=True)

    objects: ClassVar = OrdersHere()
    everywhere: ClassVar = OrdersEverywhere()

    class Meta:
        verbose_name = verbose_name_plural = "兑换单"
        ordering = ["-ordered_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["county", "village", "key"], name="one_order_a_key"),
            models.UniqueConstraint(
                fields=["county", "village", "code"],
                condition=models.Q(state="held"),
                name="one_held_order_a_code",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="handed")
                | models.Q(handed_at__isnull=False) & ~models.Q(signed=""),
                name="handed_orders_are_signed_for",
            ),
            models.CheckConstraint(
                condition=~models.Q(proof__in=["card", "none"]) | models.Q(signature__isnull=False),
                name="without_code_a_signature_is_kept",
            ),
        ]
        indexes = [
            models.Index(fields=["county", "village", "state", "expires_at"], name="orders_of_a_shop"),
            models.Index(fields=["county", "village", "handed_on"], name="orders_handed_on_a_day"),
            models.Index(
                fields=["county", "village", "handed_at"],
                condition=models.Q(proof="none", looked_at__isnull=True),
                name="orders_to_look_at",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def last_day(self) -> date:
        """Return the last day on which it can be fetched."""
        return timezone.localdate(self.expires_at - timedelta(microseconds=1))


class OrderLine(Scoped):
    """兑换明细: so many pieces of a good at the price of the day of the order."""

    order = CountyForeignKey(Order, models.PROTECT, verbose_name="兑换单", related_name="lines")
    order_id: UUID
    good = CountyForeignKey(Good, models.PROTECT, verbose_name="物品", related_name="order_lines")
    good_id: UUID
    pieces = models.PositiveIntegerField("件数")
    each = models.PositiveIntegerField("每件积分")

    class Meta:
        verbose_name = verbose_name_plural = "兑换明细"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["county", "order", "good"], name="one_line_a_good"),
            models.CheckConstraint(condition=models.Q(pieces__gt=0), name="order_lines_are_some_pieces"),
        ]

    @property
    def points(self) -> int:
        """Return what the line costs."""
        return self.pieces * self.each


class WrongCode(Scoped):
    """输错的取货码: when a keeper typed a code that no held order has; too many at once are stopped."""

    village = CountyForeignKey(Place, models.PROTECT, verbose_name="村", related_name="+")
    village_id: UUID
    by = models.ForeignKey(User, models.PROTECT, verbose_name="经办人", null=True, related_name="+")
    by_id: UUID | None
    at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "输错的取货码"
        indexes = [models.Index(fields=["county", "village", "by", "at"], name="wrong_codes_of_a_keeper")]

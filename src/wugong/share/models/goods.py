"""Tables of goods: what a shop offers, for how many points from which day on, what came in."""

from datetime import date
from uuid import UUID

from django.db import models
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.models import WrittenOnce
from wugong.audit.triggers import append_only
from wugong.counties.fields import CountyForeignKey
from wugong.counties.models import Scoped
from wugong.media.models import Photo
from wugong.places.models import Place


class Good(Scoped):
    """物品: something the shop hands out for points, by the piece, from a day on."""

    village = CountyForeignKey(Place, models.PROTECT, verbose_name="村", related_name="shop_goods")
    village_id: UUID
    name = models.CharField("名称", max_length=40)
    unit = models.CharField("单位", max_length=8)
    photo = CountyForeignKey(Photo, models.PROTECT, verbose_name="照片", null=True, related_name="+")
    photo_id: UUID | None
    since = models.DateField("自")
    until = models.DateField("停兑之日", null=True)  # from this day on it is offered no more
    made_by = models.ForeignKey(User, models.PROTECT, verbose_name="登记人", null=True, related_name="+")
    made_by_id: UUID | None
    made_at = models.DateTimeField("登记时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "兑换物品"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["county", "village", "name"], name="one_good_a_name"),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="goods_end_after_begin",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def offered_on(self, day: date) -> bool:
        """Say whether the shop offers it on that day."""
        return self.since <= day and (self.until is None or day < self.until)


@append_only
class Price(WrittenOnce):
    """兑换价: how many points a piece costs from a day on, until another price begins."""

    good = CountyForeignKey(Good, models.PROTECT, verbose_name="物品", related_name="prices")
    good_id: UUID
    since = models.DateField("自")
    points = models.PositiveIntegerField("每件积分")
    set_by = models.ForeignKey(User, models.PROTECT, verbose_name="经办人", null=True, related_name="+")
    set_by_id: UUID | None
    set_at = models.DateTimeField("登记时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "兑换价"
        ordering = ["-since"]
        constraints = [
            models.UniqueConstraint(fields=["county", "good", "since"], name="one_price_a_day"),
            models.CheckConstraint(condition=models.Q(points__gt=0), name="prices_are_some_points"),
        ]


@append_only
class Receipt(WrittenOnce):
    """进货: so many pieces came in, for so much money, from whom; the paper as a photo."""

    good = CountyForeignKey(Good, models.PROTECT, verbose_name="物品", related_name="receipts")
    good_id: UUID
    day = models.DateField("进货日期")
    pieces = models.PositiveIntegerField("件数")
    cost = models.PositiveBigIntegerField("进价合计（分）")  # fen
    supplier = models.CharField("供货单位", max_length=60)
    paper = CountyForeignKey(Photo, models.PROTECT, verbose_name="单据", null=True, related_name="+")
    paper_id: UUID | None
    key = models.CharField("标识", max_length=80)  # made by the sender: sent twice, taken in once
    entry = models.UUIDField("凭证")
    taken_by = models.ForeignKey(User, models.PROTECT, verbose_name="收货人", null=True, related_name="+")
    taken_by_id: UUID | None
    taken_at = models.DateTimeField("登记时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "进货"
        ordering = ["-day", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["county", "good", "key"], name="one_receipt_a_key"),
            models.CheckConstraint(condition=models.Q(pieces__gt=0), name="receipts_are_some_pieces"),
        ]


@append_only
class ReceiptBack(WrittenOnce):
    """进货更正: a receipt typed wrong was taken back the same day by an opposite entry; both can be read."""

    receipt = CountyForeignKey(Receipt, models.PROTECT, verbose_name="进货", related_name="backs")
    receipt_id: UUID
    reason = models.CharField("错在哪里", max_length=100)
    entry = models.UUIDField("凭证")
    taken_by = models.ForeignKey(User, models.PROTECT, verbose_name="经办人", null=True, related_name="+")
    taken_by_id: UUID | None
    taken_at = models.DateTimeField("登记时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "进货更正"
        ordering = ["-taken_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["county", "receipt"], name="one_way_back_a_receipt"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="receipts_go_back_for_a_reason"),
        ]

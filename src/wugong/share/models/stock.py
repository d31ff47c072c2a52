"""Tables of stock-takes: what was counted beside what the book says, why it differs, who confirmed it."""

from uuid import UUID

from django.db import models
from django.utils import timezone

from wugong.accounts.models import User
from wugong.counties.fields import CountyForeignKey
from wugong.counties.models import Scoped
from wugong.places.models import Place
from wugong.share.models.goods import Good
from wugong.share.states import StockTakeState


class StockTake(Scoped):
    """盘点: counted by one person, confirmed by another, and only then booked."""

    village = CountyForeignKey(Place, models.PROTECT, verbose_name="村", related_name="stock_takes")
    village_id: UUID
    state = models.CharField("状态", max_length=10, choices=StockTakeState, default=StockTakeState.COUNTED)
    counted_by = models.ForeignKey(User, models.PROTECT, verbose_name="盘点人", null=True, related_name="+")
    counted_by_id: UUID | None
    counted_at = models.DateTimeField("盘点时间", default=timezone.now)
    decided_by = models.ForeignKey(User, models.PROTECT, verbose_name="核对人", null=True, related_name="+")
    decided_by_id: UUID | None
    decided_at = models.DateTimeField("核对时间", null=True)
    decided_on = models.DateField("核对日期", null=True)
    answer = models.CharField("核对意见", max_length=100, blank=True)
    entry = models.UUIDField("凭证", null=True)  # none where nothing differed

    class Meta:
        verbose_name = verbose_name_plural = "盘点"
        ordering = ["-counted_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["county", "village"],
                condition=models.Q(state="counted"),
                name="one_stock_take_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True) | ~models.Q(decided_by=models.F("counted_by")),
                name="nobody_confirms_what_she_counted",
            ),
        ]


class StockLine(Scoped):
    """盘点明细: one good, by the book and by hand."""

    stock_take = CountyForeignKey(StockTake, models.PROTECT, verbose_name="盘点", related_name="lines")
    stock_take_id: UUID
    good = CountyForeignKey(Good, models.PROTECT, verbose_name="物品", related_name="stock_lines")
    good_id: UUID
    booked = models.PositiveIntegerField("账上")
    counted = models.PositiveIntegerField("实有")
    reason = models.CharField("差在哪里", max_length=100, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "盘点明细"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["county", "stock_take", "good"], name="one_stock_line_a_good"),
            models.CheckConstraint(
                condition=models.Q(booked=models.F("counted")) | ~models.Q(reason=""),
                name="stock_differences_are_explained",
            ),
        ]

    @property
    def difference(self) -> int:
        """Return how many pieces there are more (or, below zero, fewer) than the book says."""
        return self.counted - self.booked

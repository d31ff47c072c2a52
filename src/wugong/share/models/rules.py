"""The table of a shop's own rules: when it is open, how long it holds an order, how much it weighs."""

from typing import Any
from uuid import UUID

from django.db import models
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.models import WrittenOnce
from wugong.audit.triggers import append_only
from wugong.counties.fields import CountyForeignKey
from wugong.places.models import Place


@append_only
class ShopRule(WrittenOnce):
    """开门日和规矩: from a day on, until another rule begins; Monday is 1."""

    village = CountyForeignKey(Place, models.PROTECT, verbose_name="村", related_name="shop_rules")
    village_id: UUID
    since = models.DateField("自")
    weekdays: "models.JSONField[list[Any], list[Any]]" = models.JSONField("星期几", default=list)
    month_days: "models.JSONField[list[Any], list[Any]]" = models.JSONField("每月几号", default=list)
    opens = models.TimeField("开门")
    closes = models.TimeField("关门")
    hold_days = models.PositiveSmallIntegerField("预留几天")
    weigh_cap = models.PositiveIntegerField("每户每天称重最多得几分")
    decision = models.CharField("依据", max_length=120, blank=True)
    set_by = models.ForeignKey(User, models.PROTECT, verbose_name="经办人", null=True, related_name="+")
    set_by_id: UUID | None
    set_at = models.DateTimeField("登记时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "开门日和规矩"
        ordering = ["-since", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(opens__lt=models.F("closes"), hold_days__gt=0),
                name="shops_close_after_they_open",
            )
        ]

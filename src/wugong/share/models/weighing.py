"""Tables of recyclables: what is taken, for how many points from which day on, what was weighed."""

from uuid import UUID

from django.db import models
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.models import WrittenOnce
from wugong.audit.triggers import append_only
from wugong.counties.fields import CountyForeignKey
from wugong.counties.models import Scoped
from wugong.places.models import Place
from wugong.registry.models import Household


class Material(Scoped):
    """可回收物."""

    village = CountyForeignKey(Place, models.PROTECT, verbose_name="村", related_name="shop_materials")
    village_id: UUID
    name = models.CharField("名称", max_length=20)

    class Meta:
        verbose_name = verbose_name_plural = "可回收物"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["county", "village", "name"], name="one_material_a_name")
        ]

    def __str__(self) -> str:
        return self.name


@append_only
class MaterialPrice(WrittenOnce):
    """回收价: so many points for so many grams from a day on; no points, and it is taken no more."""

    material = CountyForeignKey(Material, models.PROTECT, verbose_name="可回收物", related_name="prices")
    material_id: UUID
    since = models.DateField("自")
    grams = models.PositiveIntegerField("每多少克")
    points = models.PositiveIntegerField("得几分")
    set_by = models.ForeignKey(User, models.PROTECT, verbose_name="经办人", null=True, related_name="+")
    set_by_id: UUID | None
    set_at = models.DateTimeField("登记时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "回收价"
        ordering = ["-since"]
        constraints = [
            models.UniqueConstraint(fields=["county", "material", "since"], name="one_material_price_a_day"),
            models.CheckConstraint(
                condition=models.Q(grams__gt=0), name="material_prices_are_for_some_grams"
            ),
        ]


@append_only
class Weighing(WrittenOnce):
    """称重: a household brought so many grams of a material and got the points at once."""

    village = CountyForeignKey(Place, models.PROTECT, verbose_name="村", related_name="weighings")
    village_id: UUID
    household = CountyForeignKey(Household, models.PROTECT, verbose_name="户", related_name="weighings")
    household_id: UUID
    price = CountyForeignKey(MaterialPrice, models.PROTECT, verbose_name="回收价", related_name="weighings")
    price_id: UUID
    day = models.DateField("日期")
    grams = models.PositiveIntegerField("克数")
    points = models.PositiveIntegerField("积分")
    key = models.CharField("标识", max_length=80)  # made by the sender: sent twice, weighed once
    entry = models.UUIDField("凭证")
    weighed_by = models.ForeignKey(User, models.PROTECT, verbose_name="称重人", null=True, related_name="+")
    weighed_by_id: UUID | None
    weighed_at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "称重"
        ordering = ["-weighed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["county", "village", "key"], name="one_weighing_a_key"),
            models.CheckConstraint(
                condition=models.Q(grams__gt=0, points__gt=0), name="weighings_are_worth_points"
            ),
        ]
        indexes = [models.Index(fields=["county", "village", "day"], name="weighings_of_a_day")]

"""Tables of what points rest on: the catalogue that was voted on, the pool that is paid for."""

from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.utils import timezone

from wugong.accounts.models import User
from wugong.counties.fields import CountyForeignKey
from wugong.counties.managers import CountyQuerySet, Everywhere, InCounty
from wugong.counties.models import Scoped
from wugong.places.models import Place
from wugong.points.states import PoolState


class Adoption(Scoped):
    """积分细则的启用: from a day on a village gives points by this catalogue, as a meeting decided."""

    village = CountyForeignKey(Place, models.PROTECT, verbose_name="村", related_name="points_adoptions")
    village_id: UUID
    code = models.CharField("细则代码", max_length=40)
    title = models.CharField("名称", max_length=80)
    body = models.TextField("细则全文")  # YAML, as it was voted on
    digest = models.CharField("校验值", max_length=64)
    since = models.DateField("自")
    decision = models.CharField("议事决定", max_length=120)
    decided_on = models.DateField("决定日期")
    adopted_by = models.ForeignKey(User, models.PROTECT, verbose_name="经办人", null=True, related_name="+")
    adopted_by_id: UUID | None
    adopted_at = models.DateTimeField("登记时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "积分细则"
        ordering = ["-since"]
        constraints = [
            models.UniqueConstraint(fields=["county", "village", "since"], name="one_points_catalogue_a_day"),
            models.CheckConstraint(
                condition=models.Q(since__gte=models.F("decided_on")), name="points_decided_before_in_force"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Pool(Scoped):
    """积分池: a period's points, none of them promised without money behind it."""

    village = CountyForeignKey(Place, models.PROTECT, verbose_name="村", related_name="points_pools")
    village_id: UUID
    title = models.CharField("名称", max_length=60)
    since = models.DateField("自")
    until = models.DateField("至")  # the last day
    rate = models.PositiveIntegerField("每分多少分钱")  # fen a point
    budget = models.PositiveBigIntegerField("资金（分）")
    funded_from = models.CharField("资金来源", max_length=120)
    decision = models.CharField("议事决定", max_length=120, default="")
    decided_on = models.DateField("决定日期", null=True)
    state = models.CharField("状态", max_length=10, choices=PoolState, default=PoolState.OPEN)
    opened_by = models.ForeignKey(User, models.PROTECT, verbose_name="经办人", null=True, related_name="+")
    opened_by_id: UUID | None
    opened_at = models.DateTimeField("登记时间", default=timezone.now)
    closed_at = models.DateTimeField("结清时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "积分池"
        ordering = ["-since"]
        constraints = [
            models.UniqueConstraint(
                fields=["county", "village"], condition=models.Q(state="open"), name="one_open_pool_a_village"
            ),
            models.CheckConstraint(
                condition=models.Q(until__gte=models.F("since"), rate__gt=0), name="pools_end_and_have_a_rate"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class OpeningQuerySet(CountyQuerySet["Opening"]):
    def booked(self) -> Self:
        """Keep those whose balances stand in the book."""
        return self.filter(entry__isnull=False)

    def waiting(self) -> Self:
        """Keep those that wait for a second hand."""
        return self.filter(entry__isnull=True)


OpeningsHere = InCounty.from_queryset(OpeningQuerySet)
OpeningsEverywhere = Everywhere.from_queryset(OpeningQuerySet)


class Opening(Scoped):
    """接续纸质积分册: the balances of a village's paper book, taken over once as a meeting decided.

    One hand hands the table in, another confirms its digest; only then is there an entry.
    """

    village = CountyForeignKey(Place, models.PROTECT, verbose_name="村", related_name="+")
    village_id: UUID
    households = models.PositiveIntegerField("户数")
    points = models.PositiveBigIntegerField("分数合计")
    decision = models.CharField("议事决定", max_length=120)
    decided_on = models.DateField("决定日期")
    day = models.DateField("余额截至")
    rows: "models.JSONField[list[list[str | int]], list[list[str | int]]]" = models.JSONField(
        "余额表", default=list
    )  # household and points
    digest = models.CharField("核对码", max_length=64, default="")
    entry = models.UUIDField("凭证", null=True)
    made_by = models.ForeignKey(User, models.PROTECT, verbose_name="经办人", null=True, related_name="+")
    made_by_id: UUID | None
    made_at = models.DateTimeField("登记时间", default=timezone.now)

    confirmed_by = models.ForeignKey(User, models.PROTECT, verbose_name="复核人", null=True, related_name="+")
    confirmed_by_id: UUID | None
    confirmed_at = models.DateTimeField("复核时间", null=True)

    objects: ClassVar = OpeningsHere()
    everywhere: ClassVar = OpeningsEverywhere()

    class Meta:
        verbose_name = verbose_name_plural = "积分册接续"
        constraints = [
            models.UniqueConstraint(fields=["county", "village"], name="one_opening_a_village"),
            models.CheckConstraint(
                condition=models.Q(confirmed_by__isnull=True)
                | models.Q(made_by__isnull=True)
                | ~models.Q(confirmed_by=models.F("made_by")),
                name="nobody_confirms_her_own_opening",
            ),
        ]

    @property
    def short(self) -> str:
        """Return the digest as people compare it: two groups of four."""
        return f"{self.digest[:4]}-{self.digest[4:8]}".upper()

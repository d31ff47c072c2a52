"""The matter (事项) itself: its number, where it stands and lies, who answers for it, when it is due."""

from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import UUID

from django.db import models
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.triggers import permanent
from wugong.counties.codes import code_range
from wugong.counties.fields import CountyForeignKey
from wugong.counties.managers import CountyQuerySet, Everywhere, InCounty
from wugong.counties.models import Crowded
from wugong.matters.models.registers import RegisterDocument
from wugong.matters.states import Channel
from wugong.places.models import Place
from wugong.registry.models import Body
from wugong.rules.register_parts import StateKind


class MatterQuerySet(CountyQuerySet["Matter"]):
    def under(self, code: str) -> Self:
        """Keep the matters of the place of this code and of all that lies within it."""
        first, after = code_range(code)
        return self.filter(place__code__gte=first, place__code__lt=after)

    def lying_under(self, code: str) -> Self:
        """Keep the matters that somebody at this place, or within it, has to deal with."""
        first, after = code_range(code)
        return self.filter(lies_with__code__gte=first, lies_with__code__lt=after)

    def running(self) -> Self:
        """Keep those that are not over: neither done, nor solved, nor ended, nor merged."""
        return self.filter(kind=StateKind.OPEN)

    def overdue(self, now: datetime) -> Self:
        """Keep those whose running time is over."""
        return self.filter(due_at__lt=now, paused_at__isnull=True)


MattersHere = InCounty.from_queryset(MatterQuerySet)
MattersEverywhere = Everywhere.from_queryset(MatterQuerySet)


@permanent
class Matter(Crowded):
    """事项: one thing that is listed, assigned, due, evidenced and struck off; one number for good."""

    number = models.CharField("编号", max_length=12)
    key = models.UUIDField("提交标识")  # made by the sender: sent five times, opened once
    register = models.CharField("台账", max_length=40)
    document = CountyForeignKey(  # the county's own register that it follows; null: the one that comes along
        RegisterDocument, models.PROTECT, verbose_name="台账办法", null=True, related_name="+"
    )
    document_id: UUID | None
    version = models.CharField("办法版本", max_length=40)
    stage = models.CharField("环节", max_length=8)
    place = CountyForeignKey(Place, models.PROTECT, verbose_name="地点", related_name="matters")
    place_id: UUID
    lies_with = CountyForeignKey(Place, models.PROTECT, verbose_name="在哪一级办", related_name="+")
    lies_with_id: UUID
    title = models.CharField("事项", max_length=120)
    text = models.TextField("说明", blank=True)
    where = models.CharField("具体位置", max_length=120, blank=True)
    latitude = models.DecimalField("纬度", max_digits=8, decimal_places=6, null=True)
    longitude = models.DecimalField("经度", max_digits=9, decimal_places=6, null=True)
    category = models.CharField("类别", max_length=2, blank=True)
    facts: "models.JSONField[dict[str, Any]]" = models.JSONField("填写的内容", default=dict)
    state = models.CharField("状态", max_length=40)
    kind = models.CharField("状态种类", max_length=8, default=StateKind.OPEN.value)
    lead_unit = CountyForeignKey(
        Body, models.PROTECT, verbose_name="责任单位", null=True, related_name="led_matters"
    )
    lead_unit_id: UUID | None
    leader = models.CharField("责任领导", max_length=40, blank=True)
    handler = models.ForeignKey(User, models.PROTECT, verbose_name="责任人员", null=True, related_name="+")
    handler_id: UUID | None
    channel = models.CharField("来源", max_length=8, choices=Channel)
    opened_by = models.ForeignKey(User, models.PROTECT, verbose_name="登记人", null=True, related_name="+")
    opened_by_id: UUID | None
    opened_at = models.DateTimeField("提出时间", default=timezone.now)
    moved_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="上一步经办人", null=True, related_name="+"
    )
    moved_by_id: UUID | None
    moved_at = models.DateTimeField("上一步时间", default=timezone.now)
    due_at = models.DateTimeField("到期", null=True)  # the earliest of the running clocks; null: none runs
    amber_at = models.DateTimeField("变黄", null=True)
    paused_at = models.DateTimeField("暂停于", null=True)
    pause_reason = models.CharField("暂停原因", max_length=120, blank=True)
    done_at = models.DateTimeField("办结时间", null=True)
    solved_at = models.DateTimeField("销号时间", null=True)
    reopened = models.PositiveSmallIntegerField("重开次数", default=0)
    merged_into = CountyForeignKey(
        "self", models.PROTECT, verbose_name="并入", null=True, related_name="merged"
    )
    merged_into_id: UUID | None
    part_of = CountyForeignKey("self", models.PROTECT, verbose_name="属于", null=True, related_name="parts")
    part_of_id: UUID | None

    objects: ClassVar = MattersHere()
    everywhere: ClassVar = MattersEverywhere()

    class Meta:
        verbose_name = verbose_name_plural = "事项"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["county", "number"], name="one_matter_a_number"),
            models.UniqueConstraint(fields=["county", "key"], name="one_matter_a_sending"),
        ]
        indexes = [
            models.Index(fields=["county", "lies_with", "kind", "due_at"], name="matters_of_a_desk"),
            models.Index(fields=["county", "register", "place", "state"], name="matters_of_a_register"),
            models.Index(fields=["county", "place", "-id"], name="matters_of_a_place"),
            models.Index(
                fields=["county", "due_at"], condition=models.Q(due_at__isnull=False), name="matters_due"
            ),
            models.Index(
                fields=["handler"], condition=models.Q(handler__isnull=False), name="matters_of_a_handler"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

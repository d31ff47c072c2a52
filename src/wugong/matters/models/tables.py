"""Tables of what is done again and again, of monthly tables with their signatures, and of saved views."""

from typing import Any
from uuid import UUID

from django.db import models
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.models import WrittenOnce
from wugong.audit.triggers import append_only
from wugong.counties.fields import CountyForeignKey
from wugong.counties.models import Scoped
from wugong.matters.models.matters import Matter
from wugong.places.models import Place
from wugong.registry.models import Body


class Recurrence(Scoped):
    """周期任务: a matter that is opened again by rule, once for each due day."""

    register = models.CharField("台账", max_length=40)
    place = CountyForeignKey(Place, models.PROTECT, verbose_name="地点", related_name="recurrences")
    place_id: UUID
    title = models.CharField("事项", max_length=120)
    text = models.TextField("说明", blank=True)
    rule = models.CharField("周期", max_length=40)  # in the words of rules.recurrences
    since = models.DateField("自")
    until = models.DateField("至", null=True)
    lead_unit = CountyForeignKey(Body, models.PROTECT, verbose_name="责任单位", null=True, related_name="+")
    lead_unit_id: UUID | None
    part_of = CountyForeignKey(
        Matter, models.PROTECT, verbose_name="属于", null=True, related_name="recurrences"
    )
    part_of_id: UUID | None
    made_by = models.ForeignKey(User, models.PROTECT, verbose_name="登记人", null=True, related_name="+")
    made_by_id: UUID | None
    stopped_at = models.DateTimeField("停止时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "周期任务"
        ordering = ["pk"]


class Occurrence(Scoped):
    """一次: the matter that a recurrence opened for one due day."""

    recurrence = CountyForeignKey(
        Recurrence, models.PROTECT, verbose_name="周期任务", related_name="occurrences"
    )
    recurrence_id: UUID
    due = models.DateField("到期")
    matter = CountyForeignKey(Matter, models.PROTECT, verbose_name="事项", related_name="+")
    matter_id: UUID

    class Meta:
        verbose_name = verbose_name_plural = "一次"
        ordering = ["due"]
        constraints = [models.UniqueConstraint(fields=["county", "recurrence", "due"], name="once_a_due_day")]


@append_only
class MonthlyTable(WrittenOnce):
    """月表: what the register said at a moment, closed by a signature; corrected only by a next version."""

    register = models.CharField("台账", max_length=40)
    table = models.CharField("表", max_length=40)
    place = CountyForeignKey(Place, models.PROTECT, verbose_name="地点", related_name="monthly_tables")
    place_id: UUID
    period = models.CharField("月份", max_length=7)
    version = models.PositiveSmallIntegerField("第几版", default=1)
    body: "models.JSONField[dict[str, Any]]" = models.JSONField("内容")
    digest = models.CharField("校验值", max_length=64)
    reason = models.CharField("更正原因", max_length=200, blank=True)
    signed_by = models.ForeignKey(User, models.PROTECT, verbose_name="签发人", null=True, related_name="+")
    signed_by_id: UUID | None
    signed_at = models.DateTimeField("签发时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "月表"
        ordering = ["-period", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["county", "place", "register", "table", "period", "version"],
                name="one_table_a_version",
            )
        ]


class SavedView(Scoped):
    """常用查询: the filters of a list under a name, for the one who saved them."""

    user = models.ForeignKey(User, models.CASCADE, verbose_name="账号", related_name="+")
    user_id: UUID
    title = models.CharField("名称", max_length=40)
    query = models.CharField("条件", max_length=500)

    class Meta:
        verbose_name = verbose_name_plural = "常用查询"
        ordering = ["title"]
        constraints = [models.UniqueConstraint(fields=["county", "user", "title"], name="one_view_a_title")]

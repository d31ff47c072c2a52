"""Tables of what happened to the register: imports, changes, requests for them, readings in clear."""

from typing import Any
from uuid import UUID

from django.db import models
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.models import WrittenOnce
from wugong.audit.triggers import append_only
from wugong.counties.fields import CountyForeignKey
from wugong.counties.models import Crowded, Scoped
from wugong.places.models import Place
from wugong.registry.fields import SealedField
from wugong.registry.models.households import Household
from wugong.registry.models.persons import Person
from wugong.registry.states import RequestKind, RequestState, Sealed


class ColumnMap(Scoped):
    """列的对应: which of our columns stands where in files of this shape; remembered once it was settled."""

    shape = models.CharField("表头指纹", max_length=64)
    headers: "models.JSONField[list[str], list[str]]" = models.JSONField("表头")
    columns: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField("对应")  # header → ours
    settled_by = models.ForeignKey(User, models.PROTECT, verbose_name="确定人", null=True, related_name="+")
    settled_by_id: UUID | None
    settled_at = models.DateTimeField("确定时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "列的对应"
        constraints = [models.UniqueConstraint(fields=["county", "shape"], name="one_map_a_shape")]


class Import(Scoped):
    """导入: a file that came into the register in one transaction."""

    place = CountyForeignKey(Place, models.PROTECT, verbose_name="地点", related_name="imports")
    place_id: UUID
    file_name = models.CharField("文件名", max_length=120)
    digest = models.CharField("校验值", max_length=64)
    rows = models.PositiveIntegerField("行数")
    accepted = models.PositiveIntegerField("接受")
    refused = models.PositiveIntegerField("拒绝")
    created = models.PositiveIntegerField("新增")
    updated = models.PositiveIntegerField("更新")
    unchanged = models.PositiveIntegerField("未变")
    imported_by = models.ForeignKey(User, models.PROTECT, verbose_name="经办人", null=True, related_name="+")
    imported_by_id: UUID | None
    imported_at = models.DateTimeField("导入时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "导入"


class Change(Crowded):
    """变动: a line of the history of a household or person; of what is under seal only that it changed."""

    household = CountyForeignKey(
        Household, models.PROTECT, verbose_name="户", null=True, related_name="changes"
    )
    household_id: UUID | None
    person = CountyForeignKey(Person, models.PROTECT, verbose_name="居民", null=True, related_name="changes")
    person_id: UUID | None
    what = models.CharField("变动", max_length=40)  # the code of an act
    facts: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField("内容", default=dict)
    day = models.DateField("日期")
    made_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="经办人", null=True, related_name="+", db_index=False
    )
    made_by_id: UUID | None
    made_at = models.DateTimeField("登记时间", default=timezone.now)
    source = CountyForeignKey(
        Import, models.PROTECT, verbose_name="导入", null=True, related_name="changes", db_index=False
    )
    source_id: UUID | None

    class Meta:
        verbose_name = verbose_name_plural = "变动"
        ordering = ["made_at"]


class ChangeRequest(Scoped):
    """变更申请: asked for by one, carried out or refused by another; what it wants lies under seal."""

    kind = models.CharField("事项", max_length=10, choices=RequestKind)
    village = CountyForeignKey(Place, models.PROTECT, verbose_name="村", related_name="+")
    village_id: UUID
    household = CountyForeignKey(Household, models.PROTECT, verbose_name="户", related_name="requests")
    household_id: UUID
    person = CountyForeignKey(Person, models.PROTECT, verbose_name="居民", null=True, related_name="requests")
    person_id: UUID | None
    wanted = SealedField("内容")  # JSON
    reason = models.CharField("理由", max_length=200)
    asked_by = models.ForeignKey(User, models.PROTECT, verbose_name="申请人", related_name="+")
    asked_by_id: UUID
    asked_at = models.DateTimeField("申请时间", default=timezone.now)
    state = models.CharField("状态", max_length=10, choices=RequestState, default=RequestState.ASKED)
    decided_by = models.ForeignKey(User, models.PROTECT, verbose_name="核定人", null=True, related_name="+")
    decided_by_id: UUID | None
    decided_at = models.DateTimeField("核定时间", null=True)
    answer = models.CharField("答复", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "变更申请"
        ordering = ["asked_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="asked", decided_by__isnull=True)
                | models.Q(state="withdrawn", decided_by=models.F("asked_by"))
                | models.Q(state__in=["done", "refused"], decided_by__isnull=False)
                & ~models.Q(decided_by=models.F("asked_by")),
                name="requests_decided_by_another",
            )
        ]


@append_only
class Reading(WrittenOnce):
    """查看记录: someone read what lies under seal, why and when; the person sees it."""

    person = CountyForeignKey(Person, models.PROTECT, verbose_name="居民", related_name="readings")
    person_id: UUID
    field = models.CharField("内容", max_length=12, choices=Sealed)
    reason = models.CharField("原因", max_length=100)
    read_by = models.ForeignKey(User, models.PROTECT, verbose_name="查看人", null=True, related_name="+")
    read_by_id: UUID | None
    read_at = models.DateTimeField("时间", default=timezone.now)
    at = models.CharField("地点代码", max_length=14)

    class Meta:
        verbose_name = verbose_name_plural = "查看记录"
        ordering = ["-read_at"]
        indexes = [models.Index(fields=["county", "person", "read_at"], name="readings_by_person")]

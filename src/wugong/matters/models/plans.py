"""Tables of plan documents: the text as it came, its tasks as read and corrected, units, targets, papers."""

from typing import Any
from uuid import UUID

from django.db import models
from django.utils import timezone

from wugong.accounts.models import User
from wugong.counties.fields import CountyForeignKey
from wugong.counties.models import Scoped
from wugong.matters.models.matters import Matter
from wugong.matters.states import CheckState, PaperKind, PaperState, PlanState, RulesState, TaskKind
from wugong.places.models import Place
from wugong.registry.models import Body


class PlanDocument(Scoped):
    """实施方案: one plan with its whole text; its tasks are corrected until it is adopted."""

    place = CountyForeignKey(Place, models.PROTECT, verbose_name="地点", related_name="plan_documents")
    place_id: UUID
    key = models.UUIDField("提交标识")  # made by the sender: sent twice, kept once
    title = models.CharField("标题", max_length=200)
    issuer = models.CharField("发文单位", max_length=120, blank=True)
    basis: "models.JSONField[list[str]]" = models.JSONField("依据的文件", default=list)
    file = models.CharField("文件名", max_length=120, blank=True)  # empty: pasted
    text = models.TextField("全文")  # the whole text that was read; lines are counted in it
    digest = models.CharField("全文校验值", max_length=64)
    first = models.PositiveIntegerField("首行")
    last = models.PositiveIntegerField("末行")
    year = models.PositiveSmallIntegerField("方案年份")  # what masked and missing years stand for
    phases: "models.JSONField[list[dict[str, Any]]]" = models.JSONField("阶段", default=list)
    state = models.CharField("状态", max_length=10, choices=PlanState, default=PlanState.REVIEWING)
    decision = models.CharField("立项依据", max_length=120, blank=True)
    pilot = models.BooleanField("试点", default=False)
    evaluation = models.TextField("试点评估", blank=True)
    evaluated_at = models.DateTimeField("评估时间", null=True)
    copied_from = CountyForeignKey(
        "self", models.PROTECT, verbose_name="推广自", null=True, related_name="copies"
    )
    copied_from_id: UUID | None
    brought_by = models.ForeignKey(User, models.PROTECT, verbose_name="提交人", null=True, related_name="+")
    brought_by_id: UUID | None
    brought_at = models.DateTimeField("提交时间", default=timezone.now)
    adopted_by = models.ForeignKey(User, models.PROTECT, verbose_name="立项人", null=True, related_name="+")
    adopted_by_id: UUID | None
    adopted_at = models.DateTimeField("立项时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "实施方案"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["county", "key", "first"], name="one_plan_a_sending"),
            models.CheckConstraint(
                condition=models.Q(state="adopted", adopted_at__isnull=False)
                | models.Q(~models.Q(state="adopted"), adopted_at__isnull=True),
                name="adopted_plans_have_their_day",
            ),
        ]
        indexes = [models.Index(fields=["county", "place", "-id"], name="plans_of_a_place")]

    def __str__(self) -> str:
        return self.title


class PlanUnit(Scoped):
    """方案里的单位: a name as the plan writes it, and the body of the register that it means."""

    plan = CountyForeignKey(PlanDocument, models.CASCADE, verbose_name="方案", related_name="units")
    plan_id: UUID
    name = models.CharField("方案里的名称", max_length=120)
    is_group = models.BooleanField("指一群", default=False)  # 各村, 各相关单位
    body = CountyForeignKey(Body, models.PROTECT, verbose_name="组织", null=True, related_name="+")
    body_id: UUID | None
    proposed = models.BooleanField("系统对上的", default=False)  # nobody has looked at it yet
    rules = models.CharField("配套细则", max_length=8, choices=RulesState, default=RulesState.NONE)

    class Meta:
        verbose_name = verbose_name_plural = "方案里的单位"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["county", "plan", "name"], name="a_plan_unit_once")]


class PlanTask(Scoped):
    """方案任务: a row of the matrix; `found` is what was read and stays, the rest is what stands now."""

    plan = CountyForeignKey(PlanDocument, models.CASCADE, verbose_name="方案", related_name="tasks")
    plan_id: UUID
    place_in_order = models.PositiveIntegerField("次序")
    kind = models.CharField("种类", max_length=9, choices=TaskKind, default=TaskKind.TASK)
    left_out = models.BooleanField("不立项", default=False)
    found: "models.JSONField[dict[str, Any]]" = models.JSONField("读出的内容", default=dict)
    number = models.CharField("编号", max_length=20, blank=True)
    path: "models.JSONField[list[str]]" = models.JSONField("上级标题", default=list)
    title = models.CharField("任务", max_length=200)
    first = models.PositiveIntegerField("首行")
    last = models.PositiveIntegerField("末行")
    lead_units: "models.JSONField[list[str]]" = models.JSONField("牵头单位", default=list)
    support_units: "models.JSONField[list[str]]" = models.JSONField("配合单位", default=list)
    group_units: "models.JSONField[list[str]]" = models.JSONField("各单位", default=list)
    leader = models.CharField("责任领导", max_length=40, blank=True)
    officer = models.CharField("责任人员", max_length=40, blank=True)
    phase = models.CharField("阶段", max_length=120, blank=True)
    until = models.DateField("完成时限", null=True)
    precision = models.CharField("时限写到哪一级", max_length=8, blank=True)  # day quarter year period
    inherited = models.BooleanField("时限来自阶段", default=False)
    recurrences: "models.JSONField[list[dict[str, Any]]]" = models.JSONField("周期", default=list)
    to_fill: "models.JSONField[list[str]]" = models.JSONField("待填", default=list)
    corrected: "models.JSONField[list[str]]" = models.JSONField("改过的格", default=list)
    matter = CountyForeignKey(
        Matter, models.PROTECT, verbose_name="事项", null=True, related_name="plan_tasks"
    )
    matter_id: UUID | None

    class Meta:
        verbose_name = verbose_name_plural = "方案任务"
        ordering = ["plan", "place_in_order"]
        constraints = [
            models.UniqueConstraint(fields=["county", "plan", "place_in_order"], name="one_task_a_row")
        ]

    def __str__(self) -> str:
        return self.title


class Indicator(Scoped):
    """量化指标: what a task has to reach; a masked goal is to be filled before the task starts."""

    task = CountyForeignKey(PlanTask, models.CASCADE, verbose_name="任务", related_name="indicators")
    task_id: UUID
    raw = models.CharField("方案原文", max_length=200)
    compare = models.CharField("怎样算达到", max_length=10)  # at-least at-most exactly between
    goal = models.DecimalField("目标值", max_digits=18, decimal_places=4, null=True)  # null: masked
    goal_most = models.DecimalField("目标上限", max_digits=18, decimal_places=4, null=True)
    counted_in = models.CharField("计量单位", max_length=20, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "量化指标"
        ordering = ["pk"]


class IndicatorReport(Scoped):
    """指标填报: what was reached on a day, of how many; counts once another person verified it."""

    indicator = CountyForeignKey(Indicator, models.PROTECT, verbose_name="指标", related_name="reports")
    indicator_id: UUID
    day = models.DateField("统计日期")
    value = models.DecimalField("完成数", max_digits=18, decimal_places=4)
    whole = models.DecimalField(
        "总数", max_digits=18, decimal_places=4, null=True
    )  # of a share: the denominator
    evidence = models.CharField("依据", max_length=200)
    reported_by = models.ForeignKey(User, models.PROTECT, verbose_name="填报人", null=True, related_name="+")
    reported_by_id: UUID | None
    reported_at = models.DateTimeField("填报时间", default=timezone.now)
    verified_by = models.ForeignKey(User, models.PROTECT, verbose_name="核实人", null=True, related_name="+")
    verified_by_id: UUID | None
    verified_at = models.DateTimeField("核实时间", null=True)
    accepted = models.BooleanField("属实", null=True)  # null: nobody has looked yet

    class Meta:
        verbose_name = verbose_name_plural = "指标填报"
        ordering = ["-pk"]


class ReadinessCheck(Scoped):
    """保障条件: one of the five that must be in place before a plan starts, or a gap with who closes it."""

    plan = CountyForeignKey(PlanDocument, models.CASCADE, verbose_name="方案", related_name="checks")
    plan_id: UUID
    code = models.CharField("条件", max_length=20)
    state = models.CharField("是否到位", max_length=8, choices=CheckState, default=CheckState.OPEN)
    note = models.CharField("依据或缺口", max_length=200, blank=True)
    checked_by = models.ForeignKey(User, models.PROTECT, verbose_name="核对人", null=True, related_name="+")
    checked_by_id: UUID | None
    checked_at = models.DateTimeField("核对时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "保障条件"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["county", "plan", "code"], name="one_check_a_plan")]


class PlanPaper(Scoped):
    """半月报、年度计划、年度总结: drafted from what happened, edited, submitted, reviewed by another."""

    place = CountyForeignKey(Place, models.PROTECT, verbose_name="地点", related_name="plan_papers")
    place_id: UUID
    kind = models.CharField("种类", max_length=10, choices=PaperKind)
    period = models.CharField("期", max_length=12)  # 2026-11-a, 2026-11-b, 2026
    due = models.DateField("应交")
    figures: "models.JSONField[dict[str, Any]]" = models.JSONField("数据", default=dict)
    text = models.TextField("正文", blank=True)
    state = models.CharField("状态", max_length=10, choices=PaperState, default=PaperState.DRAFTED)
    drafted_by = models.ForeignKey(User, models.PROTECT, verbose_name="起草人", null=True, related_name="+")
    drafted_by_id: UUID | None
    drafted_at = models.DateTimeField("起草时间", default=timezone.now)
    submitted_by = models.ForeignKey(User, models.PROTECT, verbose_name="提交人", null=True, related_name="+")
    submitted_by_id: UUID | None
    submitted_at = models.DateTimeField("提交时间", null=True)
    reviewed_by = models.ForeignKey(User, models.PROTECT, verbose_name="审阅人", null=True, related_name="+")
    reviewed_by_id: UUID | None
    reviewed_at = models.DateTimeField("审阅时间", null=True)
    remark = models.CharField("退回意见", max_length=200, blank=True)  # of the one who gave it back last

    class Meta:
        verbose_name = verbose_name_plural = "报告"
        ordering = ["-period", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["county", "place", "kind", "period"], name="one_paper_a_period")
        ]

"""Tables of who asked, of the neighbours drawn to say whether it is solved, and of who supports."""

from uuid import UUID

from django.db import models
from django.utils import timezone

from wugong.accounts.models import User
from wugong.counties.fields import CountyForeignKey
from wugong.counties.models import Scoped
from wugong.matters.models.matters import Matter
from wugong.matters.states import Part, Shown
from wugong.registry.models import Body, Person


class Asker(Scoped):
    """提出人: who asked for a matter, each of them kept when matters are merged; shown as they chose."""

    matter = CountyForeignKey(Matter, models.PROTECT, verbose_name="事项", related_name="askers")
    matter_id: UUID
    first_matter = CountyForeignKey(Matter, models.PROTECT, verbose_name="原事项", related_name="+")
    first_matter_id: UUID
    user = models.ForeignKey(User, models.PROTECT, verbose_name="账号", null=True, related_name="+")
    user_id: UUID | None
    person = CountyForeignKey(Person, models.PROTECT, verbose_name="村民", null=True, related_name="+")
    person_id: UUID | None
    shown = models.CharField("怎样显示", max_length=10, choices=Shown, default=Shown.MASKED)
    code_hash = models.CharField("查询码校验值", max_length=128, blank=True)  # who follows without an account
    wrong_tries = models.PositiveSmallIntegerField("输错次数", default=0)
    wrong_at = models.DateTimeField("最后输错时间", null=True)
    asked_at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "提出人"
        ordering = ["pk"]
        indexes = [models.Index(fields=["user"], name="askers_by_user")]


class NeighbourCall(Scoped):
    """请邻居确认: the asker was silent, so a neighbour drawn from a public seed is asked."""

    matter = CountyForeignKey(Matter, models.PROTECT, verbose_name="事项", related_name="calls")
    matter_id: UUID
    person = CountyForeignKey(Person, models.PROTECT, verbose_name="邻居", related_name="+")
    person_id: UUID
    seed = models.CharField("种子", max_length=120)
    drawn_at = models.DateTimeField("抽取时间", default=timezone.now)
    answer = models.BooleanField("解决了", null=True)
    answered_at = models.DateTimeField("答复时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "请邻居确认"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["county", "matter", "person"], name="one_call_a_neighbour")
        ]


class MatterUnit(Scoped):
    """配合单位: a unit that supports the lead unit, or one of the group that all do the same."""

    matter = CountyForeignKey(Matter, models.PROTECT, verbose_name="事项", related_name="units")
    matter_id: UUID
    body = CountyForeignKey(Body, models.PROTECT, verbose_name="单位", related_name="+")
    body_id: UUID
    part = models.CharField("角色", max_length=8, choices=Part, default=Part.SUPPORT)

    class Meta:
        verbose_name = verbose_name_plural = "配合单位"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["county", "matter", "body"], name="a_unit_once")]


class UnitHand(Scoped):
    """单位经办账号: an account that works for a unit, from a day up to, not with, another."""

    body = CountyForeignKey(Body, models.PROTECT, verbose_name="单位", related_name="hands")
    body_id: UUID
    user = models.ForeignKey(User, models.PROTECT, verbose_name="账号", related_name="+")
    user_id: UUID
    since = models.DateField("自")
    until = models.DateField("至", null=True)
    given_by = models.ForeignKey(User, models.PROTECT, verbose_name="登记人", null=True, related_name="+")
    given_by_id: UUID | None

    class Meta:
        verbose_name = verbose_name_plural = "单位经办账号"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["county", "body", "user"],
                condition=models.Q(until__isnull=True),
                name="one_hand_a_unit_and_account",
            )
        ]

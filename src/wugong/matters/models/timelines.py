"""Tables of what happened to a matter, with its evidence, and of the clocks that ran."""

from typing import Any
from uuid import UUID

from django.db import models
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.models import WrittenOnce
from wugong.audit.triggers import erasable
from wugong.counties.fields import CountyForeignKey
from wugong.counties.models import Scoped
from wugong.matters.models.matters import Matter
from wugong.matters.states import EvidenceKind, StepKind
from wugong.media.models import Photo, Sound
from wugong.places.models import Place


@erasable
class Step(WrittenOnce):
    """时间线: one thing that happened to a matter, never changed; the asker reads all that is public."""

    matter = CountyForeignKey(Matter, models.PROTECT, verbose_name="事项", related_name="steps")
    matter_id: UUID
    kind = models.CharField("种类", max_length=8, choices=StepKind)
    move = models.CharField("动作", max_length=40, blank=True)
    source = models.CharField("原状态", max_length=40, blank=True)
    target = models.CharField("新状态", max_length=40, blank=True)
    text = models.CharField("说明", max_length=500, blank=True)
    facts: "models.JSONField[dict[str, Any]]" = models.JSONField("内容", default=dict)
    public = models.BooleanField("提出人看得见", default=True)
    at = models.DateTimeField("时间", default=timezone.now)
    by = models.ForeignKey(User, models.PROTECT, verbose_name="经办人", null=True, related_name="+")
    by_id: UUID | None
    place = CountyForeignKey(Place, models.PROTECT, verbose_name="在哪一级", related_name="+")
    place_id: UUID

    class Meta:
        verbose_name = verbose_name_plural = "时间线"
        ordering = ["pk"]


class Evidence(Scoped):
    """凭据: a photo or a voice note that belongs to a line of the timeline."""

    step = CountyForeignKey(Step, models.PROTECT, verbose_name="时间线", related_name="evidence")
    step_id: UUID
    matter = CountyForeignKey(Matter, models.PROTECT, verbose_name="事项", related_name="evidence")
    matter_id: UUID
    kind = models.CharField("种类", max_length=10, choices=EvidenceKind, default=EvidenceKind.SHOWS)
    photo = CountyForeignKey(Photo, models.PROTECT, verbose_name="照片", null=True, related_name="+")
    photo_id: UUID | None
    sound = CountyForeignKey(Sound, models.PROTECT, verbose_name="录音", null=True, related_name="+")
    sound_id: UUID | None
    shown = models.BooleanField("大家看得到", default=False)  # only by the act of `showing.py`

    class Meta:
        verbose_name = verbose_name_plural = "凭据"
        ordering = ["pk"]


class ClockRun(Scoped):
    """计时: a clock of the register that runs, or ran, for a matter."""

    matter = CountyForeignKey(Matter, models.PROTECT, verbose_name="事项", related_name="clocks")
    matter_id: UUID
    clock = models.CharField("时限", max_length=40)
    began_at = models.DateTimeField("起")
    due_at = models.DateTimeField("到期")
    amber_at = models.DateTimeField("变黄")
    ended_at = models.DateTimeField("止", null=True)
    extensions = models.PositiveSmallIntegerField("延期次数", default=0)
    told = models.CharField("已提醒到", max_length=5, blank=True)  # `amber`, `red`: each is told once

    class Meta:
        verbose_name = verbose_name_plural = "计时"
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["county", "due_at"], condition=models.Q(ended_at__isnull=True), name="clocks_running"
            )
        ]


class Pause(Scoped):
    """暂停计时: from when to when the clocks stood still, and the reason everybody sees."""

    matter = CountyForeignKey(Matter, models.PROTECT, verbose_name="事项", related_name="pauses")
    matter_id: UUID
    reason = models.CharField("原因", max_length=120)
    since = models.DateTimeField("起")
    until = models.DateTimeField("止", null=True)
    paused_by = models.ForeignKey(User, models.PROTECT, verbose_name="经办人", null=True, related_name="+")
    paused_by_id: UUID | None

    class Meta:
        verbose_name = verbose_name_plural = "暂停计时"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["county", "matter"],
                condition=models.Q(until__isnull=True),
                name="one_pause_at_a_time",
            )
        ]

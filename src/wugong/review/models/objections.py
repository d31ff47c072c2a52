"""Tables of what follows a published run: objections, corrections, the review meeting."""

from uuid import UUID

from django.db import models

from wugong.accounts.models import User
from wugong.base.periods import Period
from wugong.counties.fields import CountyForeignKey
from wugong.counties.models import Scoped
from wugong.places.models import Place
from wugong.review.models.runs import Run
from wugong.review.states import CorrectionState, ObjectionState


class Objection(Scoped):
    """异议: what someone of a village says against a published run; the text is never public."""

    run = CountyForeignKey(Run, models.PROTECT, verbose_name="考核", related_name="objections")
    village = CountyForeignKey(Place, models.PROTECT, verbose_name="村", related_name="objections")
    text = models.TextField("内容")
    assisted = models.BooleanField("代办", default=False)
    raised_by = models.ForeignKey(User, models.PROTECT, verbose_name="提出人", related_name="+")
    raised_by_id: UUID
    raised_at = models.DateTimeField("提出时间", auto_now_add=True)
    due = models.DateField("答复期限")
    state = models.CharField("状态", max_length=10, choices=ObjectionState, default=ObjectionState.RAISED)
    answer = models.TextField("答复", blank=True)
    blanked = models.BooleanField("答复已删去", default=False)
    answered_by = models.ForeignKey(User, models.PROTECT, verbose_name="答复人", null=True, related_name="+")
    answered_by_id: UUID | None
    answered_at = models.DateTimeField("答复时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "异议"
        ordering = ["raised_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["county", "run", "village", "raised_by"],
                condition=models.Q(state="raised", assisted=False),
                name="one_open_objection_a_person",
            ),
            models.CheckConstraint(
                condition=models.Q(state="raised", answered_by__isnull=True, answered_at__isnull=True)
                | ~models.Q(state="raised") & models.Q(answered_by__isnull=False, answered_at__isnull=False),
                name="objection_answered_by_someone",
            ),
        ]


class Correction(Scoped):
    """更正: other scores for published months, and the new versions of the runs that rest on them."""

    town = CountyForeignKey(Place, models.PROTECT, verbose_name="乡镇街道", related_name="corrections")
    reason = models.TextField("原因")
    blanked = models.BooleanField("原因已删去", default=False)
    objection = CountyForeignKey(
        Objection, models.PROTECT, verbose_name="异议", null=True, related_name="corrections"
    )
    state = models.CharField("状态", max_length=10, choices=CorrectionState, default=CorrectionState.PREPARED)
    prepared_by = models.ForeignKey(User, models.PROTECT, verbose_name="经办人", related_name="+")
    prepared_by_id: UUID
    prepared_at = models.DateTimeField("提出时间", auto_now_add=True)
    decided_by = models.ForeignKey(User, models.PROTECT, verbose_name="决定人", null=True, related_name="+")
    decided_by_id: UUID | None
    decided_at = models.DateTimeField("决定时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "更正"
        ordering = ["prepared_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["county", "town"],
                condition=models.Q(state="prepared"),
                name="one_open_correction_a_town",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="approved")
                | models.Q(decided_by__isnull=False) & ~models.Q(decided_by=models.F("prepared_by")),
                name="correction_approved_by_another",
            ),
        ]


class ReviewMeeting(Scoped):
    """讲评会: when and where a town talks over a period; its agenda follows from the published run."""

    town = CountyForeignKey(Place, models.PROTECT, verbose_name="乡镇街道", related_name="review_meetings")
    period = models.CharField("时段", max_length=7)
    day = models.DateField("日期")
    where = models.CharField("地点", max_length=60)

    class Meta:
        verbose_name = verbose_name_plural = "讲评会"
        constraints = [
            models.UniqueConstraint(fields=["county", "town", "period"], name="one_meeting_a_period")
        ]

    @property
    def span(self) -> Period:
        """Return the period."""
        return Period.parse(self.period)

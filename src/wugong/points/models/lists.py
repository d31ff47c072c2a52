"""Tables of what hangs and is asked about: monthly lists, objections, re-checks."""

from uuid import UUID

from django.db import models
from django.utils import timezone

from wugong.accounts.models import User
from wugong.counties.fields import CountyForeignKey
from wugong.counties.models import Scoped
from wugong.places.models import Place
from wugong.points.states import ObjectionState, RecheckResult, ReversalState


class Listing(Scoped):
    """公示表: the decided claims of a span of days, hung out before any of them counts."""

    village = CountyForeignKey(Place, models.PROTECT, verbose_name="村", related_name="points_listings")
    village_id: UUID
    title = models.CharField("名称", max_length=80)
    since = models.DateField("自")
    until = models.DateField("至")  # the last day of the claims
    last_day = models.DateField("公示至")
    objections_until = models.DateField("异议至")
    made_by = models.ForeignKey(User, models.PROTECT, verbose_name="经办人", null=True, related_name="+")
    made_by_id: UUID | None
    made_at = models.DateTimeField("张贴时间", default=timezone.now)
    booked_at = models.DateTimeField("入账时间", null=True)
    booked_by = models.ForeignKey(User, models.PROTECT, verbose_name="入账人", null=True, related_name="+")
    booked_by_id: UUID | None

    class Meta:
        verbose_name = verbose_name_plural = "积分公示表"
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__gte=models.F("since")), name="points_listings_end_after_begin"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Objection(Scoped):
    """异议: somebody doubts a listed claim, or its household asks for more, before it counts."""

    claim = CountyForeignKey("points.Claim", models.PROTECT, verbose_name="申报", related_name="objections")
    claim_id: UUID
    reason = models.CharField("理由", max_length=200)
    raised_by = models.ForeignKey(User, models.PROTECT, verbose_name="提出人", null=True, related_name="+")
    raised_by_id: UUID | None
    assisted_by = models.ForeignKey(User, models.PROTECT, verbose_name="代办人", null=True, related_name="+")
    assisted_by_id: UUID | None
    raised_at = models.DateTimeField("提出时间", default=timezone.now)
    due = models.DateField("答复期限")
    before = models.IntegerField("原来的分值")
    after = models.IntegerField("复核后的分值", null=True)
    state = models.CharField("状态", max_length=10, choices=ObjectionState, default=ObjectionState.RAISED)
    answer = models.CharField("答复", max_length=200, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, verbose_name="复核人", null=True, related_name="+")
    answered_by_id: UUID | None
    answered_at = models.DateTimeField("答复时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "积分异议"
        ordering = ["-raised_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["county", "claim", "raised_by"],
                condition=models.Q(state="raised"),
                name="one_open_points_objection_each",
            )
        ]


class Reversal(Scoped):
    """冲正: a booked claim was wrong, says one; another has it taken back by an opposite entry."""

    claim = CountyForeignKey("points.Claim", models.PROTECT, verbose_name="申报", related_name="reversals")
    claim_id: UUID
    reason = models.CharField("理由", max_length=200)
    asked_by = models.ForeignKey(User, models.PROTECT, verbose_name="提请人", null=True, related_name="+")
    asked_by_id: UUID | None
    asked_at = models.DateTimeField("提请时间", default=timezone.now)
    state = models.CharField("状态", max_length=10, choices=ReversalState, default=ReversalState.ASKED)
    decided_by = models.ForeignKey(User, models.PROTECT, verbose_name="核准人", null=True, related_name="+")
    decided_by_id: UUID | None
    decided_at = models.DateTimeField("核准时间", null=True)
    entry = models.UUIDField("冲正凭证", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "积分冲正"
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["county", "claim"],
                condition=models.Q(state="asked"),
                name="one_open_reversal_a_claim",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True) | ~models.Q(decided_by=models.F("asked_by")),
                name="nobody_reverses_what_she_asked_for",
            ),
        ]


class Recheck(Scoped):
    """抽查: a booked or listed claim that a public seed drew for the supervision committee."""

    village = CountyForeignKey(Place, models.PROTECT, verbose_name="村", related_name="points_rechecks")
    village_id: UUID
    claim = CountyForeignKey("points.Claim", models.PROTECT, verbose_name="申报", related_name="rechecks")
    claim_id: UUID
    draw = models.CharField("批次", max_length=20)  # 2026-11
    seed = models.CharField("抽取种子", max_length=120)
    result = models.CharField("结果", max_length=10, choices=RecheckResult, default=RecheckResult.OPEN)
    found = models.CharField("情况", max_length=200, blank=True)
    checked_by = models.ForeignKey(User, models.PROTECT, verbose_name="抽查人", null=True, related_name="+")
    checked_by_id: UUID | None
    checked_at = models.DateTimeField("抽查时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "积分抽查"
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["county", "claim"], name="one_recheck_a_claim")]

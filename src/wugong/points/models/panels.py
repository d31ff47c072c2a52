"""Tables of panels: who was drawn to judge, by which seed, and what each said without a name."""

from uuid import UUID

from django.db import models
from django.utils import timezone

from wugong.accounts.models import User
from wugong.counties.fields import CountyForeignKey
from wugong.counties.models import Scoped
from wugong.places.models import Place
from wugong.registry.models import Person


class Panel(Scoped):
    """评议小组: drawn from the register for a span of days, by a seed that anybody can draw again."""

    village = CountyForeignKey(Place, models.PROTECT, verbose_name="村", related_name="points_panels")
    village_id: UUID
    since = models.DateField("自")
    until = models.DateField("至")  # the last day
    seed = models.CharField("抽取种子", max_length=120)
    roll: "models.JSONField[list[str], list[str]]" = models.JSONField("抽取名册", default=list)  # numbers
    # what the numbers of the roll stand for, one for one: shown to nobody
    people: "models.JSONField[list[str], list[str]]" = models.JSONField("名册上的人", default=list)
    drawn_by = models.ForeignKey(User, models.PROTECT, verbose_name="经办人", null=True, related_name="+")
    drawn_by_id: UUID | None
    drawn_at = models.DateTimeField("抽取时间", default=timezone.now)
    ended_at = models.DateTimeField("结束时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "评议小组"
        ordering = ["-since", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__gte=models.F("since")), name="points_panels_end_after_begin"
            ),
            models.UniqueConstraint(
                fields=["county", "village"],
                condition=models.Q(ended_at__isnull=True),
                name="one_standing_panel_a_village",
            ),
        ]


class Seat(Scoped):
    """席位: one drawn person; who declined is replaced by the next drawn."""

    panel = CountyForeignKey(Panel, models.PROTECT, verbose_name="小组", related_name="seats")
    panel_id: UUID
    person = CountyForeignKey(Person, models.PROTECT, verbose_name="成员", related_name="+")
    person_id: UUID
    order = models.PositiveSmallIntegerField("次序")
    number = models.CharField("名册编号", max_length=8, blank=True)
    is_reserve = models.BooleanField("候补", default=False)
    moved_up_at = models.DateTimeField("递补时间", null=True)
    left_at = models.DateTimeField("退出时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "席位"
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["county", "panel", "person"], name="one_panel_seat_a_person")
        ]


class PanelScore(Scoped):
    """评分: what one seat thinks a claim is worth; shown without her name."""

    claim = CountyForeignKey("points.Claim", models.PROTECT, verbose_name="申报", related_name="scores")
    claim_id: UUID
    seat = CountyForeignKey(Seat, models.PROTECT, verbose_name="席位", related_name="scores")
    seat_id: UUID
    points = models.IntegerField("分值")
    reason = models.CharField("理由", max_length=100, blank=True)
    entered_by = models.ForeignKey(User, models.PROTECT, verbose_name="录入人", null=True, related_name="+")
    entered_by_id: UUID | None
    made_at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "评分"
        constraints = [models.UniqueConstraint(fields=["county", "claim", "seat"], name="one_score_a_seat")]


class StepAside(Scoped):
    """回避: the seat said herself that this claim is not hers to judge."""

    claim = CountyForeignKey("points.Claim", models.PROTECT, verbose_name="申报", related_name="steps_aside")
    claim_id: UUID
    seat = CountyForeignKey(Seat, models.PROTECT, verbose_name="席位", related_name="steps_aside")
    seat_id: UUID
    entered_by = models.ForeignKey(User, models.PROTECT, verbose_name="录入人", null=True, related_name="+")
    entered_by_id: UUID | None
    made_at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "回避"
        constraints = [
            models.UniqueConstraint(fields=["county", "claim", "seat"], name="one_step_aside_a_seat")
        ]

"""Tables of an inspection: the round, who inspects whom, and each score with its earlier versions."""

from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.utils import timezone

from wugong.accounts.models import User
from wugong.base.periods import Period
from wugong.counties.fields import CountyForeignKey
from wugong.counties.managers import CountyQuerySet, Everywhere, InCounty
from wugong.counties.models import Scoped
from wugong.places.models import Place
from wugong.review.models.schemes import AdoptedSheet
from wugong.review.states import RoundState


class Round(Scoped):
    """轮次: one inspection of a town's villages in a month; a second person checks it before it counts."""

    town = CountyForeignKey(Place, models.PROTECT, verbose_name="乡镇街道", related_name="rounds")
    month = models.CharField("月份", max_length=7)
    input = models.CharField("项目", max_length=40)
    state = models.CharField("状态", max_length=10, choices=RoundState, default=RoundState.ENTERING)
    checked_by = models.ForeignKey(User, models.PROTECT, verbose_name="复核人", null=True, related_name="+")
    checked_by_id: UUID | None
    checked_at = models.DateTimeField("复核时间", null=True)
    without = models.TextField("缺评说明", blank=True)
    seed = models.CharField("抽签码", max_length=80, blank=True)
    returned = models.TextField("退回原因", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "轮次"
        ordering = ["month", "input"]
        constraints = [
            models.UniqueConstraint(fields=["county", "town", "month", "input"], name="one_round_a_month"),
            models.CheckConstraint(
                condition=models.Q(state="checked", checked_by__isnull=False, checked_at__isnull=False)
                | models.Q(state="entering", checked_by__isnull=True, checked_at__isnull=True),
                name="round_checked_by_someone",
            ),
        ]

    @property
    def span(self) -> Period:
        """Return the month."""
        return Period.parse(self.month)


class AssignmentQuerySet(CountyQuerySet["Assignment"]):
    def standing(self) -> Self:
        """Keep the plan in force; who was to go before it was changed stays out."""
        return self.filter(ended_at__isnull=True)


AssignmentsHere = InCounty.from_queryset(AssignmentQuerySet)
AssignmentsEverywhere = Everywhere.from_queryset(AssignmentQuerySet)


class Assignment(Scoped):
    """分工: who inspects a village in a round, a team or a drawn assessor; ended when the plan is changed."""

    round = CountyForeignKey(Round, models.CASCADE, verbose_name="轮次", related_name="assignments")
    village = CountyForeignKey(Place, models.PROTECT, verbose_name="被查的村", related_name="+")
    team = CountyForeignKey(Place, models.PROTECT, verbose_name="去查的村", null=True, related_name="+")
    assessor = models.ForeignKey(User, models.PROTECT, verbose_name="评分员", null=True, related_name="+")
    assessor_id: UUID | None
    ended_at = models.DateTimeField("换下时间", null=True)

    objects: ClassVar = AssignmentsHere()
    everywhere: ClassVar = AssignmentsEverywhere()

    class Meta:
        verbose_name = verbose_name_plural = "分工"
        constraints = [
            models.UniqueConstraint(
                fields=["county", "round", "village"],
                condition=models.Q(ended_at__isnull=True),
                name="one_inspector_a_village",
            ),
            models.CheckConstraint(
                condition=models.Q(team__isnull=True) | ~models.Q(team=models.F("village")),
                name="never_their_own_village",
            ),
            models.CheckConstraint(
                condition=models.Q(team__isnull=True) ^ models.Q(assessor__isnull=True),
                name="a_team_or_an_assessor",
            ),
        ]


class ScoreQuerySet(CountyQuerySet["Score"]):
    def current(self) -> Self:
        """Keep what counts now; earlier versions and corrections not approved stay out."""
        return self.filter(current=True)

    def of_round(self, town: Place, month: Period, name: str) -> Self:
        """Keep the scores of one inspection of a town in a month."""
        return self.filter(month=str(month), input=name, village__in=Place.objects.under(town.code))


ScoresHere = InCounty.from_queryset(ScoreQuerySet)
ScoresEverywhere = Everywhere.from_queryset(ScoreQuerySet)


class Score(Scoped):
    """评分: what one inspection gave a village in a month, in hundredths of a point; versions are kept."""

    village = CountyForeignKey(Place, models.PROTECT, verbose_name="村", related_name="scores")
    month = models.CharField("月份", max_length=7)
    input = models.CharField("项目", max_length=40)
    revision = models.PositiveSmallIntegerField("第几版", default=1)
    current = models.BooleanField("现行", default=True)
    hundredths = models.IntegerField("分（百分之一）")
    day = models.DateField("检查日期", null=True)
    sheet = CountyForeignKey(
        AdoptedSheet, models.PROTECT, verbose_name="评分细则", null=True, related_name="+"
    )
    counts = models.JSONField("扣分处", default=dict)
    vetoes = models.JSONField("否决项", default=list)
    note = models.TextField("说明", blank=True)
    entered_by = models.ForeignKey(User, models.PROTECT, verbose_name="录入人", null=True, related_name="+")
    entered_by_id: UUID | None
    entered_at = models.DateTimeField("录入时间", default=timezone.now)
    correction = CountyForeignKey(
        "review.Correction", models.PROTECT, verbose_name="更正", null=True, related_name="scores"
    )

    objects: ClassVar = ScoresHere()
    everywhere: ClassVar = ScoresEverywhere()

    class Meta:
        verbose_name = verbose_name_plural = "评分"
        constraints = [
            models.UniqueConstraint(
                fields=["county", "village", "month", "input", "revision"], name="one_score_a_revision"
            ),
            models.UniqueConstraint(
                fields=["county", "village", "month", "input"],
                condition=models.Q(current=True),
                name="one_score_an_inspection",
            ),
        ]

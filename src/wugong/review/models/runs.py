"""Tables of an appraisal run: the run with its versions, its figures and its awards."""

from datetime import date
from typing import ClassVar, Self
from uuid import UUID

from django.db import models

from wugong.accounts.models import User
from wugong.audit.models import WrittenOnce
from wugong.audit.triggers import append_only
from wugong.base.periods import Period
from wugong.counties.fields import CountyForeignKey
from wugong.counties.managers import CountyQuerySet, Everywhere, InCounty
from wugong.counties.models import Scoped
from wugong.places.codes import lineage
from wugong.places.models import Place
from wugong.review.models.schemes import AdoptedScheme
from wugong.review.states import RunState


class RunQuerySet(CountyQuerySet["Run"]):
    def of(self, town: Place) -> Self:
        """Keep the runs of this town."""
        return self.filter(town=town)

    def standing(self) -> Self:
        """Keep what is prepared or approved; what was set aside is history."""
        return self.filter(state__in=RunState.STANDING)

    def approved(self) -> Self:
        """Keep what is public and in force: of a corrected run only the newest version."""
        return self.filter(state=RunState.APPROVED)

    def published(self) -> Self:
        """Keep what is public, earlier versions included."""
        return self.filter(state__in=RunState.PUBLIC)

    def prepared(self) -> Self:
        """Keep what waits for a second person."""
        return self.filter(state=RunState.PREPARED)

    def governed(self, place: Place, since: date) -> Self:
        """Keep the runs that would go by a scheme which the place adopted from that day on."""
        above = [code for code in lineage(place.code) if code != place.code]
        older = models.Q(scheme__place=place, scheme__since__lt=since)
        runs = self.filter(older | models.Q(scheme__place__code__in=above), last_day__gte=since)
        return runs.filter(town__in=Place.objects.under(place.code))


RunsHere = InCounty.from_queryset(RunQuerySet)
RunsEverywhere = Everywhere.from_queryset(RunQuerySet)


class Run(Scoped):
    """一次考核: the appraisal of a town in a period, computed by one person and approved by another."""

    town = CountyForeignKey(Place, models.PROTECT, verbose_name="乡镇街道", related_name="runs")
    period = models.CharField("时段", max_length=7)
    version = models.PositiveSmallIntegerField("第几版", default=1)
    level = models.PositiveSmallIntegerField("月数")
    last_day = models.DateField("最后一天")
    scheme = CountyForeignKey(AdoptedScheme, models.PROTECT, verbose_name="办法", related_name="runs")
    state = models.CharField("状态", max_length=10, choices=RunState, default=RunState.PREPARED)
    prepared_by = models.ForeignKey(User, models.PROTECT, verbose_name="计算人", related_name="+")
    prepared_by_id: UUID
    prepared_at = models.DateTimeField("计算时间", auto_now_add=True)
    approved_by = models.ForeignKey(User, models.PROTECT, verbose_name="批准人", null=True, related_name="+")
    approved_by_id: UUID | None
    approved_at = models.DateTimeField("批准时间", null=True)
    replaces = CountyForeignKey(
        "self", models.PROTECT, verbose_name="更正哪一版", null=True, related_name="replaced_by"
    )
    correction = CountyForeignKey(
        "review.Correction", models.PROTECT, verbose_name="更正", null=True, related_name="runs"
    )

    objects: ClassVar = RunsHere()
    everywhere: ClassVar = RunsEverywhere()

    class Meta:
        verbose_name = verbose_name_plural = "考核"
        ordering = ["level", "last_day"]
        constraints = [
            models.UniqueConstraint(
                fields=["county", "town", "period"],
                condition=models.Q(state="prepared"),
                name="one_prepared_run_a_period",
            ),
            models.UniqueConstraint(
                fields=["county", "town", "period"],
                condition=models.Q(state="approved"),
                name="one_public_run_a_period",
            ),
            models.UniqueConstraint(
                fields=["county", "town", "period", "version"],
                condition=models.Q(state__in=sorted(RunState.PUBLIC)),
                name="one_public_run_a_version",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=sorted(RunState.PUBLIC), approved_by__isnull=False, approved_at__isnull=False
                )
                | ~models.Q(state__in=sorted(RunState.PUBLIC)) & models.Q(approved_by__isnull=True),
                name="approved_by_someone",
            ),
            models.CheckConstraint(
                condition=models.Q(approved_by__isnull=True) | ~models.Q(approved_by=models.F("prepared_by")),
                name="approved_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.town} {self.span.label}"

    @property
    def span(self) -> Period:
        """Return the period."""
        return Period.parse(self.period)


@append_only
class Figure(WrittenOnce):
    """成绩: a village's result in a run; without a score it is incomplete and not ranked."""

    run = CountyForeignKey(Run, models.PROTECT, related_name="figures")
    village = CountyForeignKey(Place, models.PROTECT, verbose_name="村", related_name="figures")
    hundredths = models.IntegerField("分（百分之一）", null=True)
    rank = models.PositiveIntegerField("名次", null=True)
    eligible_rank = models.PositiveIntegerField("参评名次", null=True)
    previous_rank = models.PositiveIntegerField("上期名次", null=True)
    explanation = models.JSONField("来由")

    class Meta:
        verbose_name = verbose_name_plural = "成绩"
        constraints = [
            models.UniqueConstraint(fields=["county", "run", "village"], name="one_figure_a_village")
        ]

    @property
    def complete(self) -> bool:
        """Say whether every round was there."""
        return self.hundredths is not None


@append_only
class Award(WrittenOnce):
    """奖励和处置建议: what the scheme proposes for a village or a person; only `public` ones are shown."""

    run = CountyForeignKey(Run, models.PROTECT, related_name="awards")
    village = CountyForeignKey(Place, models.PROTECT, verbose_name="村", related_name="awards")
    award = models.CharField("项目", max_length=40)
    title = models.CharField("名称", max_length=60)
    recipient = models.CharField("对象", max_length=40)
    fen = models.BigIntegerField("金额（分）", null=True)
    reason = models.TextField("理由")
    public = models.BooleanField("公开")
    person = models.BooleanField("关于个人")

    class Meta:
        verbose_name = verbose_name_plural = "奖励和处置建议"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(public=False) | models.Q(person=False), name="nothing_personal_is_public"
            ),
        ]

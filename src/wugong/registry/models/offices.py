"""Tables of offices (职务): who holds which since when, how they were elected, who is kept in view."""

from datetime import date
from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.utils import timezone

from wugong.accounts.models import User
from wugong.counties.fields import CountyForeignKey
from wugong.counties.managers import CountyQuerySet, Everywhere, InCounty
from wugong.counties.models import Scoped
from wugong.places.models import Place
from wugong.registry.body_states import (
    Dossier,
    ElectionState,
    How,
    Nomination,
    PoolStage,
    Standing,
)
from wugong.registry.models.bodies import Body, BodyMember
from wugong.registry.models.persons import Person


class Election(Scoped):
    """推选: an office of a body filled by those who came to a yard meeting; never a statutory election."""

    body = CountyForeignKey(Body, models.PROTECT, verbose_name="组织", related_name="elections")
    body_id: UUID
    office = models.CharField("职务", max_length=40)
    title = models.CharField("职务名称", max_length=40)
    seats = models.PositiveSmallIntegerField("名额")
    day = models.DateField("开会日期")
    where = models.CharField("地点", max_length=60)
    state = models.CharField("状态", max_length=10, choices=ElectionState, default=ElectionState.CALLED)
    called_by = models.ForeignKey(User, models.PROTECT, verbose_name="发起人", null=True, related_name="+")
    called_by_id: UUID | None
    published_at = models.DateTimeField("公布时间", null=True)
    published_by = models.ForeignKey(User, models.PROTECT, verbose_name="公布人", null=True, related_name="+")
    published_by_id: UUID | None

    class Meta:
        verbose_name = verbose_name_plural = "推选"
        ordering = ["-day", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["county", "body", "office"],
                condition=models.Q(state__in=["called", "counted", "tied"]),
                name="one_open_election",
            )
        ]


class Candidate(Scoped):
    """候选人: who stands, and through which of the three channels."""

    election = CountyForeignKey(Election, models.PROTECT, verbose_name="推选", related_name="candidates")
    election_id: UUID
    person = CountyForeignKey(Person, models.PROTECT, verbose_name="居民", related_name="candidacies")
    person_id: UUID
    channel = models.CharField("推荐渠道", max_length=8, choices=Nomination)
    nominated = models.CharField("由谁推荐", max_length=60, blank=True)
    withdrawn = models.BooleanField("退出", default=False)
    is_elected = models.BooleanField("当选", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "候选人"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["county", "election", "person"], name="stands_once")]


class Ballot(Scoped):
    """一轮投票: how many came, how many ballots came back; the second is a run-off."""

    election = CountyForeignKey(Election, models.PROTECT, verbose_name="推选", related_name="rounds")
    election_id: UUID
    number = models.PositiveSmallIntegerField("第几轮")
    seats = models.PositiveSmallIntegerField("名额")
    present = models.PositiveIntegerField("到会人数")
    cast = models.PositiveIntegerField("收回票数")
    counted_by = models.ForeignKey(User, models.PROTECT, verbose_name="登记人", null=True, related_name="+")
    counted_by_id: UUID | None
    counted_at = models.DateTimeField("登记时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "一轮投票"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["county", "election", "number"], name="one_round_a_number"),
            models.CheckConstraint(
                condition=models.Q(cast__lte=models.F("present")), name="no_more_ballots_than_people"
            ),
        ]


class Vote(Scoped):
    """得票: how many votes a candidate got in a round."""

    ballot = CountyForeignKey(Ballot, models.PROTECT, verbose_name="一轮投票", related_name="votes")
    ballot_id: UUID
    candidate = CountyForeignKey(Candidate, models.PROTECT, verbose_name="候选人", related_name="votes")
    candidate_id: UUID
    count = models.PositiveIntegerField("得票")

    class Meta:
        verbose_name = verbose_name_plural = "得票"
        constraints = [
            models.UniqueConstraint(fields=["county", "ballot", "candidate"], name="one_count_a_round")
        ]


class HoldingQuerySet(CountyQuerySet["Holding"]):
    def on(self, day: date) -> Self:
        """Keep those who held the office on that day."""
        return self.filter(models.Q(until__isnull=True) | models.Q(until__gt=day), since__lte=day)

    def today(self) -> Self:
        """Keep those whose office has not ended."""
        return self.filter(until__isnull=True)


HoldingsHere = InCounty.from_queryset(HoldingQuerySet)
HoldingsEverywhere = Everywhere.from_queryset(HoldingQuerySet)


class Holding(Scoped):
    """任职: a member of a body in one of its offices, from a day up to, not with, another."""

    body = CountyForeignKey(Body, models.PROTECT, verbose_name="组织", related_name="holdings")
    body_id: UUID
    member = CountyForeignKey(BodyMember, models.PROTECT, verbose_name="成员", related_name="holdings")
    member_id: UUID
    office = models.CharField("职务", max_length=40)
    title = models.CharField("职务名称", max_length=40)
    standing = models.CharField("正式或代理", max_length=8, choices=Standing, default=Standing.HOLDER)
    how = models.CharField("产生方式", max_length=10, choices=How)
    since = models.DateField("自")
    until = models.DateField("至", null=True, blank=True)
    after = CountyForeignKey(
        "self", models.PROTECT, verbose_name="接替", null=True, blank=True, related_name="successors"
    )
    after_id: UUID | None
    election = CountyForeignKey(
        Election, models.PROTECT, verbose_name="推选", null=True, blank=True, related_name="holdings"
    )
    election_id: UUID | None
    note = models.CharField("交接说明", max_length=400, blank=True)

    objects: ClassVar = HoldingsHere()
    everywhere: ClassVar = HoldingsEverywhere()

    class Meta:
        verbose_name = verbose_name_plural = "任职"
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["county", "member", "office"],
                condition=models.Q(until__isnull=True),
                name="holds_an_office_once",
            )
        ]
        indexes = [models.Index(fields=["county", "body", "office"], name="holdings_by_body")]


class DossierLine(Scoped):
    """履职档案: filed, jointly reviewed, to be mended, mended; of one who holds an office."""

    holding = CountyForeignKey(Holding, models.PROTECT, verbose_name="任职", related_name="dossier")
    holding_id: UUID
    kind = models.CharField("事项", max_length=10, choices=Dossier)
    day = models.DateField("日期")
    text = models.CharField("说明", max_length=200, blank=True)
    noted_by = models.ForeignKey(User, models.PROTECT, verbose_name="经办人", null=True, related_name="+")
    noted_by_id: UUID | None

    class Meta:
        verbose_name = verbose_name_plural = "履职档案"
        ordering = ["day", "pk"]


class PoolEntry(Scoped):
    """入库人员: a resident kept in view for something by her village, in a class where there are any."""

    village = CountyForeignKey(Place, models.PROTECT, verbose_name="村", related_name="pool_entries")
    village_id: UUID
    pool = models.CharField("库", max_length=40)
    group = models.CharField("类别", max_length=40, blank=True)
    person = CountyForeignKey(Person, models.PROTECT, verbose_name="居民", related_name="pool_entries")
    person_id: UUID
    stage = models.CharField("培养", max_length=10, choices=PoolStage, default=PoolStage.RECORDED)
    note = models.CharField("特长", max_length=120, blank=True)
    since = models.DateField("自")
    until = models.DateField("至", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "入库人员"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["county", "village", "pool", "person"],
                condition=models.Q(until__isnull=True),
                name="once_in_a_pool",
            )
        ]
        indexes = [models.Index(fields=["county", "village", "pool"], name="pool_by_village")]

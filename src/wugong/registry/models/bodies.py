"""Tables of organisations (组织): templates, bodies, charters, members, requests to join, activities."""

from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.utils import timezone

from wugong.accounts.models import User
from wugong.counties.codes import code_range
from wugong.counties.fields import CountyForeignKey
from wugong.counties.managers import CountyQuerySet, Everywhere, InCounty
from wugong.counties.models import Scoped
from wugong.places.models import Place
from wugong.registry.body_states import ActivityKind, BodyState, JoinState
from wugong.registry.models.persons import Person


class AdoptedTemplates(Scoped):
    """组织模板: a document kept whole, as the county adopted it; of one key the newest in force counts."""

    place = CountyForeignKey(Place, models.PROTECT, verbose_name="县区", related_name="body_templates")
    place_id: UUID
    key = models.CharField("代号", max_length=40)
    title = models.CharField("名称", max_length=400)
    text = models.TextField("全文")
    since = models.DateField("自")
    adopted_by = models.ForeignKey(User, models.PROTECT, verbose_name="发布人", null=True, related_name="+")
    adopted_by_id: UUID | None
    adopted_at = models.DateTimeField("发布时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "组织模板"
        ordering = ["key", "since"]
        constraints = [
            models.UniqueConstraint(fields=["county", "key", "since"], name="one_body_template_a_day")
        ]

    def __str__(self) -> str:
        return self.title


class BodyQuerySet(CountyQuerySet["Body"]):
    def standing(self) -> Self:
        """Keep the bodies that have not been dissolved."""
        return self.exclude(state=BodyState.DISSOLVED)

    def within(self, code: str) -> Self:
        """Keep those of this place and of all that lie within it."""
        first, after = code_range(code)
        return self.filter(place__code__gte=first, place__code__lt=after)


BodiesHere = InCounty.from_queryset(BodyQuerySet)
BodiesEverywhere = Everywhere.from_queryset(BodyQuerySet)


class Body(Scoped):
    """组织: a body of a kind at a place, called as its people call it; perhaps a line of a profile."""

    place = CountyForeignKey(Place, models.PROTECT, verbose_name="地点", related_name="bodies")
    place_id: UUID
    kind = models.CharField("类型", max_length=40)
    name = models.CharField("名称", max_length=60)
    profile = models.CharField("体系", max_length=40, blank=True)
    slot = models.CharField("体系里的位置", max_length=40, blank=True)
    parent = CountyForeignKey(
        "self", models.PROTECT, verbose_name="上级", null=True, blank=True, related_name="children"
    )
    parent_id: UUID | None
    domain = models.CharField("领域", max_length=40, blank=True)
    role = models.CharField("角色", max_length=10, blank=True)
    unit = models.CharField("办公地点", max_length=60, blank=True)
    state = models.CharField("状态", max_length=12, choices=BodyState, default=BodyState.PROPOSED)
    proposed = models.DateField("提出之日")
    since = models.DateField("成立之日", null=True, blank=True)
    term_until = models.DateField("任期至", null=True, blank=True)
    until = models.DateField("撤销之日", null=True, blank=True)

    objects: ClassVar = BodiesHere()
    everywhere: ClassVar = BodiesEverywhere()

    class Meta:
        verbose_name = verbose_name_plural = "组织"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["county", "place", "name"],
                condition=~models.Q(state="dissolved"),
                name="one_standing_body_a_name",
            ),
            models.CheckConstraint(
                condition=models.Q(state="proposed", since__isnull=True, until__isnull=True)
                | models.Q(state="established", since__isnull=False, until__isnull=True)
                | models.Q(state="dissolved", until__isnull=False),
                name="bodies_have_their_days",
            ),
        ]
        indexes = [models.Index(fields=["county", "place", "profile"], name="bodies_by_place")]

    def __str__(self) -> str:
        return self.name


class BodyName(Scoped):
    """曾用名: what a body was called up to, not with, a day."""

    body = CountyForeignKey(Body, models.PROTECT, verbose_name="组织", related_name="earlier_names")
    body_id: UUID
    name = models.CharField("名称", max_length=60)
    until = models.DateField("至")

    class Meta:
        verbose_name = verbose_name_plural = "曾用名"
        ordering = ["pk"]


class Charter(Scoped):
    """章程、村规民约: a version of a body's charter, or of a paper that the whole place goes by."""

    place = CountyForeignKey(Place, models.PROTECT, verbose_name="地点", related_name="charters")
    place_id: UUID
    body = CountyForeignKey(Body, models.PROTECT, verbose_name="组织", null=True, related_name="charters")
    body_id: UUID | None
    paper = models.CharField("文种", max_length=40)
    version = models.PositiveSmallIntegerField("第几版")
    title = models.CharField("标题", max_length=120)
    text = models.TextField("全文")
    since = models.DateField("自")
    decided = models.CharField("由谁通过", max_length=120)
    written_by = models.ForeignKey(User, models.PROTECT, verbose_name="经办人", null=True, related_name="+")
    written_by_id: UUID | None
    written_at = models.DateTimeField("登记时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "章程"
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["county", "body", "paper", "version"],
                condition=models.Q(body__isnull=False),
                name="one_charter_a_version",
            ),
            models.UniqueConstraint(
                fields=["county", "place", "paper", "version"],
                condition=models.Q(body__isnull=True),
                name="one_paper_a_version",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class BodyMemberQuerySet(CountyQuerySet["BodyMember"]):
    def today(self) -> Self:
        """Keep those who have not left."""
        return self.filter(until__isnull=True)


MembersHere = InCounty.from_queryset(BodyMemberQuerySet)
MembersEverywhere = Everywhere.from_queryset(BodyMemberQuerySet)


class BodyMember(Scoped):
    """组织成员: a resident, or somebody of another unit by name, from a day up to, not with, another."""

    body = CountyForeignKey(Body, models.PROTECT, verbose_name="组织", related_name="members")
    body_id: UUID
    person = CountyForeignKey(Person, models.PROTECT, verbose_name="居民", null=True, related_name="bodies")
    person_id: UUID | None
    outsider = models.CharField("外单位人员", max_length=60, blank=True)
    unit = models.CharField("单位职务", max_length=60, blank=True)
    source = models.CharField("来源", max_length=40, blank=True)
    since = models.DateField("自")
    until = models.DateField("至", null=True, blank=True)

    objects: ClassVar = MembersHere()
    everywhere: ClassVar = MembersEverywhere()

    class Meta:
        verbose_name = verbose_name_plural = "组织成员"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["county", "body", "person"],
                condition=models.Q(until__isnull=True, person__isnull=False),
                name="one_seat_a_person",
            ),
            models.CheckConstraint(
                condition=models.Q(person__isnull=False, outsider="")
                | models.Q(person__isnull=True) & ~models.Q(outsider=""),
                name="members_are_residents_or_named",
            ),
        ]
        indexes = [models.Index(fields=["county", "person"], name="seats_by_person")]

    @property
    def name(self) -> str:
        """The name in clear; a page masks it for who may not see it."""
        return self.person.name if self.person else self.outsider


class JoinRequest(Scoped):
    """入会申请: a resident wants to belong to a body; somebody else than the asker decides."""

    body = CountyForeignKey(Body, models.PROTECT, verbose_name="组织", related_name="join_requests")
    body_id: UUID
    person = CountyForeignKey(Person, models.PROTECT, verbose_name="居民", related_name="join_requests")
    person_id: UUID
    asked_by = models.ForeignKey(User, models.PROTECT, verbose_name="申请人", related_name="+")
    asked_by_id: UUID
    asked_at = models.DateTimeField("申请时间", default=timezone.now)
    state = models.CharField("状态", max_length=10, choices=JoinState, default=JoinState.ASKED)
    decided_by = models.ForeignKey(User, models.PROTECT, verbose_name="核定人", null=True, related_name="+")
    decided_by_id: UUID | None
    decided_at = models.DateTimeField("核定时间", null=True)
    answer = models.CharField("答复", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "入会申请"
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["county", "body", "person"],
                condition=models.Q(state="asked"),
                name="one_open_join_request",
            ),
            models.CheckConstraint(
                condition=models.Q(state="asked", decided_by__isnull=True)
                | ~models.Q(state="asked")
                & models.Q(decided_by__isnull=False)
                & ~models.Q(decided_by=models.F("asked_by")),
                name="joins_decided_by_another",
            ),
        ]


class Activity(Scoped):
    """活动: what a body did on a day, or reported about a period; counted by the year."""

    body = CountyForeignKey(Body, models.PROTECT, verbose_name="组织", related_name="activities")
    body_id: UUID
    kind = models.CharField("种类", max_length=10, choices=ActivityKind, default=ActivityKind.ACTIVITY)
    day = models.DateField("日期")
    title = models.CharField("内容", max_length=120)
    people = models.PositiveIntegerField("参加人数", null=True, blank=True)
    noted_by = models.ForeignKey(User, models.PROTECT, verbose_name="经办人", null=True, related_name="+")
    noted_by_id: UUID | None

    class Meta:
        verbose_name = verbose_name_plural = "活动"
        ordering = ["-day"]
        indexes = [models.Index(fields=["county", "body", "day"], name="activities_by_body")]

"""Tables of who answers for what: duties and their documents, yards, grids, visits."""

from datetime import date
from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.utils import timezone

from wugong.accounts.models import User
from wugong.counties.codes import code_range
from wugong.counties.fields import CountyForeignKey
from wugong.counties.managers import CountyQuerySet, Everywhere, InCounty
from wugong.counties.models import Scoped
from wugong.media.models import Sound
from wugong.places.models import Place
from wugong.registry.models.households import Household
from wugong.registry.models.persons import Person


class DutyDocument(Scoped):
    """责任清单: the YAML of a chain, of single duties or of the visiting rhythm, as a county adopted it."""

    name = models.CharField("清单", max_length=40)
    title = models.CharField("名称", max_length=60)
    text = models.TextField("全文")
    since = models.DateField("自")
    adopted_by = models.ForeignKey(User, models.PROTECT, verbose_name="发布人", null=True, related_name="+")
    adopted_by_id: UUID | None
    adopted_at = models.DateTimeField("发布时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "责任清单"
        ordering = ["since"]
        constraints = [
            models.UniqueConstraint(fields=["county", "name", "since"], name="one_duty_document_a_day")
        ]

    def __str__(self) -> str:
        return self.title


class Cluster(Scoped):
    """院落、屋场: a yard of houses below the group, which codes of places do not reach."""

    place = CountyForeignKey(Place, models.PROTECT, verbose_name="村或组", related_name="clusters")
    place_id: UUID
    name = models.CharField("名称", max_length=40)
    until = models.DateField("撤销之日", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "院落"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["county", "place", "name"],
                condition=models.Q(until__isnull=True),
                name="one_cluster_a_name",
            )
        ]

    def __str__(self) -> str:
        return self.name


class ClusterHousehold(Scoped):
    """院落里的户: a household lies in one yard at most."""

    cluster = CountyForeignKey(Cluster, models.PROTECT, verbose_name="院落", related_name="lines")
    cluster_id: UUID
    household = CountyForeignKey(Household, models.PROTECT, verbose_name="户", related_name="cluster_lines")
    household_id: UUID

    class Meta:
        verbose_name = verbose_name_plural = "院落里的户"
        constraints = [
            models.UniqueConstraint(fields=["county", "household"], name="one_cluster_a_household")
        ]


class DutyQuerySet(CountyQuerySet["Duty"]):
    def on(self, day: date) -> Self:
        """Keep the duties held on that day."""
        return self.filter(models.Q(until__isnull=True) | models.Q(until__gt=day), since__lte=day)

    def open(self) -> Self:
        """Keep the duties that nobody has ended, those yet to begin among them."""
        return self.filter(until__isnull=True)

    def serving(self, day: date) -> Self:
        """Keep those held on that day by someone who lives, or whose account is open."""
        gone = models.Q(person__died__lte=day) | models.Q(user__is_active=False)
        return self.on(day).exclude(gone)

    def within(self, code: str) -> Self:
        """Keep those for this place and for all that lies within it."""
        first, after = code_range(code)
        return self.filter(place__code__gte=first, place__code__lt=after)


DutiesHere = InCounty.from_queryset(DutyQuerySet)
DutiesEverywhere = Everywhere.from_queryset(DutyQuerySet)


class Duty(Scoped):
    """责任: someone answers for a unit from a day up to, not with, another.

    The unit is the place; or the yard or household named, and then the place is where it lies. The holder
    is a resident, a user, or whoever is `named` (an outsider, or a unit).
    """

    plan = models.CharField("清单", max_length=40)
    line = models.CharField("责任", max_length=40)
    place = CountyForeignKey(Place, models.PROTECT, verbose_name="地点", related_name="duties")
    place_id: UUID
    cluster = CountyForeignKey(
        Cluster, models.PROTECT, verbose_name="院落", null=True, blank=True, related_name="duties"
    )
    cluster_id: UUID | None
    household = CountyForeignKey(
        Household, models.PROTECT, verbose_name="户", null=True, blank=True, related_name="duties"
    )
    household_id: UUID | None
    person = CountyForeignKey(
        Person, models.PROTECT, verbose_name="居民", null=True, blank=True, related_name="duties"
    )
    person_id: UUID | None
    user = models.ForeignKey(
        User, models.PROTECT, verbose_name="账号", null=True, blank=True, related_name="duties"
    )
    user_id: UUID | None
    named = models.CharField("姓名或单位", max_length=60, blank=True)
    unit = models.CharField("所在单位", max_length=60, blank=True)
    is_deputy = models.BooleanField("副职", default=False)
    note = models.CharField("说明", max_length=120, blank=True)
    since = models.DateField("自")
    until = models.DateField("至", null=True, blank=True)
    assigned_by = models.ForeignKey(User, models.PROTECT, verbose_name="经办人", null=True, related_name="+")
    assigned_by_id: UUID | None
    assigned_at = models.DateTimeField("登记时间", default=timezone.now)

    objects: ClassVar = DutiesHere()
    everywhere: ClassVar = DutiesEverywhere()

    class Meta:
        verbose_name = verbose_name_plural = "责任"
        ordering = ["since"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=False, user__isnull=True, named="")
                | models.Q(person__isnull=True, user__isnull=False, named="")
                | models.Q(person__isnull=True, user__isnull=True) & ~models.Q(named=""),
                name="duties_have_one_holder",
            ),
            models.CheckConstraint(
                condition=models.Q(cluster__isnull=True) | models.Q(household__isnull=True),
                name="duties_have_one_unit",
            ),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="duties_end_after_they_begin",
            ),
        ]
        indexes = [
            models.Index(fields=["county", "place", "plan", "line"], name="duties_by_place"),
            models.Index(fields=["county", "person"], name="duties_by_person"),
        ]


class Grid(Scoped):
    """网格: a unit of service of one or several groups of a village, under a standard code."""

    village = CountyForeignKey(Place, models.PROTECT, verbose_name="村", related_name="grids")
    village_id: UUID
    serial = models.PositiveSmallIntegerField("顺序号")
    name = models.CharField("名称", max_length=40)
    since = models.DateField("自")
    until = models.DateField("至", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "网格"
        ordering = ["serial"]
        constraints = [
            models.UniqueConstraint(fields=["county", "village", "serial"], name="one_grid_a_serial"),
            models.CheckConstraint(
                condition=models.Q(serial__range=(1, 999)), name="grids_count_to_three_digits"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def code(self) -> str:
        """Return the standard code: the village's twelve digits and three of its own (GB/T 30428.1)."""
        return f"{self.village.code}{self.serial:03d}"


class GridGroup(Scoped):
    """网格里的组: a group lies in one grid at most."""

    grid = CountyForeignKey(Grid, models.PROTECT, verbose_name="网格", related_name="lines")
    grid_id: UUID
    group = CountyForeignKey(Place, models.PROTECT, verbose_name="组", related_name="grid_lines")
    group_id: UUID

    class Meta:
        verbose_name = verbose_name_plural = "网格里的组"
        constraints = [models.UniqueConstraint(fields=["county", "group"], name="one_grid_a_group")]


class VisitQuerySet(CountyQuerySet["Visit"]):
    def within(self, code: str) -> Self:
        """Keep the visits to households of this place and of all that lie within it."""
        first, after = code_range(code)
        return self.filter(household__place__code__gte=first, household__place__code__lt=after)

    def waiting(self) -> Self:
        """Keep those of which something was promised and not yet answered."""
        return self.filter(answer_until__isnull=False, answered_at__isnull=True)


VisitsHere = InCounty.from_queryset(VisitQuerySet)
VisitsEverywhere = Everywhere.from_queryset(VisitQuerySet)


class Visit(Scoped):
    """走访: who came to a household on which day, what was asked, and how it was followed up."""

    household = CountyForeignKey(Household, models.PROTECT, verbose_name="户", related_name="visits")
    household_id: UUID
    visited_by = models.ForeignKey(User, models.PROTECT, verbose_name="走访人", null=True, related_name="+")
    visited_by_id: UUID | None
    day = models.DateField("日期")
    asked = models.CharField("问了什么", max_length=500, blank=True)
    spoken = CountyForeignKey(
        Sound, models.PROTECT, verbose_name="录音", null=True, blank=True, related_name="visits"
    )
    spoken_id: UUID | None
    answer_until = models.DateField("答复期限", null=True, blank=True)
    answer = models.CharField("怎么办的", max_length=500, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, verbose_name="办理人", null=True, related_name="+")
    answered_by_id: UUID | None
    answered_at = models.DateTimeField("办结时间", null=True, blank=True)
    made_at = models.DateTimeField("登记时间", default=timezone.now)

    objects: ClassVar = VisitsHere()
    everywhere: ClassVar = VisitsEverywhere()

    class Meta:
        verbose_name = verbose_name_plural = "走访"
        ordering = ["-day", "-made_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answered_at__isnull=True, answer="")
                | models.Q(answered_at__isnull=False) & ~models.Q(answer=""),
                name="visits_answered_in_words",
            ),
            models.CheckConstraint(
                condition=~models.Q(asked="") | models.Q(spoken__isnull=False),
                name="visits_say_something",
            ),
        ]
        indexes = [
            models.Index(fields=["county", "household", "day"], name="visits_by_household"),
            models.Index(fields=["county", "answer_until"], name="visits_by_answer"),
        ]

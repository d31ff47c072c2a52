"""Tables of households (户): where they are, who belongs to them since when, what became of them."""

from datetime import date
from typing import ClassVar, Self
from uuid import UUID

from django.db import models

from wugong.counties.codes import code_range
from wugong.counties.fields import CountyForeignKey
from wugong.counties.managers import CountyQuerySet, Everywhere, InCounty
from wugong.counties.models import Crowded, Scoped
from wugong.places.models import Place
from wugong.registry.models.persons import Person
from wugong.registry.states import Care, Entry, Leaving, Residence

HEAD = "02"  # 户主, GB/T 4761


class HouseholdQuerySet(CountyQuerySet["Household"]):
    def standing(self) -> Self:
        """Keep the households that have not been closed, split up or merged away."""
        return self.filter(until__isnull=True)

    def within(self, code: str) -> Self:
        """Keep those of this place and of all that lie within it."""
        first, after = code_range(code)
        return self.filter(place__code__gte=first, place__code__lt=after)


HouseholdsHere = InCounty.from_queryset(HouseholdQuerySet)
HouseholdsEverywhere = Everywhere.from_queryset(HouseholdQuerySet)


class Household(Crowded):
    """户: it stands in a village or in one of its groups, under a number that its village gave it."""

    place = CountyForeignKey(Place, models.PROTECT, verbose_name="村或组", related_name="households")
    place_id: UUID
    village = CountyForeignKey(Place, models.PROTECT, verbose_name="村", related_name="+", db_index=False)
    village_id: UUID
    number = models.CharField("户号", max_length=30)
    address = models.CharField("住址", max_length=120, blank=True)
    longitude = models.DecimalField("经度", max_digits=9, decimal_places=6, null=True, blank=True)
    latitude = models.DecimalField("纬度", max_digits=8, decimal_places=6, null=True, blank=True)
    since = models.DateField("立户之日", null=True, blank=True)
    until = models.DateField("销户之日", null=True, blank=True)
    revision = models.PositiveIntegerField("变动次数", default=0, editable=False)

    objects: ClassVar = HouseholdsHere()
    everywhere: ClassVar = HouseholdsEverywhere()

    class Meta:
        verbose_name = verbose_name_plural = "户"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["county", "village", "number"], name="one_household_a_number"),
            models.CheckConstraint(
                condition=models.Q(longitude__isnull=True, latitude__isnull=True)
                | models.Q(longitude__range=(73, 136), latitude__range=(3, 54)),
                name="households_lie_in_the_country",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class MembershipQuerySet(CountyQuerySet["Membership"]):
    def on(self, day: date) -> Self:
        """Keep those who belonged to the household on that day."""
        begun = models.Q(since__isnull=True) | models.Q(since__lte=day)
        return self.filter(begun, models.Q(until__isnull=True) | models.Q(until__gt=day))

    def today(self) -> Self:
        """Keep those who have not left."""
        return self.filter(until__isnull=True)

    def heads(self) -> Self:
        """Keep the heads."""
        return self.filter(relation=HEAD)


MembershipsHere = InCounty.from_queryset(MembershipQuerySet)
MembershipsEverywhere = Everywhere.from_queryset(MembershipQuerySet)


class Membership(Crowded):
    """家庭成员: a person in a household from a day up to, not with, another; one household at a time."""

    household = CountyForeignKey(Household, models.PROTECT, verbose_name="户", related_name="memberships")
    household_id: UUID
    person = CountyForeignKey(Person, models.PROTECT, verbose_name="居民", related_name="memberships")
    person_id: UUID
    relation = models.CharField("与户主关系", max_length=2)  # GB/T 4761; 02 is the head
    residence = models.CharField("居住情况", max_length=20, choices=Residence, default=Residence.HERE)
    whereabouts = models.CharField("去向或户籍地", max_length=80, blank=True)
    since = models.DateField("自", null=True, blank=True)
    until = models.DateField("至", null=True, blank=True)
    entry = models.CharField("来由", max_length=10, choices=Entry, default=Entry.FOUND)
    leaving = models.CharField("去由", max_length=10, choices=Leaving, blank=True)

    objects: ClassVar = MembershipsHere()
    everywhere: ClassVar = MembershipsEverywhere()

    class Meta:
        verbose_name = verbose_name_plural = "家庭成员"
        constraints = [
            models.UniqueConstraint(
                fields=["county", "person"],
                condition=models.Q(until__isnull=True),
                name="one_household_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["county", "household"],
                condition=models.Q(until__isnull=True, relation=HEAD),
                name="one_head_a_household",
            ),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True, leaving="")
                | models.Q(until__isnull=False) & ~models.Q(leaving=""),
                name="members_leave_for_a_reason",
            ),
        ]


class CareMark(Scoped):
    """重点照护: why a household is visited first, from a day up to, not with, another."""

    household = CountyForeignKey(Household, models.PROTECT, verbose_name="户", related_name="care_marks")
    household_id: UUID
    care = models.CharField("类别", max_length=20, choices=Care)
    since = models.DateField("自")
    until = models.DateField("至", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "重点照护"
        constraints = [
            models.UniqueConstraint(
                fields=["county", "household", "care"],
                condition=models.Q(until__isnull=True),
                name="one_open_care_mark",
            )
        ]


class Lineage(Scoped):
    """户的承接: from that day on a household goes on in another one, by split or merge."""

    earlier = CountyForeignKey(Household, models.PROTECT, related_name="later_lines")
    earlier_id: UUID
    later = CountyForeignKey(Household, models.PROTECT, related_name="earlier_lines")
    later_id: UUID
    day = models.DateField("自")

    class Meta:
        verbose_name = verbose_name_plural = "户的承接"
        constraints = [
            models.UniqueConstraint(fields=["county", "earlier", "later", "day"], name="one_line_a_day")
        ]

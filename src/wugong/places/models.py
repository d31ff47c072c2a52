"""Places (地点), the codes they had before, and who came after them."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from wugong.counties.codes import code_range
from wugong.counties.fields import CountyForeignKey
from wugong.counties.managers import CountyQuerySet, Everywhere, InCounty
from wugong.counties.models import Scoped
from wugong.places.codes import Level, level_of


class PlaceQuerySet(CountyQuerySet["Place"]):
    def under(self, code: str) -> Self:
        """Keep the place of this code and all that lie within it."""
        first, after = code_range(code)
        return self.filter(code__gte=first, code__lt=after)

    def at_level(self, level: Level) -> Self:
        """Keep the counties, or towns, or villages, or groups."""
        return self.filter(Exact(Length("code"), level))

    def at_levels(self, *levels: Level) -> Self:
        """Keep the places of any of these levels."""
        return self.alias(digits=Length("code")).filter(digits__in=levels)

    def in_force(self, day: date) -> Self:
        """Keep the places that exist on that day."""
        begun = models.Q(since__isnull=True) | models.Q(since__lte=day)
        return self.filter(begun, models.Q(until__isnull=True) | models.Q(until__gte=day))

    def known_as(self, code: str) -> Self:
        """Keep the places that have this code now or had it before."""
        return self.filter(models.Q(code=code) | models.Q(earlier_codes__code=code)).distinct()


PlacesHere = InCounty.from_queryset(PlaceQuerySet)
PlacesEverywhere = Everywhere.from_queryset(PlaceQuerySet)


class Place(Scoped):
    """地点: a stable id, and as its present address the code; the prefix of the code is the tree."""

    code = models.CharField("代码", max_length=14)
    name = models.CharField("名称", max_length=60)
    since = models.DateField("设立之日", null=True, blank=True)
    until = models.DateField("最后一天", null=True, blank=True)
    revision = models.PositiveIntegerField(
        "变动次数", default=0, editable=False
    )  # a town's: of all within it
    successors: "models.ManyToManyField[Place, Succession]" = models.ManyToManyField(
        "self", symmetrical=False, through="Succession", related_name="predecessors"
    )

    objects: ClassVar = PlacesHere()
    everywhere: ClassVar = PlacesEverywhere()

    class Meta:
        verbose_name = verbose_name_plural = "地点"
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["county", "code"], name="one_place_a_code")]

    def __str__(self) -> str:
        return self.name

    @property
    def level(self) -> Level:
        """Return the level, which is the length of the code."""
        return level_of(self.code)


class PlaceCode(Scoped):
    """原代码: a code that a place had until a day."""

    place = CountyForeignKey(Place, models.PROTECT, related_name="earlier_codes")
    code = models.CharField("原代码", max_length=14)
    until = models.DateField("最后一天")

    class Meta:
        verbose_name = verbose_name_plural = "原代码"
        constraints = [
            models.UniqueConstraint(
                fields=["county", "code", "place", "until"], name="one_earlier_code_a_day"
            )
        ]

    def __str__(self) -> str:
        return self.code


class Succession(Scoped):
    """接续: from that day on a place goes on in another one, wholly or in part (merged or split)."""

    earlier = CountyForeignKey(Place, models.PROTECT, related_name="+")
    later = CountyForeignKey(Place, models.PROTECT, related_name="+")
    day = models.DateField("自")

    class Meta:
        verbose_name = verbose_name_plural = "接续"
        constraints = [models.UniqueConstraint(fields=["county", "earlier", "later"], name="succeeds_once")]

    def __str__(self) -> str:
        return f"{self.earlier} → {self.later}"

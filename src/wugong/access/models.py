"""Roles (职责) that people hold at places, with their first and last day."""

from datetime import date, timedelta
from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from wugong.access.roles import ABILITIES, HOUSE, RoleKind
from wugong.accounts.models import User
from wugong.counties.fields import CountyForeignKey
from wugong.counties.managers import CountyQuerySet, Everywhere, InCounty
from wugong.counties.models import Scoped
from wugong.places.models import Place


class RoleQuerySet(CountyQuerySet["Role"]):
    def in_force(self, day: date) -> Self:
        """Keep the roles held on that day."""
        return self.filter(models.Q(until__isnull=True) | models.Q(until__gte=day), since__lte=day)

    def overlapping(self, since: date, until: date | None) -> Self:
        """Keep the roles held on any day of the span; one that ended before its first day never was."""
        begun = self if until is None else self.filter(since__lte=until)
        ends = models.Q(until__gte=since) & models.Q(until__gte=models.F("since"))
        return begun.filter(models.Q(until__isnull=True) | ends)

    def of(self, user: User) -> Self:
        """Keep the roles of this user; they all stand in the user's own county."""
        return self.filter(county_id=user.county_id, user=user).select_related("place")


RolesHere = InCounty.from_queryset(RoleQuerySet)
RolesEverywhere = Everywhere.from_queryset(RoleQuerySet)


class Role(Scoped):
    """职责: held at a place, it counts on every code that begins with the place's code.

    The administrators of the house have no place: what they hold counts everywhere.
    """

    user = models.ForeignKey(User, models.PROTECT, verbose_name="人", related_name="roles")
    kind = models.CharField("职责", max_length=30, choices=RoleKind)
    place = CountyForeignKey(
        Place, models.PROTECT, verbose_name="地点", null=True, blank=True, related_name="roles"
    )
    place_id: UUID | None
    since = models.DateField("第一天")
    until = models.DateField("最后一天", null=True, blank=True)

    objects: ClassVar = RolesHere()
    everywhere: ClassVar = RolesEverywhere()

    class Meta:
        verbose_name = verbose_name_plural = "职责"
        ordering = ["since"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(place__isnull=True, kind__in=sorted(HOUSE))
                | models.Q(place__isnull=False) & ~models.Q(kind__in=sorted(HOUSE)),
                name="house_roles_have_no_place",
                violation_error_message=_("系统、安全、审计管理员不选地点；其他职责都要选地点。"),
            ),
            models.CheckConstraint(  # the day before the first: a role that ended before it began
                condition=models.Q(until__isnull=True)
                | models.Q(since__lte=models.F("until") + timedelta(days=1)),
                name="roles_end_after_they_begin",
                violation_error_message=_("最后一天不能早于第一天。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place or '全平台'} {self.get_kind_display()}"

    def covers(self, code: str) -> bool:
        """Say whether what this role enables counts at that place."""
        return self.place is None or code.startswith(self.place.code)

    def enables(self, ability: object) -> bool:
        """Say whether this role is of a kind that enables that."""
        return ability in ABILITIES[RoleKind(self.kind)]

"""Tables of 一户十联: the plan of a village, and which household links which."""

from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.utils import timezone

from wugong.accounts.models import User
from wugong.counties.fields import CountyForeignKey
from wugong.counties.managers import CountyQuerySet, Everywhere, InCounty
from wugong.counties.models import Scoped
from wugong.places.models import Place
from wugong.registry.link_states import PlanState
from wugong.registry.models.households import Household


class LinkPlan(Scoped):
    """联户方案: who links whom in a village; drawn up, adopted, and replaced by the next."""

    village = CountyForeignKey(Place, models.PROTECT, verbose_name="村", related_name="link_plans")
    village_id: UUID
    state = models.CharField("状态", max_length=10, choices=PlanState, default=PlanState.DRAFT)
    across = models.BooleanField("可以跨组", default=False)
    made_by = models.ForeignKey(User, models.PROTECT, verbose_name="提出人", null=True, related_name="+")
    made_by_id: UUID | None
    made_at = models.DateTimeField("提出时间", default=timezone.now)
    balanced_at = models.DateTimeField("最近核对", default=timezone.now)
    adopted_by = models.ForeignKey(User, models.PROTECT, verbose_name="采用人", null=True, related_name="+")
    adopted_by_id: UUID | None
    adopted_at = models.DateTimeField("采用时间", null=True)
    revision = models.PositiveIntegerField("变动次数", default=0, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "联户方案"
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["county", "village", "state"],
                condition=~models.Q(state="replaced"),
                name="one_link_plan_a_state",
            ),
            models.CheckConstraint(
                condition=models.Q(state="draft", adopted_at__isnull=True)
                | models.Q(~models.Q(state="draft"), adopted_at__isnull=False),
                name="link_plans_adopted_at_a_time",
            ),
        ]


class LinkQuerySet(CountyQuerySet["Link"]):
    def open(self) -> Self:
        """Keep the links that have not ended."""
        return self.filter(until__isnull=True)


LinksHere = InCounty.from_queryset(LinkQuerySet)
LinksEverywhere = Everywhere.from_queryset(LinkQuerySet)


class Link(Scoped):
    """联户: a head household links another from a day up to, not with, another; a head links itself."""

    plan = CountyForeignKey(LinkPlan, models.PROTECT, verbose_name="方案", related_name="links")
    plan_id: UUID
    head = CountyForeignKey(Household, models.PROTECT, verbose_name="中心户", related_name="links")
    head_id: UUID
    household = CountyForeignKey(Household, models.PROTECT, verbose_name="户", related_name="linked_by")
    household_id: UUID
    since = models.DateField("自")
    until = models.DateField("至", null=True, blank=True)

    objects: ClassVar = LinksHere()
    everywhere: ClassVar = LinksEverywhere()

    class Meta:
        verbose_name = verbose_name_plural = "联户"
        constraints = [
            models.UniqueConstraint(
                fields=["county", "plan", "household"],
                condition=models.Q(until__isnull=True),
                name="one_open_link_a_household",
            )
        ]
        indexes = [models.Index(fields=["county", "household"], name="links_by_household")]

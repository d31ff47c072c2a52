"""Tables of what a town goes by: schemes and score sheets adopted, award holders, posts, populations."""

from datetime import date

from django.db import models

from wugong.accounts.models import User
from wugong.counties.fields import CountyForeignKey
from wugong.counties.models import Scoped
from wugong.places.models import Place


class AdoptedScheme(Scoped):
    """考核办法: the YAML of a scheme kept whole, with its switches, as a county or town adopted it."""

    place = CountyForeignKey(Place, models.PROTECT, verbose_name="地点", related_name="schemes")
    title = models.CharField("名称", max_length=120)
    text = models.TextField("全文")
    settings = models.JSONField("开关", default=dict)
    since = models.DateField("自")
    adopted_by = models.UUIDField("发布人", null=True)
    adopted_at = models.DateTimeField("发布时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "考核办法"
        ordering = ["since"]
        constraints = [models.UniqueConstraint(fields=["county", "place", "since"], name="one_scheme_a_day")]

    def __str__(self) -> str:
        return self.title


class AdoptedSheet(Scoped):
    """评分细则: the YAML of a score sheet kept whole, as a county or town adopted it."""

    place = CountyForeignKey(Place, models.PROTECT, verbose_name="地点", related_name="score_sheets")
    title = models.CharField("名称", max_length=120)
    text = models.TextField("全文")
    since = models.DateField("自")
    adopted_by = models.UUIDField("发布人", null=True)
    adopted_at = models.DateTimeField("发布时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "评分细则"
        ordering = ["since"]
        constraints = [models.UniqueConstraint(fields=["county", "place", "since"], name="one_sheet_a_day")]

    def __str__(self) -> str:
        return self.title


class Holder(Scoped):
    """已获奖村: a village that holds an award of a level, since a day."""

    village = CountyForeignKey(Place, models.PROTECT, verbose_name="村", related_name="held_awards")
    level = models.CharField("级别", max_length=20)
    since = models.DateField("自")

    class Meta:
        verbose_name = verbose_name_plural = "已获奖村"
        constraints = [
            models.UniqueConstraint(fields=["county", "village", "level"], name="one_award_a_level")
        ]


class Post(Scoped):
    """办点: a person, by an office code and never by name, posted to a village in a role."""

    village = CountyForeignKey(Place, models.PROTECT, verbose_name="村", related_name="posts")
    role = models.CharField("职责", max_length=20)
    name_code = models.CharField("代号", max_length=40)
    user = models.ForeignKey(User, models.PROTECT, verbose_name="账号", null=True, related_name="+")
    since = models.DateField("自")
    until = models.DateField("最后一天", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "办点干部"
        constraints = [
            models.UniqueConstraint(
                fields=["county", "village", "role", "name_code", "since"], name="posted_once"
            )
        ]


class Population(Scoped):
    """人口: how many people a village has from a day on, with its source; of a day the newest counts."""

    village = CountyForeignKey(Place, models.PROTECT, verbose_name="村", related_name="populations")
    since = models.DateField("自")
    revision = models.PositiveSmallIntegerField("第几版", default=1)
    people = models.PositiveIntegerField("人口")
    source = models.CharField("出处", max_length=120)

    class Meta:
        verbose_name = verbose_name_plural = "人口"
        ordering = ["since", "revision"]
        constraints = [
            models.UniqueConstraint(
                fields=["county", "village", "since", "revision"], name="one_population_a_revision"
            )
        ]


def covering(day: date) -> models.Q:
    """Return the condition for rows with `since` and `until` that hold on that day."""
    return models.Q(models.Q(until__isnull=True) | models.Q(until__gte=day), since__lte=day)

"""Tables of what the public sees: postings, and the wording and templates by which a town makes them."""

from datetime import date
from typing import ClassVar, Self
from uuid import UUID

from django.db import models

from wugong.counties.fields import CountyForeignKey
from wugong.counties.managers import CountyQuerySet, Everywhere, InCounty
from wugong.counties.models import Scoped
from wugong.places.models import Place
from wugong.publish.bulletins import Bulletin
from wugong.publish.states import PostingState, TableChoice


class PostingQuerySet(CountyQuerySet["Posting"]):
    def of(self, place: Place, kind: str) -> Self:
        """Keep this kind of postings of this place."""
        return self.filter(place=place, kind=kind)

    def about(self, subject: UUID) -> Self:
        """Keep what was posted about this."""
        return self.filter(subject=subject)

    def up(self) -> Self:
        """Keep what hangs."""
        return self.filter(state=PostingState.UP)

    def readable(self) -> Self:
        """Keep what anybody may read again: all but what gave personal data away."""
        return self.filter(hidden=False)


PostingsHere = InCounty.from_queryset(PostingQuerySet)
PostingsEverywhere = Everywhere.from_queryset(PostingQuerySet)


class Posting(Scoped):
    """公示: a bulletin as it hung, from a day to a day, and how it came down or was corrected.

    `subject` is the key of what is posted, in a room above; `body` the whole bulletin.
    """

    place = CountyForeignKey(Place, models.PROTECT, verbose_name="地点", related_name="postings")
    kind = models.CharField("种类", max_length=30)
    subject = models.UUIDField("所公示的")
    title = models.CharField("标题", max_length=120)
    first_day = models.DateField("第一天")
    last_day = models.DateField("公示至")
    posted_by = models.UUIDField("张贴人", null=True)
    posted_at = models.DateTimeField("张贴时间", auto_now_add=True)
    state = models.CharField("状态", max_length=10, choices=PostingState, default=PostingState.UP)
    taken_down_at = models.DateTimeField("撤下时间", null=True)
    taken_down_by = models.UUIDField("撤下人", null=True)
    reason = models.CharField("理由", max_length=200, blank=True)
    hidden = models.BooleanField("不再给人看", default=False)
    replaced_by = CountyForeignKey(
        "self", models.PROTECT, verbose_name="更正为", null=True, related_name="replaces"
    )
    replaced_by_id: UUID | None
    digest = models.CharField("核对码", max_length=9)
    body = models.JSONField("内容")
    template = CountyForeignKey(
        "Template", models.PROTECT, verbose_name="Word 模板", null=True, related_name="postings"
    )

    objects: ClassVar = PostingsHere()
    everywhere: ClassVar = PostingsEverywhere()

    class Meta:
        verbose_name = verbose_name_plural = "公示"
        ordering = ["-posted_at", "-pk"]
        indexes = [models.Index(fields=["county", "place", "kind", "state"], name="postings_of_a_place")]
        constraints = [
            models.UniqueConstraint(
                fields=["county", "kind", "subject"],
                condition=models.Q(state="up"),
                name="one_standing_posting_a_subject",
            ),
            models.CheckConstraint(
                condition=models.Q(last_day__gt=models.F("first_day")), name="hangs_more_than_a_day"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state="up", taken_down_at__isnull=True, replaced_by__isnull=True, hidden=False
                )
                | models.Q(state="down", taken_down_at__isnull=False, replaced_by__isnull=True)
                & ~models.Q(reason="")
                | models.Q(state="replaced", taken_down_at__isnull=False, replaced_by__isnull=False)
                & ~models.Q(reason=""),
                name="posting_is_up_down_or_replaced",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def bulletin(self) -> Bulletin:
        """Return what hung."""
        return Bulletin.from_json(self.body)

    def is_over(self, day: date) -> bool:
        """Say whether the last day has passed."""
        return day > self.last_day


class Wording(Scoped):
    """文字: with which a place makes a kind of bulletin; the row without an end holds."""

    place = CountyForeignKey(Place, models.PROTECT, verbose_name="地点", related_name="wordings")
    kind = models.CharField("种类", max_length=30)
    heading = models.CharField("标题", max_length=60)
    organ = models.CharField("落款单位", max_length=60)
    phone = models.CharField("监督电话", max_length=40, blank=True)
    where = models.CharField("受理处", max_length=60, blank=True)
    closing = models.CharField("公示说明", max_length=200)
    table = models.CharField("表", max_length=10, choices=TableChoice, default=TableChoice.FULL)
    set_by = models.UUIDField("修改人", null=True)
    set_at = models.DateTimeField("修改时间", auto_now_add=True)
    ended_at = models.DateTimeField("用到", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "公示文字"
        ordering = ["-set_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["county", "place", "kind"],
                condition=models.Q(ended_at__isnull=True),
                name="one_standing_wording_a_kind",
            )
        ]

    def __str__(self) -> str:
        return self.heading


class TemplateQuerySet(CountyQuerySet["Template"]):
    def of(self, place: Place, kind: str) -> Self:
        """Keep what this place has for this kind, given up ones left out."""
        return self.filter(place=place, kind=kind, dropped_at__isnull=True)

    def in_force(self, day: date) -> Self:
        """Keep what may be used on that day, the newest first."""
        return self.filter(since__lte=day).order_by("-since", "-pk")


TemplatesHere = InCounty.from_queryset(TemplateQuerySet)
TemplatesEverywhere = Everywhere.from_queryset(TemplateQuerySet)


class Template(Scoped):
    """Word 模板: a place's own .docx for a kind of bulletin, checked before it was kept; old ones stay."""

    place = CountyForeignKey(Place, models.PROTECT, verbose_name="地点", related_name="templates")
    kind = models.CharField("种类", max_length=30)
    content = models.BinaryField("文件")
    digest = models.CharField("核对码", max_length=9)
    since = models.DateField("自")
    adopted_by = models.UUIDField("启用人", null=True)
    adopted_at = models.DateTimeField("启用时间", auto_now_add=True)
    dropped_at = models.DateTimeField("停用时间", null=True)

    objects: ClassVar = TemplatesHere()
    everywhere: ClassVar = TemplatesEverywhere()

    class Meta:
        verbose_name = verbose_name_plural = "Word 模板"
        constraints = [
            models.UniqueConstraint(
                fields=["county", "place", "kind", "since"],
                condition=models.Q(dropped_at__isnull=True),
                name="one_template_a_day",
            )
        ]

    def __str__(self) -> str:
        return self.digest

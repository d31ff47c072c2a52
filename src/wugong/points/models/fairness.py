"""Tables of what makes people look again: spots of photos, photos that are alike, what a seed draws from."""

from uuid import UUID

from django.db import models
from django.utils import timezone

from wugong.accounts.models import User
from wugong.counties.fields import CountyForeignKey
from wugong.counties.models import Scoped
from wugong.media.models import Photo
from wugong.places.models import Place
from wugong.points.models.claims import Claim
from wugong.points.models.lists import Listing


class PhotoSpots(Scoped):
    """照片特征: by what a part of a claim's photo is known again; no picture can be made from it."""

    village = CountyForeignKey(Place, models.PROTECT, verbose_name="村", related_name="+")
    village_id: UUID
    photo = CountyForeignKey(Photo, models.PROTECT, verbose_name="照片", related_name="+")
    photo_id: UUID
    body = models.BinaryField("特征")
    made_at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "照片特征"
        constraints = [models.UniqueConstraint(fields=["county", "photo"], name="spots_of_a_photo_once")]


class PhotoLikeness(Scoped):
    """照片相像: a photo of a claim shows the same as one of an earlier claim, or a part of it."""

    village = CountyForeignKey(Place, models.PROTECT, verbose_name="村", related_name="points_likenesses")
    village_id: UUID
    claim = CountyForeignKey(Claim, models.PROTECT, verbose_name="申报", related_name="likenesses")
    claim_id: UUID
    photo = CountyForeignKey(Photo, models.PROTECT, verbose_name="照片", related_name="+")
    photo_id: UUID
    earlier = CountyForeignKey(Claim, models.PROTECT, verbose_name="早先的申报", related_name="+")
    earlier_id: UUID
    earlier_photo = CountyForeignKey(Photo, models.PROTECT, verbose_name="早先的照片", related_name="+")
    earlier_photo_id: UUID
    shared = models.PositiveIntegerField("相同之处")
    found_at = models.DateTimeField("发现时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "照片相像"
        ordering = ["-found_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["county", "claim", "earlier"], name="one_likeness_a_pair")
        ]


class RecheckDraw(Scoped):
    """抽查批次: from which claims of a list a public seed was to draw, so that anybody can draw again."""

    village = CountyForeignKey(Place, models.PROTECT, verbose_name="村", related_name="points_recheck_draws")
    village_id: UUID
    listing = CountyForeignKey(Listing, models.PROTECT, verbose_name="公示表", related_name="recheck_draws")
    listing_id: UUID
    seed = models.CharField("抽取种子", max_length=120)
    roll: "models.JSONField[list[str], list[str]]" = models.JSONField("抽取名册", default=list)  # numbers
    # what the numbers of the roll stand for, one for one: shown to nobody
    claims: "models.JSONField[list[str], list[str]]" = models.JSONField("名册上的申报", default=list)
    drawn = models.PositiveIntegerField("抽几件")
    due = models.DateField("查完期限")
    drawn_by = models.ForeignKey(User, models.PROTECT, verbose_name="抽取人", null=True, related_name="+")
    drawn_by_id: UUID | None
    drawn_at = models.DateTimeField("抽取时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "抽查批次"
        ordering = ["-drawn_at"]
        constraints = [
            models.UniqueConstraint(fields=["county", "listing"], name="one_recheck_draw_a_listing")
        ]

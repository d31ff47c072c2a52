"""The table of photos that go with a score."""

from django.db import models

from wugong.counties.fields import CountyForeignKey
from wugong.counties.models import Scoped
from wugong.media.models import Photo
from wugong.review.models.rounds import Score


class ScorePhoto(Scoped):
    """评分照片: a photo taken at an inspection, beside the version of the score it was handed in with."""

    score = CountyForeignKey(Score, models.CASCADE, verbose_name="评分", related_name="photos")
    photo = CountyForeignKey(Photo, models.PROTECT, verbose_name="照片", related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "评分照片"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["county", "score", "photo"], name="one_photo_a_score")]

"""Photos (照片) and sounds (录音) that were kept; their files lie in the media folder."""

from uuid import UUID

from django.db import models
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.models import WrittenOnce
from wugong.audit.triggers import erasable
from wugong.counties.fields import CountyForeignKey
from wugong.places.models import Place


@erasable
class Photo(WrittenOnce):
    """照片: re-encoded, without location or any other data of the camera; never altered afterwards."""

    place = CountyForeignKey(Place, models.PROTECT, verbose_name="地点", related_name="photos")
    file = models.FileField("文件", max_length=120)
    width = models.PositiveIntegerField("宽")
    height = models.PositiveIntegerField("高")
    bytes = models.PositiveIntegerField("字节数")
    sha256 = models.CharField("校验值", max_length=64)
    print = models.BigIntegerField("相似指纹")
    taken_by = models.ForeignKey(User, models.PROTECT, verbose_name="提交人", null=True, related_name="+")
    taken_by_id: UUID | None
    kept_at = models.DateTimeField("留存时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "照片"
        constraints = [
            models.UniqueConstraint(fields=["county", "place", "sha256"], name="one_photo_at_a_place")
        ]

    def __str__(self) -> str:
        return str(self.file)

    @property
    def small(self) -> str:
        """Return the name of the preview's file."""
        return small_beside(self.file.name or "")


def small_beside(name: str) -> str:
    """Return the name of the preview that lies beside a photo."""
    return f"{name.removesuffix('.jpg')}.small.jpg"


@erasable
class Sound(WrittenOnce):
    """录音: spoken words, encoded anew without any data of the device; never altered afterwards."""

    place = CountyForeignKey(Place, models.PROTECT, verbose_name="地点", related_name="sounds")
    place_id: UUID
    file = models.FileField("文件", max_length=120)
    seconds = models.PositiveIntegerField("秒数")
    bytes = models.PositiveIntegerField("字节数")
    sha256 = models.CharField("校验值", max_length=64)
    spoken_by = models.ForeignKey(User, models.PROTECT, verbose_name="提交人", null=True, related_name="+")
    spoken_by_id: UUID | None
    kept_at = models.DateTimeField("留存时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "录音"

    def __str__(self) -> str:
        return str(self.file)

"""The table of what phones sent about matters that are there already: each sending once."""

from uuid import UUID

from django.db import models
from django.utils import timezone

from wugong.accounts.models import User
from wugong.counties.fields import CountyForeignKey
from wugong.counties.models import Scoped
from wugong.matters.models.matters import Matter


class Sending(Scoped):
    """上传: a step that a phone made, maybe without network, under a key of its own."""

    matter = CountyForeignKey(Matter, models.PROTECT, verbose_name="事项", related_name="sendings")
    matter_id: UUID
    key = models.UUIDField("提交标识")
    by = models.ForeignKey(User, models.PROTECT, verbose_name="经办人", related_name="+")
    by_id: UUID
    at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "上传"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["county", "key"], name="one_step_a_sending")]

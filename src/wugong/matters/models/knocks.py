"""The table of how often visitors without an account came from one address, which itself is not kept."""

from django.db import models
from django.utils import timezone

from wugong.counties.models import Scoped


class Knock(Scoped):
    """来访次数: under a mark that changes every day, from which nobody reads the address back."""

    kind = models.CharField("做什么", max_length=10)
    mark = models.CharField("标记", max_length=64)
    began_at = models.DateTimeField("从", default=timezone.now)
    count = models.PositiveIntegerField("次数", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "来访次数"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["county", "kind", "mark"], name="one_count_a_mark")]

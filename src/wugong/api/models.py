"""The keys (接口密钥) by which other programs may hand in requests; only their hash is kept."""

from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.utils import timezone

from wugong.accounts.models import User
from wugong.counties.managers import CountyQuerySet, Everywhere, InCounty
from wugong.counties.models import Scoped


class ClientKeyQuerySet(CountyQuerySet["ClientKey"]):
    def valid(self) -> Self:
        """Keep those that were not taken back."""
        return self.filter(ended_at__isnull=True)


KeysHere = InCounty.from_queryset(ClientKeyQuerySet)
KeysEverywhere = Everywhere.from_queryset(ClientKeyQuerySet)


class ClientKey(Scoped):
    """接口密钥: a program of that title may hand in requests to the county until the key is taken back."""

    title = models.CharField("用途", max_length=60)
    digest = models.CharField("校验值", max_length=64)
    a_day = models.PositiveIntegerField("每天最多")
    reads_referred = models.BooleanField("可以取走转出的事项", default=False)
    given_by = models.ForeignKey(User, models.PROTECT, verbose_name="发放人", null=True, related_name="+")
    given_by_id: UUID | None
    given_at = models.DateTimeField("发放时间", default=timezone.now)
    ended_at = models.DateTimeField("收回时间", null=True)
    counted_on = models.DateField("计数日", null=True)
    counted = models.PositiveIntegerField("当天已交", default=0)

    objects: ClassVar = KeysHere()
    everywhere: ClassVar = KeysEverywhere()

    class Meta:
        verbose_name = verbose_name_plural = "接口密钥"
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["county", "digest"], name="one_key_a_digest")]

    def __str__(self) -> str:
        return self.title

"""Notices (消息) in the inbox of the app."""

from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from wugong.accounts.models import User
from wugong.counties.managers import CountyQuerySet, Everywhere, InCounty
from wugong.counties.models import Scoped
from wugong.notices.kinds import CATALOGUE


class NoticeQuerySet(CountyQuerySet["Notice"]):
    def to_user(self, user: User) -> Self:
        """Keep what was told to this user; it all stands in the user's own county."""
        return self.filter(county_id=user.county_id, to=user)

    def unread(self) -> Self:
        """Keep what was not opened yet."""
        return self.filter(read_at__isnull=True)

    def read_before(self, moment: datetime) -> Self:
        """Keep what was opened before that moment."""
        return self.filter(read_at__lt=moment)

    def unread_first(self) -> Self:
        """Order by unread first, then by time of telling (the key says it), the newest first."""
        return self.order_by(models.Case(models.When(read_at__isnull=True, then=0), default=1), "-pk")


NoticesHere = InCounty.from_queryset(NoticeQuerySet)
NoticesEverywhere = Everywhere.from_queryset(NoticeQuerySet)


class Notice(Scoped):
    """消息: what one person is told after an act. Nobody else reads it, nor whether it was read."""

    to = models.ForeignKey(User, models.CASCADE, verbose_name="收件人", related_name="+")
    to_id: UUID
    kind = models.CharField("类别", max_length=60)
    facts = models.JSONField("内容", default=dict, encoder=DjangoJSONEncoder)
    link = models.CharField("页面", max_length=300)
    made_at = models.DateTimeField("时间", default=timezone.now)
    read_at = models.DateTimeField("打开时间", null=True)

    objects: ClassVar = NoticesHere()
    everywhere: ClassVar = NoticesEverywhere()

    class Meta:
        verbose_name = verbose_name_plural = "消息"
        indexes = [
            models.Index(
                fields=["county", "to"], condition=models.Q(read_at__isnull=True), name="unread_notices"
            ),
            models.Index(fields=["county", "to", "id"], name="notices_of_a_person"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(link__startswith="/") & ~models.Q(link__startswith="//"),
                name="notices_lead_into_the_house",
            )
        ]

    def __str__(self) -> str:
        """Return the sentence, as it reads today."""
        kind = CATALOGUE.get(self.kind)
        return kind.say(self.facts) if kind else self.kind

    @property
    def next_step(self) -> str:
        """Return what to do next, in the reader's language; empty where there is only something to know."""
        kind = CATALOGUE.get(self.kind)
        return _(kind.next_step) if kind and kind.next_step else ""

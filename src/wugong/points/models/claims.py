"""Tables of claims: what was done, by which household, with which evidence, and what became of it."""

from typing import Any, ClassVar, Self
from uuid import UUID

from django.db import models
from django.utils import timezone

from wugong.accounts.models import User
from wugong.counties.fields import CountyForeignKey
from wugong.counties.managers import CountyQuerySet, Everywhere, InCounty
from wugong.counties.models import Scoped
from wugong.media.models import Photo
from wugong.places.models import Place
from wugong.points.models.catalogues import Adoption
from wugong.points.models.lists import Listing
from wugong.points.models.panels import Panel
from wugong.points.states import Channel, ClaimState
from wugong.registry.models import Household, Person


class Event(Scoped):
    """活动: a day on which many do the same thing together and sign in."""

    village = CountyForeignKey(Place, models.PROTECT, verbose_name="村", related_name="points_events")
    village_id: UUID
    title = models.CharField("活动", max_length=80)
    item = models.CharField("项目", max_length=40)
    day = models.DateField("日期")
    quantity = models.PositiveIntegerField("数量", default=1)
    made_by = models.ForeignKey(User, models.PROTECT, verbose_name="发起人", null=True, related_name="+")
    made_by_id: UUID | None
    closed_at = models.DateTimeField("结束时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "活动"
        ordering = ["-day"]

    def __str__(self) -> str:
        return self.title


class ClaimQuerySet(CountyQuerySet["Claim"]):
    def open(self) -> Self:
        """Keep those that somebody has still to do something about."""
        return self.filter(state__in=ClaimState.OPEN)

    def counted(self) -> Self:
        """Keep those that count against caps: all but what was refused, withdrawn or reversed."""
        return self.filter(state__in=ClaimState.COUNTED)

    def keyed(self) -> Self:
        """Keep those that take their key: what was refused or withdrawn can be claimed anew under it."""
        return self.exclude(state__in=ClaimState.GONE)


ClaimsHere = InCounty.from_queryset(ClaimQuerySet)
ClaimsEverywhere = Everywhere.from_queryset(ClaimQuerySet)


class Claim(Scoped):
    """积分申报: a household did this on that day; the points are those of the catalogue then in force."""

    village = CountyForeignKey(Place, models.PROTECT, verbose_name="村", related_name="points_claims")
    village_id: UUID
    household = CountyForeignKey(Household, models.PROTECT, verbose_name="户", related_name="points_claims")
    household_id: UUID
    person = CountyForeignKey(Person, models.PROTECT, verbose_name="谁做的", null=True, related_name="+")
    person_id: UUID | None
    adoption = CountyForeignKey(Adoption, models.PROTECT, verbose_name="细则", related_name="claims")
    adoption_id: UUID
    item = models.CharField("项目", max_length=40)
    title = models.CharField("项目名称", max_length=80)
    day = models.DateField("哪一天做的")
    quantity = models.PositiveIntegerField("数量", default=1)
    text = models.CharField("说明", max_length=200, blank=True)
    channel = models.CharField("方式", max_length=10, choices=Channel)
    event = CountyForeignKey(Event, models.PROTECT, verbose_name="活动", null=True, related_name="claims")
    event_id: UUID | None
    key = models.CharField("申报标识", max_length=80)  # made by the sender: sent twice, claimed once
    claimed_by = models.ForeignKey(User, models.PROTECT, verbose_name="申报人", null=True, related_name="+")
    claimed_by_id: UUID | None
    claimed_at = models.DateTimeField("申报时间", default=timezone.now)
    state = models.CharField("状态", max_length=10, choices=ClaimState, default=ClaimState.CLAIMED)
    asked = models.IntegerField("按细则应得")
    points = models.IntegerField("评定分值", null=True)
    why: "models.JSONField[list[Any], list[Any]]" = models.JSONField("依据", default=list)
    checked_by = models.ForeignKey(User, models.PROTECT, verbose_name="初核人", null=True, related_name="+")
    checked_by_id: UUID | None
    checked_at = models.DateTimeField("初核时间", null=True)
    answer = models.CharField("答复", max_length=200, blank=True)
    panel = CountyForeignKey(Panel, models.PROTECT, verbose_name="评议小组", null=True, related_name="claims")
    panel_id: UUID | None
    decided_at = models.DateTimeField("评定时间", null=True)
    listing = CountyForeignKey(
        Listing, models.PROTECT, verbose_name="公示表", null=True, related_name="claims"
    )
    listing_id: UUID | None
    entry = models.UUIDField("凭证", null=True)
    booked_at = models.DateTimeField("入账时间", null=True)
    blanked_at = models.DateTimeField("文字删去时间", null=True)

    objects: ClassVar = ClaimsHere()
    everywhere: ClassVar = ClaimsEverywhere()

    class Meta:
        verbose_name = verbose_name_plural = "积分申报"
        ordering = ["-day", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["county", "village", "key"],
                condition=~models.Q(state__in=["refused", "withdrawn"]),
                name="one_claim_a_key",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["booked", "reversed"]) | models.Q(entry__isnull=False),
                name="booked_claims_have_an_entry",
            ),
            models.CheckConstraint(
                condition=models.Q(checked_by__isnull=True)
                | models.Q(claimed_by__isnull=True)
                | ~models.Q(checked_by=models.F("claimed_by")),
                name="nobody_checks_what_she_claimed",
            ),
        ]
        indexes = [
            models.Index(fields=["county", "village", "state", "day"], name="claims_of_a_village"),
            models.Index(fields=["county", "household", "item", "day"], name="claims_of_a_household"),
        ]

    def __str__(self) -> str:
        return self.title


class ClaimPhoto(Scoped):
    """申报的照片."""

    claim = CountyForeignKey(Claim, models.PROTECT, verbose_name="申报", related_name="photos")
    claim_id: UUID
    photo = CountyForeignKey(Photo, models.PROTECT, verbose_name="照片", related_name="+")
    photo_id: UUID

    class Meta:
        verbose_name = verbose_name_plural = "申报的照片"
        constraints = [
            models.UniqueConstraint(fields=["county", "claim", "photo"], name="one_photo_a_claim_once")
        ]


class SignIn(Scoped):
    """签到: who came to an event."""

    event = CountyForeignKey(Event, models.PROTECT, verbose_name="活动", related_name="sign_ins")
    event_id: UUID
    household = CountyForeignKey(Household, models.PROTECT, verbose_name="户", related_name="+")
    household_id: UUID
    person = CountyForeignKey(Person, models.PROTECT, verbose_name="谁来的", null=True, related_name="+")
    person_id: UUID | None
    by = models.ForeignKey(User, models.PROTECT, verbose_name="登记人", null=True, related_name="+")
    by_id: UUID | None
    at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "签到"
        constraints = [
            models.UniqueConstraint(
                fields=["county", "event", "household", "person"], name="one_sign_in_a_person"
            ),
            models.UniqueConstraint(
                fields=["county", "event", "household"],
                condition=models.Q(person__isnull=True),
                name="one_sign_in_a_household",
            ),
        ]


class Card(Scoped):
    """户卡: a printed card with a QR code that stands for the household, until another takes its place."""

    household = CountyForeignKey(Household, models.PROTECT, verbose_name="户", related_name="points_cards")
    household_id: UUID
    token = models.CharField("卡码", max_length=40)
    issued_by = models.ForeignKey(User, models.PROTECT, verbose_name="发卡人", null=True, related_name="+")
    issued_by_id: UUID | None
    issued_at = models.DateTimeField("发卡时间", default=timezone.now)
    ended_at = models.DateTimeField("停用时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "户卡"
        constraints = [
            models.UniqueConstraint(fields=["county", "token"], name="one_card_a_token"),
            models.UniqueConstraint(
                fields=["county", "household"],
                condition=models.Q(ended_at__isnull=True),
                name="one_card_a_household",
            ),
        ]

"""Tables of persons (居民): who they are, who may act for them, whom they may not judge."""

from datetime import date
from typing import ClassVar, Self
from uuid import UUID

from django.db import models

from wugong.accounts.models import User
from wugong.counties.codes import code_range
from wugong.counties.fields import CountyForeignKey
from wugong.counties.managers import CountyQuerySet, Everywhere, InCounty
from wugong.counties.models import Crowded, Scoped
from wugong.registry.fields import SealedField
from wugong.registry.states import Channel, Kin, Papers, Sex

# Looked up whole or by their beginning, never put in the order of a language, which costs PostgreSQL most.
BYTEWISE = ("uuid_ops", "varchar_pattern_ops")


class PersonQuerySet(CountyQuerySet["Person"]):
    def living(self) -> Self:
        """Keep those who have not died."""
        return self.filter(died__isnull=True)

    def born_by(self, day: date) -> Self:
        """Keep those known to be born on or before that day."""
        return self.filter(born__lte=day)

    def within(self, code: str) -> Self:
        """Keep those who belong to a household of this place or of one within it, today."""
        first, after = code_range(code)
        return self.filter(
            memberships__until__isnull=True,
            memberships__household__place__code__gte=first,
            memberships__household__place__code__lt=after,
        )


PersonsHere = InCounty.from_queryset(PersonQuerySet)
PersonsEverywhere = Everywhere.from_queryset(PersonQuerySet)


class Person(Crowded):
    """居民: a person of the register; what is sensitive lies under seal, found by its keyed mark."""

    name = models.CharField("姓名", max_length=60)
    spelt = models.CharField("拼音", max_length=240, blank=True)
    sex = models.CharField("性别", max_length=1, choices=Sex, blank=True)
    born = models.DateField("出生日期", null=True, blank=True)
    died = models.DateField("死亡日期", null=True, blank=True)
    papers = models.CharField("证件种类", max_length=12, choices=Papers, default=Papers.CITIZEN_ID)
    id_number = SealedField("证件号", blank=True, marked_in="id_mark")
    id_mark = models.CharField("证件号索引", max_length=32, blank=True, editable=False)
    phone = SealedField("手机号", blank=True, marked_in="phone_mark")
    phone_mark = models.CharField("手机号索引", max_length=32, blank=True, editable=False)
    bank = SealedField("银行账号", blank=True)
    revision = models.PositiveIntegerField("变动次数", default=0, editable=False)

    objects: ClassVar = PersonsHere()
    everywhere: ClassVar = PersonsEverywhere()

    class Meta:
        verbose_name = verbose_name_plural = "居民"
        constraints = [
            models.UniqueConstraint(
                fields=["county", "id_mark"],
                condition=~models.Q(id_mark=""),
                opclasses=BYTEWISE,
                name="one_person_an_id",
            ),
            models.CheckConstraint(
                condition=models.Q(died__isnull=True)
                | models.Q(born__isnull=True)
                | models.Q(died__gte=models.F("born")),
                name="persons_die_after_birth",
            ),
        ]
        indexes = [
            models.Index(fields=["county", "name"], opclasses=BYTEWISE, name="persons_by_name"),
            models.Index(fields=["county", "phone_mark"], opclasses=BYTEWISE, name="persons_by_phone"),
        ]

    def __str__(self) -> str:
        return self.name


class Binding(Scoped):
    """绑定: this account acts for this resident; one phone may serve several residents of a family."""

    user = models.ForeignKey(User, models.PROTECT, verbose_name="账号", related_name="bindings")
    user_id: UUID
    person = CountyForeignKey(Person, models.PROTECT, verbose_name="居民", related_name="bindings")
    person_id: UUID
    is_self = models.BooleanField("本人", default=True)
    since = models.DateField("第一天")
    until = models.DateField("最后一天", null=True, blank=True)
    bound_by = models.ForeignKey(User, models.PROTECT, verbose_name="经办人", null=True, related_name="+")
    bound_by_id: UUID | None

    class Meta:
        verbose_name = verbose_name_plural = "绑定"
        constraints = [
            models.UniqueConstraint(
                fields=["county", "user", "person"],
                condition=models.Q(until__isnull=True),
                name="one_open_binding",
            )
        ]


class Consent(Scoped):
    """同意: to one purpose, until a day; for a child under fourteen a guardian gives it."""

    person = CountyForeignKey(Person, models.PROTECT, verbose_name="居民", related_name="consents")
    person_id: UUID
    purpose = models.CharField("用途", max_length=40)
    guardian = CountyForeignKey(
        Person, models.PROTECT, verbose_name="监护人", null=True, blank=True, related_name="consents_given"
    )
    guardian_id: UUID | None
    channel = models.CharField("方式", max_length=10, choices=Channel)
    since = models.DateField("自")
    until = models.DateField("至")
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)
    taken_by = models.ForeignKey(User, models.PROTECT, verbose_name="经办人", null=True, related_name="+")
    taken_by_id: UUID | None

    class Meta:
        verbose_name = verbose_name_plural = "同意"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__gte=models.F("since")), name="consents_end_after_they_begin"
            ),
            models.CheckConstraint(
                condition=models.Q(guardian__isnull=True) | ~models.Q(guardian=models.F("person")),
                name="nobody_is_her_own_guardian",
            ),
        ]


class Kinship(Scoped):
    """亲属: two persons who do not judge each other's matters; never shown as what it is."""

    one = CountyForeignKey(Person, models.PROTECT, related_name="+")
    one_id: UUID
    other = CountyForeignKey(Person, models.PROTECT, related_name="+")
    other_id: UUID
    kin = models.CharField("关系", max_length=12, choices=Kin)
    noted_by = models.ForeignKey(User, models.PROTECT, verbose_name="经办人", null=True, related_name="+")
    noted_by_id: UUID | None

    class Meta:
        verbose_name = verbose_name_plural = "亲属"
        constraints = [
            models.UniqueConstraint(fields=["county", "one", "other"], name="kin_once"),
            models.CheckConstraint(condition=~models.Q(one=models.F("other")), name="kin_of_another"),
        ]

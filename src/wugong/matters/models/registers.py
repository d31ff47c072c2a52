"""Tables of registers: those a county adopted, the days it settled, the numbers it gave."""

from uuid import UUID

from django.db import models
from django.utils import timezone

from wugong.accounts.models import User
from wugong.counties.models import Scoped


class RegisterDocument(Scoped):
    """台账办法: a register as the county adopted it; the one adopted last holds, by the versions in it."""

    code = models.CharField("台账", max_length=40)
    title = models.CharField("名称", max_length=60)
    text = models.TextField("全文")
    digest = models.CharField("校验值", max_length=64)
    decision = models.CharField("依据", max_length=120)
    adopted_by = models.ForeignKey(User, models.PROTECT, verbose_name="发布人", null=True, related_name="+")
    adopted_by_id: UUID | None
    adopted_at = models.DateTimeField("发布时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "台账办法"
        ordering = ["code", "-pk"]
        indexes = [models.Index(fields=["county", "code"], name="registers_by_code")]

    def __str__(self) -> str:
        return self.title


class CalendarDay(Scoped):
    """节假日: a day that the office settled to be worked or not; it goes before what comes along."""

    day = models.DateField("日期")
    working = models.BooleanField("上班")
    title = models.CharField("说明", max_length=60)
    source = models.CharField("依据", max_length=120)
    settled_by = models.ForeignKey(User, models.PROTECT, verbose_name="登记人", null=True, related_name="+")
    settled_by_id: UUID | None

    class Meta:
        verbose_name = verbose_name_plural = "节假日"
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["county", "day"], name="one_word_on_a_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.title}"


class NumberRun(Scoped):
    """编号: the last number that the county gave in a year."""

    year = models.PositiveSmallIntegerField("年")
    last = models.PositiveIntegerField("最后一号", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "编号"
        constraints = [models.UniqueConstraint(fields=["county", "year"], name="one_run_a_year")]

"""The records (记录) of acts: written once, in the transaction of the act, and never changed."""

from typing import Any, ClassVar, Self
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from wugong.audit.acts import CATALOGUE
from wugong.audit.refusals import Unchangeable
from wugong.audit.triggers import append_only, erasable
from wugong.counties.codes import code_range
from wugong.counties.fields import CountyForeignKey
from wugong.counties.managers import CountyQuerySet, Everywhere, InCounty
from wugong.counties.models import Scoped


class WrittenOnce(Scoped):
    """A row that can be made but not changed; the database refuses what gets past `save` and `delete`."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row if it is new, else refuse."""
        if not self._state.adding:
            raise Unchangeable
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse: what was written stays."""
        raise Unchangeable


class RecordQuerySet(CountyQuerySet["Record"]):
    def concerning(self, person: UUID) -> Self:
        """Keep the records that person made or that concern that person."""
        return self.filter(concerns__person=person)

    def under(self, code: str) -> Self:
        """Keep the records of acts at the place of this code or within it."""
        first, after = code_range(code)
        return self.filter(place__gte=first, place__lt=after)

    def newest_first(self) -> Self:
        """Order by time of writing (the key says it), with the texts at hand: two queries for a page."""
        return self.prefetch_related("texts").order_by("-pk")


RecordsHere = InCounty.from_queryset(RecordQuerySet)
RecordsEverywhere = Everywhere.from_queryset(RecordQuerySet)


@append_only
class Record(WrittenOnce):
    """记录: one act, who did it, where and when; persons and places are kept as values, not as keys."""

    act = models.CharField("事项", max_length=60)
    actor = models.UUIDField("经办人", null=True)
    place = models.CharField("地点代码", max_length=14)
    made_at = models.DateTimeField("时间", default=timezone.now)
    facts = models.JSONField("内容", default=dict, encoder=DjangoJSONEncoder)

    objects: ClassVar = RecordsHere()
    everywhere: ClassVar = RecordsEverywhere()

    class Meta:
        verbose_name = verbose_name_plural = "记录"
        indexes = [models.Index(fields=["county", "place", "id"], name="record_by_place")]

    def __str__(self) -> str:
        """Return the sentence of the act, as it reads today."""
        if (act := CATALOGUE.get(self.act)) is None:
            return self.act
        facts = dict(self.facts)
        for text in self.texts.all():
            facts |= text.facts
        return act.say(facts)


@append_only
class Concern(WrittenOnce):
    """相关人: a person whom a record concerns; the actor is one of them."""

    record = CountyForeignKey(Record, models.PROTECT, related_name="concerns")
    person = models.UUIDField("相关人")

    class Meta:
        verbose_name = verbose_name_plural = "相关人"
        constraints = [
            models.UniqueConstraint(fields=["county", "person", "record"], name="concern_once_a_record")
        ]


@erasable
class RecordText(WrittenOnce):
    """记录文字: the names and texts of a record that a privacy request may take away, never alter."""

    record = CountyForeignKey(Record, models.PROTECT, related_name="texts")
    facts = models.JSONField("文字", encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = verbose_name_plural = "记录文字"
        constraints = [models.UniqueConstraint(fields=["county", "record"], name="one_text_a_record")]

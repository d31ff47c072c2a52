"""The county (县、市、区) and the base of every table that stands in one."""

from collections.abc import Collection
from typing import Any, ClassVar, Self
from uuid import UUID

from django.db import models

from wugong.counties.fields import CountyForeignKey
from wugong.counties.managers import Everywhere, InCounty
from wugong.counties.standing import county_here
from wugong.counties.uuid7 import uuid7


class County(models.Model):
    """县区: a tenant of the house; a small reference table, copied to every node of a cluster."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField("县区代码", max_length=6, unique=True)
    name = models.CharField("名称", max_length=60)

    class Meta:
        verbose_name = verbose_name_plural = "县区"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Scoped(models.Model):
    """A row of one county, with a key that the application makes; both are what sharding needs."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    county = models.ForeignKey(County, models.PROTECT, verbose_name="县区", related_name="+", editable=False)
    county_id: UUID

    objects: ClassVar[models.Manager[Self]] = InCounty()
    everywhere = Everywhere()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row into its county (the one stood in, if none is named); refuse keys that leave it."""
        if self.county_id is None:
            self.county = county_here()
        self.refuse_other_counties(kwargs.get("update_fields"))
        super().save(*args, **kwargs)

    def refuse_other_counties(self, names: Collection[str] | None = None) -> None:
        """Refuse when a key of this row (of these names, if given) points into another county."""
        for field in self._meta.concrete_fields:
            named = names is None or field.name in names or field.attname in names
            if named and isinstance(field, CountyForeignKey):
                field.refuse_other_county(self)

    def _do_update(self, base_qs: Any, using: Any, pk_val: Any, values: Any, *args: Any) -> Any:
        """Update within the county, and never the county itself: a sharded table allows neither."""
        kept = [value for value in values if value[0].name != "county"]
        here = base_qs.filter(county_id=self.county_id)
        return super()._do_update(here, using, pk_val, kept, *args)


class Crowded(Scoped):
    """A row of a table that grows by a hundred thousand at once: its county has no index and no check.

    Its other keys lead into the county, and nobody takes a county away.
    """

    county = models.ForeignKey(
        County,
        models.PROTECT,
        verbose_name="县区",
        related_name="+",
        editable=False,
        db_index=False,
        db_constraint=False,
    )

    class Meta:
        abstract = True

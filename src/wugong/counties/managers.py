"""The two managers of a scoped table: `objects` stands in one county, `everywhere` does not.

A table with verbs of its own names both, so that the types know them:
`objects: ClassVar = RecordsHere()` with `RecordsHere = InCounty.from_queryset(RecordQuerySet)`.
"""

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from django.db import models

from wugong.counties.fields import CountyForeignKey
from wugong.counties.refusals import OtherCounty
from wugong.counties.standing import county_here, county_here_or_none

Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)


class CountyQuerySet(models.QuerySet[Row_co]):
    """Reads and bulk writes of a scoped table; rooms add their verbs in subclasses."""

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Row_co]:
        """Write many rows, each in its county and pointing nowhere else, as `save()` would."""
        rows = list(objs)
        here = county_here_or_none()
        for row in rows:
            if row.county_id is None and here is not None:
                row.county = here
        for field in self._keys():
            _refuse_crossing(field, rows)
        return super().bulk_create(rows, *args, **kwargs)

    def bulk_update(self, objs: Iterable[Any], fields: Iterable[str], *args: Any, **kwargs: Any) -> int:
        """Change many rows, none of which may come to point out of its county."""
        rows, names = list(objs), list(fields)
        for field in self._keys():
            if field.name in names:
                _refuse_crossing(field, rows)
        return super().bulk_update(rows, names, *args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        """Change all rows found; a key among the changes may not leave the county of any of them."""
        for field in self._keys():
            key = kwargs.get(field.name, kwargs.get(field.attname))
            if key is not None and not hasattr(key, "resolve_expression"):
                there = field.remote_field.model._base_manager.filter(pk=getattr(key, "pk", key))
                if self.exclude(county_id__in=there.values("county_id")).exists():
                    raise OtherCounty(field=field.verbose_name)
        return super().update(**kwargs)

    def _keys(self) -> Iterator[CountyForeignKey[Any, Any]]:
        fields = self.model._meta.concrete_fields
        return (field for field in fields if isinstance(field, CountyForeignKey))


def _refuse_crossing(field: CountyForeignKey[Any, Any], rows: list[Any]) -> None:
    """Compare the counties of all related rows with one query per county and five hundred keys."""
    unseen: dict[Any, set[Any]] = {}
    for row in rows:
        if field.is_cached(row):
            field.refuse_other_county(row)
        elif (key := getattr(row, field.attname)) is not None:
            unseen.setdefault(row.county_id, set()).add(key)
    related = field.remote_field.model._base_manager
    for county, keys in unseen.items():
        ordered = sorted(keys)
        for start in range(0, len(ordered), 500):
            if related.filter(pk__in=ordered[start : start + 500]).exclude(county_id=county).exists():
                raise OtherCounty(field=field.verbose_name)


class InCounty(models.Manager[Row_co]):
    """Reads in the county stood in; asks nothing of the database when nobody said which."""

    _queryset_class = CountyQuerySet

    def get_queryset(self) -> models.QuerySet[Row_co]:
        """Return the rows of the county stood in, or refuse with `NoCounty`."""
        return super().get_queryset().filter(county_id=county_here().pk)


class Everywhere(models.Manager[Row_co]):
    """Reads in all counties at once; for the house's own work, never for a page about one county."""

    _queryset_class = CountyQuerySet

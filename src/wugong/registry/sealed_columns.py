"""The columns of the house that lie under seal, and what stands in them."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.apps import apps
from django.db import models
from django.db.models import Count
from django.db.models.functions import Substr

from wugong.base.sealing import FORM, NAME


class SealedColumn(NamedTuple):
    """A column under seal."""

    table: type[models.Model]
    field: Any  # a SealedField, which rests on the ring and therefore on this module

    @property
    def context(self) -> str:
        """Return what its texts are sealed for."""
        return str(self.field.context)

    @property
    def filled(self) -> models.QuerySet[Any]:
        """Return the rows, of all counties, in which something is sealed."""
        return self.table._base_manager.exclude(**{self.field.attname: b""}).order_by()


def sealed_columns() -> list[SealedColumn]:
    """Return all columns under seal, table by table."""
    return [
        SealedColumn(table, field)
        for table in apps.get_models()
        for field in table._meta.concrete_fields
        if getattr(field, "under_seal", False)
    ]


def sample() -> Iterator[bytes]:
    """Yield one sealed text of each column that holds any."""
    for column in sealed_columns():
        for sealed in column.filled.values_list(column.field.attname, flat=True)[:1]:
            yield bytes(sealed)


def sealed_by_key() -> Counter[bytes]:
    """Return how many texts each key has sealed, by the name of the key."""
    found: Counter[bytes] = Counter()
    for column in sealed_columns():
        name = Substr(column.field.attname, len(FORM) + 1, NAME, output_field=models.BinaryField())
        for key, count in column.filled.annotate(key=name).values_list("key").annotate(Count("pk")):
            found[bytes(key)] += count
    return found

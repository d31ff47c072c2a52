"""What would keep a table from being divided by county, said in sentences."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from django.db import models

from wugong.counties.fields import CountyForeignKey
from wugong.counties.models import Scoped

NOT_SCOPED: Final[Mapping[str, str]] = {
    "counties.County": "the list of tenants itself; copied to every node as a reference table",
    "accounts.User": "login names are unique in the house and asked before any county is known",
}


def faults(tables: Iterable[type[models.Model]]) -> Iterator[str]:
    """Yield one sentence for each thing that would break when these tables are divided by county."""
    for table in tables:
        if not issubclass(table, Scoped):
            yield from _unscoped_faults(table)
            continue
        yield from _key_faults(table)
        yield from _unique_faults(table)
        yield from _relation_faults(table)


def _unscoped_faults(table: type[models.Model]) -> Iterator[str]:
    name = table._meta.label
    if name not in NOT_SCOPED:
        yield f"{name} is neither Scoped nor in the list of tables that need not be"
    for field in table._meta.local_concrete_fields:
        target = field.related_model
        if isinstance(target, type) and issubclass(target, Scoped):
            yield f"{name}.{field.name} points from an unscoped table into a scoped one"


def _key_faults(table: type[models.Model]) -> Iterator[str]:
    if not isinstance(table._meta.pk, models.UUIDField):
        yield f"{table._meta.label} has a key that is no UUID"


def _unique_faults(table: type[models.Model]) -> Iterator[str]:
    name = table._meta.label
    for field in table._meta.local_concrete_fields:
        if field.unique and not field.primary_key:
            yield f"{name}.{field.name} is unique on its own, without the county"
    for together in table._meta.unique_together:
        yield f"{name} uses unique_together {tuple(together)}; say it as a UniqueConstraint"
    for constraint in table._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and "county" not in constraint.fields:
            yield f"{name}: constraint {constraint.name} does not name the county in fields=[…]"


def _relation_faults(table: type[models.Model]) -> Iterator[str]:
    name = table._meta.label
    for many in table._meta.local_many_to_many:
        through: Any = many.remote_field.through
        if through._meta.auto_created:
            yield f"{name}.{many.name} makes a table of its own, without a county"
    for field in table._meta.local_concrete_fields:
        target = field.related_model
        plain = isinstance(field, models.ForeignKey) and not isinstance(field, CountyForeignKey)
        if plain and isinstance(target, type) and issubclass(target, Scoped):
            yield f"{name}.{field.name} is a plain foreign key between scoped tables"

"""The system check that the keys at hand open all that lies under seal."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connection
from django.db.models import Model

from wugong.registry.key_states import standing
from wugong.registry.sealed_columns import sealed_columns


@register(Tags.database)
def keys_open_all(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """Return an error where the keys are lost or broken; nothing before the columns are there."""
    if not databases or not _columns_stand():
        return []
    hint = "run `wugong households keys`; put the key file back from the backup, never make another"
    return [Error(said, hint=hint, id="registry.E001") for said in standing().complaints]


def _columns_stand() -> bool:
    """Say whether the database has all columns under seal; a migration that is yet to run may add one."""
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        return all(
            column.table._meta.db_table in there and column.field.column in _columns(cursor, column.table)
            for column in sealed_columns()
        )


def _columns(cursor: Any, table: type[Model]) -> set[str]:
    return {one.name for one in connection.introspection.get_table_description(cursor, table._meta.db_table)}

"""Triggers by which the database itself refuses to change what was written once.

SQLite drops the triggers of a table that a migration rebuilds, so they are installed again after each
`migrate`, and a system check fails while one is missing.
"""

from collections.abc import Iterator
from typing import Any, Final, TypeVar

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

Table = TypeVar("Table", bound=type[models.Model])

GUARDED: Final[dict[str, tuple[str, ...]]] = {}
SAYS: Final = "written once, never changed"

FUNCTION: Final = f"""CREATE OR REPLACE FUNCTION wugong_written_once() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{SAYS}: %', TG_TABLE_NAME; END $$"""


def append_only(table: Table) -> Table:
    """Have the database refuse every change and removal of this table's rows."""
    GUARDED[table._meta.db_table] = ("update", "delete")
    return table


def erasable(table: Table) -> Table:
    """Have the database refuse every change of this table's rows; they may be taken away."""
    GUARDED[table._meta.db_table] = ("update",)
    return table


def permanent(table: Table) -> Table:
    """Have the database refuse to take away this table's rows; what of them may change, their room says."""
    GUARDED[table._meta.db_table] = ("delete",)
    return table


def install(connection: BaseDatabaseWrapper) -> None:
    """Every guarded table of this database has its triggers."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(FUNCTION)
        for table, event, name in _wanted(connection):
            cursor.execute(_drop(connection, table, name))
            cursor.execute(_create(connection, table, event, name))


def remove(connection: BaseDatabaseWrapper) -> None:
    """No guarded table of this database has a trigger; only a test that empties tables wants this."""
    with connection.cursor() as cursor:
        for table, _, name in _wanted(connection):
            cursor.execute(_drop(connection, table, name))


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the names of triggers that should stand in this database and do not."""
    catalogue = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(catalogue)
        there = {name for (name,) in cursor.fetchall()}
    return [name for _, _, name in _wanted(connection) if name not in there]


def install_after_migrate(using: str = DEFAULT_DB_ALIAS, **_: Any) -> None:
    """Install the triggers again: a table that was rebuilt has lost them."""
    install(connections[using])


def _wanted(connection: BaseDatabaseWrapper) -> Iterator[tuple[str, str, str]]:
    """Yield table, event and name of each trigger for the tables that exist by now."""
    there = set(connection.introspection.table_names())
    for table, events in GUARDED.items():
        if table not in there:
            continue
        for event in (*events, *(["replace"] if connection.vendor == "sqlite" else [])):
            yield table, event, f"{table}_no_{event}"
        if connection.vendor == "postgresql" and "delete" in events:
            yield table, "truncate", f"{table}_no_truncate"


def _create(connection: BaseDatabaseWrapper, table: str, event: str, name: str) -> str:
    if event == "replace":
        return _no_replace(connection, table, name)
    if connection.vendor == "sqlite":
        refuse = f"BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
        return f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" {refuse}'
    each = "STATEMENT" if event == "truncate" else "ROW"
    return (
        f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" '
        f"FOR EACH {each} EXECUTE FUNCTION wugong_written_once()"
    )


def _no_replace(connection: BaseDatabaseWrapper, table: str, name: str) -> str:
    """Return the trigger that keeps SQLite's INSERT OR REPLACE from a row that is there.

    Such a statement takes the row away without its delete trigger. Where rows may go, only the same key is
    refused, so that the rest may be ignored as a conflict; where they may not, whatever is unique.
    """
    sets = _unique(table) if "delete" in GUARDED[table] else []
    with connection.cursor() as cursor:
        sets.append([str(connection.introspection.get_primary_key_column(cursor, table))])
    there = f'SELECT 1 FROM "{table}" WHERE'  # noqa: S608 -- names of tables are the models', no visitor's
    fits = [" AND ".join(f'"{one}" = NEW."{one}"' for one in each) for each in sets]
    same = " OR ".join(f"EXISTS ({there} {each})" for each in fits)
    refuse = f"BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
    return f'CREATE TRIGGER "{name}" BEFORE INSERT ON "{table}" WHEN {same} {refuse}'


def _unique(table: str) -> list[list[str]]:
    """Return the columns of each constraint by which a row of this table is the only one."""
    metas = [model._meta for model in apps.get_models() if model._meta.db_table == table]
    return [
        [str(meta.get_field(name).column) for name in constraint.fields]  # type: ignore[union-attr] # a column
        for meta in metas
        for constraint in meta.total_unique_constraints
    ]


def _drop(connection: BaseDatabaseWrapper, table: str, name: str) -> str:
    on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
    return f'DROP TRIGGER IF EXISTS "{name}"{on}'

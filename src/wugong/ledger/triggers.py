"""What the database itself refuses in the books, and PostgreSQL's call that posts; both live in `sql/`.

That rows are not changed or taken away is asked of `audit.triggers`; here is what else makes an entry.
"""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

SQL: Final = Path(__file__).parent / "sql"
DIVIDERS: Final = {"sqlite": r"\n(?=CREATE TRIGGER)", "postgresql": r"\n-- ;\n"}
TRIGGER: Final = re.compile(r"CREATE TRIGGER (\w+) .*?\bON (\w+)", re.DOTALL)
FUNCTION: Final = re.compile(r"CREATE OR REPLACE FUNCTION (\w+)\(.*?AS \$\$(.*)\$\$", re.DOTALL)


@cache
def statements(vendor: str) -> tuple[str, ...]:
    """Return what is to be executed, one statement each."""
    text = (SQL / f"{vendor}.sql").read_text("utf-8")
    code = re.sub(r"\A(--.*\n)+", "", text)
    return tuple(part.strip() for part in re.split(DIVIDERS[vendor], code) if part.strip())


def install(connection: BaseDatabaseWrapper) -> None:
    """The books of this database are guarded, as the files of `sql/` say it."""
    if "ledger_text" not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        for statement in statements(connection.vendor):
            if named := TRIGGER.match(statement):
                cursor.execute(_drop(connection, *named.groups()))
            cursor.execute(statement)


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the names of triggers and functions that are missing, disabled or not what they should be."""
    if "ledger_text" not in connection.introspection.table_names():
        return []
    wanted = _wanted(connection.vendor)
    with connection.cursor() as cursor:
        there = _there(cursor, connection.vendor)
    return sorted(name for name, body in wanted.items() if there.get(name) != body)


def remove(connection: BaseDatabaseWrapper) -> None:
    """The books of this database stand open; only what rebuilds their tables wants this."""
    with connection.cursor() as cursor:
        for statement in statements(connection.vendor):
            if named := TRIGGER.match(statement):
                cursor.execute(_drop(connection, *named.groups()))


def stand_aside(using: str = DEFAULT_DB_ALIAS, plan: Sequence[Any] = (), **_: Any) -> None:
    """Let the migrations pass: SQLite renames no table while a trigger of another one speaks of it."""
    if plan and connections[using].vendor == "sqlite":
        remove(connections[using])


def stand_again(using: str = DEFAULT_DB_ALIAS, **_: Any) -> None:
    """Guard the books after the migrations: a table that was rebuilt has lost its own triggers too."""
    install(connections[using])


def _drop(connection: BaseDatabaseWrapper, name: str, table: str) -> str:
    return f"DROP TRIGGER IF EXISTS {name}" + (f" ON {table}" if connection.vendor == "postgresql" else "")


def _wanted(vendor: str) -> dict[str, str]:
    """Return what should be found, by name: a trigger of SQLite as it is written, a function by its body."""
    found = {}
    for statement in statements(vendor):
        if named := TRIGGER.match(statement):
            found[named[1]] = _plain(statement) if vendor == "sqlite" else ""
        elif named := FUNCTION.match(statement):
            found[named[1]] = _plain(named[2])
    return found


def _there(cursor: Any, vendor: str) -> dict[str, str]:
    if vendor == "sqlite":
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        return {name: _plain(sql) for name, sql in cursor.fetchall()}
    cursor.execute(
        "SELECT tgname, '' FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A') "
        "UNION ALL SELECT proname, prosrc FROM pg_proc WHERE proname LIKE 'wugong_ledger_%'"
    )
    return {name: _plain(sql) for name, sql in cursor.fetchall()}


def _plain(sql: str) -> str:
    return " ".join(sql.split()).rstrip("; ")

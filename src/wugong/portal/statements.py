"""A query that is written once in a process: asked again, only its values are exchanged."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection
from django.db.models import QuerySet

Written = tuple[str, tuple[tuple[int | None, Any], ...]]

_written: dict[tuple[str, str], Written] = {}


def rows_of(
    name: str, query: Callable[[], QuerySet[Any, Any]], given: Sequence[Any]
) -> list[tuple[Any, ...]]:
    """Return the rows as the database gives them, keys of SQLite as text.

    The query of this name depends on nothing but these values, all different from each other and from its
    constants. To have the ORM write a UNION of five parts costs sixty times what it costs to ask it.
    """
    key = connection.vendor, name
    if key not in _written:
        _written[key] = _write(query(), given)
    sql, slots = _written[key]
    with connection.cursor() as cursor:
        cursor.execute(sql, [value if slot is None else given[slot] for slot, value in slots])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _write(query: QuerySet[Any, Any], given: Sequence[Any]) -> Written:
    """Return the SQL, and for each of its parameters the place among the values, or else the constant."""
    sql, found = query.query.sql_with_params()
    places = {value: place for place, value in enumerate(given)}
    slots = tuple((places.get(value), value) for value in found)
    assert {place for place, _ in slots} >= set(places.values())
    return sql, slots

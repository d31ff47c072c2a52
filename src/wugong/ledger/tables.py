"""Rows into the tables of the journal, as fast as each engine takes them.

Ids are given as 32 hexadecimal digits and days as texts, which both engines take as they are.
"""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from io import StringIO
from typing import Final
from uuid import UUID

from django.db import connection

from wugong.counties.standing import county_here
from wugong.ledger.books import AT_ONCE

Row = tuple[str | int | None, ...]

LEGS: Final = ("ledger_leg", "id county_id entry_id account_id amount")
ENTRIES: Final = (
    "ledger_entry",
    "id county_id book_id seq previous hash move kind key day made_at expires target_id actor text",
)
TEXTS: Final = ("ledger_text", "id county_id salt text about")
FEW: Final = 20  # rows for which opening a stream does not pay


def moment(when: datetime) -> str:
    """Return a moment as Django keeps it in this database."""
    if connection.vendor == "postgresql":
        return when.isoformat()
    return str(connection.ops.adapt_datetimefield_value(when))


@contextmanager
def inserting(table: tuple[str, str], *, many: bool) -> Iterator[Callable[[Sequence[Row]], None]]:
    """Within the block rows can be put into the table, again and again; PostgreSQL takes many as a stream.

    What is put in so has no empty text: in the stream that stands for none.
    """
    name, columns = table[0], table[1].split()
    if many and connection.vendor == "postgresql":
        sql = f"COPY {name} ({', '.join(columns)}) FROM STDIN (NULL '')"
        with connection.cursor() as cursor, cursor.copy(sql) as copy:
            yield lambda rows: copy.write(_lines(rows))
        return
    places = ", ".join(["%s"] * len(columns))
    sql = f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({places})"  # noqa: S608 -- names of our own
    with connection.cursor() as cursor:
        yield lambda rows: cursor.executemany(sql, rows) if rows else None


def insert_texts(rows: Sequence[Row]) -> None:
    """The words are in their table."""
    if connection.vendor == "postgresql" and rows:
        sql = "SELECT * FROM unnest(%s::uuid[], %s::uuid[], %s::text[], %s::text[], %s::uuid[])"
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO ledger_text (id, county_id, salt, text, about) {sql}",
                [list(column) for column in zip(*rows, strict=True)],
            )
        return
    with inserting(TEXTS, many=False) as insert:
        insert(rows)


def keys_there(book: UUID, keys: Sequence[str]) -> list[str]:
    """Return those of these keys under which the book has an entry."""
    sql = "SELECT key FROM ledger_entry WHERE book_id = %s AND key"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"{sql} = ANY(%s)", [book, list(keys)])
            return [key for (key,) in cursor.fetchall()]
        found: list[str] = []
        for n in range(0, len(keys), AT_ONCE):
            some = keys[n : n + AT_ONCE]
            cursor.execute(f"{sql} IN ({', '.join(['%s'] * len(some))})", [book.hex, *some])
            found += [key for (key,) in cursor.fetchall()]
    return found


def change_balances(changes: Mapping[UUID, tuple[int, int]]) -> None:
    """What is posted and outgoing has changed by so much, account by account in the order of their ids."""
    if not changes:
        return
    ordered = sorted(changes.items())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "UPDATE ledger_account AS a "
                "SET posted = a.posted + c.posted, outgoing = a.outgoing + c.outgoing "
                "FROM unnest(%s::uuid[], %s::bigint[], %s::bigint[]) AS c(id, posted, outgoing) "
                "WHERE a.id = c.id",
                [[key for key, _ in ordered], *map(list, zip(*(c for _, c in ordered), strict=True))],
            )
        else:
            county = county_here().pk.hex
            cursor.executemany(
                "UPDATE ledger_account SET posted = posted + %s, outgoing = outgoing + %s "
                "WHERE id = %s AND county_id = %s",
                [(posted, outgoing, key.hex, county) for key, (posted, outgoing) in ordered],
            )


def _lines(rows: Sequence[Row]) -> str:
    """Return the rows as COPY reads them, with nothing for NULL."""
    lines = StringIO()
    csv.writer(
        lines, delimiter="\t", quoting=csv.QUOTE_NONE, escapechar="\\", quotechar=None, lineterminator="\n"
    ).writerows(rows)
    return lines.getvalue()

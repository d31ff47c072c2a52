"""The one call by which PostgreSQL posts a single entry; the function stands in `sql/postgresql.sql`."""

from typing import Any, Final
from uuid import UUID

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections
from django.utils import timezone

from wugong.counties.standing import county_here
from wugong.counties.uuid7 import uuid7
from wugong.ledger import chain
from wugong.ledger.drafts import Ready, salted

CALL: Final = f"SELECT wugong_ledger_post({', '.join(['%s'] * 18)})"


def call_post(book: UUID, one: Ready, actor: UUID | None) -> UUID | None:
    """Return the id of the entry, which is written; or None, and nothing is: the call saw a reason."""
    key, made, said = uuid7(), timezone.now(), salted(one)
    salt, digest = said or (None, None)
    body = chain.body(
        chain.Content(
            book, key, one.move, one.kind, one.key, one.day, made, one.expires, one.target, actor, digest
        )
    )
    ids = [uuid7().hex for _ in one.legs]
    accounts = [account.hex for account, _ in one.legs]
    amounts = [str(amount) for _, amount in one.legs]
    values = (
        *(county_here().pk.hex, book.hex, key.hex, str(one.move), one.kind, one.key, one.day.isoformat()),
        *(chain.moment(made), one.expires and chain.moment(one.expires), actor and actor.hex, digest, body),
        *(f"{{{','.join(each)}}}" for each in (ids, accounts, amounts)),
        *(salt, one.text, one.about and one.about.hex),
    )
    refused = _called(values)
    return None if refused else key


def _called(values: tuple[Any, ...]) -> str:
    """Return what the function says; the call is prepared once a connection, and bound by the server.

    A pooler that hands out another connection each time knows no prepared call: it is told as Django has it.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    connection.ensure_connection()
    connection.validate_no_broken_transaction()
    server: psycopg.Connection[tuple[str]] = connection.connection
    usual = server.prepare_threshold
    with connection.wrap_database_errors, psycopg.Cursor(server) as cursor:
        server.prepare_threshold = None if connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS") else 0
        try:
            row = cursor.execute(CALL, values).fetchone()
        finally:
            server.prepare_threshold = usual
    assert row
    return row[0]

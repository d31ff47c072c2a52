"""The system check that the database still guards the books."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from wugong.ledger.triggers import missing


@register(Tags.database)
def books_are_guarded(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """Return an error for each trigger or function that is not as it should be."""
    return [
        Error(
            f"database {name!r} does not guard its books: {lacking} is missing, disabled or altered",
            hint="run `wugong migrate --skip-checks`: it installs all again; then `wugong ledger verify`",
            id="ledger.E001",
        )
        for name in databases or ()
        for lacking in missing(connections[name])
    ]

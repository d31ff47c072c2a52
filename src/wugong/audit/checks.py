"""The system check that the database still refuses to change what was written once."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from wugong.audit.triggers import missing


@register(Tags.database)
def triggers_stand(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """Return an error for each trigger that is missing in the databases asked about."""
    return [
        Error(
            f"database {name!r} lacks the trigger {trigger}",
            hint="run `wugong migrate --skip-checks`: it installs the triggers again",
            id="audit.E001",
        )
        for name in databases or ()
        for trigger in missing(connections[name])
    ]

"""How strictly an import is checked, and how large a file may be: dated data with their source."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from wugong.base.faults import Faults
from wugong.rules.documents import read_document


@dataclass(frozen=True, slots=True)
class ImportRules:
    """What is refused and what only warned of from a day on, limits of values and of files."""

    since: date
    source: str
    levels: Mapping[str, str]
    limits: Mapping[str, int]
    lengths: Mapping[str, int]
    file: Mapping[str, int]

    def refuses(self, check: str) -> bool:
        """Say whether a row is refused for this; else it is taken with a warning."""
        return self.levels[check] == "refuse"


@cache
def versions() -> Sequence[ImportRules]:
    """Return the rules as they changed over time."""
    faults = Faults("import_rules.yaml")
    text = files("wugong.registry").joinpath("import_rules.yaml").read_text("utf-8")
    document = read_document(text, faults)
    faults.refuse()
    rows: Any = document.root["rules"] if document else []
    return [
        ImportRules(
            date.fromisoformat(row["from"]),
            row["source"],
            row["levels"],
            *(
                {name: int(value) for name, value in row[part].items()}
                for part in ("limits", "lengths", "file")
            ),
        )
        for row in rows
    ]


def rules_on(day: date) -> ImportRules:
    """Return the rules in force on that day."""
    return next(one for one in reversed(versions()) if one.since <= day)

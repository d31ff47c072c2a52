"""The bounds of a points catalogue as dated data: days of notice, size of the panel."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from wugong.base.faults import Faults
from wugong.rules.dated import in_force
from wugong.rules.documents import read_document


@dataclass(frozen=True, slots=True)
class Bound:
    """A number that holds from a day on, and what it rests on."""

    name: str
    since: date
    number: int
    source: str


def bound(name: str, day: date) -> Bound:
    """The bound of this name on the day; before the first of its versions, that first one."""
    versions = _bounds()[name]
    return in_force(versions, day) or versions[0]


@cache
def _bounds() -> Mapping[str, Sequence[Bound]]:
    faults = Faults("limits.yaml")
    document = read_document(files("wugong.rules").joinpath("points/limits.yaml").read_text("utf-8"), faults)
    faults.refuse()
    root: Any = document.root if document else {}
    return {
        name: [
            Bound(name, date.fromisoformat(row["from"]), int(row["number"]), row["source"]) for row in rows
        ]
        for name, rows in root.items()
    }

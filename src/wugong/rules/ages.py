"""Ages of the law, as dated data: who is a child, who is of age, on a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from wugong.base.faults import Faults
from wugong.rules.documents import read_document


@dataclass(frozen=True, slots=True)
class AgeLimit:
    """An age that counts from a day on, and what it rests on."""

    since: date
    age: int
    source: str


def age_on(born: date, day: date) -> int:
    """Return how many years someone has completed on that day; the birthday itself completes one."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def is_child(born: date | None, day: date) -> bool:
    """Say whether someone is a child whose data the law guards most; of nobody without a birth date."""
    return born is not None and age_on(born, day) < _limit("child_below", day).age


def is_adult(born: date | None, day: date) -> bool:
    """Say whether someone is of age; nobody without a birth date is known to be."""
    return born is not None and age_on(born, day) >= _limit("adult_from", day).age


def child_below(day: date) -> int:
    """Return below which age one is a child on that day."""
    return _limit("child_below", day).age


def _limit(name: str, day: date) -> AgeLimit:
    return next(one for one in reversed(_limits()[name]) if one.since <= day)


@cache
def _limits() -> Mapping[str, Sequence[AgeLimit]]:
    faults = Faults("ages.yaml")
    document = read_document(files("wugong.rules").joinpath("ages.yaml").read_text("utf-8"), faults)
    faults.refuse()
    root: Any = document.root if document else {}
    return {
        name: [AgeLimit(date.fromisoformat(row["from"]), int(row["age"]), row["source"]) for row in rows]
        for name, rows in root.items()
    }

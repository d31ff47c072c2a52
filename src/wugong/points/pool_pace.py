"""How fast a pool is used up, as it is said: dated data that comes with the house."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from wugong.base.faults import Faults
from wugong.rules.documents import read_document


@dataclass(frozen=True, slots=True)
class Pace:
    """Over how many months the pace is taken, how long one is, from when a pool lasts long or short."""

    since: date
    source: str
    months: int
    days: int
    long: int  # months
    short: int  # months


def pace_on(day: date) -> Pace:
    """Return what holds on that day."""
    return next(one for one in reversed(_versions()) if one.since <= day)


@cache
def _versions() -> list[Pace]:
    faults = Faults("pool_pace.yaml")
    text = files("wugong.points").joinpath("pool_pace.yaml").read_text("utf-8")
    document = read_document(text, faults)
    faults.refuse()
    rows: Any = document.root["versions"] if document else []
    names = ("months", "days", "long", "short")
    return [
        Pace(date.fromisoformat(row["from"]), row["source"], **{name: int(row[name]) for name in names})
        for row in rows
    ]

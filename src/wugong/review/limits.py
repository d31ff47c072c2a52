"""Until when a score counts as entered in time: dated data with their source."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from wugong.base.faults import Faults
from wugong.rules.documents import read_document


@dataclass(frozen=True, slots=True)
class Limit:
    """A number of days that holds from a day on, and what it rests on."""

    since: date
    days: int
    source: str


@cache
def late_after() -> Sequence[Limit]:
    """Return after how many days an entry is late, as it changed over time."""
    text = files("wugong.review").joinpath("limits.yaml").read_text("utf-8")
    faults = Faults("limits.yaml")
    document = read_document(text, faults)
    faults.refuse()
    root: Any = document.root if document else {}
    rows = root["late_after"]
    return [Limit(date.fromisoformat(row["from"]), int(row["days"]), row["source"]) for row in rows]


def last_timely_day(window_end: date) -> date:
    """Return the last day on which a score of that inspection is entered in time; later is 补录."""
    limit = next(one for one in reversed(late_after()) if one.since <= window_end)
    return window_end + timedelta(days=limit.days)

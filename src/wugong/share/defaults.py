"""What holds in a shop where the village has said nothing else: dated data that comes with the house."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from wugong.base.faults import Faults
from wugong.rules.documents import read_document


@dataclass(frozen=True, slots=True)
class Tries:
    """How often a code may be wrong within which time."""

    times: int
    within: timedelta


def hold_days(day: date) -> int:
    """Return for how many days an order of that day is held."""
    return int(_held("hold", day)["days"])


def tries(day: date) -> Tries:
    """Return how often a keeper may type a wrong code on that day."""
    row = _held("tries", day)
    return Tries(int(row["times"]), timedelta(minutes=int(row["minutes"])))


def weigh_cap(day: date) -> int:
    """Return how many points a household may get for what it brings to be weighed on that day."""
    return int(_held("weighing", day)["points"])


def _held(name: str, day: date) -> Mapping[str, Any]:
    rows = _rows()[name]
    return [row for row in rows if date.fromisoformat(row["from"]) <= day][-1]


@cache
def _rows() -> Mapping[str, Sequence[Mapping[str, Any]]]:
    faults = Faults("shop.yaml")
    document = read_document(files("wugong.share").joinpath("shop.yaml").read_text("utf-8"), faults)
    faults.refuse()
    root: Any = document.root if document else {}
    return {name: root[name] for name in ("hold", "tries", "weighing")}

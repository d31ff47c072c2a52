"""The conditions that a plan checks before it starts (五到位) as dated data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Condition:
    """保障条件: what is looked for, and by which words a plan speaks of it."""

    key: str
    title: str
    hint: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conditions:
    """The conditions as they hold from a day on."""

    since: date
    source: str
    conditions: Mapping[str, Condition]


def conditions_on(day: date) -> Conditions:
    """The conditions in force on the day; before the first day those of that first one."""
    lists = _lists()
    begun = [one for one in lists if one.since <= day]
    return begun[-1] if begun else lists[0]


@cache
def _lists() -> tuple[Conditions, ...]:
    text = files("wugong.rules").joinpath("readiness.yaml").read_text("utf-8")
    nodes: list[dict[str, Any]] = yaml.safe_load(text)
    return tuple(
        Conditions(
            node["from"],
            node["source"],
            {one["key"]: Condition(**{**one, "words": tuple(one["words"])}) for one in node["conditions"]},
        )
        for node in nodes
    )

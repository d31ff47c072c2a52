"""How often visitors without an account may do a thing from one address, as dated data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class VisitorLimit:
    """上限: so many times within so many minutes."""

    most: int
    minutes: int


@dataclass(frozen=True, slots=True)
class VisitorLimits:
    """The limits as they hold from a day on."""

    since: date
    source: str
    limits: Mapping[str, VisitorLimit]


def visitor_limits_on(day: date) -> VisitorLimits:
    """The limits in force on the day; before the first day those first ones."""
    lists = _lists()
    begun = [one for one in lists if one.since <= day]
    return begun[-1] if begun else lists[0]


@cache
def _lists() -> tuple[VisitorLimits, ...]:
    text = files("wugong.rules").joinpath("visitor_limits.yaml").read_text("utf-8")
    nodes: list[dict[str, Any]] = yaml.safe_load(text)
    return tuple(VisitorLimits(node["from"], node["source"], _limits(node)) for node in nodes)


def _limits(node: Mapping[str, Any]) -> dict[str, VisitorLimit]:
    return {key: VisitorLimit(**limit) for key, limit in node["limits"].items()}

"""The categories of events (事件类别) as dated data, with what the national standards call them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Final

import yaml

FILE: Final = "event_categories.yaml"


@dataclass(frozen=True, slots=True)
class Category:
    """事件类别: two figures, a name, and the class of a national standard where there is one."""

    code: str
    title: str
    hint: str = ""
    national: str = ""
    restricted: bool = False  # never public, whatever the register says


@dataclass(frozen=True, slots=True)
class Categories:
    """The categories as they hold from a day on."""

    since: date
    source: str
    mapping_source: str
    categories: Mapping[str, Category]
    levels: Mapping[str, str]


def categories_on(day: date) -> Mapping[str, Category]:
    """The categories in force on the day, by code; before the first day those of the first."""
    lists = _lists()
    begun = [one for one in lists if one.since <= day]
    return (begun[-1] if begun else lists[0]).categories


def category_lists() -> tuple[Categories, ...]:
    """All dated lists of categories, the earliest first."""
    return _lists()


@cache
def _lists() -> tuple[Categories, ...]:
    text = files("wugong.rules").joinpath(FILE).read_text("utf-8")
    return tuple(_list(node) for node in yaml.safe_load(text))


def _list(node: Mapping[str, Any]) -> Categories:
    return Categories(
        since=node["from"],
        source=node["source"],
        mapping_source=node["mapping_source"],
        categories={one["code"]: Category(**one) for one in node["categories"]},
        levels={one["code"]: one["title"] for one in node["levels"]},
    )

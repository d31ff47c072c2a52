"""What a points catalogue must not say, as dated data: patterns, the article, and a lawful wording."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from wugong.base.faults import Faults
from wugong.rules.documents import read_document


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words that are forbidden when points are taken (`minus`), given (`plus`), either, or always."""

    when: str
    match: re.Pattern[str]
    unless: re.Pattern[str] | None

    def hits(self, clause: str, *, minus: bool, plus: bool) -> bool:
        """Whether the clause, which takes or gives points or does neither, says what is forbidden."""
        fits = {"minus": minus, "plus": plus and not minus, "points": minus or plus, "always": True}
        if not fits[self.when] or not self.match.search(clause):
            return False
        return self.unless is None or not self.unless.search(clause)


@dataclass(frozen=True, slots=True)
class Ban:
    """One thing that must not be said, the article that forbids it, and what may be said instead."""

    key: str
    title: str
    since: date
    article: str
    instead: str
    patterns: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Bans:
    """All bans, with the words by which a clause is seen to take points, to give them, or to protect."""

    minus: re.Pattern[str]
    plus: re.Pattern[str]
    keeps: re.Pattern[str]
    heading: re.Pattern[str]
    bans: tuple[Ban, ...]


@cache
def bans() -> Bans:
    """The bans that come with the product."""
    faults = Faults("bans.yaml")
    document = read_document(files("wugong.rules").joinpath("points/bans.yaml").read_text("utf-8"), faults)
    faults.refuse()
    root: Any = document.root if document else {}
    words = {name: re.compile(text) for name, text in root["words"].items()}
    return Bans(**words, bans=tuple(_ban(node) for node in root["bans"]))


def _ban(node: Mapping[str, Any]) -> Ban:
    return Ban(
        key=node["ban"],
        title=node["title"],
        since=date.fromisoformat(node["from"]),
        article=node["article"],
        instead=node["instead"],
        patterns=tuple(_pattern(rule) for rule in node["rules"]),
    )


def _pattern(rule: Mapping[str, str]) -> Pattern:
    unless = rule.get("unless")
    return Pattern(rule["when"], re.compile(rule["match"]), re.compile(unless) if unless else None)

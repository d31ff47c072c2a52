"""The history of a household or person in plain words, as far as the reader may see it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from wugong.registry.histories import label_of
from wugong.registry.masks import name_seen
from wugong.registry.models import Change
from wugong.registry.states import Care, Entry, Residence
from wugong.rules.relations import relation_name

RECENT = 3  # lines that stand open


@dataclass(frozen=True)
class Told:
    """一行变动: the day, what happened, to whom, how, by whom."""

    day: date
    what: str
    whom: str
    details: str
    by: str


@dataclass(frozen=True)
class History:
    """变动: the latest lines stand open, what is long ago is folded."""

    lines: list[Told]

    @property
    def recent(self) -> list[Told]:
        return self.lines[:RECENT]

    @property
    def long_ago(self) -> list[Told]:
        return self.lines[RECENT:]


def history_of(changes: Iterable[Change], *, in_clear: bool) -> History:
    """Return the lines of a history; names hidden unless they may stand in clear."""
    return History([_told(one, in_clear=in_clear) for one in changes])


def _told(one: Change, *, in_clear: bool) -> Told:
    return Told(
        day=one.day,
        what=label_of(one),
        whom=name_seen(one.person, in_clear=in_clear) if one.person else "",
        details="，".join(_details(one.facts, in_clear=in_clear)),
        by=one.made_by.display_name if one.made_by else "",
    )


def _choice(kind: Any) -> Callable[[Any], str]:
    return lambda value: str(kind(value).label) if value in kind.values else str(value)


# What a fact of a change is called on a page; those of a person, in `PRIVATE`, only for who may see names.
READ: Final[Mapping[str, Callable[[Any], str]]] = {
    "relation": lambda code: relation_name(str(code)),
    "residence": _choice(Residence),
    "care": _choice(Care),
    "entry": _choice(Entry),
    "fields": str,
    "place": str,
    "later": lambda number: _("到 %(number)s 户") % {"number": number},
    "earlier": lambda number: _("来自 %(number)s 户") % {"number": number},
    "count": lambda count: _("%(count)s 人") % {"count": count},
    "whereabouts": str,
    "before_address": lambda address: _("原来写“%(address)s”") % {"address": address or "—"},
}
SILENT: Final = frozenset({None, "", Entry.FOUND.value})
PRIVATE: Final = frozenset({"whereabouts"})
CHANGED: Final = ("relation", "residence", "place")  # beside `before`: from what to what


def _details(facts: Mapping[str, Any], *, in_clear: bool) -> Iterable[str]:
    """Yield what the facts say, those that are known, in their order here."""
    before = facts.get("before")
    for name, read in READ.items():
        if facts.get(name) in SILENT or (name in PRIVATE and not in_clear):
            continue
        words = read(facts[name])
        earlier = isinstance(before, str) and name in CHANGED
        yield f"{read(before)} → {words}" if earlier else words
    if isinstance(before, Mapping) and in_clear and before.get("name"):
        yield _("原名%(name)s") % {"name": before["name"]}

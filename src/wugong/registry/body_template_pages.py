"""What the page of organisation templates shows: documents in force, a draft with its faults."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from wugong.registry.models import AdoptedTemplates
from wugong.rules.body_catalogue import bundled, bundled_names, bundled_text
from wugong.rules.body_parts import Templates, TemplateVersion


@dataclass
class Draft:
    """拟用的组织模板: a text that was tried, what it says, or what is wrong in it by line."""

    text: str = ""
    found: Templates | None = None
    faults: Sequence[str] = ()

    @property
    def version(self) -> TemplateVersion | None:
        """The last version it has."""
        return self.found.versions[-1] if self.found else None


@dataclass(frozen=True, slots=True)
class Document:
    """A document: where it comes from, since when this county goes by it, and whether today."""

    key: str
    title: str
    since: date | None
    adopted: bool
    in_force: bool


def documents_on(day: date) -> list[Document]:
    """Return every document, the county's own first, the newest of a key before the older: one query."""
    rows = list(AdoptedTemplates.objects.order_by("key", "-since"))
    begun: dict[str, AdoptedTemplates] = {}
    for row in rows:
        if row.since <= day:
            begun.setdefault(row.key, row)
    own = [Document(one.key, one.title, one.since, True, begun.get(one.key) == one) for one in rows]
    return own + [
        Document(one.key, one.title, None, False, one.key not in begun and one.on(day) is not None)
        for one in bundled()
    ]


def starting_text(source: str) -> str:
    """Return the text a draft begins with: what the county adopted last of this key, or what is bundled."""
    adopted = AdoptedTemplates.objects.filter(key=source).order_by("-since").first()
    if adopted is not None:
        return adopted.text
    return bundled_text(source) if source in bundled_names() else ""

"""The navigation register: rooms enter their pages here when they get ready, shells list them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise


class Audience(Enum):
    """Which shell lists the entry: the public pages or the officer's desk."""

    PUBLIC = "public"
    DESK = "desk"


def everyone(request: HttpRequest) -> bool:
    """Say yes to whoever uses the shell."""
    return True


def nothing(request: HttpRequest) -> int:
    """Count nothing: most pages have no badge."""
    return 0


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One page in the navigation.

    `covers` names further views, or whole namespaces ending in a colon, under which the entry is the
    current one; `shown` hides it from those who could only be refused there; `badge` counts what waits
    there for the visitor, and is asked once a page.
    """

    label: str | Promise
    icon: str
    url_name: str
    audience: Audience
    order: int = 50
    covers: frozenset[str] = frozenset()
    shown: Callable[[HttpRequest], bool] = everyone
    badge: Callable[[HttpRequest], int] = nothing

    def is_current(self, view_name: str) -> bool:
        """Say whether a view lies under this entry."""
        namespace = view_name.rpartition(":")[0] + ":"
        return view_name == self.url_name or view_name in self.covers or namespace in self.covers


@dataclass(frozen=True)
class Link:
    """An entry as one visitor sees it."""

    label: str | Promise
    icon: str
    href: str
    current: bool
    badge: int = 0


_entries: dict[tuple[Audience, str], Entry] = {}


def register(*entries: Entry) -> None:
    """Enter pages into the navigation; the same page entered again replaces the earlier entry."""
    for entry in entries:
        _entries[entry.audience, entry.url_name] = entry


def links(request: HttpRequest, audience: Audience) -> Iterator[Link]:
    """Yield the links of one shell for this visitor, in their order."""
    match = request.resolver_match
    here = match.view_name if match else ""
    for entry in sorted(_entries.values(), key=lambda entry: entry.order):
        if entry.audience is audience and entry.shown(request):
            try:
                href = reverse(entry.url_name)
            except NoReverseMatch:
                continue  # a room that is installed without its routes, as in single-room tests
            yield Link(entry.label, entry.icon, href, entry.is_current(here), entry.badge(request))

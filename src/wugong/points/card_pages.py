"""What the pages of household cards show: who has one, sheets to print, what a scanned one opens."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import segno
from django.urls import reverse

from wugong.accounts.models import User
from wugong.points.claim_desk_pages import Desk, Home, cards_at, homes_at
from wugong.points.models import Card, Event, SignIn
from wugong.points.permissions import can_keep
from wugong.points.queries import names_of, open_events
from wugong.registry.models import Household
from wugong.registry.queries import belongs_to

QUIET: Final = 4  # modules of white around a code, as its standard asks


@dataclass(frozen=True, slots=True)
class Held:
    """一户 and the card that it has, if any."""

    home: Home
    card: Card | None


@dataclass(frozen=True)
class CardsPage:
    """户卡."""

    rows: Sequence[Held]
    out: int
    missing: int
    words: str


def cards_page(desk: Desk, words: str) -> CardsPage:
    """Return which households have a card: the same few queries for one as for all."""
    cards = cards_at(desk)
    homes = [home for _, group in homes_at(desk, words) for home in group]
    rows = [Held(home, cards.get(home.household.pk)) for home in homes]
    missing = sum(1 for row in rows if row.card is None)
    return CardsPage(rows, len(rows) - missing, missing, words)


@dataclass(frozen=True, slots=True)
class Printed:
    """One card on paper: number, masked name, and the code as one path of squares."""

    household: Household
    name: str
    side: int
    path: str


def sheet_of(desk: Desk, keys: Iterable[str], address: Callable[[str], str]) -> list[Printed]:
    """Return the cards of these households, or of all, as they are printed; names masked for everyone."""
    wanted = set(keys)
    cards = Card.objects.filter(household__village=desk.village, ended_at__isnull=True)
    found = [
        one
        for one in cards.select_related("household__place").order_by("household__number")
        if not wanted or str(one.household_id) in wanted
    ]
    names = names_of([one.household for one in found], in_clear=False)
    printed = []
    for one in found:
        side, path = qr_path(address(reverse("card", args=[one.token])))
        printed.append(Printed(one.household, names[one.household_id], side, path))
    return printed


def qr_path(text: str) -> tuple[int, str]:
    """Return a QR code as the length of its side in modules, and a path that draws its dark ones."""
    matrix = segno.make(text, error="m", micro=False).matrix
    runs = [
        f"M{column + QUIET} {row + QUIET}h1v1h-1z"
        for row, modules in enumerate(matrix)
        for column, dark in enumerate(modules)
        if dark
    ]
    return len(matrix) + 2 * QUIET, "".join(runs)


@dataclass(frozen=True)
class Scanned:
    """What a scanned card opens for one visitor."""

    card: Card
    name: str
    keeps: bool
    mine: bool
    events: Sequence[tuple[Event, bool]]  # and whether the household signed in already


def scanned(card: Card, user: User) -> Scanned:
    """Return what the card is for: signing in to open events for the cadre, its points for its family."""
    home = card.household
    keeps, mine = bool(can_keep(user, home.village)), belongs_to(user, home)
    open_ones = list(open_events(home.village)) if keeps else []
    rows = SignIn.objects.filter(event__in=[one.pk for one in open_ones], household=home)
    here = set(rows.values_list("event_id", flat=True))
    name = names_of([home], in_clear=keeps or mine)[home.pk] if keeps or mine else ""
    return Scanned(card, name, keeps, mine, [(one, one.pk in here) for one in open_ones])

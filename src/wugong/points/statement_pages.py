"""What the pages of households' balances show, and who may see them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

import segno
from django.utils import timezone

from wugong.access.verdicts import Visitor
from wugong.ledger.balances import Balance
from wugong.places.models import Place
from wugong.points.queries import names_of
from wugong.points.statements import Opened, Statement, balances_of
from wugong.registry.models import Household
from wugong.registry.permissions import can_register
from wugong.registry.queries import heads_of, household_here, households_in

LAST_LINES: Final = 6  # printed on a household's paper
BLANK_LINES: Final = 12  # left to fill in by hand


@dataclass(frozen=True, slots=True)
class Home:
    """A household with what it has, as the visitor may see it."""

    household: Household
    name: str
    balance: Balance


@dataclass(frozen=True)
class Paper:
    """纸质积分册的一页: a household's balance, its last lines, lines to fill in, its code."""

    home: Home
    day: date
    lines: Sequence[Opened]
    address: str  # what the code leads to

    @property
    def blanks(self) -> range:
        return range(BLANK_LINES)

    @property
    def code(self) -> str:
        """Return the code as a picture within its own address."""
        made: str = segno.make(self.address, error="m", micro=False).svg_data_uri(border=2)
        return made


def homes_in(place: Place, visitor: Visitor, asked: str = "") -> list[Home]:
    """Return the standing households with what they have; those with the word in number or name.

    Who reads names masked finds nobody by name: that would tell what the mask hides.
    """
    homes = list(households_in(place))
    if asked:
        heads = heads_of(homes) if can_register(visitor, place) else {}
        named = {key for key, stay in heads.items() if asked in stay.person.name}
        homes = [one for one in homes if asked in one.number or one.pk in named]
    return _with_balances(homes, visitor, place)


def home_at(village: Place, key: UUID, visitor: Visitor) -> Home | None:
    """Return the household of the village with what it has, standing or closed."""
    household = household_here(village, key)
    return _with_balances([household], visitor, village)[0] if household else None


def paper_of(home: Home, statement: Statement, address: str) -> Paper:
    """Return the household's page: what it has today, and what moved last."""
    return Paper(home, timezone.localdate(), statement.counted[:LAST_LINES][::-1], address)


def papers_of(homes: Iterable[Home], address: str) -> list[Paper]:
    """Return a page for each household, with what it has and lines to fill in."""
    day = timezone.localdate()
    return [Paper(home, day, (), address) for home in homes]


def _with_balances(homes: Sequence[Household], visitor: Visitor, place: Place) -> list[Home]:
    names = names_of(homes, in_clear=bool(can_register(visitor, place)))
    found = balances_of(homes)
    return [Home(one, names[one.pk], found[one.pk]) for one in homes]

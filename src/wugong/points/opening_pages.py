"""What the page of the paper book shows: taken over, or waiting for a second hand, or not there yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from wugong.access.verdicts import Verdict
from wugong.accounts.models import User
from wugong.places.models import Place
from wugong.points.models import Opening
from wugong.points.openings import opening_of, waiting_opening
from wugong.points.permissions import can_confirm_opening, can_fund
from wugong.points.pool_cover import Cover, cover
from wugong.points.queries import names_of
from wugong.registry.models import Household


@dataclass(frozen=True, slots=True)
class Balance:
    """A row of the table that waits."""

    number: str
    name: str
    points: int


@dataclass(frozen=True)
class OpeningPage:
    """纸质积分册 of a village."""

    village: Place
    cover: Cover
    opening: Opening | None
    waiting: Opening | None
    rows: Sequence[Balance]  # of the table that waits
    confirming: Verdict | None
    funds: bool  # may hand a table in


def opening_page(village: Place, visitor: User) -> OpeningPage:
    """Return the village's paper book as this visitor, who keeps its money or supervises it, may see it."""
    waiting = waiting_opening(village)
    return OpeningPage(
        village,
        cover(village),
        opening_of(village),
        waiting,
        _rows(waiting) if waiting else (),
        can_confirm_opening(visitor, waiting) if waiting else None,
        bool(can_fund(visitor, village)),
    )


def _rows(opening: Opening) -> list[Balance]:
    """Return the table by the number of the household, names in clear: it is held against the paper."""
    points = {UUID(str(home)): int(number) for home, number in opening.rows}
    homes = Household.objects.filter(village=opening.village, pk__in=list(points)).order_by("number")
    known = list(homes.select_related("place"))
    names = names_of(known, in_clear=True)
    return [Balance(home.number, names[home.pk], points[home.pk]) for home in known]

"""The public page of a county: its towns, each with the first three of its newest quarter."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from wugong.base.periods import Level, Period
from wugong.places.codes import Level as PlaceLevel
from wugong.places.models import Place
from wugong.portal.queries import points
from wugong.review.models import Figure, Run

FIRST = 3


@dataclass
class TownCard:
    """A town: its newest public quarter and who came first in it."""

    code: str
    name: str
    villages: int
    period: Period | None = None
    first: list[tuple[int, str, str, str]] = field(default_factory=list)


def towns_of(county: Place) -> Sequence[TownCard]:
    """Return the towns of the county by code: three queries, whatever their number."""
    below = Place.objects.under(county.code).filter(until__isnull=True).order_by("code")
    cards: dict[str, TownCard] = {}
    for code, name in below.values_list("code", "name"):
        if len(code) == PlaceLevel.TOWN:
            cards[code] = TownCard(code, name, 0)
        elif len(code) == PlaceLevel.VILLAGE and code[:9] in cards:
            cards[code[:9]].villages += 1
    newest: dict[str, UUID] = {}
    runs = Run.objects.approved().filter(level=Level.QUARTER).order_by("last_day")
    for key, code, period in runs.values_list("id", "town__code", "period"):
        if code in cards:
            cards[code].period, newest[code] = Period.parse(period), key
    best = Figure.objects.filter(run__in=newest.values(), rank__lte=FIRST).order_by("rank", "village__code")
    fields = ("run__town__code", "village__code", "village__name", "rank", "hundredths")
    for town, code, name, rank, hundredths in best.values_list(*fields):
        cards[town].first.append((rank or 0, name, points(hundredths), code))
    return list(cards.values())

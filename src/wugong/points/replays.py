"""Replays (用去年的申报试算): a draft of a catalogue over the claims of a year, in points and in money."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from django.utils import timezone

from wugong.places.models import Place
from wugong.points.models import Claim
from wugong.points.pool_cover import Cover, cover
from wugong.points.states import ClaimState
from wugong.rules.points_catalogue import Catalogue
from wugong.rules.points_replay import OldClaim, Replay, Row, replay

A_YEAR: Final = timedelta(days=365)
SHOWN: Final = 60  # households that come out otherwise, on one page
DECIDED: Final = (ClaimState.DECIDED, ClaimState.LISTED, ClaimState.BOOKED)


@dataclass(frozen=True)
class Replayed:
    """试算: what a year's claims got, beside what they would get, against the money there is."""

    since: date
    until: date
    replay: Replay
    cover: Cover

    @property
    def before(self) -> int:
        """Return what the claims cost, in fen."""
        return self.replay.old * self.cover.rate

    @property
    def after(self) -> int:
        """Return what they would cost, in fen."""
        return self.replay.new * self.cover.rate

    @property
    def short(self) -> int:
        """Return how much more they would cost than there is money, in fen; nothing where it is enough."""
        return max(0, self.after - self.cover.fen)

    @property
    def households(self) -> Sequence[Row]:
        """Return the households that come out otherwise, by number."""
        return [row for row in self.replay.households if row.difference][:SHOWN]

    @property
    def differing(self) -> int:
        """Return how many households come out otherwise."""
        return sum(bool(row.difference) for row in self.replay.households)


def replay_of(village: Place, draft: Catalogue) -> Replayed | None:
    """Return the claims of the last year under the draft, if there are any: nothing is written."""
    until = timezone.localdate()
    since = until - A_YEAR
    claims = Claim.objects.filter(village=village, state__in=DECIDED, day__gte=since, points__isnull=False)
    rows = claims.order_by("day", "pk").values_list(
        "item", "title", "household__number", "day", "points", "quantity"
    )
    old = [
        OldClaim(item, title, household, day, points or 0, Decimal(quantity))
        for item, title, household, day, points, quantity in rows
    ]
    return Replayed(since, until, replay(draft, old), cover(village)) if old else None

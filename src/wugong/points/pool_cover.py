"""Cover (兑付保障): a village's points that are out, and the money behind them, at one moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from wugong.ledger.balances import Balance, balances
from wugong.ledger.books import Account, accounts_of, book_of
from wugong.ledger.states import Unit
from wugong.places.models import Place
from wugong.points import accounts
from wugong.points.models import Pool
from wugong.points.states import PoolState


@dataclass(frozen=True, slots=True)
class Fund:
    """A pool with what is left of its points and of its money."""

    pool: Pool
    points: int  # that no household has yet
    fen: int
    held: int  # fen kept for orders that are not handed over


@dataclass(frozen=True)
class Cover:
    """What is out and what stands behind it; all figures are of one moment."""

    funds: Sequence[Fund]  # newest first
    issued: int
    households: int  # points that all households have together
    redeemed: int
    expired: int
    deducted: int
    spent: int  # fen

    @property
    def standing(self) -> Fund | None:
        """Return the pool that is in use."""
        return next((one for one in self.funds if one.pool.state == PoolState.OPEN), None)

    @property
    def rate(self) -> int:
        """Return how many fen a point is worth: of the pool in use, else of the last one; 0 before any."""
        return self.funds[0].pool.rate if self.funds else 0

    @property
    def fen(self) -> int:
        """Return the money that is there."""
        return sum(one.fen for one in self.funds)

    @property
    def left(self) -> int:
        """Return the points that no household has yet."""
        return sum(one.points for one in self.funds)

    @property
    def promised(self) -> int:
        """Return what all points that are out, given or not, would cost, in fen."""
        return (self.left + self.households) * self.rate

    @property
    def slack(self) -> int:
        """Return the money that no point needs, in fen; never below zero."""
        return self.fen - self.promised

    @property
    def owed(self) -> int:
        """Return what the points that households have would cost, in fen."""
        return self.households * self.rate

    @property
    def owed_share(self) -> int:
        """Return how many percent of the money that is, at most 100."""
        return min(100, self.owed * 100 // self.fen) if self.fen else 0

    @property
    def held(self) -> int:
        """Return the money kept for orders that are not handed over."""
        return sum(one.held for one in self.funds)


NOTHING = Balance(0, 0)


def cover(village: Place) -> Cover:
    """Return the village's cover as it is now: all balances are read by one query, so they fit together."""
    pools = sorted(
        Pool.objects.filter(village=village), key=lambda one: (one.state == PoolState.OPEN, one.opened_at)
    )[::-1]
    book = book_of(village, accounts.VILLAGE)
    if book is None:
        return Cover((), 0, 0, 0, 0, 0, 0)
    codes = [code for pool in pools for code in (accounts.of_pool(pool.pk), accounts.of_fund(pool.pk))]
    wanted = [*(code for code, _unit, _lowest in accounts.SOURCES), *codes]
    points, fen = (accounts_of(book, wanted, unit) for unit in (Unit.POINTS, Unit.FEN))
    read = balances([one.id for found in (points, fen) for one in found.values()])
    return _counted(pools, points, fen, read)


def _counted(
    pools: Sequence[Pool],
    points: dict[str, Account],
    fen: dict[str, Account],
    read: dict[UUID, Balance],
) -> Cover:
    def of(found: dict[str, Account], code: str) -> Balance:
        return read.get(found[code].id, NOTHING) if code in found else NOTHING

    funds = []
    for pool in pools:
        money = of(fen, accounts.of_fund(pool.pk))
        left = of(points, accounts.of_pool(pool.pk)).posted
        funds.append(Fund(pool, left, money.posted, money.outgoing))
    issued = -of(points, accounts.ISSUE).posted
    redeemed, expired, deducted = (
        of(points, code).posted for code in (accounts.REDEEMED, accounts.EXPIRED, accounts.DEDUCTED)
    )
    # Points add up to nothing in every entry: what was issued and went nowhere else is with the households.
    households = issued - redeemed - expired - deducted - sum(one.points for one in funds)
    return Cover(funds, issued, households, redeemed, expired, deducted, of(fen, accounts.SPENT).posted)

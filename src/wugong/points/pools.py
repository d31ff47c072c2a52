"""Acts on pools (积分池): opened with money behind every point, topped up, closed; orders kept."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.audit.acts import Act
from wugong.base.amounts import written
from wugong.counties.actors import Actor, System
from wugong.ledger import posting
from wugong.ledger.books import Account
from wugong.ledger.posting import Draft, Leg, post
from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.points import accounts, pool_acts
from wugong.points import pool_refusals as refusals
from wugong.points.models import Pool
from wugong.points.permissions import can_fund
from wugong.points.pool_cover import Cover, cover
from wugong.points.states import PoolState
from wugong.registry.models import Household

OPENED, TOPPED_UP, CLOSED, ORDERED = "pool.open", "pool.top_up", "pool.close", "order"  # kinds of entries

settle = posting.settle  # an order handed over: the points are redeemed, the money is spent
void = posting.void  # an order given up: points and money are free again


def open_pool_of(village: Place) -> Pool | None:
    """Return the pool from which the village gives points now."""
    return Pool.objects.filter(village=village, state=PoolState.OPEN).first()


def needed_pool(village: Place) -> Pool:
    """Return the pool from which the village gives points now; refused where there is none."""
    pool = open_pool_of(village)
    if pool is None:
        raise refusals.NoPool(place=village.name)
    return pool


def hold_village(village: Place) -> None:
    """The village's pools and balances taken over are this transaction's alone till its end."""
    if village.level is not Level.VILLAGE:
        raise refusals.NotAVillage(place=village.name)
    list(Place.objects.select_for_update(no_key=True).filter(pk=village.pk))


def decided(decision: str, decided_on: date) -> str:
    """Return what the decision is called; refused without one, or before its day."""
    words = " ".join(decision.split())[:120]
    if not words:
        raise refusals.DecisionMissing
    if decided_on > timezone.localdate():
        raise refusals.DecidedLater(day=decided_on)
    return words


@transaction.atomic
def open_pool(  # noqa: PLR0917 -- named in the order a pool is described
    village: Place,
    title: str,
    since: date,
    until: date,
    budget_fen: int,
    rate_fen: int,
    *,
    funded_from: str,
    decision: str,
    decided_on: date | None = None,
    actor: User | System,
) -> Pool:
    """The village gives points from this pool; there are as many as its money, and what is left, pays for."""
    can_fund(actor, village).or_refuse()
    day = decided_on or timezone.localdate()
    words = decided(decision, day)
    if until < since:
        raise refusals.PoolDays(since=since, until=until)
    if budget_fen <= 0 or rate_fen <= 0:
        raise refusals.BadBudget
    hold_village(village)
    before = cover(village)
    if before.standing:
        raise refusals.PoolOpenAlready(title=before.standing.pool.title)
    points = _minted(before, budget_fen, rate_fen)
    pool = Pool.objects.create(
        village=village,
        title=title,
        since=since,
        until=until,
        budget=budget_fen,
        rate=rate_fen,
        funded_from=funded_from,
        decision=words,
        decided_on=day,
        opened_by_id=actor.pk,
    )
    legs = [*_minting(pool, budget_fen, points), *_carried(before, pool)]
    _post(pool, OPENED, f"open:{pool.pk}", legs, text=f"{title}：{funded_from}", actor=actor)
    facts = {"rate": written(rate_fen, 2), "points": points, "yuan": written(budget_fen, 2)}
    _tell(pool_acts.POOL_OPENED, pool, actor, place=village.name, decision=words, **facts)
    return pool


@transaction.atomic
def top_up(
    pool: Pool,
    fen: int,
    *,
    funded_from: str,
    decision: str,
    decided_on: date | None = None,
    seen: int | None = None,
    actor: User | System,
) -> int:
    """The pool has more money, and as many more points as it pays for, which are returned.

    `seen` is the budget that who asks has seen: asked twice, done once.
    """
    can_fund(actor, pool.village).or_refuse()
    words = decided(decision, decided_on or timezone.localdate())
    if fen <= 0:
        raise refusals.BadBudget
    one = _held(pool)
    if seen is not None and seen != one.budget:
        raise refusals.BudgetMoved(title=one.title, yuan=written(one.budget, 2))
    points = (cover(one.village).slack + fen) // one.rate
    if points <= 0:
        raise refusals.NothingToMint(rate=written(one.rate, 2))
    key, legs = f"top_up:{one.pk}:{one.budget}", _minting(one, fen, points)
    _post(one, TOPPED_UP, key, legs, text=f"{funded_from}，{words}", actor=actor)
    one.budget += fen
    one.save(update_fields=["budget"])
    _tell(pool_acts.POOL_TOPPED_UP, one, actor, decision=words, points=points, yuan=written(fen, 2))
    return points


@transaction.atomic
def close_pool(pool: Pool, *, actor: User | System) -> Pool:
    """Nothing is given from the pool any more; the money that households' points need stays behind them."""
    can_fund(actor, pool.village).or_refuse()
    one = _held(pool)
    now = cover(one.village)
    mine = next(fund for fund in now.funds if fund.pool == one)
    free = min(mine.fen - mine.held, now.slack + mine.points * one.rate)
    legs = [*_moved(one.village, accounts.pool_account(one.village, one), accounts.ISSUE, mine.points)]
    legs += _moved(one.village, accounts.fund_account(one.village, one), accounts.BUDGET, free)
    if legs:
        _post(one, CLOSED, f"close:{one.pk}", legs, text=one.title, actor=actor)
    one.state, one.closed_at = PoolState.CLOSED, timezone.now()
    one.save(update_fields=["state", "closed_at"])
    _tell(pool_acts.POOL_CLOSED, one, actor, points=mine.points, yuan=written(free, 2))
    return one


@transaction.atomic
def reserve(
    household: Household,
    points: int,
    *,
    key: str,
    actor: Actor,
    expires: datetime | None,
    extra_legs: Sequence[Leg] = (),
    text: str = "",
    about: UUID | None = None,
) -> UUID:
    """The household's points, and the money they stand for, are kept for an order; one entry with its goods.

    It runs inside the act of the shop, which has asked who may. Without `expires` all counts at once. The
    ledger refuses (TooLow) what the household, or the money, does not reach.
    """
    if points <= 0:
        raise refusals.BadPoints
    village = household.village
    now = cover(village)
    if not now.funds:
        raise refusals.NoPool(place=village.name)
    fen = points * now.rate
    legs = [
        Leg(accounts.household_account(village, household).id, -points),
        Leg(accounts.source(village, accounts.REDEEMED).id, points),
        *(Leg(account, -part) for account, part in _paid(now, village, fen)),
        Leg(accounts.source(village, accounts.SPENT).id, fen),
        *extra_legs,
    ]
    draft = Draft(ORDERED, key, legs, timezone.localdate(), text, about)
    return post(accounts.book_here(village, actor=actor), draft, actor=actor, expires=expires)


def _paid(now: Cover, village: Place, fen: int) -> Iterator[tuple[UUID, int]]:
    """Yield from which funds so much money is taken: oldest first, the newest bears the rest."""
    *older, newest = reversed(now.funds)
    for fund in older:
        if part := min(fen, fund.fen - fund.held):
            yield accounts.fund_account(village, fund.pool).id, part
            fen -= part
    if fen:
        yield accounts.fund_account(village, newest.pool).id, fen


def _minted(before: Cover, budget: int, rate: int) -> int:
    """Return how many points this money adds, at that rate for all that are out."""
    if before.held and rate != before.rate:
        raise refusals.RateWhileHeld(rate=written(before.rate, 2))
    points = (before.fen + budget) // rate - before.households
    if points < 0 or (points == 0 and not before.households):
        needs = max(rate, before.households * rate) - before.fen - budget
        raise refusals.BudgetTooSmall(
            has=written(before.fen, 2),
            rate=written(rate, 2),
            points=before.households,
            needs=written(needs, 2),
        )
    return points


def _minting(pool: Pool, fen: int, points: int) -> Iterator[Leg]:
    village = pool.village
    yield Leg(accounts.source(village, accounts.BUDGET).id, -fen)
    yield Leg(accounts.fund_account(village, pool).id, fen)
    if points:
        yield Leg(accounts.source(village, accounts.ISSUE).id, -points)
        yield Leg(accounts.pool_account(village, pool).id, points)


def _carried(before: Cover, pool: Pool) -> Iterator[Leg]:
    """Yield what is free of the money behind earlier pools, which goes on behind this one.

    Points that came back to them after they were closed are taken out of the world: their money mints anew.
    """
    for fund in before.funds:
        yield from _moved(
            pool.village, accounts.pool_account(pool.village, fund.pool), accounts.ISSUE, fund.points
        )
        if free := fund.fen - fund.held:
            yield Leg(accounts.fund_account(pool.village, fund.pool).id, -free)
            yield Leg(accounts.fund_account(pool.village, pool).id, free)


def _moved(village: Place, account: Account, to: str, amount: int) -> Iterator[Leg]:
    if amount > 0:
        yield Leg(account.id, -amount)
        yield Leg(accounts.source(village, to).id, amount)


def _held(pool: Pool) -> Pool:
    """Return the pool as it is now, held with its village; refused once it is closed."""
    hold_village(pool.village)
    one = Pool.objects.select_related("village").get(pk=pool.pk)
    if one.state != PoolState.OPEN:
        raise refusals.PoolClosed(title=one.title)
    return one


def _post(pool: Pool, kind: str, key: str, legs: Iterable[Leg], *, text: str, actor: Actor) -> UUID:
    book = accounts.book_here(pool.village, actor=actor)
    draft = Draft(kind, key, _together(legs), timezone.localdate(), text, pool.pk)
    return post(book, draft, actor=actor)


def _together(legs: Iterable[Leg]) -> list[Leg]:
    """Return one leg an account."""
    sums: dict[UUID, int] = {}
    for leg in legs:
        sums[leg.account_id] = sums.get(leg.account_id, 0) + leg.amount
    return [Leg(account, amount) for account, amount in sums.items() if amount]


def _tell(act: Act, pool: Pool, actor: Actor, **facts: Any) -> None:
    record(act, actor=actor, at=pool.village.code, title=pool.title, **facts)

"""What of a list can be booked now: by the caps, looked at again, and the pool, in the order of the acts."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from wugong.ledger.balances import balances
from wugong.places.models import Place
from wugong.points.accounts import household_accounts, pool_account
from wugong.points.catalogues import catalogue_of
from wugong.points.models import Claim, Pool
from wugong.points.panel_rules import item_of
from wugong.points.pools import open_pool_of
from wugong.points.states import ClaimState
from wugong.rules.points_catalogue import History, Past, worth

NO_POOL = "还没有打开的积分池，等积分池打开再入账"
SHARED = "“%(category)s”这一类在积分池里的份额用完了，等补充以后按做事的先后入账"
EMPTY = "积分池不够了，等补充以后按做事的先后入账"
NOTHING_LEFT = "到了细则的上限，这一件不再记分"
FLOOR = "已经扣到底，账上没有可扣的分"
SAID = Claim._meta.get_field("answer").max_length or 0


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of a claim: so many points are booked, it waits for the pool, or nothing is left of it."""

    claim: Claim
    points: int
    said: str = ""
    waits: bool = False


@dataclass
class Village:
    """What counts while claims of one village are booked one after another."""

    pool: Pool | None
    room: int
    pasts: dict[UUID, list[Past]]
    given: dict[str, int]
    held: dict[UUID, int]


def fates(village: Place, claims: Sequence[Claim]) -> list[Fate]:
    """Return what becomes of each claim now, in the order of the acts; a constant number of queries.

    Deductions come first, they need no pool. Whoever comes to an empty pool, or to a share of it that is
    empty, waits, and so does who comes after.
    """
    now = _village(village, claims)
    ordered = sorted(claims, key=lambda one: ((one.points or 0) > 0, one.day, one.claimed_at, str(one.pk)))
    return [_fate(now, claim) for claim in ordered]


def _fate(now: Village, claim: Claim) -> Fate:
    points, said = _limited(now, claim)
    if points == 0:
        return Fate(claim, 0, said or NOTHING_LEFT)
    if points > 0 and (reason := _waits(now, claim, points)):
        return Fate(claim, points, reason, waits=True)
    _count(now, claim, points)
    return Fate(claim, points, said)


def _waits(now: Village, claim: Claim, points: int) -> str:
    """Return why the claim has to wait, if it has; nobody then overtakes her who came first."""
    if now.pool is None:
        return NO_POOL
    category = item_of(claim).category
    share = None if category.share is None else now.pool.budget // now.pool.rate * category.share // 100
    if share is not None and now.given.get(category.key, 0) + points > share:
        now.given[category.key] = share
        return SHARED % {"category": category.title}
    if points > now.room:
        now.room = 0
        return EMPTY
    return ""


def _limited(now: Village, claim: Claim) -> tuple[int, str]:
    """Return what the claim is still worth after what was booked before it, and why it is less."""
    item, decided = item_of(claim), claim.points or 0
    history = History(
        past=tuple(now.pasts[claim.household_id]),
        balance=now.held[claim.household_id] if item.negative else None,
    )
    score = decided if item.ranged else None
    found = worth(item, claim.quantity, day=claim.day, history=history, score=score)
    if abs(found.points) >= abs(decided):
        return decided, ""
    said = FLOOR if item.negative and not found.points else found.reason
    return found.points, said[:SAID]


def _count(now: Village, claim: Claim, points: int) -> None:
    now.pasts[claim.household_id].append(Past(claim.item, claim.day, points))
    if points > 0:
        now.room -= points
        category = item_of(claim).category.key
        now.given[category] = now.given.get(category, 0) + points
    now.held[claim.household_id] += points


def _village(village: Place, claims: Sequence[Claim]) -> Village:
    pool, homes = open_pool_of(village), {claim.household_id for claim in claims}
    accounts = household_accounts(village, homes)
    room = balances([pool_account(village, pool).id]) if pool else {}
    found = balances([account.id for account in accounts.values()])
    held = {home: found[account.id].available for home, account in accounts.items()}
    given = _given(village, pool) if pool else {}
    return Village(
        pool, next((one.available for one in room.values()), 0), _pasts(homes, claims), given, held
    )


def _pasts(homes: Iterable[UUID], claims: Sequence[Claim]) -> dict[UUID, list[Past]]:
    """Return what was booked for these households in the years of the claims: one query."""
    first = min((claim.day for claim in claims), default=date.max)
    rows = Claim.objects.filter(household__in=set(homes), state=ClaimState.BOOKED)
    facts = rows.filter(day__gte=first.replace(year=first.year - 1, day=1)).values_list(
        "household_id", "item", "day", "points"
    )
    found: dict[UUID, list[Past]] = defaultdict(list)
    for home, item, day, points in facts if claims else ():
        found[home].append(Past(item, day, points or 0))
    return found


def _given(village: Place, pool: Pool) -> dict[str, int]:
    """Return what was given out of the pool so far, by category: one query."""
    rows = Claim.objects.filter(village=village, state=ClaimState.BOOKED, booked_at__date__gte=pool.since)
    found: dict[str, int] = defaultdict(int)
    for claim in rows.filter(points__gt=0).select_related("adoption").only("item", "points", "adoption"):
        found[_category(claim)] += claim.points or 0
    return found


def _category(claim: Claim) -> str:
    return catalogue_of(claim.adoption).item(claim.item).category.key

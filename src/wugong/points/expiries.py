"""Acts on points that grow old (积分到期): a part is carried over by the rule, the rest expires."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.counties.actors import System
from wugong.counties.models import County
from wugong.counties.standing import standing_in
from wugong.ledger.balances import Line, balances, balances_on, statement
from wugong.ledger.posting import Draft, Leg, post_many
from wugong.places.models import Place
from wugong.points import accounts, pool_acts, pool_notices
from wugong.points.catalogues import in_force
from wugong.points.models import Adoption
from wugong.points.permissions import can_fund
from wugong.points.pool_notices import told_points
from wugong.points.pools import hold_village
from wugong.points.refusals import NoCatalogue
from wugong.registry.models import Household
from wugong.rules.points_catalogue import Expiry

EXPIRED: Final = "expiry"  # the kind of the entries


@transaction.atomic
def expire_points(village: Place, day: date, *, actor: User | System) -> dict[UUID, int]:
    """What is old on that day has expired but for the part carried over; returns points by household.

    Asked again it does nothing: what was carried over counts as given on that day.
    """
    can_fund(actor, village).or_refuse()
    hold_village(village)
    try:
        _adoption, catalogue = in_force(village, day)
    except NoCatalogue:
        return {}
    if catalogue.expiry is None:
        return {}
    due = _due(village, catalogue.expiry, day)
    if due:
        _post(village, due, day, catalogue.title, actor=actor)
    return {household: points for household, (_account, points) in due.items()}


def expire_everywhere(day: date, *, actor: System) -> int:
    """In every village what is old on that day has expired; returns of how many households."""
    count = 0
    for county in County.objects.all():
        with standing_in(county):
            adopted = Adoption.objects.filter(since__lte=day).values("village")
            for village in Place.objects.filter(pk__in=adopted).order_by("code"):
                count += len(expire_points(village, day, actor=actor))
    return count


def old_points(lines: Iterable[Line], expiry: Expiry, day: date) -> int:
    """Return how many of the points are old on that day and not yet spent, kept or expired.

    What goes out takes the oldest first. An expiry moves what it carried over to its own day.
    """
    lots: deque[tuple[date, int]] = deque()
    for line in lines:
        if line.amount > 0:
            lots.append((line.day, line.amount))
            continue
        old = sum(points for given, points in lots if expiry.due(given) <= line.day)
        _spend(lots, -line.amount)
        if line.kind == EXPIRED and (kept := old + line.amount) > 0:
            _spend(lots, kept)
            lots.append((line.day, kept))
    return sum(points for given, points in lots if expiry.due(given) <= day)


def next_due(lines: Iterable[Line], expiry: Expiry, day: date) -> tuple[date, int] | None:
    """Return the next day on which points grow old, and how many will expire then if nothing is spent."""
    known = list(lines)
    coming = sorted({expiry.due(line.day) for line in known if line.amount > 0})
    for then in coming:
        if then > day and (old := old_points(known, expiry, then)):
            return then, old - expiry.kept(old)
    return None


def _spend(lots: deque[tuple[date, int]], points: int) -> None:
    """Take so many points from the oldest lots."""
    while lots and points:
        given, have = lots.popleft()
        taken = min(have, points)
        points -= taken
        if have > taken:
            lots.appendleft((given, have - taken))


def _due(village: Place, expiry: Expiry, day: date) -> dict[UUID, tuple[UUID, int]]:
    """Return the account and what expires of each household with old points."""
    homes = Household.objects.filter(village=village).values_list("pk", flat=True)
    known = accounts.known_households(village, list(homes))
    ids = [account.id for account in known.values()]
    having, before = balances(ids), balances_on(ids, _last_old_day(expiry, day))
    found = {}
    for household, account in known.items():
        if (free := having[account.id].available) <= 0 or before[account.id] <= 0:
            continue  # most nights nobody's are read line by line
        old = min(old_points(statement(account.id), expiry, day), free)
        if points := old - expiry.kept(old):
            found[household] = (account.id, points)
    return found


def _last_old_day(expiry: Expiry, day: date) -> date:
    """Return the last day of which points are old on this one."""
    first = day
    while expiry.due(first) > day:
        first = first.replace(day=1) - timedelta(days=1)
    return first


def _post(
    village: Place,
    due: dict[UUID, tuple[UUID, int]],
    day: date,
    title: str,
    *,
    actor: User | System,
) -> None:
    gone = accounts.source(village, accounts.EXPIRED).id
    drafts = list(_drafts(due, gone, day, title))
    post_many(accounts.book_here(village, actor=actor), drafts, actor=actor)
    total = sum(points for _account, points in due.values())
    facts: dict[str, Any] = {"title": title, "place": village.name, "households": len(due), "points": total}
    told = told_points(pool_notices.EXPIRED, {key: points for key, (_, points) in due.items()}, actor=actor)
    record(pool_acts.POINTS_EXPIRED, actor=actor, at=village.code, concerning=told, **facts)


def _drafts(due: dict[UUID, tuple[UUID, int]], gone: UUID, day: date, title: str) -> Iterator[Draft]:
    for household, (account, points) in due.items():
        legs: Sequence[Leg] = (Leg(account, -points), Leg(gone, points))
        yield Draft(EXPIRED, f"{EXPIRED}:{household}:{day}", legs, day, f"《{title}》到期")

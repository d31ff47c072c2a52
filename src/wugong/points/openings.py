"""Acts on openings (积分册接续): handed in by one, confirmed by another, booked in one entry, once."""

from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.base.amounts import written
from wugong.base.faults import Faults
from wugong.counties.actors import System
from wugong.ledger.posting import Draft, Leg, post
from wugong.ledger.years import OPENING, adopt_opening
from wugong.places.models import Place
from wugong.points import accounts, pool_acts
from wugong.points import pool_refusals as refusals
from wugong.points.models import Opening, Pool
from wugong.points.opening_rows import SOURCE, Row, Taken, fitted
from wugong.points.permissions import can_confirm_opening, can_fund
from wugong.points.pool_cover import cover
from wugong.points.pool_notices import TAKEN_OVER, handed_in, looked_through, told_points
from wugong.points.pools import decided, hold_village, needed_pool
from wugong.points.texts import words_of
from wugong.registry.models import Household

ROOM: Final = "pool.opening"  # the kind of the entry by which the pool makes room, and its key


@transaction.atomic
def hand_in_opening(
    village: Place,
    rows: Sequence[Row],
    *,
    day: date,
    decision: str,
    decided_on: date,
    actor: User | System,
) -> Opening:
    """The table of the paper book waits for a second hand, in the place of one that waited before.

    Nothing is booked yet. The book is kept up to `day`; FileRefused names each bad row.
    """
    can_fund(actor, village).or_refuse()
    words = decided(decision, decided_on)
    if day > timezone.localdate():
        raise refusals.DecidedLater(day=day)
    hold_village(village)
    _refuse_twice(village)
    taken = fits(village, rows)
    total = sum(one.points for one in taken)
    refuse_uncovered(village, total)
    table: list[list[str | int]] = sorted([str(one.household.pk), one.points] for one in taken)
    said: dict[str, Any] = {"decision": words, "decided_on": decided_on, "day": day, "rows": table}
    counted = {"households": len(taken), "points": total, "digest": _digest(village, said)}
    Opening.objects.waiting().filter(village=village).delete()
    opening = Opening.objects.create(village=village, made_by_id=actor.pk, **said, **counted)
    _record(pool_acts.OPENING_HANDED_IN, opening, actor, decision=words)
    handed_in(opening, link_of(opening), actor=actor)
    return opening


@transaction.atomic
def confirm_opening(opening: Opening, digest: str, *, actor: User | System) -> Opening:
    """Each household has the points of its paper book, out of the pool, in one entry.

    `digest` is that of the table which the second hand held against the paper: another is not booked.
    """
    one, homes = _held(opening, digest, actor)
    points = {UUID(str(home)): int(number) for home, number in one.rows}
    if points.keys() != homes.keys() or any(home.until for home in homes.values()):
        raise refusals.OpeningMoved
    refuse_uncovered(one.village, one.points)
    one.entry = _posted(one, points, actor=actor)
    one.confirmed_by_id, one.confirmed_at = actor.pk, timezone.now()
    one.save(update_fields=["entry", "confirmed_by", "confirmed_at"])
    told = told_points(TAKEN_OVER, points, actor=actor)
    _record(pool_acts.BALANCES_TAKEN_OVER, one, actor, told, decision=one.decision)
    looked_through(one, link_of(one), actor=actor)
    return one


@transaction.atomic
def send_back_opening(opening: Opening, reason: str, *, actor: User | System) -> None:
    """The table does not wait any more; who handed it in knows why."""
    words = words_of("理由", reason)
    one, _ = _held(opening, opening.digest, actor)
    _record(pool_acts.OPENING_SENT_BACK, one, actor, reason=words)
    looked_through(one, link_of(one), actor=actor, sent_back=words)
    one.delete()


def fits(village: Place, rows: Sequence[Row]) -> list[Taken]:
    """Return the rows with their households; FileRefused names each that does not fit."""
    faults = Faults(SOURCE)
    taken = fitted(village, rows, faults)
    faults.refuse()
    if not any(one.points for one in taken):
        raise refusals.NothingToTakeOver
    return taken


def refuse_uncovered(village: Place, total: int) -> None:
    """Refuse more points than the pool in use has."""
    needed_pool(village)
    now = cover(village)
    left = now.standing.points if now.standing else 0
    if total > left:
        short = (total - left) * now.rate
        raise refusals.OpeningUncovered(points=total, left=left, yuan=written(short, 2))


def opening_of(village: Place) -> Opening | None:
    """Return what the village took over, if it did."""
    return _of(village, booked=True)


def waiting_opening(village: Place) -> Opening | None:
    """Return the table that waits for a second hand, if one does."""
    return _of(village, booked=False)


def link_of(opening: Opening) -> str:
    """Return where the paper book is looked through."""
    return f"/desk/{opening.village.code}/points/opening/"


def _of(village: Place, *, booked: bool) -> Opening | None:
    found = Opening.objects.booked() if booked else Opening.objects.waiting()
    related = found.select_related("village", "made_by", "confirmed_by")
    opening: Opening | None = related.filter(village=village).first()
    return opening


def _held(opening: Opening, digest: str, actor: User | System) -> tuple[Opening, Mapping[UUID, Household]]:
    """Return the waiting table and its households, held; refused to the first hand, or where it moved."""
    hold_village(opening.village)
    _refuse_twice(opening.village)
    one = waiting_opening(opening.village)
    if one is None or one.digest != digest:
        raise refusals.OpeningMoved
    can_confirm_opening(actor, one).or_refuse()
    keys = [home for home, _ in one.rows]
    homes = Household.objects.filter(village=one.village, pk__in=keys)
    return one, {home.pk: home for home in homes}


def _posted(opening: Opening, points: Mapping[UUID, int], *, actor: User | System) -> UUID:
    """The pool has made room for the balances, and they stand in one adopted entry, which is returned."""
    village, today, words, total = opening.village, timezone.localdate(), opening.decision, opening.points
    pool: Pool = needed_pool(village)
    homes = accounts.household_accounts(village, list(points))
    legs = [Leg(homes[home].id, number) for home, number in points.items() if number]
    book, issue = accounts.book_here(village, actor=actor), accounts.source(village, accounts.ISSUE).id
    room = (Leg(accounts.pool_account(village, pool).id, -total), Leg(issue, total))
    post(book, Draft(ROOM, ROOM, room, today, words, pool.pk), actor=actor)
    draft = Draft(OPENING, OPENING, [*legs, Leg(issue, -total)], today, words)
    return adopt_opening(book, draft, actor=actor, decision=words)


def _digest(village: Place, said: Mapping[str, Any]) -> str:
    """Return the digest of the table as it is confirmed: village, decision, days and every row."""
    lines = [village.code, said["decision"], str(said["decided_on"]), str(said["day"])]
    lines += [f"{home}:{points}" for home, points in said["rows"]]
    return sha256("\n".join(lines).encode()).hexdigest()


def _record(
    act: Any, one: Opening, actor: User | System, concerning: set[UUID] | None = None, **facts: Any
) -> None:
    counted = {} if "reason" in facts else {"households": one.households, "points": one.points}
    facts |= {"place": one.village.name, **counted}
    record(act, actor=actor, at=one.village.code, concerning=concerning or set(), **facts)


def _refuse_twice(village: Place) -> None:
    before = opening_of(village)
    if before:
        day = timezone.localdate(before.confirmed_at or before.made_at)
        raise refusals.OpenedAlready(place=village.name, day=day)

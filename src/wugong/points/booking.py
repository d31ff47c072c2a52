"""Booking (入账): after its days every listed claim that nobody doubts becomes an entry of the book."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.counties.actors import System
from wugong.ledger.posting import Draft, Leg, post_many
from wugong.points import accounts
from wugong.points import panel_acts as acts
from wugong.points import panel_notices as notices
from wugong.points.booking_limits import Fate, fates
from wugong.points.claim_holding import changed, hold_claims
from wugong.points.models import Claim, Listing, Objection
from wugong.points.panel_permissions import can_book
from wugong.points.pools import hold_village, needed_pool
from wugong.points.states import ClaimState, ObjectionState

AWARD, DEDUCTION = "points.award", "points.deduction"  # kinds of entries
FIELDS = ("state", "points", "why", "answer", "entry", "booked_at")


@dataclass(frozen=True, slots=True)
class Booked:
    """What came of a list: how many are in the book with how many points, how many wait for what."""

    count: int = 0
    points: int = 0
    waiting: int = 0  # for the pool
    objected: int = 0
    left: int = 0  # nothing was left of them by the caps


@transaction.atomic
def book_listing(listing: Listing, *, actor: User | System) -> Booked:
    """What hung out its days without an open objection is in the households' accounts, once.

    Where the pool ends, what comes later by the day of the act stays listed and waits. Run again, it books
    what could not be booked before. Nobody chooses: all of it follows from the list, the caps and the pool.
    """
    can_book(actor, listing).or_refuse()
    hold_village(listing.village)
    held = hold_claims(Claim.objects.filter(listing=listing, state=ClaimState.LISTED).only("pk"))
    listed = [claim for claim in held if claim.state == ClaimState.LISTED]
    doubted = _doubted(listed)
    free = [claim for claim in listed if claim.pk not in doubted]
    found = fates(listing.village, free)
    entered = _entered(listing, found, actor)
    waiting, left = _left_over(found, actor)
    if not waiting and not doubted:
        _done(listing, actor)
    done = Booked(len(entered), sum(one.points for one in entered), waiting, len(doubted), left)
    _told(listing, entered, done, actor)
    return done


def due_listings() -> Iterable[Listing]:
    """Return the lists of the county whose days are over and that are not booked whole, oldest first."""
    today = timezone.localdate()
    found = Listing.objects.filter(last_day__lt=today, objections_until__lt=today, booked_at__isnull=True)
    return found.select_related("village__county").order_by("made_at", "pk")


def _doubted(claims: Sequence[Claim]) -> set[object]:
    """Return the claims to which an objection waits for its answer: one query."""
    rows = Objection.objects.filter(claim__in=[one.pk for one in claims], state=ObjectionState.RAISED)
    return set(rows.values_list("claim_id", flat=True))


def _entered(listing: Listing, found: Sequence[Fate], actor: User | System) -> list[Fate]:
    """Post what can be booked, all in one go, and return it."""
    entered = [one for one in found if one.points and not one.waits]
    if not entered:
        return []
    village = listing.village
    book = accounts.book_here(village, actor=actor)
    entries = post_many(book, list(_drafts(listing, entered)), actor=actor)
    now = timezone.now()
    for fate, entry in zip(entered, entries, strict=True):
        claim = fate.claim
        steps = [{"step": "limit", "before": claim.points, "after": fate.points, "said": fate.said}]
        why = [*claim.why, *(steps if fate.points != claim.points else [])]
        changed(
            claim,
            ClaimState.BOOKED,
            points=fate.points,
            why=why,
            answer=fate.said,
            entry=entry,
            booked_at=now,
        )
    Claim.objects.bulk_update([fate.claim for fate in entered], FIELDS)
    return entered


def _drafts(listing: Listing, entered: Sequence[Fate]) -> Iterable[Draft]:
    """Yield an entry a claim: out of the pool to the household, or a deduction out of its account."""
    village, today = listing.village, timezone.localdate()
    homes = accounts.household_accounts(village, {one.claim.household_id for one in entered})
    pool = needed_pool(village) if any(one.points > 0 for one in entered) else None
    source = accounts.pool_account(village, pool).id if pool else None
    sink = accounts.source(village, accounts.DEDUCTED).id
    for fate in entered:
        other = source if fate.points > 0 and source else sink
        legs = (Leg(other, -fate.points), Leg(homes[fate.claim.household_id].id, fate.points))
        kind = AWARD if fate.points > 0 else DEDUCTION
        yield Draft(kind, f"claim:{fate.claim.pk}", legs, today, fate.claim.title, fate.claim.pk)


def _left_over(found: Sequence[Fate], actor: User | System) -> tuple[int, int]:
    """Say why to those who wait, once, and to those of whose claim nothing is left; count both."""
    waiting = [one for one in found if one.waits]
    fresh = [one for one in waiting if one.claim.answer != one.said]
    over = [one for one in found if not one.points]
    for one in fresh:
        one.claim.answer = one.said
    for one in over:
        step = {"step": "limit", "before": one.claim.points, "after": 0, "said": one.said}
        changed(one.claim, ClaimState.REFUSED, points=0, answer=one.said, why=[*one.claim.why, step])
    Claim.objects.bulk_update([one.claim for one in (*fresh, *over)], ["state", "points", "answer", "why"])
    notices.waits([one.claim for one in fresh], actor=actor)
    notices.left([one.claim for one in over], actor=actor)
    return len(waiting), len(over)


def _done(listing: Listing, actor: User | System) -> None:
    """Nothing of the list waits any more."""
    listing.booked_at, listing.booked_by_id = timezone.now(), actor.pk
    listing.save(update_fields=["booked_at", "booked_by"])


def _told(listing: Listing, entered: Sequence[Fate], done: Booked, actor: User | System) -> None:
    if not entered:
        return
    record(
        acts.BOOKED,
        actor=actor,
        at=listing.village.code,
        village=listing.village.name,
        title=listing.title,
        count=done.count,
        points=done.points,
    )
    notices.booked([one.claim for one in entered], actor=actor)

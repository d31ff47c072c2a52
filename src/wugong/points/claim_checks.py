"""The first check (初核): claims passed one by one or many at once, sent back, refused; never one's own."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.base.masking import personal_in
from wugong.base.texts import printable
from wugong.counties.actors import System
from wugong.points import acts, notices, refusals
from wugong.points.catalogues import catalogue_of
from wugong.points.claim_holding import changed, hold_claim, hold_claims
from wugong.points.claim_permissions import can_check, own_households
from wugong.points.models import Claim
from wugong.points.queries import name_recorded, users_of
from wugong.points.states import ClaimState

Actor = User | System
LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of a batch: how many passed, how many were the checker's own, how many were past it."""

    passed: int
    own: int
    past: int


@transaction.atomic
def check(claim: Claim, *, actor: Actor) -> Claim:
    """The claim passed its first check: the panel judges it, or it is decided where no panel does."""
    held = hold_claim(claim)
    _refuse_own(held, actor)
    state, changes = _passed(held, actor, timezone.now())
    held.save(update_fields=changed(held, state, **changes))
    _told([held], actor)
    return held


@transaction.atomic
def check_many(claims: Iterable[Claim], *, actor: Actor) -> Checked:
    """All of these passed their first check but the actor's own and those that no longer wait for it."""
    held = hold_claims(claims)
    if not held:
        raise refusals.NobodyPicked
    for village in {one.village_id: one.village for one in held}.values():
        can_check(actor, village).or_refuse()
    waiting = [one for one in held if one.state == ClaimState.CLAIMED]
    homes = own_households(actor, waiting)
    free = [one for one in waiting if not _own(one, actor, homes)]
    now, touched = timezone.now(), set[str]()
    for one in free:
        state, changes = _passed(one, actor, now)
        touched |= set(changed(one, state, **changes))
    Claim.objects.bulk_update(free, sorted(touched))
    if free:
        _told(free, actor)
    return Checked(len(free), len(waiting) - len(free), len(held) - len(waiting))


@transaction.atomic
def send_back(claim: Claim, *, actor: Actor, reason: str) -> Claim:
    """The claim waits for its household to say or show what is missing."""
    held, words = hold_claim(claim), _reason(reason)
    _refuse_own(held, actor)
    changes = {"answer": words, **_by(actor, timezone.now())}
    held.save(update_fields=changed(held, ClaimState.SENT_BACK, **changes))
    notices.sent_back(held, words, actor=actor)
    _recorded(acts.SENT_BACK, held, actor, words)
    return held


@transaction.atomic
def refuse(claim: Claim, *, actor: Actor, reason: str) -> Claim:
    """The claim is refused for a reason that its household reads; it counts against no cap."""
    held, words = hold_claim(claim), _reason(reason)
    _refuse_own(held, actor)
    if held.state not in {ClaimState.CLAIMED, ClaimState.SENT_BACK}:
        raise refusals.OtherState(title=held.title, state=held.get_state_display())
    changes = {"answer": words, **_by(actor, timezone.now())}
    held.save(update_fields=changed(held, ClaimState.REFUSED, **changes))
    notices.refused(held, words, actor=actor)
    _recorded(acts.REFUSED, held, actor, words)
    return held


def _own(claim: Claim, actor: Actor, homes: set[UUID]) -> bool:
    """Say whether the actor made the claim, or steps aside for its household."""
    mine = isinstance(actor, User) and claim.claimed_by_id == actor.pk
    return mine or claim.household_id in homes


def _refuse_own(claim: Claim, actor: Actor) -> None:
    can_check(actor, claim.village).or_refuse()
    if claim.household_id in own_households(actor, [claim]):
        raise refusals.OwnHousehold
    if isinstance(actor, User) and claim.claimed_by_id == actor.pk:
        raise refusals.OwnClaim


def _passed(claim: Claim, actor: Actor, now: datetime) -> tuple[ClaimState, dict[str, Any]]:
    """Return where a claim goes that passed, and with what; without a panel it is decided as it was asked."""
    changes = {"answer": "", **_by(actor, now)}
    if catalogue_of(claim.adoption).item(claim.item).by_panel:
        return ClaimState.CHECKED, changes
    return ClaimState.DECIDED, {**changes, "points": claim.asked, "decided_at": now}


def _by(actor: Actor, now: datetime) -> dict[str, Any]:
    return {"checked_by": actor if isinstance(actor, User) else None, "checked_at": now}


def _reason(reason: str) -> str:
    """Return the reason as its household may read it; refuse none, one too long, numbers of persons."""
    words = printable(reason).strip()
    if not 0 < len(words) <= LONGEST:
        raise refusals.NoReason(most=LONGEST)
    for kind, _ in personal_in(words):
        raise refusals.NumbersInWords(kind=kind.label)
    return words


def _told(claims: list[Claim], actor: Actor) -> None:
    """It is recorded once for each village, before those whom it concerns, and told to them."""
    users = users_of({one.household_id for one in claims})
    for village in {one.village_id: one.village for one in claims}.values():
        here = [one for one in claims if one.village_id == village.pk]
        concerned = {key for one in here for key in users.get(one.household_id, ())}
        record(acts.CHECKED, actor=actor, at=village.code, concerning=concerned, count=len(here))
    notices.passed(claims, actor=actor)


def _recorded(act: Any, claim: Claim, actor: Actor, reason: str) -> None:
    users = {key for keys in users_of([claim.household_id]).values() for key in keys}
    facts = {"name": name_recorded(claim.household), "title": claim.title, "reason": reason}
    record(act, actor=actor, at=claim.village.code, concerning=users, **facts)

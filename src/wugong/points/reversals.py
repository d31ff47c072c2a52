"""Acts on reversals (冲正): what was booked wrongly is taken back by an opposite entry, by two hands."""

from django.db import transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.audit.acts import Act
from wugong.base.amounts import written
from wugong.counties.actors import System
from wugong.ledger.balances import balance
from wugong.ledger.posting import reverse
from wugong.ledger.refusals import TooLow
from wugong.points import panel_acts as acts
from wugong.points import panel_notices as notices
from wugong.points import panel_refusals as refusals
from wugong.points import pool_refusals
from wugong.points.accounts import household_account
from wugong.points.claim_holding import changed, hold_claim
from wugong.points.models import Claim, Reversal
from wugong.points.panel_permissions import can_ask_reversal, can_decide_reversal
from wugong.points.pool_cover import cover
from wugong.points.pools import hold_village
from wugong.points.queries import name_recorded, users_of
from wugong.points.states import ClaimState, ReversalState
from wugong.points.texts import words_of


@transaction.atomic
def ask_reversal(claim: Claim, reason: str, *, actor: User | System) -> Reversal:
    """The supervisors of the village know that the claim is to be taken back, and why."""
    words = words_of("理由", reason)
    one = hold_claim(claim)
    can_ask_reversal(actor, one).or_refuse()
    if Reversal.objects.filter(claim=one, state=ReversalState.ASKED).exists():
        raise refusals.ReversalOpen(title=one.title)
    reversal = Reversal.objects.create(claim=one, reason=words, asked_by_id=actor.pk)
    _record(acts.REVERSAL_ASKED, reversal, actor, points=one.points)
    notices.reversal_asked(reversal, link_of(reversal), actor=actor)
    return reversal


@transaction.atomic
def approve_reversal(reversal: Reversal, *, actor: User | System) -> Reversal:
    """An opposite entry stands in the book, both stay, and the household knows why.

    A deduction goes back only while the village's money pays for it.
    """
    hold_village(reversal.claim.village)
    one = _held(reversal, actor)
    claim = one.claim
    _refuse_uncovered(claim)
    today = timezone.localdate()
    assert claim.entry is not None, "a constraint keeps it"
    account = household_account(claim.village, claim.household_id)
    try:
        with transaction.atomic():
            entry = reverse(claim.entry, key=f"reversal:{one.pk}", day=today, actor=actor, text=one.reason)
    except TooLow:
        left = balance(account.id).available
        raise refusals.SpentAlready(left=left, points=claim.points) from None
    step = {"step": "reversed", "reason": one.reason, "day": today.isoformat()}
    claim.save(update_fields=changed(claim, ClaimState.REVERSED, why=[*claim.why, step]))
    _decided(one, ReversalState.DONE, actor, entry=entry)
    _record(acts.REVERSED, one, actor, points=claim.points)
    notices.reversal_decided(one, link_of(one), actor=actor)
    return one


@transaction.atomic
def keep_booked(reversal: Reversal, *, actor: User | System) -> Reversal:
    """The claim stays booked."""
    one = _held(reversal, actor)
    _decided(one, ReversalState.KEPT, actor)
    _record(acts.REVERSAL_KEPT, one, actor)
    notices.reversal_decided(one, link_of(one), actor=actor)
    return one


def link_of(reversal: Reversal) -> str:
    """Return where a reversal is decided."""
    return f"/desk/{reversal.claim.village.code}/points/objections/"


def _held(reversal: Reversal, actor: User | System) -> Reversal:
    claim = hold_claim(reversal.claim)
    one = Reversal.objects.select_for_update().get(pk=reversal.pk)
    one.claim = claim
    can_decide_reversal(actor, one).or_refuse()
    return one


def _refuse_uncovered(claim: Claim) -> None:
    """Refuse where the household would get points back that no money stands behind."""
    now = cover(claim.village)
    back = -(claim.points or 0)
    if back > 0 and (short := back * now.rate - now.slack) > 0:
        raise pool_refusals.ReversalUncovered(points=back, yuan=written(short, 2))


def _decided(one: Reversal, state: ReversalState, actor: User | System, **changes: object) -> None:
    one.state, one.decided_by_id, one.decided_at = state, actor.pk, timezone.now()
    for name, value in changes.items():
        setattr(one, name, value)
    one.save(update_fields=["state", "decided_by", "decided_at", *changes])


def _record(act: Act, one: Reversal, actor: User | System, **facts: object) -> None:
    claim = one.claim
    users = users_of([claim.household_id]).get(claim.household_id, ())
    said = {"name": name_recorded(claim.household), "title": claim.title, **facts}
    record(act, actor=actor, at=claim.village.code, concerning=users, **said)

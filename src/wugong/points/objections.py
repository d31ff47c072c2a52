"""Acts on objections (异议): somebody doubts what hangs, another than those who decided looks again."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.counties.actors import System
from wugong.points import panel_acts as acts
from wugong.points import panel_notices as notices
from wugong.points import panel_refusals as refusals
from wugong.points.catalogues import catalogue_of
from wugong.points.claim_holding import changed, hold_claim
from wugong.points.models import Claim, Objection
from wugong.points.panel_permissions import can_answer, can_object
from wugong.points.panel_rules import range_of
from wugong.points.queries import name_recorded, users_of
from wugong.points.states import ClaimState, ObjectionState
from wugong.points.texts import words_of


@transaction.atomic
def raise_objection(claim: Claim, reason: str, *, actor: User, assisted: bool = False) -> Objection:
    """The claim is not booked before this is answered, and those who may look again know of it and its day.

    `assisted`: a cadre raises it for somebody who came in person; no name is kept.
    """
    words = words_of("异议", reason)
    one = hold_claim(claim)
    can_object(actor, one, assisted=assisted).or_refuse()
    if Objection.objects.filter(claim=one, raised_by=actor, state=ObjectionState.RAISED).exists():
        raise refusals.ObjectionExists
    objection = Objection.objects.create(
        claim=one,
        reason=words,
        raised_by=actor,
        assisted_by=actor if assisted else None,
        due=timezone.localdate() + timedelta(days=catalogue_of(one.adoption).answer_days),
        before=one.points or 0,
    )
    record(acts.OBJECTED, actor=actor, at=one.village.code, village=one.village.name, title=one.title)
    notices.objected(objection, link_of(objection), actor=actor)
    return objection


@transaction.atomic
def keep_points(objection: Objection, answer: str, *, actor: User | System) -> Objection:
    """The objection is answered: the points stay, and the claim is booked after its days."""
    one = _held(objection, actor)
    return _answered(one, ObjectionState.KEPT, one.claim.points or 0, answer, actor)


@transaction.atomic
def change_points(objection: Objection, points: int, answer: str, *, actor: User | System) -> Objection:
    """The objection is upheld: the claim is worth so many points (without a sign) and hangs again.

    What is changed was seen by nobody yet, so it waits for the next list.
    """
    one = _held(objection, actor)
    allowed = range_of(one.claim)
    if not allowed.holds(points):
        raise refusals.ScoreOutOfRange(title=one.claim.title, range=allowed.said)
    after = allowed.signed(points)
    if after == one.claim.points:
        raise refusals.NothingChanges
    words = words_of("答复", answer)
    step = {"step": "recheck", "before": one.claim.points, "after": after, "reason": words}
    fields = changed(
        one.claim,
        ClaimState.DECIDED if after else ClaimState.REFUSED,
        points=after,
        why=[*one.claim.why, step],
        answer=words if not after else "",
        listing=None if after else one.claim.listing,
    )
    one.claim.save(update_fields=fields)
    return _answered(one, ObjectionState.UPHELD, after, words, actor)


def link_of(objection: Objection) -> str:
    """Return where the objection is looked into."""
    return f"/desk/{objection.claim.village.code}/points/objections/{objection.pk}/"


def _held(objection: Objection, actor: User | System) -> Objection:
    """Return the objection and its claim as they are now, held; refuse who may not look again."""
    claim = hold_claim(objection.claim)
    one = Objection.objects.select_for_update().get(pk=objection.pk)
    one.claim = claim
    can_answer(actor, one).or_refuse()
    if claim.state != ClaimState.LISTED:
        raise refusals.NotListed(title=claim.title, state=claim.get_state_display())
    return one


def _answered(
    one: Objection, state: ObjectionState, after: int, answer: str, actor: User | System
) -> Objection:
    one.state, one.after, one.answer = state, after, words_of("答复", answer)
    one.answered_by_id, one.answered_at = actor.pk, timezone.now()
    one.save(update_fields=["state", "after", "answer", "answered_by", "answered_at"])
    claim = one.claim
    facts = {"name": name_recorded(claim.household), "title": claim.title}
    users = users_of([claim.household_id]).get(claim.household_id, set())
    concerning = users | ({one.raised_by_id} if one.raised_by_id else set())
    if state == ObjectionState.KEPT:
        record(
            acts.OBJECTION_KEPT,
            actor=actor,
            at=claim.village.code,
            concerning=concerning,
            points=after,
            **facts,
        )
    else:
        facts |= {"before": str(one.before), "after": str(after)}
        record(acts.OBJECTION_UPHELD, actor=actor, at=claim.village.code, concerning=concerning, **facts)
    notices.answered(one, link_of(one), actor=actor)
    return one

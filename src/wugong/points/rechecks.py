"""Acts on re-checks (抽查): a public seed draws, a hint adds; supervisors say what they found."""

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from wugong.access.verdicts import YES, Verdict
from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.audit.acts import Act
from wugong.counties.actors import SYSTEM, System
from wugong.counties.standing import county_here
from wugong.ledger.digests import first_after
from wugong.points import panel_notices as notices
from wugong.points import recheck_acts as acts
from wugong.points import recheck_refusals as refusals
from wugong.points.accounts import book_here
from wugong.points.catalogues import catalogue_of
from wugong.points.claim_holding import hold_claim
from wugong.points.models import Claim, Listing, Objection, Recheck, RecheckDraw, Reversal
from wugong.points.objections import link_of as objection_link
from wugong.points.panel_permissions import not_hers, scorers
from wugong.points.permissions import can_recheck
from wugong.points.queries import name_recorded, users_of
from wugong.points.reversals import link_of as reversal_link
from wugong.points.states import ClaimState, ObjectionState, RecheckResult, ReversalState
from wugong.points.texts import words_of
from wugong.rules.points_fairness import drawn, fairness_on, how_many

Actor = User | System
BY_HINT: Final = "线索"
SEEN: Final = (ClaimState.LISTED, ClaimState.BOOKED)
DIGITS: Final = 16  # of the digest that a seed quotes


@transaction.atomic
def draw_rechecks(listing: Listing, *, actor: Actor) -> RecheckDraw:
    """Of the list's claims the share of the day is to be looked at again; anybody can draw the same.

    The seed quotes the digest of the book on the first day after the list was hung on which anything was
    written, once that day is over: whoever hung the list could not know it. What hangs stands on the roll by
    number; deductions, of which only their households know, are not on it.
    """
    can_recheck(actor, listing.village).or_refuse()
    one = Listing.objects.select_for_update().select_related("village").get(pk=listing.pk)
    today = timezone.localdate()
    if RecheckDraw.objects.filter(listing=one).exists():
        raise refusals.DrawnAlready(title=one.title)
    claims = list(Claim.objects.filter(listing=one, state__in=SEEN, points__gt=0).order_by("pk"))
    if not claims:
        raise refusals.NothingToRecheck(title=one.title)
    numbered = {f"{number:03d}": claim for number, claim in enumerate(claims, 1)}
    fairness, roll, seed = fairness_on(today), list(numbered), seed_of(one)
    picked = drawn(roll, seed, how_many(len(roll), fairness))
    draw = RecheckDraw.objects.create(
        village=one.village,
        listing=one,
        seed=seed,
        roll=roll,
        claims=[str(claim.pk) for claim in claims],
        drawn=len(picked),
        due=today + timedelta(days=fairness["recheck"]["days"]),
        drawn_by_id=actor.pk,
        drawn_at=timezone.now(),
    )
    _enter([numbered[number] for number in picked], f"{one.until:%Y-%m}", seed)
    record(
        acts.RECHECKS_DRAWN,
        actor=actor,
        at=one.village.code,
        village=one.village.name,
        title=one.title,
        roll=len(roll),
        count=len(picked),
    )
    return draw


def seed_of(listing: Listing) -> str:
    """Return the seed of the list's draw, of which nobody chooses anything; refused before it is settled."""
    village = listing.village
    day = first_after(book_here(village, actor=SYSTEM), timezone.localdate(listing.made_at))
    if day is None or day.day >= timezone.localdate():
        raise refusals.DrawnTooEarly(title=listing.title)
    return f"{village.code} {day.digest[:DIGITS]}"


@transaction.atomic
def pick_recheck(claim: Claim, *, actor: Actor) -> Recheck:
    """The claim is to be looked at again because of a hint, beside those that were drawn."""
    one = hold_claim(claim)
    can_recheck(actor, one.village).or_refuse()
    if one.state not in SEEN:
        raise refusals.NotForRecheck(title=one.title, state=one.get_state_display())
    if Recheck.objects.filter(claim=one).exists():
        raise refusals.PickedAlready(title=one.title)
    [recheck] = _enter([one], BY_HINT, "")
    _record(one, acts.RECHECK_PICKED, actor)
    return recheck


@transaction.atomic
def answer_recheck(recheck: Recheck, result: str, found: str, *, actor: Actor) -> Recheck:
    """What was found stands; where it differs, what hangs is not booked, what was booked is to be taken back.

    Neither happens by this alone: another has to decide on the objection or the reversal.
    """
    claim = hold_claim(recheck.claim)
    one = Recheck.objects.select_for_update().get(pk=recheck.pk)
    one.claim = claim
    can_answer_recheck(actor, one).or_refuse()
    if one.result != RecheckResult.OPEN:
        raise refusals.RecheckedAlready
    if result not in {RecheckResult.FITS, RecheckResult.DIFFERS}:
        raise refusals.NoResult
    one.result, one.found = RecheckResult(result), words_of("抽查情况", found)
    one.checked_by_id, one.checked_at = actor.pk, timezone.now()
    one.save(update_fields=["result", "found", "checked_by", "checked_at"])
    _record(claim, acts.RECHECKED, actor, result=RecheckResult(result).label)
    if one.result == RecheckResult.DIFFERS:
        _ask_correction(claim, one.found, actor)
    return one


def can_answer_recheck(actor: Actor, recheck: Recheck) -> Verdict:
    """A supervisor looks again, never at her own or her kin's claim, nor at one that she had in hand."""
    claim = recheck.claim
    allowed = can_recheck(actor, claim.village) & not_hers(actor, claim)
    if not allowed or not isinstance(actor, User):
        return allowed
    if actor.pk in {claim.claimed_by_id, claim.checked_by_id} | scorers(claim):
        return Verdict(False, refusals.NotYourRecheck.code, refusals.NotYourRecheck.sentence)
    return YES


def _enter(claims: list[Claim], draw: str, seed: str) -> list[Recheck]:
    """These stand on the list of what is looked at again; who stood there before stays as she was."""
    there = set(Recheck.objects.filter(claim__in=claims).values_list("claim_id", flat=True))
    rows = [
        Recheck(county=county_here(), village_id=one.village_id, claim=one, draw=draw, seed=seed)
        for one in claims
        if one.pk not in there
    ]
    return Recheck.objects.bulk_create(rows)


def _ask_correction(claim: Claim, found: str, actor: Actor) -> None:
    """What hangs is doubted, what is booked is asked back; what is neither any more needs nothing."""
    doubts = Objection.objects.filter(claim=claim, raised_by=actor.pk, state=ObjectionState.RAISED)
    if claim.state == ClaimState.LISTED and not doubts.exists():
        days = catalogue_of(claim.adoption).answer_days
        objection = Objection.objects.create(
            claim=claim,
            reason=found,
            raised_by_id=actor.pk,
            due=timezone.localdate() + timedelta(days=days),
            before=claim.points or 0,
        )
        notices.objected(objection, objection_link(objection), actor=actor)
    asked = Reversal.objects.filter(claim=claim, state=ReversalState.ASKED)
    if claim.state == ClaimState.BOOKED and not asked.exists():
        reversal = Reversal.objects.create(claim=claim, reason=found, asked_by_id=actor.pk)
        notices.reversal_asked(reversal, reversal_link(reversal), actor=actor)


def _record(claim: Claim, act: Act, actor: Actor, **facts: object) -> None:
    users = users_of([claim.household_id]).get(claim.household_id, ())
    said = {"name": name_recorded(claim.household), "title": claim.title, **facts}
    record(act, actor=actor, at=claim.village.code, concerning=users, **said)

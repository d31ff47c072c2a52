"""Who may do which step between panel and book, and why not: nobody decides on her own or her kin's."""

from uuid import UUID

from django.utils import timezone

from wugong.access.abilities import Ability
from wugong.access.verdicts import YES, Verdict, Visitor, may
from wugong.accounts.models import User
from wugong.base.refusals import Refusal
from wugong.counties.actors import System
from wugong.places.models import Place
from wugong.points import panel_refusals as refusals
from wugong.points.claim_permissions import own_households
from wugong.points.models import Claim, Listing, Objection, PanelScore, Reversal, Seat, StepAside
from wugong.points.panel_juries import Bench
from wugong.points.permissions import can_approve_claims, can_keep, can_recheck
from wugong.points.states import ClaimState, ObjectionState, ReversalState
from wugong.registry.hands import can_judge, had_own_account, users_ever_of
from wugong.registry.queries import belongs_to


def not_hers(actor: User | System, claim: Claim) -> Verdict:
    """Nobody decides on a matter of her own household or of her kin; nor who is nobody's in the register."""
    return can_judge(actor) & _no(claim.household_id in own_households(actor, [claim]), refusals.OwnMatter)


def can_speak(actor: Visitor, bench: Bench, seat: Seat) -> Verdict:
    """The account of the person on the seat, and nobody else's, speaks for it."""
    mine = isinstance(actor, System) or (isinstance(actor, User) and seat in bench.seats_of(actor))
    return _no(not mine, refusals.NotYourSeat)


def can_enter(actor: User | System, claim: Claim, seat: Seat) -> Verdict:
    """A cadre types the slip of who has no account, never about her own, kin's or what she had in hand."""
    return can_type(actor, seat) & not_hers(actor, claim) & _no(_had(actor, claim), refusals.OwnMatter)


def can_type(actor: User | System, seat: Seat) -> Verdict:
    """A cadre types the slips of a seat whose person had no account of her own since the panel was drawn."""
    panel = seat.panel
    own = not isinstance(actor, System) and had_own_account(seat.person_id, panel.since)
    return can_keep(actor, panel.village) & can_judge(actor) & _no(own, refusals.SeatHasAccount)


def _had(actor: User | System, claim: Claim) -> bool:
    return actor.pk is not None and actor.pk in {claim.claimed_by_id, claim.checked_by_id}


def can_unseat(actor: User | System, village: Place) -> Verdict:
    """A cadre notes who left the panel, but not while a claim of her own household or kin waits for it."""
    waiting = Claim.objects.filter(village=village, state__in=(ClaimState.CLAIMED, ClaimState.CHECKED))
    own = bool(own_households(actor, waiting))
    return can_keep(actor, village) & can_judge(actor) & _no(own, refusals.OwnClaimWaits)


def can_object(actor: Visitor, claim: Claim, *, assisted: bool = False) -> Verdict:
    """Whoever belongs to the village may doubt what hangs while the days run; a cadre for who asks her to.

    Of a deduction, which does not hang, only the household itself.
    """
    listing = claim.listing
    late = listing is not None and timezone.localdate() > listing.objections_until
    return (
        _speaks(actor, claim, assisted=assisted)
        & _no(
            claim.state != ClaimState.LISTED or listing is None,
            refusals.NotListed,
            title=claim.title,
            state=claim.get_state_display(),
        )
        & _no(late, refusals.ObjectionTooLate, until=listing.objections_until if listing else "")
    )


def _speaks(actor: Visitor, claim: Claim, *, assisted: bool) -> Verdict:
    if assisted:
        return can_keep(actor, claim.village)
    if (claim.points or 0) < 0:
        home = isinstance(actor, User) and belongs_to(actor, claim.household)
        return _no(not home, refusals.NotListed, title=claim.title, state=claim.get_state_display())
    own = may(actor, Ability.OBJECT, claim.village.code)
    return own or may(actor, Ability.QUERY, claim.village.code) or own


def can_answer(actor: User | System, objection: Objection) -> Verdict:
    """Another cadre or a supervisor looks again: not who raised, claimed, checked or scored it, nor kin."""
    claim = objection.claim
    cadre = can_approve_claims(actor, claim.village)
    hands = {objection.raised_by_id, objection.assisted_by_id, claim.checked_by_id, claim.claimed_by_id}
    return (
        (cadre or can_recheck(actor, claim.village) or cadre)
        & _no(objection.state != ObjectionState.RAISED, refusals.AlreadyAnswered)
        & _no(actor.pk is not None and actor.pk in hands | scorers(claim), refusals.OwnMatter)
        & not_hers(actor, claim)
    )


def can_book(actor: User | System, listing: Listing) -> Verdict:
    """The house at night or the village's cadre books what hung out its days; nothing is chosen in it."""
    over = max(listing.last_day, listing.objections_until)
    return can_keep(actor, listing.village) & _no(
        timezone.localdate() <= over, refusals.StillHanging, title=listing.title, last_day=over
    )


def can_ask_reversal(actor: User | System, claim: Claim) -> Verdict:
    """The village's cadre asks that what was booked wrongly be taken back, never of her own or kin."""
    return (
        can_approve_claims(actor, claim.village)
        & _no(
            claim.state != ClaimState.BOOKED,
            refusals.NotBooked,
            title=claim.title,
            state=claim.get_state_display(),
        )
        & not_hers(actor, claim)
    )


def can_decide_reversal(actor: User | System, reversal: Reversal) -> Verdict:
    """A supervisor or the town's office has the second hand, never who asked, nor kin."""
    village = reversal.claim.village
    office = can_recheck(actor, village)
    second = office or may(actor, Ability.PREPARE, village.code) or may(actor, Ability.APPROVE, village.code)
    return (
        (second or office)
        & _no(reversal.state != ReversalState.ASKED, refusals.ReversalDecided)
        & _no(actor.pk is not None and actor.pk == reversal.asked_by_id, refusals.OwnMatter)
        & not_hers(actor, reversal.claim)
    )


def scorers(claim: Claim) -> set[UUID]:
    """Return the accounts that are, or were, of those who scored the claim, and of who typed their slips."""
    scores = PanelScore.objects.filter(claim=claim)
    typed = scores.values_list("entered_by"), StepAside.objects.filter(claim=claim).values_list("entered_by")
    hands = {key for rows in typed for (key,) in rows if key is not None}
    return hands | users_ever_of(scores.values_list("seat__person", flat=True))


def _no(wrong: bool, refusal: type[Refusal], **facts: object) -> Verdict:
    """Return the refusal as a verdict where something is wrong."""
    return Verdict(False, refusal.code, refusal.sentence, facts) if wrong else YES

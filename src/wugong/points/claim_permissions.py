"""Who may claim for a household, look at a claim and check it first, and why not."""

from collections.abc import Iterable
from uuid import UUID

from wugong.access.verdicts import YES, Verdict, Visitor, refused
from wugong.accounts.models import User
from wugong.base.texts import mark
from wugong.counties.actors import System
from wugong.places.models import Place
from wugong.points.models import Claim
from wugong.points.panel_juries import Bench, standing_panel
from wugong.points.permissions import can_approve_claims, can_claim_for, can_read
from wugong.points.states import Channel, ClaimState
from wugong.registry.hands import can_judge
from wugong.registry.kinship import households_recused
from wugong.registry.models import Household
from wugong.registry.queries import belongs_to

NOT_YOURS = mark("这个账号还没有和这一户的人连在一起。请带身份证到村里办，或请村干部代报。")
NOT_SHOWN = mark("这一件申报只给本户、评议小组和村里看。")


def can_claim(actor: Visitor, household: Household, channel: Channel) -> Verdict:
    """Who acts for someone of the household claims by phone; all else is claimed for it at the desk."""
    if channel is not Channel.PHONE:
        return can_claim_for(actor, household.place)
    if isinstance(actor, System) or (isinstance(actor, User) and belongs_to(actor, household)):
        return YES
    return refused("points.not_your_household", NOT_YOURS)


def can_check(actor: Visitor, village: Place) -> Verdict:
    """The village's cadre looks first, from an account of which is known whose it is."""
    return can_approve_claims(actor, village) & can_judge(actor)


def can_see(actor: Visitor, claim: Claim) -> Verdict:
    """The household sees its claims, and so do who claimed, the village's readers and who judge it now."""
    if verdict := can_read(actor, claim.village):
        return verdict
    if isinstance(actor, User) and (
        claim.claimed_by_id == actor.pk or belongs_to(actor, claim.household) or _sits(actor, claim)
    ):
        return YES
    return refused("points.not_shown", NOT_SHOWN)


def _sits(actor: User, claim: Claim) -> bool:
    """Say whether the account's own person is of those who judge this claim now."""
    panel = standing_panel(claim.village) if claim.state == ClaimState.CHECKED else None
    if panel is None:
        return False
    bench = Bench(panel)
    return any(seat in bench.juries([claim])[claim.pk] for seat in bench.seats_of(actor))


def own_households(actor: Visitor, claims: Iterable[Claim]) -> set[UUID]:
    """Return which of the claims' households the actor recuses herself from: her own, and her kin's.

    As many queries for one claim as for many. Who left a household after the act still counts as of it, and
    an account that was parted from somebody as if it were hers still.
    """
    found = list(claims)
    if not isinstance(actor, User) or not found:
        return set()
    return households_recused(actor, {one.household_id for one in found}, min(one.day for one in found))

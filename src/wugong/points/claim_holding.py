"""Holding claims while their state changes, and the one way in which it changes."""

from collections.abc import Iterable
from typing import Any

from wugong.points.models import Claim
from wugong.points.refusals import OtherState
from wugong.points.states import MOVES, ClaimState

RELATED = ("village", "household__place", "household__village", "adoption", "claimed_by")


def hold_claims(claims: Iterable[Claim]) -> list[Claim]:
    """These claims are this transaction's alone till its end, by key; returns them as they are now."""
    keys = {claim.pk for claim in claims}
    rows = Claim.objects.select_related(*RELATED).filter(pk__in=keys).order_by("pk")
    return list(rows.select_for_update(of=("self",), no_key=True))


def hold_claim(claim: Claim) -> Claim:
    """The claim is this transaction's alone till its end; returns it as it is now."""
    [held] = hold_claims([claim])
    return held


def changed(claim: Claim, state: ClaimState, **changes: Any) -> list[str]:
    """The claim is in that state, with these changes, and not yet written; returns the fields to write.

    Refused where no move leads there.
    """
    if state not in MOVES[ClaimState(claim.state)]:
        raise OtherState(title=claim.title, state=claim.get_state_display())
    claim.state = state
    for name, value in changes.items():
        setattr(claim, name, value)
    return ["state", *changes]

"""What the pages of objections and reversals show to those who look again."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from wugong.access.verdicts import Verdict
from wugong.accounts.models import User
from wugong.places.models import Place
from wugong.points.models import Claim, ClaimPhoto, Objection, PanelScore, Reversal
from wugong.points.panel_permissions import can_answer, can_decide_reversal
from wugong.points.panel_rules import Range, range_of
from wugong.points.permissions import can_approve_claims, can_recheck
from wugong.points.queries import names_of
from wugong.points.states import ObjectionState, ReversalState

CLAIM = tuple(f"claim__{one}" for one in ("village__county", "household__place", "adoption", "listing"))
SHOWN = 100


@dataclass(frozen=True, slots=True)
class Doubt:
    """An objection in the list: whose claim, and how long is left to answer."""

    objection: Objection
    name: str
    left: int

    @property
    def is_open(self) -> bool:
        return self.objection.state == ObjectionState.RAISED


@dataclass(frozen=True, slots=True)
class Undoing:
    """A reversal that waits for a second hand."""

    reversal: Reversal
    name: str
    verdict: Verdict


@dataclass(frozen=True)
class Doubts:
    """A village's objections and reversals."""

    village: Place
    waiting: Sequence[Doubt]
    past: Sequence[Doubt]
    reversals: Sequence[Undoing]


def doubts_at(village: Place, user: User) -> Doubts:
    """Return the village's objections, those that wait first, and the reversals to be decided."""
    found = Objection.objects.filter(claim__village=village).select_related(*CLAIM, "answered_by")[:SHOWN]
    asked = Reversal.objects.filter(claim__village=village, state=ReversalState.ASKED)
    reversals = list(asked.select_related(*CLAIM, "asked_by"))
    objections = list(found)
    claims = [one.claim for one in objections] + [one.claim for one in reversals]
    names = _names(claims, village, user)
    today = timezone.localdate()
    rows = [Doubt(one, names[one.claim.household_id], (one.due - today).days) for one in objections]
    return Doubts(
        village,
        sorted((row for row in rows if row.is_open), key=lambda row: row.objection.due),
        [row for row in rows if not row.is_open],
        [Undoing(one, names[one.claim.household_id], can_decide_reversal(user, one)) for one in reversals],
    )


def _names(claims: Sequence[Claim], village: Place, user: User) -> dict[UUID, str]:
    """Return the households' names: in clear for those who look into them."""
    in_clear = bool(can_approve_claims(user, village) or can_recheck(user, village))
    return dict(names_of([claim.household for claim in claims], in_clear=in_clear))


@dataclass(frozen=True)
class Case:
    """一条异议: all that whoever looks again needs."""

    objection: Objection
    claim: Claim
    name: str
    range: Range
    scores: Sequence[int]
    photos: Sequence[UUID]
    verdict: Verdict


def case_at(village: Place, key: UUID, user: User) -> Case:
    """Return the objection with its claim, or 404."""
    found = Objection.objects.filter(claim__village=village, pk=key)
    one = found.select_related(*CLAIM, "answered_by", "claim__checked_by").first()
    if one is None:
        raise Http404
    claim = one.claim
    given = PanelScore.objects.filter(claim=claim).order_by("points").values_list("points", flat=True)
    return Case(
        one,
        claim,
        _names([claim], village, user)[claim.household_id],
        range_of(claim),
        list(given),
        list(ClaimPhoto.objects.filter(claim=claim).order_by("pk").values_list("photo_id", flat=True)),
        can_answer(user, one),
    )

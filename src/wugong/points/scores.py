"""Acts of those who sit on a panel: score a claim, or step aside; nobody else learns who gave what."""

from django.db import transaction

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.audit.acts import Act
from wugong.counties.actors import System
from wugong.points import panel_acts as acts
from wugong.points import panel_notices as notices
from wugong.points import panel_refusals as refusals
from wugong.points.claim_holding import hold_claim
from wugong.points.decisions import decide_claim
from wugong.points.models import Claim, Panel, PanelScore, Seat, StepAside
from wugong.points.panel_juries import Bench
from wugong.points.panel_permissions import can_enter, can_speak
from wugong.points.panel_rules import range_of
from wugong.points.states import ClaimState
from wugong.points.texts import words_of
from wugong.registry.queries import users_bound_to

LONGEST_REASON = 100


@transaction.atomic
def give_score(
    claim: Claim, seat: Seat, points: int, *, actor: User | System, reason: str = "", on_paper: bool = False
) -> bool:
    """The seat's score stands and is hers to the end; says whether the claim is decided by it.

    `points` without a sign: a deduction takes so many away. `on_paper`: a cadre entered her slip.
    """
    bench, one, held = _held(claim, seat, actor, on_paper=on_paper)
    allowed = range_of(one)
    if not allowed.holds(points):
        raise refusals.ScoreOutOfRange(title=one.title, range=allowed.said)
    PanelScore.objects.create(
        claim=one,
        seat=held,
        points=allowed.signed(points),
        reason=words_of("理由", reason, LONGEST_REASON) if reason.strip() else "",
        entered_by_id=actor.pk if on_paper else None,
    )
    _record(acts.SCORED, bench.panel, actor, held if on_paper else None, one)
    return decide_claim(bench, one, actor=actor)


@transaction.atomic
def step_aside(claim: Claim, seat: Seat, *, actor: User | System, on_paper: bool = False) -> bool:
    """The seat does not judge this claim, a reserve may instead; says whether it is decided by that."""
    bench, one, held = _held(claim, seat, actor, on_paper=on_paper)
    StepAside.objects.create(claim=one, seat=held, entered_by_id=actor.pk if on_paper else None)
    _record(acts.STEPPED_ASIDE, bench.panel, actor, held if on_paper else None, one)
    return decide_claim(bench, one, actor=actor)


def _held(claim: Claim, seat: Seat, actor: User | System, *, on_paper: bool) -> tuple[Bench, Claim, Seat]:
    """Return bench, claim and seat as they are now, the claim held; refuse whom and what does not go."""
    panel = Panel.objects.select_related("village__county").get(pk=seat.panel_id)
    one = hold_claim(claim)
    bench = Bench(panel)
    mine = next((each for each in bench.seats if each.pk == seat.pk), None)
    if panel.ended_at or panel.village_id != one.village_id or mine is None:
        raise refusals.SeatGone
    (can_enter(actor, one, mine) if on_paper else can_speak(actor, bench, mine)).or_refuse()
    if one.state != ClaimState.CHECKED:
        raise refusals.NotToBeScored(title=one.title, state=one.get_state_display())
    if PanelScore.objects.filter(claim=one, seat=mine).exists():
        raise refusals.ScoredAlready
    if mine not in bench.juries([one])[one.pk]:
        raise refusals.NotYourSeat
    return bench, one, mine


def _record(act: Act, panel: Panel, actor: User | System, typed: Seat | None, claim: Claim) -> None:
    """It is recorded; of a slip that was typed for a seat, those who act for its person know."""
    village = panel.village
    if typed is None:
        record(act, actor=actor, at=village.code, village=village.name)
        return
    told = users_bound_to([typed.person])
    record(acts.SLIP_ENTERED, actor=actor, at=village.code, concerning=told, village=village.name)
    notices.typed(typed, claim, actor=actor)

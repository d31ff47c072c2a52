"""Who may do which step of an appraisal, and why not."""

from wugong.access.abilities import Ability
from wugong.access.verdicts import YES, Verdict, may
from wugong.accounts.models import User
from wugong.base.refusals import Refusal
from wugong.counties.actors import System
from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.review import refusals
from wugong.review.models import Run
from wugong.review.states import MOVES, RunState


def can_adopt(actor: User | System, place: Place) -> Verdict:
    """Only the county's rule keeper says by which scheme a county or town is appraised."""
    return may(actor, Ability.ADOPT_RULES, place.code)


def can_prepare(actor: User | System, town: Place) -> Verdict:
    """The town's officer enters scores, keeps the registers and computes."""
    return _town(town) & may(actor, Ability.PREPARE, town.code)


def can_approve(actor: User | System, run: Run) -> Verdict:
    """The town's approver makes a run public, and never one that she computed herself."""
    return (
        may(actor, Ability.APPROVE, run.town.code)
        & _stands_open(run)
        & _no(actor.pk == run.prepared_by_id, refusals.SamePerson)
    )


def _town(town: Place) -> Verdict:
    return _no(town.level is not Level.TOWN, refusals.NotATown, place=town.name)


def _stands_open(run: Run) -> Verdict:
    shut = RunState.APPROVED not in MOVES[RunState(run.state)]
    state = run.get_state_display()
    return _no(shut, refusals.WrongState, town=run.town.name, period=run.span.label, state=state)


def _no(wrong: bool, refusal: type[Refusal], **facts: object) -> Verdict:
    """Return the refusal as a verdict where something is wrong."""
    return Verdict(False, refusal.code, refusal.sentence, facts) if wrong else YES

"""Who may do which step of an appraisal, and why not."""

from collections.abc import Collection

from django.utils import timezone

from wugong.access.abilities import Ability
from wugong.access.verdicts import YES, Verdict, Visitor, may
from wugong.accounts.models import User
from wugong.base.refusals import Refusal
from wugong.counties.actors import System
from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.review import refusals
from wugong.review.belonging import own_villages
from wugong.review.models import Correction, Figure, Objection, Round, Run, Score
from wugong.review.queries import Cell, cells_of, objections_until
from wugong.review.states import MOVES, CorrectionState, ObjectionState, RoundState, RunState


def can_adopt(actor: User | System, place: Place) -> Verdict:
    """Only the county's rule keeper says by which scheme a county or town is appraised."""
    return may(actor, Ability.ADOPT_RULES, place.code)


def can_prepare(actor: User | System, town: Place) -> Verdict:
    """The town's officer enters scores, keeps the registers and computes."""
    return _town(town) & may(actor, Ability.PREPARE, town.code)


def can_score(actor: User | System, town: Place, cells: Collection[Cell]) -> Verdict:
    """Whoever may enter these scores changes them, and never one of a village of her own."""
    return can_enter(actor, town, cells) & not_own(actor, {village for village, _, _ in cells})


def can_enter(actor: User | System, town: Place, cells: Collection[Cell]) -> Verdict:
    """The town's officer enters any score; an assessor or a village's team what was drawn for them."""
    verdict = can_prepare(actor, town)
    if verdict or not isinstance(actor, User) or not cells:
        return verdict
    own = cells_of(actor, town)
    if not own:
        return verdict
    return _no(not own.keys() >= set(cells), refusals.NotDrawn) & _no(
        RoundState.CHECKED in {own[cell] for cell in cells if cell in own}, refusals.RoundIsChecked
    )


def not_own(actor: User | System, codes: Collection[str]) -> Verdict:
    """Nobody says what her own village deserves, whatever else she is: it is hers by a role of today."""
    own = own_villages([actor])[actor].intersection(codes) if isinstance(actor, User) else ()
    village = Place.objects.filter(code__in=own).order_by("code").first() if own else None
    if village is None:
        return YES
    return _no(True, refusals.OwnVillage, village=village.name, name=actor.display_name)


def can_check(actor: User | System, one: Round) -> Verdict:
    """Someone of the town's office looks at a round, and never one in which she entered a score.

    A score that another has written over since is hers all the same: she had a hand in what stands.
    """
    office = may(actor, Ability.PREPARE, one.town.code)
    verdict = office if office else may(actor, Ability.APPROVE, one.town.code)
    versions = Score.objects.of_round(one.town, one.span, one.input)
    scores, entered = versions.current(), versions.filter(entered_by=actor.pk).exists()
    shut = one.state == RoundState.CHECKED
    return (
        verdict
        & _no(shut, refusals.RoundIsChecked)
        & _no(not scores.exists(), refusals.NothingToCheck, town=one.town.name, month=one.span.label)
        & _no(entered, refusals.EnteredByYou)
    )


def can_decide(actor: User | System, correction: Correction) -> Verdict:
    """The town's approver decides on a correction, and never on one that she prepared herself."""
    return (
        may(actor, Ability.APPROVE, correction.town.code)
        & _no(correction.state != CorrectionState.PREPARED, refusals.CorrectionClosed)
        & _no(actor.pk == correction.prepared_by_id, refusals.SamePerson)
    )


def can_withdraw(actor: User | System, correction: Correction) -> Verdict:
    """The town's officer or approver withdraws a correction that is not decided."""
    office = may(actor, Ability.PREPARE, correction.town.code)
    verdict = office if office else may(actor, Ability.APPROVE, correction.town.code)
    return verdict & _no(correction.state != CorrectionState.PREPARED, refusals.CorrectionClosed)


def can_object(actor: Visitor, run: Run, village: Place, *, assisted: bool = False) -> Verdict:
    """Whoever belongs to the village may object to its public result while the notice period runs.

    So may its supervisors; its cadres only for a villager who asked them to (`assisted`).
    """
    until, figures = objections_until(run), Figure.objects.filter(run=run, village=village)
    return (
        _speaks(actor, village, assisted)
        & _no(not figures.exists(), refusals.NoFigure, village=village.name, period=run.span.label)
        & _no(run.state != RunState.APPROVED, refusals.NotInForce, period=run.span.label)
        & _no(timezone.localdate() > until, refusals.ObjectionTooLate, until=until)
    )


def _speaks(actor: Visitor, village: Place, assisted: bool) -> Verdict:
    if assisted:
        return may(actor, Ability.WORK_VILLAGE_DESK, village.code)
    own = may(actor, Ability.OBJECT, village.code)
    return own or may(actor, Ability.QUERY, village.code) or own


def can_answer(actor: User | System, objection: Objection) -> Verdict:
    """The town's officer or approver answers an objection once, and never one that she raised herself."""
    office = may(actor, Ability.PREPARE, objection.run.town.code)
    verdict = office if office else may(actor, Ability.APPROVE, objection.run.town.code)
    return (
        verdict
        & _no(objection.state != ObjectionState.RAISED, refusals.AlreadyAnswered)
        & _no(actor.pk == objection.raised_by_id, refusals.RaisedByYou)
    )


def can_approve(actor: User | System, run: Run) -> Verdict:
    """The town's approver makes a run public, and never one that she computed herself."""
    return (
        may(actor, Ability.APPROVE, run.town.code)
        & _stands_open(run)
        & _no(run.correction is not None, refusals.CorrectionOpen, town=run.town.name)
        & _no(actor.pk == run.prepared_by_id, refusals.SamePerson)
    )


def can_send_back(actor: User | System, run: Run) -> Verdict:
    """The town's approver or officer sends a prepared run back; one of a correction is withdrawn instead."""
    office = may(actor, Ability.PREPARE, run.town.code)
    verdict = office if office else may(actor, Ability.APPROVE, run.town.code)
    return (
        verdict
        & _stands_open(run)
        & _no(run.correction is not None, refusals.CorrectionOpen, town=run.town.name)
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

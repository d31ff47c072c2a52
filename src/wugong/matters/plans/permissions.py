"""Who brings, corrects, adopts and follows a plan document, and why not."""

from typing import Final

from wugong.access.abilities import Ability
from wugong.access.verdicts import YES, Verdict, Visitor, may, refused
from wugong.accounts.models import User
from wugong.base.texts import mark
from wugong.counties.actors import System
from wugong.matters.models import IndicatorReport, PlanDocument, PlanPaper, PlanTask
from wugong.matters.permissions import WORKING, can_read_lists, can_work, works_for
from wugong.matters.states import PlanState
from wugong.places.codes import Level, parent_code
from wugong.places.models import Place
from wugong.registry.models import Body

NOT_REVIEWED: Final = mark("这份方案已经立项或作废，不能再改；要改请交一份新的。")
SAME_HAND: Final = mark("方案是您交的，要由另一个人立项。")
OWN_FIGURES: Final = mark("这个数是您填的，要由另一个人核实。")
OWN_PAPER: Final = mark("这份报告是您提交的，要由另一个人审阅。")
NOT_YOURS: Final = mark("这一项不由您的单位牵头，不能填报。")


def can_bring(actor: Visitor, place: Place) -> Verdict:
    """Who does the desk of this level brings its plans; a group has none."""
    return can_work(actor, place)


def can_read_plans(actor: Visitor, place: Place) -> Verdict:
    """Who reads the lists of a place reads its plans."""
    return can_read_lists(actor, place)


def can_correct(actor: Visitor, plan: PlanDocument) -> Verdict:
    """The desk corrects a plan up to its adoption."""
    if plan.state != PlanState.REVIEWING:
        return refused("matters.plan_closed", NOT_REVIEWED)
    return can_work(actor, plan.place)


def can_check(actor: Visitor, plan: PlanDocument) -> Verdict:
    """The desk says what is in place and which rules were issued, of an adopted plan too."""
    if plan.state == PlanState.DROPPED:
        return refused("matters.plan_closed", NOT_REVIEWED)
    return can_work(actor, plan.place)


def can_copy(actor: Visitor, place: Place) -> Verdict:
    """Who does the desk of the place, or the one above it, copies a tried plan there."""
    here, above = can_work(actor, place), parent_code(place.code)
    return here if here or above is None else may(actor, WORKING[Level(len(above))], above)


def can_state_rules(actor: Visitor, plan: PlanDocument, body: Body | None) -> Verdict:
    """The unit itself says how far its rules are, or the desk of the plan's place."""
    verdict = can_check(actor, plan)
    if plan.state != PlanState.DROPPED and works_for(actor, body):
        return YES
    return verdict


def can_adopt_plan(actor: Visitor, plan: PlanDocument) -> Verdict:
    """The town's approver adopts what another brought; a village or county adopts at its desk."""
    if plan.state != PlanState.REVIEWING:
        return refused("matters.plan_closed", NOT_REVIEWED)
    if plan.place.level is not Level.TOWN:
        return can_work(actor, plan.place)
    verdict = may(actor, Ability.APPROVE, plan.place.code)
    if verdict and isinstance(actor, User) and plan.brought_by_id == actor.pk:
        return refused("matters.plan_by_same_hand", SAME_HAND)
    return verdict


def can_report(actor: Visitor, task: PlanTask, body: Body | None) -> Verdict:
    """The lead unit reports what was reached; so does the desk of the plan's place."""
    if isinstance(actor, System) or works_for(actor, body) or can_work(actor, task.plan.place):
        return YES
    return refused("matters.not_the_lead_unit", NOT_YOURS)


def can_verify(actor: Visitor, report: IndicatorReport) -> Verdict:
    """The desk of the plan's place verifies what another reported."""
    if isinstance(actor, User) and report.reported_by_id == actor.pk:
        return refused("matters.own_figures", OWN_FIGURES)
    return can_work(actor, report.indicator.task.plan.place)


def can_review_paper(actor: Visitor, paper: PlanPaper) -> Verdict:
    """A town's approver reviews what another submitted; a village's, the town's desk or its other hand."""
    if isinstance(actor, User) and paper.submitted_by_id == actor.pk:
        return refused("matters.own_paper", OWN_PAPER)
    code, level = paper.place.code, paper.place.level
    if level is Level.TOWN:
        return may(actor, Ability.APPROVE, code)
    own = can_work(actor, paper.place)
    above = level is Level.VILLAGE and may(actor, WORKING[Level.TOWN], code)
    return above if above else own

"""试点→推广 (M182): a tried plan is evaluated, then copied to other places, where it is reviewed anew."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.counties.actors import System
from wugong.matters.models import Indicator, PlanDocument, PlanTask
from wugong.matters.plans import acts, refusals
from wugong.matters.plans.cells import TITLES
from wugong.matters.plans.correcting import names_of
from wugong.matters.plans.holding import hold_plan
from wugong.matters.plans.keeping import write_rows
from wugong.matters.plans.matching import match_all
from wugong.matters.plans.permissions import can_check, can_copy, can_read_plans
from wugong.matters.plans.rows import Row
from wugong.matters.states import PlanState
from wugong.matters.texts import needed
from wugong.places.models import Place

Actor = User | System
LONGEST: Final = 4_000  # characters of an evaluation
MOST: Final = 100  # places that one act copies to
SAME: Final = ("title", "issuer", "basis", "file", "text", "digest", "first", "last", "year", "phases")
ROW: Final = (
    *("place_in_order", "kind", "left_out", "found", "number", "path", "title", "first", "last"),
    *("lead_units", "support_units", "group_units", "phase", "until", "precision", "inherited"),
    *("recurrences", "corrected"),
)
GOAL: Final = ("raw", "compare", "goal", "goal_most", "counted_in")
OWN: Final = (TITLES["leader"], TITLES["officer"])  # who answers is another one at each place


@transaction.atomic
def evaluate_pilot(plan: PlanDocument, text: str, *, actor: Actor) -> PlanDocument:
    """The plan was a pilot, and this is what it achieved and lacked; written anew, this counts."""
    words = needed("试点评估", text, LONGEST)
    held = hold_plan(plan)
    can_check(actor, held).or_refuse()
    if held.state != PlanState.ADOPTED:
        raise refusals.NotAdopted
    held.pilot, held.evaluation, held.evaluated_at = True, words, timezone.now()
    held.save(update_fields=["pilot", "evaluation", "evaluated_at"])
    record(acts.PILOT_EVALUATED, actor=actor, at=held.place.code, title=held.title)
    return held


@transaction.atomic
def copy_plan(plan: PlanDocument, places: Sequence[Place], *, actor: Actor) -> list[PlanDocument]:
    """The plan is under review at each of the places, with its rows and goals and who answers left blank."""
    held = hold_plan(plan)
    can_read_plans(actor, held.place).or_refuse()
    if held.evaluated_at is None:
        raise refusals.NotEvaluated
    wanted = list({place.pk: place for place in places}.values())
    _refuse_places(held, wanted, actor)
    tasks = list(PlanTask.objects.filter(plan=held).order_by("place_in_order"))
    goals: dict[UUID, list[Indicator]] = {task.pk: [] for task in tasks}
    for goal in Indicator.objects.filter(task__plan=held).order_by("pk"):
        goals[goal.task_id].append(goal)
    copies = [_copy(held, place, tasks, goals, actor) for place in wanted]
    said: dict[str, Any] = {"title": held.title, "to": "、".join(place.name for place in wanted)}
    record(acts.PLAN_COPIED, actor=actor, at=held.place.code, **said)
    return copies


def _refuse_places(plan: PlanDocument, places: Sequence[Place], actor: Actor) -> None:
    """Refuse no place, too many, one where the actor may not, and one that has the plan already."""
    if not places:
        raise refusals.NowhereToCopy
    if len(places) > MOST:
        raise refusals.TooManyCopies(most=MOST, count=len(places))
    there = set(
        PlanDocument.objects.filter(copied_from=plan, place__in=places)
        .exclude(state=PlanState.DROPPED)
        .values_list("place_id", flat=True)
    )
    for place in places:
        can_copy(actor, place).or_refuse()
        if place.pk == plan.place_id or place.pk in there:
            raise refusals.CopyToItself(place=place.name)


def _copy(
    plan: PlanDocument,
    place: Place,
    tasks: Sequence[PlanTask],
    goals: Mapping[UUID, Sequence[Indicator]],
    actor: Actor,
) -> PlanDocument:
    same = {name: getattr(plan, name) for name in SAME}
    copy = PlanDocument.objects.create(
        place=place, key=uuid4(), copied_from=plan, brought_by_id=actor.pk, **same
    )
    rows = [_row(copy, task, goals[task.pk]) for task in tasks]
    write_rows(rows, actor=actor)
    names: dict[str, bool] = {}
    for row in rows:
        names |= {name: group for name, group in names_of(row.task).items() if name not in names}
    match_all(copy, names, actor=actor)
    return copy


def _row(plan: PlanDocument, task: PlanTask, goals: Sequence[Indicator]) -> Row:
    left = [one for one in task.to_fill if one not in OWN]
    named = [title for title, name in zip(OWN, (task.leader, task.officer), strict=True) if name]
    masked = [one for one in task.to_fill if one in OWN]
    copy = PlanTask(
        county_id=plan.county_id,
        plan=plan,
        to_fill=list(dict.fromkeys([*named, *masked, *left])),
        **{name: getattr(task, name) for name in ROW},
    )
    copies = [
        Indicator(county_id=plan.county_id, task=copy, **{name: getattr(goal, name) for name in GOAL})
        for goal in goals
    ]
    return Row(copy, copies)

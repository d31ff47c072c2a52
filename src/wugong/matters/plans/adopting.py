"""The act that makes a plan's tasks matters, each once, with units, villages, and what recurs."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.counties.actors import System
from wugong.matters.models import (
    Indicator,
    Matter,
    MatterUnit,
    PlanDocument,
    PlanTask,
    PlanUnit,
    Recurrence,
)
from wugong.matters.openings import open_many
from wugong.matters.plan_blanks import blanks_by_task
from wugong.matters.plans import acts, refusals, telling
from wugong.matters.plans.holding import hold_plan
from wugong.matters.plans.matching import level_of_group, places_below
from wugong.matters.plans.permissions import can_adopt_plan
from wugong.matters.plans.readiness import refuse_unready
from wugong.matters.plans.wishes import REGISTER, fit, part_of, wish_of
from wugong.matters.recurring import open_due
from wugong.matters.refusals import NoDecision
from wugong.matters.states import Part, PlanState, TaskKind
from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.registry.models import Body
from wugong.rules.recurrences import NoSuchRule, read_rule

Actor = User | System
MOST: Final = 10_000  # matters that one plan opens
AT_ONCE: Final = 500  # rows written together
COMMITTEE: Final = "village-committee"
Goals = Mapping[UUID, Sequence[Indicator]]
Sharing = Mapping[UUID, Sequence[Place]]


@transaction.atomic
def adopt_plan(plan: PlanDocument, decision: str, *, actor: Actor) -> list[Matter]:
    """Each task is a matter with its trio, day, goal and units, a village's share one of its own.

    What recurs has begun, the lead units know, and the plan is corrected no more. All of it, or nothing; as
    many queries for many tasks as for few, apart from batches.
    """
    words = fit(decision, 120)
    if not words:
        raise NoDecision
    held = hold_plan(plan)
    can_adopt_plan(actor, held).or_refuse()
    refuse_unready(held)
    tasks = adoptable(held)
    sharing = shares(held, tasks)
    _refuse_number(tasks, sharing)
    goals, bodies = goals_of(tasks), _bodies(held)
    matters = [one.matter for one in open_many([_wish(one, goals, bodies) for one in tasks], actor=actor)]
    for task, matter in zip(tasks, matters, strict=True):
        task.matter = matter
    PlanTask.objects.bulk_update(tasks, ["matter"], batch_size=AT_ONCE)
    committees = _committees(sharing)
    parts = _open_parts(tasks, goals, sharing, committees, actor)
    _write_units(tasks, bodies, sharing, committees)
    _begin_recurring(tasks, actor)
    _close(held, words, actor)
    said: dict[str, Any] = {"title": held.title, "count": len(matters) + len(parts), "decision": words}
    record(acts.PLAN_ADOPTED, actor=actor, at=held.place.code, **said)
    telling.adopted(held, [*matters, *parts], actor=actor)
    return [*matters, *parts]


def adoptable(plan: PlanDocument) -> list[PlanTask]:
    """Return the tasks that become matters, in their order; refused where there are none."""
    rows = PlanTask.objects.filter(plan=plan, kind=TaskKind.TASK, left_out=False)
    tasks = list(rows.order_by("place_in_order"))
    if not tasks:
        raise refusals.NothingToAdopt
    for task in tasks:
        task.plan = plan
    return tasks


def shares(plan: PlanDocument, tasks: Sequence[PlanTask]) -> dict[UUID, list[Place]]:
    """Return by task the places that 各村, 各镇, 各组 mean in it: a query for each level that is named."""
    named = {
        task.pk: [level for name in task.group_units if (level := level_of_group(name)) is not None]
        for task in tasks
    }
    below: dict[Level, list[Place]] = {
        level: places_below(plan, level) for level in {one for levels in named.values() for one in levels}
    }
    return {
        key: [place for level in dict.fromkeys(levels) for place in below[level]]
        for key, levels in named.items()
    }


def goals_of(tasks: Sequence[PlanTask]) -> dict[UUID, list[Indicator]]:
    """Return the goals of the tasks: one query."""
    found: dict[UUID, list[Indicator]] = {task.pk: [] for task in tasks}
    for goal in Indicator.objects.filter(task__in=list(found)).order_by("pk"):
        found[goal.task_id].append(goal)
    return found


def blanks(task: PlanTask) -> list[str]:
    """Return what has to be filled before the task can start, in words."""
    return blanks_by_task([task])[task.pk]


def _refuse_number(tasks: Sequence[PlanTask], sharing: Sharing) -> None:
    count = len(tasks) + sum(len(places) for places in sharing.values())
    if count > MOST:
        raise refusals.TooManyMatters(count=count, most=MOST)


def _wish(task: PlanTask, goals: Goals, bodies: Mapping[str, Body]) -> Any:
    return wish_of(task, goals[task.pk], bodies)


def _bodies(plan: PlanDocument) -> dict[str, Body]:
    """Return by the plan's names the bodies they mean: one query."""
    units = PlanUnit.objects.filter(plan=plan, body__isnull=False).select_related("body")
    return {unit.name: unit.body for unit in units if unit.body is not None}


def _committees(sharing: Sharing) -> dict[UUID, Body]:
    """Return by place the committee of each village that has a share: one query."""
    places = {place.pk for shared in sharing.values() for place in shared}
    if not places:
        return {}
    rows = Body.objects.standing().filter(place__in=list(places), kind=COMMITTEE).order_by("-pk")
    return {body.place_id: body for body in rows}


def _open_parts(
    tasks: Sequence[PlanTask],
    goals: Goals,
    sharing: Sharing,
    committees: Mapping[UUID, Body],
    actor: Actor,
) -> list[Matter]:
    """Each village's share of a task is a matter, part of the task's own."""
    wishes = [
        part_of(task, goals[task.pk], place, committees.get(place.pk))
        for task in tasks
        for place in sharing[task.pk]
    ]
    return [one.matter for one in open_many(wishes, actor=actor)] if wishes else []


def _write_units(
    tasks: Sequence[PlanTask],
    bodies: Mapping[str, Body],
    sharing: Sharing,
    committees: Mapping[UUID, Body],
) -> None:
    """The units that help, and the villages' committees, stand beside the lead unit; each once."""
    rows = []
    for task in tasks:
        assert task.matter is not None
        taken = {task.matter.lead_unit_id}
        helping = [(bodies.get(name), Part.SUPPORT) for name in (*task.lead_units[1:], *task.support_units)]
        groups = [(committees.get(place.pk), Part.GROUP) for place in sharing[task.pk]]
        for body, part in (*helping, *groups):
            if body is not None and body.pk not in taken:
                taken.add(body.pk)
                rows.append(MatterUnit(county_id=task.county_id, matter=task.matter, body=body, part=part))
    MatterUnit.objects.bulk_create(rows, batch_size=AT_ONCE)


def _begin_recurring(tasks: Sequence[PlanTask], actor: Actor) -> None:
    """What the tasks say comes again comes again from today up to their last day."""
    today = timezone.localdate()
    rows = [
        Recurrence(
            county_id=task.county_id,
            register=REGISTER,
            place=task.plan.place,
            title=task.matter.title,
            text=fit(said["raw"], 200),
            rule=rule,
            since=today,
            until=task.until,
            lead_unit=task.matter.lead_unit,
            part_of=task.matter,
            made_by_id=actor.pk,
        )
        for task in tasks
        if task.matter is not None and (task.until is None or task.until >= today)
        for rule, said in _rules(task).items()
    ]
    if rows:
        Recurrence.objects.bulk_create(rows, batch_size=AT_ONCE)
        open_due(today, actor=actor, only=rows)


def _rules(task: PlanTask) -> dict[str, dict[str, Any]]:
    """Return the recurrences of the task that have a rule, each rule once."""
    found: dict[str, dict[str, Any]] = {}
    for said in task.recurrences:
        try:
            found.setdefault(str(read_rule(said.get("rule", ""))), said)
        except NoSuchRule:  # the plan leaves open when (定期): it stays words
            continue
    return found


def _close(plan: PlanDocument, decision: str, actor: Actor) -> None:
    plan.state, plan.decision = PlanState.ADOPTED, decision
    plan.adopted_by_id, plan.adopted_at = actor.pk, timezone.now()
    plan.save(update_fields=["state", "decision", "adopted_by", "adopted_at"])

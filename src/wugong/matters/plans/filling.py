"""The act that fills what an adopted plan left blank, in its row and in its matters, so that they start."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.db import transaction

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.counties.actors import System
from wugong.matters.holding import hold_matters, hold_open
from wugong.matters.lines import write_line
from wugong.matters.models import Indicator, Matter, PlanTask
from wugong.matters.permissions import can_tend
from wugong.matters.plans import acts, refusals
from wugong.matters.plans.cells import GOAL, TITLES
from wugong.matters.plans.correcting import names_of, put
from wugong.matters.plans.goals import CALLED, figure_of
from wugong.matters.plans.holding import hold_plan
from wugong.matters.plans.matching import match_all
from wugong.matters.plans.wishes import fit, goal_facts
from wugong.matters.recomputing import recompute
from wugong.matters.registers import held_by
from wugong.matters.states import Channel, StepKind
from wugong.matters.texts import is_placeholder
from wugong.rules.register_parts import StateKind

Actor = User | System
FIELDS: Final = {"leader": "leader-name", "officer": "officer-name", "until": "until", "title": ""}
CELLS: Final = (*FIELDS, "lead_units", "goal", "goal_most")


@transaction.atomic
def fill_blank(task: PlanTask, cells: Mapping[str, str], *, actor: Actor) -> PlanTask:
    """These blanks are filled, in the row and in each matter of it that is not over; the rest stays.

    `goal` and `goal_most` are of the first masked goal. What stands already is not changed here.
    """
    plan = hold_plan(task.plan)
    held = PlanTask.objects.select_for_update(of=("self",), no_key=True).get(pk=task.pk)
    held.plan = plan
    matter = _matter_of(held)
    can_tend(actor, matter).or_refuse()
    said = {cell: text for cell, text in cells.items() if text.strip()}
    _refuse_filled(held, matter, said)
    for cell, text in said.items():
        if cell not in CALLED:
            put(held, cell, text)
    goals = _fill_goal(held, said)
    held.corrected = list(dict.fromkeys([*held.corrected, *said]))
    held.save()
    _match(held, matter, said, actor)
    facts = _facts(held, said, goals)
    parts = Matter.objects.filter(part_of=matter, channel=Channel.PLAN, kind=StateKind.OPEN)
    for one in (matter, *hold_matters(parts)):
        _pass_on(one, held, facts, said, actor)
    titles = "、".join(CALLED.get(cell) or TITLES[cell] for cell in said)
    facts_said: dict[str, Any] = {"title": plan.title, "row": held.place_in_order, "cells": titles}
    record(acts.TASK_CORRECTED, actor=actor, at=plan.place.code, **facts_said)
    return held


def _matter_of(task: PlanTask) -> Matter:
    if task.matter is None:
        raise refusals.NoMatterYet
    return hold_open(task.matter)


def _refuse_filled(task: PlanTask, matter: Matter, said: Mapping[str, str]) -> None:
    """Refuse a cell that is none, or in which something stands that is no mask."""
    for cell in said:
        if cell not in CELLS:
            raise refusals.NoSuchCell(cell=cell[:20])
        if not _is_blank(task, matter, cell):
            raise refusals.NotBlank(cell=CALLED.get(cell) or TITLES[cell])


def _is_blank(task: PlanTask, matter: Matter, cell: str) -> bool:
    if cell in CALLED:
        return Indicator.objects.filter(task=task, goal__isnull=True).exists()
    if cell == "lead_units":
        return matter.lead_unit_id is None
    now = matter.title if cell == "title" else str(matter.facts.get(FIELDS[cell], ""))
    return not now or is_placeholder(now)


def _fill_goal(task: PlanTask, said: Mapping[str, str]) -> Sequence[Indicator]:
    """The first masked goal has its number; returns the goals of the task where that changed them."""
    figures = {cell: figure_of(cell, said[cell]) for cell in CALLED if cell in said}
    if not figures:
        return []
    goals = list(Indicator.objects.select_for_update(of=("self",)).filter(task=task).order_by("pk"))
    masked = [one for one in goals if one.goal is None]
    goal = masked[0]
    goal.goal, goal.goal_most = figures.get("goal"), figures.get("goal_most")
    if goal.compare == "between" and (
        goal.goal is None or goal.goal_most is None or goal.goal_most < goal.goal
    ):
        raise refusals.NoUpperGoal
    goal.save(update_fields=["goal", "goal_most"])
    if len(masked) == 1 and goal.goal is not None:
        task.to_fill = [one for one in task.to_fill if one != GOAL]
    return goals


def _match(task: PlanTask, matter: Matter, said: Mapping[str, str], actor: Actor) -> None:
    """The lead unit that was named is the matter's, where the register knows it."""
    if "lead_units" in said:
        match_all(task.plan, names_of(task), actor=actor)
        unit = task.plan.units.filter(name=task.lead_units[0]).select_related("body").first()
        matter.lead_unit = unit.body if unit else None


def _facts(task: PlanTask, said: Mapping[str, str], goals: Sequence[Indicator]) -> dict[str, str]:
    """Return what the fields of the matters say now."""
    values = {
        "leader-name": fit(task.leader, 40),
        "officer-name": fit(task.officer, 40),
        "until": task.until.isoformat() if task.until else "",
    }
    named = {FIELDS[cell] for cell in said if cell in FIELDS}
    return {code: text for code, text in values.items() if code in named and text} | goal_facts(goals)


def _pass_on(
    matter: Matter, task: PlanTask, facts: Mapping[str, str], said: Mapping[str, str], actor: Actor
) -> None:
    """The matter's blank fields say what was filled, and its clocks follow; each names its own officer."""
    own = dict(facts)
    if matter.part_of_id:
        own.pop("officer-name", None)
    new = {
        code: text
        for code, text in own.items()
        if not matter.facts.get(code) or is_placeholder(str(matter.facts[code])) or code.startswith("goal")
    }
    matter.facts = {**matter.facts, **new}
    if "title" in said:
        matter.title = fit(task.title, 120)
    if "leader" in said and (not matter.leader or is_placeholder(matter.leader)):
        matter.leader = fit(task.leader, 40)
    if matter.lead_unit is not None:
        matter.facts.setdefault("unit-name", matter.lead_unit.name)
    recompute(matter, held_by(matter).version, actor=actor)
    matter.save()
    write_line(matter, StepKind.FILLED, actor=actor, filled=new)

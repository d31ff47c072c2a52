"""The acts that correct the matrix of a plan under review: cells, goals, rows left out or added."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from django.db import transaction
from django.db.models import Max

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.counties.actors import System
from wugong.matters.models import Indicator, PlanDocument, PlanTask
from wugong.matters.plans import acts, refusals
from wugong.matters.plans.cells import GOAL, PRECISIONS, TITLES, UNITS, WORDS, names_in
from wugong.matters.plans.goals import goal_cells
from wugong.matters.plans.holding import hold_plan
from wugong.matters.plans.matching import match_all
from wugong.matters.plans.permissions import can_correct
from wugong.matters.states import TaskKind
from wugong.matters.texts import is_placeholder, needed, words_of
from wugong.rules.recurrences import read_rule

Actor = User | System
MOST_UNITS: Final = 60
LONGEST_NAME: Final = 120
MOST_RULES: Final = 12
YEARS: Final = (1900, 2199)  # what a matter takes
OUT: Final = {True: "不立项", False: "立项"}


def digest_of(task: PlanTask) -> str:
    """Return by what a page says which row it showed, its goals with it: one query."""
    cells = [getattr(task, cell) for cell in sorted(TAKERS)]
    goals = Indicator.objects.filter(task=task).order_by("pk")
    whole = (
        task.kind,
        task.left_out,
        cells,
        list(goals.values_list("pk", "raw", "compare", "goal", "goal_most")),
    )
    return hashlib.sha256(repr(whole).encode()).hexdigest()[:16]


@transaction.atomic
def correct_task(task: PlanTask, cells: Mapping[str, str], *, actor: Actor, seen: str = "") -> PlanTask:
    """These cells of the row say this now; units named for the first time are the plan's; `found` stays.

    Refused where somebody changed the row since the page that was `seen`.
    """
    held = _hold(task, actor)
    if seen and seen != digest_of(held):
        raise refusals.RowChanged
    changed = [cell for cell, text in cells.items() if put(held, cell, text)]
    if not changed:
        return held
    held.corrected = list(dict.fromkeys([*held.corrected, *changed]))
    held.save()
    if any(cell in UNITS for cell in changed):
        match_all(held.plan, names_of(held), actor=actor)
    _record(held, "、".join(TITLES[cell] for cell in changed), actor)
    return held


def put(task: PlanTask, cell: str, text: str) -> bool:
    """The cell says this, not written yet; says whether that changed it; refused where it cannot be."""
    if cell not in TAKERS:
        raise refusals.NoSuchCell(cell=cell)
    words = text.strip()
    value = TAKERS[cell](cell, words)
    before = getattr(task, cell)
    setattr(task, cell, value)
    if cell == "until":
        task.inherited = task.inherited and before == value
        task.precision = (task.precision or "day") if value else ""
    _settle_blank(task, cell, blank=not value, masked=is_placeholder(words))
    return bool(before != value)


def _settle_blank(task: PlanTask, cell: str, *, blank: bool, masked: bool) -> None:
    """What was to be filled is so no longer once something stands there that hides nothing."""
    title = TITLES[cell]
    if masked:
        task.to_fill = list(dict.fromkeys([*task.to_fill, title]))
    elif not blank:
        task.to_fill = [one for one in task.to_fill if one != title]


def names_of(task: PlanTask) -> dict[str, bool]:
    """Return the names of units in the row, each with whether it means a group."""
    named = dict.fromkeys((*task.lead_units, *task.support_units), False)
    return named | {name: True for name in task.group_units if name not in named}


def _words(cell: str, text: str) -> str:
    return (
        needed(TITLES[cell], text, WORDS[cell])
        if cell == "title"
        else words_of(TITLES[cell], text, WORDS[cell])
    )


def _units(cell: str, text: str) -> list[str]:
    names = [words_of(TITLES[cell], name, LONGEST_NAME) for name in names_in(text)]
    if len(names) > MOST_UNITS:
        raise refusals.TooManyUnits(most=MOST_UNITS, count=len(names))
    return [name for name in names if name and not is_placeholder(name)]


def _until(cell: str, text: str) -> date | None:
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError as fault:
        raise refusals.NoSuchDay(text=text[:20]) from fault
    if not YEARS[0] <= day.year <= YEARS[1]:
        raise refusals.NoSuchDay(text=text[:20])
    return day


def _precision(cell: str, text: str) -> str:
    if text and text not in PRECISIONS:
        raise refusals.NoSuchChoice(text=text[:20], cell=TITLES[cell], choices="、".join(PRECISIONS))
    return text


def _recurrences(cell: str, text: str) -> list[dict[str, Any]]:
    rules = [read_rule(one) for one in names_in(text)[:MOST_RULES]]
    return [
        {"raw": rule.title, "every": rule.every, "day": rule.day or None, "rule": str(rule)} for rule in rules
    ]


TAKERS: Final[Mapping[str, Callable[[str, str], Any]]] = {
    **dict.fromkeys(WORDS, _words),
    **dict.fromkeys(UNITS, _units),
    "until": _until,
    "precision": _precision,
    "recurrences": _recurrences,
}


@transaction.atomic
def correct_indicator(
    indicator: Indicator | None, task: PlanTask, cells: Mapping[str, str], *, actor: Actor
) -> Indicator | None:
    """The goal says this now, or is a new one; one whose words are all taken away is gone."""
    held = _hold(task, actor)
    rows = Indicator.objects.select_for_update(of=("self",)).filter(task=held)
    if indicator is not None and (indicator := rows.filter(pk=indicator.pk).first()) is None:
        raise refusals.NotOfThisPlan
    if (
        indicator is not None
        and not "".join(cells.get(one, "") for one in ("raw", "goal", "goal_most")).strip()
    ):
        indicator.delete()
        indicator = None
    else:
        indicator = indicator or Indicator(task=held)
        for cell, value in goal_cells(cells).items():
            setattr(indicator, cell, value)
        indicator.save()
    masked = rows.filter(goal__isnull=True).exists()
    held.to_fill = [one for one in held.to_fill if one != GOAL] + ([GOAL] if masked else [])
    held.corrected = list(dict.fromkeys([*held.corrected, "goal"]))
    held.save(update_fields=["to_fill", "corrected"])
    _record(held, "量化指标", actor)
    return indicator


@transaction.atomic
def leave_out(task: PlanTask, out: bool, *, actor: Actor) -> PlanTask:
    """The row becomes no matter when the plan is adopted, or becomes one after all."""
    held = _hold(task, actor)
    held.left_out = out
    held.save(update_fields=["left_out"])
    _record(held, f"去留（{OUT[out]}）", actor)
    return held


@transaction.atomic
def move_kind(task: PlanTask, kind: TaskKind, *, actor: Actor) -> PlanTask:
    """The row is a task, or a safeguard that is no task."""
    held = _hold(task, actor)
    held.kind = kind
    held.save(update_fields=["kind"])
    _record(held, f"种类（{TaskKind(kind).label}）", actor)
    return held


@transaction.atomic
def add_task(plan: PlanDocument, first: int, last: int, title: str, *, actor: Actor) -> PlanTask:
    """What stands in these lines is a task, the last row of the matrix; the other rows keep their numbers."""
    held = hold_plan(plan)
    can_correct(actor, held).or_refuse()
    if not held.first <= first <= last <= held.last:
        raise refusals.OutsideTheText(first=held.first, last=held.last)
    words = needed(TITLES["title"], title, WORDS["title"])
    rows = PlanTask.objects.filter(plan=held)
    phase = next((one["name"] for one in held.phases if one["first"] <= first <= one["last"]), "")
    task = PlanTask.objects.create(
        plan=held,
        place_in_order=(rows.aggregate(last=Max("place_in_order"))["last"] or 0) + 1,
        title=words,
        first=first,
        last=last,
        phase=phase,
        corrected=["title"],
        to_fill=[TITLES["title"]] if is_placeholder(words) else [],
    )
    _record(task, "整行（新加）", actor)
    return task


def _hold(task: PlanTask, actor: Actor) -> PlanTask:
    """The row and its plan are this transaction's alone; refused where the actor may not correct them."""
    plan = hold_plan(task.plan)
    can_correct(actor, plan).or_refuse()
    held = PlanTask.objects.select_for_update(of=("self",)).get(pk=task.pk)
    held.plan = plan
    return held


def _record(task: PlanTask, cells: str, actor: Actor) -> None:
    said: dict[str, Any] = {"title": task.plan.title, "row": task.place_in_order, "cells": cells}
    record(acts.TASK_CORRECTED, actor=actor, at=task.plan.place.code, **said)

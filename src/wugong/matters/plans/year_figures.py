"""What a year's papers tell of a place: the tasks of adopted plans due in it, and what became of them."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import F, Q
from django.utils import timezone

from wugong.matters.desk_sights import shelf
from wugong.matters.models import Matter, Recurrence
from wugong.matters.plans.boards import FIRST, TASKS
from wugong.matters.plans.paper_figures import (
    MOST,
    SHOWN,
    SOLVED,
    Figures,
    blank_rows,
    counted,
    day_said,
    happened,
    late_rows,
    ordered,
    row_of,
    span_of,
    target_rows,
)
from wugong.matters.publicity import public_matters
from wugong.matters.states import Channel, PlanState
from wugong.places.models import Place
from wugong.rules.plan_papers import Term
from wugong.rules.recurrences import read_rule
from wugong.rules.register_parts import StateKind


def year_plan_figures(place: Place, term: Term, now: datetime) -> Figures:
    """Return what the adopted plans want of the place in the year: always as few queries."""
    tasks = due_in(place, term)
    return {
        "until": timezone.localdate(now).isoformat(),
        "tasks": tasks[:MOST],
        "counts": {"tasks": counted(one["number"] for one in tasks)},
        "plans": sorted({one["plan"] for one in tasks}),
        "recurring": recurring(place, term),
        "blanks": blank_rows(place, now),
        "targets": target_rows(place),
    }


def year_summary_figures(place: Place, term: Term, now: datetime) -> Figures:
    """Return what became of the year's tasks and what happened besides: always as few queries."""
    span, matters, known = span_of(term, now), public_matters(place.code).order_by(), shelf()
    tasks = due_in(place, term)
    late = {number for number, _due in late_rows(matters, span)}
    for one in tasks:
        one["late"] = one["number"] in late
    counts = happened(matters, span, known) | ordered(place, span) | {"late": counted(late)}
    return {
        "until": span.until.isoformat(),
        "tasks": tasks[:MOST],
        "counts": counts | outcomes(tasks),
        "plans": sorted({one["plan"] for one in tasks}),
        "targets": target_rows(place),
    }


def outcomes(tasks: Iterable[Figures]) -> Figures:
    """Return the year's tasks by what became of them."""
    found: dict[str, list[str]] = {key: [] for key in ("tasks", "closed", "waiting", "dropped", "running")}
    keys = dict.fromkeys(map(str, SOLVED), "closed")
    keys |= {str(StateKind.DONE): "waiting", str(StateKind.ENDED): "dropped", str(StateKind.OPEN): "running"}
    for one in tasks:
        found["tasks"].append(one["number"])
        found[keys[one["kind"]]].append(one["number"])
    return {key: counted(numbers) for key, numbers in found.items()}


def due_in(place: Place, term: Term) -> list[Figures]:
    """Return the tasks of the place due in the term, the earliest first, those without a day last: one query.

    A village's part of a task is due when the task is; a task without a day is of the year of its plan.
    """
    rows = Matter.objects.under(place.code).filter(register=TASKS, merged_into__isnull=True)
    own = _wanted("plan_tasks", term)
    part = _wanted("part_of__plan_tasks", term) & Q(channel=Channel.PLAN, plan_tasks__isnull=True)
    tasks = rows.filter(own | part).select_related(*SHOWN).distinct()
    named = tasks.annotate(**_told("plan_tasks", "own"), **_told("part_of__plan_tasks", "part"))
    found = [_row(one, place) for one in named.order_by("pk")]
    unique = {one["number"]: one for one in found}
    return sorted(unique.values(), key=lambda one: (one["due"] or "9", one["number"]))


def _wanted(tasks: str, term: Term) -> Q:
    """Return the condition that a plan's task is due in the term."""
    until = f"{tasks}__until"
    dated = Q(**{f"{until}__gte": term.first, f"{until}__lte": term.last})
    undated = Q(**{f"{until}__isnull": True, f"{tasks}__plan__year": term.first.year})
    adopted = Q(**{f"{tasks}__plan__state": PlanState.ADOPTED, f"{tasks}__left_out": False})
    return adopted & (dated | undated)


def _told(tasks: str, name: str) -> dict[str, Any]:
    return {f"{name}_until": F(f"{tasks}__until"), f"{name}_plan": F(f"{tasks}__plan__title")}


def _row(matter: Any, place: Place) -> Figures:
    until: date | None = matter.own_until or matter.part_until
    row = row_of(matter, place) | {"due": until.isoformat() if until else "", "blank": matter.state == FIRST}
    row |= {"plan": matter.own_plan or matter.part_plan, "late": False}
    return row | {"over": day_said(matter.solved_at or matter.done_at)}


def recurring(place: Place, term: Term) -> list[Figures]:
    """Return what recurs at the place in the term, by title: one query."""
    rows = Recurrence.objects.filter(place=place, since__lte=term.last, stopped_at__isnull=True)
    running = rows.filter(Q(until__isnull=True) | Q(until__gte=term.first))
    return [
        {"title": one.title, "rule": read_rule(one.rule).title} for one in running.order_by("title", "pk")
    ]

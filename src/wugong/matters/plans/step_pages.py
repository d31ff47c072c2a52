"""What the steps after the review show: the units of a plan, what adoption would open."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Q
from django.utils import timezone

from wugong.counties.codes import code_range
from wugong.matters.models import PlanDocument, PlanTask, PlanUnit
from wugong.matters.plans.matching import level_of_group, places_below
from wugong.matters.plans.pages import tasks_of
from wugong.matters.plans.steps import Counts, Step, after, counts_of, fills_of, steps_of
from wugong.matters.states import PlanState, TaskKind
from wugong.places.codes import Level, lineage
from wugong.places.models import Place
from wugong.registry.models import Body


@dataclass(frozen=True)
class StepPage:
    """A step of a plan: its place among the four, and the figures."""

    plan: PlanDocument
    counts: Counts
    steps: Sequence[Step]
    here: str

    @property
    def next(self) -> Step | None:
        """Return the step that comes after this one."""
        return after(self.steps, self.here)


def step_page(plan: PlanDocument, here: str) -> StepPage:
    """Return what stands around every step: four queries."""
    counts = counts_of(plan)
    return StepPage(plan, counts, steps_of(plan, counts, here), here)


def bodies_for(place: Place) -> list[Body]:
    """Return the bodies at the place, above it and within it, the nearest first: one query."""
    first, behind = code_range(place.code)
    near = Q(place__code__in=lineage(place.code)) | Q(place__code__gte=first, place__code__lt=behind)
    found = Body.objects.standing().filter(near).select_related("place")
    return sorted(found, key=lambda one: (one.place.code != place.code, one.place.code, one.name))


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit of a plan: for how many rows it leads or helps, and whom a group means."""

    unit: PlanUnit
    leads: int
    helps: int
    places: Sequence[Place]


def units_of(plan: PlanDocument) -> list[UnitRow]:
    """Return the units that the matrix names now, those not matched first: as few queries for any number."""
    leads: Counter[str] = Counter()
    helps: Counter[str] = Counter()
    for task in PlanTask.objects.filter(plan=plan).only("lead_units", "support_units", "group_units"):
        leads.update(task.lead_units)
        helps.update([*task.support_units, *task.group_units])
    below = _below(plan)
    rows = [
        UnitRow(one, leads[one.name], helps[one.name], below.get(level_of_group(one.name) or "", ()))
        for one in PlanUnit.objects.filter(plan=plan).select_related("body__place")
        if one.name in leads or one.name in helps
    ]
    return sorted(rows, key=lambda row: (row.unit.is_group, row.unit.body_id is not None, -row.leads))


def _below(plan: PlanDocument) -> Mapping[Level | str, Sequence[Place]]:
    """Return the places within the plan's, by the level that 各村, 各镇 and 各组 mean."""
    return {level: places_below(plan, level) for level in (Level.TOWN, Level.VILLAGE, Level.GROUP)}


@dataclass(frozen=True, slots=True)
class Opening:
    """A task as adoption would open it: what is blank in it, how many villages each get theirs."""

    task: PlanTask
    fills: Sequence[str]
    places: int


def openings_of(plan: PlanDocument) -> list[Opening]:
    """Return the tasks that adoption would open: as few queries for any number."""
    below = _below(plan)
    tasks = list(tasks_of(plan).filter(kind=TaskKind.TASK, left_out=False))
    fills = fills_of(tasks)
    found = []
    for task in tasks:
        levels = {level_of_group(name) for name in task.group_units}
        found.append(Opening(task, fills[task.pk], sum(len(below.get(level or "", ())) for level in levels)))
    return found


def copies_of(plan: PlanDocument) -> list[PlanDocument]:
    """Return the plans that were made from this one, by place: one query."""
    found = PlanDocument.objects.filter(copied_from=plan).select_related("place").defer("text")
    return list(found.order_by("place__code"))


def free_for(plan: PlanDocument) -> list[Place]:
    """Return the places to which the plan may still be carried over: those of its level beside it."""
    above = plan.place.code[
        : plan.place.level if plan.place.level is Level.COUNTY else _ABOVE[plan.place.level]
    ]
    rows = Place.objects.under(above).at_level(plan.place.level).in_force(timezone.localdate())
    there = PlanDocument.objects.filter(copied_from=plan).exclude(state=PlanState.DROPPED).values("place")
    return list(rows.exclude(pk=plan.place_id).exclude(pk__in=there).order_by("code"))


_ABOVE: Final = {Level.GROUP: Level.VILLAGE, Level.VILLAGE: Level.TOWN, Level.TOWN: Level.COUNTY}

"""The four steps of a plan from paper to matters, and how much is left to do in each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wugong.matters.models import PlanDocument, PlanTask, PlanUnit, ReadinessCheck
from wugong.matters.plan_blanks import blanks_by_task
from wugong.matters.plans.cells import TITLES
from wugong.matters.states import CheckState, PlanState, TaskKind
from wugong.rules.readiness import conditions_on

STEPS: Final[Sequence[tuple[str, Promise]]] = (
    ("plan", gettext_lazy("核对")),
    ("plan_units", gettext_lazy("单位")),
    ("plan_ready", gettext_lazy("五到位")),
    ("plan_adopt", gettext_lazy("立项")),
)

PERSONS: Final = (TITLES["leader"], TITLES["officer"])


@dataclass(frozen=True, slots=True)
class Counts:
    """What there is in a plan and what is left to be done."""

    rows: int
    tasks: int
    out: int
    blanks: int
    unnamed: int  # leaders and officers whom the plan has no place for; named before the start all the same
    unmatched: int
    open_checks: int


@dataclass(frozen=True, slots=True)
class Step:
    """One of the steps: where it is done, whether it is over, what is left in it."""

    code: str
    title: str
    href: str
    left: str
    state: str  # done, now, todo


def fills_of(tasks: Sequence[PlanTask]) -> dict[UUID, list[str]]:
    """Return by task the cells that have to be filled before it starts, as they are called, each once."""
    found = blanks_by_task(tasks)
    return {key: list(dict.fromkeys(word.partition("（")[0] for word in told)) for key, told in found.items()}


def _unnamed(task: PlanTask, cells: Sequence[str]) -> int:
    """Return how many of these cells are persons not named yet, where the plan shows no mask either."""
    return sum(cell in PERSONS and cell not in task.to_fill for cell in cells)


def counts_of(plan: PlanDocument) -> Counts:
    """Return the figures of the plan: as few queries for many rows as for one."""
    told = list(PlanTask.objects.filter(plan=plan).defer("found", "path", "recurrences"))
    runs = [one for one in told if one.kind == TaskKind.TASK]
    tasks = [one for one in runs if not one.left_out]
    named = {name for one in tasks for name in (*one.lead_units, *one.support_units)}
    unmatched = PlanUnit.objects.filter(plan=plan, is_group=False, body__isnull=True)
    fills = fills_of(tasks)
    unnamed = sum(_unnamed(one, fills[one.pk]) for one in tasks)
    return Counts(
        rows=len(told),
        tasks=len(tasks),
        out=len(runs) - len(tasks),
        blanks=sum(len(cells) for cells in fills.values()) - unnamed,
        unnamed=unnamed,
        unmatched=len(named.intersection(unmatched.values_list("name", flat=True))),
        open_checks=_open_checks(plan),
    )


def _open_checks(plan: PlanDocument) -> int:
    wanted = conditions_on(timezone.localdate()).conditions
    seen = ReadinessCheck.objects.filter(plan=plan, code__in=list(wanted)).exclude(state=CheckState.OPEN)
    return len(wanted) - seen.count()


def steps_of(plan: PlanDocument, counts: Counts, here: str) -> list[Step]:
    """Return the steps, the one stood on marked."""
    left = {
        "plan": _("%(n)s 处待填") % {"n": counts.blanks} if counts.blanks else "",
        "plan_units": _("%(n)s 个没对上") % {"n": counts.unmatched} if counts.unmatched else "",
        "plan_ready": _("%(n)s 项没核对") % {"n": counts.open_checks} if counts.open_checks else "",
        "plan_adopt": "" if plan.state == PlanState.ADOPTED else _("还没有立项"),
    }
    return [
        Step(
            code,
            str(title),
            reverse(code, args=[plan.place.code, plan.pk]),
            left[code],
            "now" if code == here else "todo" if left[code] else "done",
        )
        for code, title in STEPS
    ]


def after(steps: Sequence[Step], here: str) -> Step | None:
    """Return the step that follows this one."""
    codes = [step.code for step in steps]
    at = codes.index(here) + 1
    return steps[at] if at < len(steps) else None

"""How far a plan is: phases, matters by lead unit and light, targets, money; few queries for many tasks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from wugong.matters.lights import in_light
from wugong.matters.models import Indicator, IndicatorReport, Matter, MatterQuerySet, PlanDocument, PlanTask
from wugong.matters.plans.comparing import base_of, goal_of, scaled, share_cut, shown
from wugong.matters.states import Channel, Light
from wugong.rules.register_parts import StateKind

TASKS: Final = "task"  # the register in which a plan's tasks are
FIRST: Final = "drafted"  # what stands there has blanks, and cannot start


@dataclass(slots=True)
class UnitLine:
    """What became of the tasks that one unit leads."""

    key: UUID | None
    name: str
    tasks: int = 0
    solved: int = 0
    reported: int = 0  # said to be done, not verified yet
    ended: int = 0
    amber: int = 0
    red: int = 0
    blanks: int = 0

    def add(self, other: "UnitLine") -> None:
        """Count the other's in here too."""
        for name in ("tasks", "solved", "reported", "ended", "amber", "red", "blanks"):
            setattr(self, name, getattr(self, name) + getattr(other, name))


@dataclass(frozen=True, slots=True)
class PhaseBar:
    """A phase, and whether it is over, now, or to come; unknown where the plan names no days."""

    name: str
    start: date | None
    end: date | None
    state: str

    @property
    def sign(self) -> str:
        """Return the class of its step: done, now, or none."""
        return {"over": "done", "now": "now"}.get(self.state, "")


@dataclass(frozen=True, slots=True)
class Standing:
    """A target with what was verified and what was only reported since; only what was verified counts."""

    indicator: Indicator
    verified: IndicatorReport | None
    waiting: IndicatorReport | None
    refused: IndicatorReport | None

    @property
    def state(self) -> str:
        """Return masked, none, waiting, reached or behind."""
        if self.indicator.goal is None:
            return "masked"
        if self.verified:
            return "behind" if self.behind else "reached"
        return "waiting" if self.waiting else "none"

    @property
    def behind(self) -> str:
        """Return how much is missing by what was verified; empty where nothing is or was verified."""
        goal, found = self.indicator.goal, self.verified
        if goal is None or found is None:
            return ""
        target = goal_of(self.indicator.compare, goal, self.indicator.goal_most, self.indicator.counted_in)
        whole = scaled(found.whole) if found.whole is not None else None
        if target.met_by(scaled(found.value), whole):
            return ""
        return shown(target.behind(scaled(found.value), whole))

    @property
    def verified_said(self) -> str:
        """Return what was verified last, empty for nothing."""
        return figure_said(self.verified) if self.verified else ""

    @property
    def waiting_said(self) -> str:
        """Return what was reported since and nobody verified, empty for nothing."""
        return figure_said(self.waiting) if self.waiting else ""

    @property
    def missing_in(self) -> str:
        """Return the unit in which what is missing is counted: a share's is that of its whole, not said."""
        unit = self.indicator.counted_in
        return "" if base_of(unit) else unit


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """What a task says about money."""

    task: PlanTask
    raw: str


@dataclass(frozen=True)
class Board:
    """A plan's board: what became of it by now."""

    plan: PlanDocument
    phases: list[PhaseBar]
    units: list[UnitLine]
    targets: list[Standing]
    money: list[MoneyLine]
    total: UnitLine = field(default_factory=lambda: UnitLine(None, ""))

    @property
    def reached(self) -> int:
        """Return how many targets were reached by verified figures."""
        return sum(one.state == "reached" for one in self.targets)


def board_of(plan: PlanDocument, now: datetime | None = None) -> Board:
    """Return the board of the plan: seven queries, however many tasks there are."""
    at = now or timezone.now()
    units, total = unit_lines(matters_of([plan.pk]), at), UnitLine(None, "")
    for one in units:
        total.add(one)
    phases = list(phase_bars(plan, timezone.localdate(at)))
    targets = standings(Indicator.objects.filter(task__plan=plan, task__left_out=False))
    return Board(plan, phases, units, targets, list(_money(plan)), total)


def matters_of(plans: Iterable[UUID]) -> MatterQuerySet:
    """Return the matters of these plans' tasks, and those of single villages that are part of them."""
    tasks = PlanTask.objects.filter(plan__in=list(plans), left_out=False, matter__isnull=False)
    own = tasks.values("matter")
    found = Matter.objects.filter(register=TASKS, merged_into__isnull=True)
    rows: MatterQuerySet = found.filter(Q(pk__in=own) | Q(part_of__in=own, channel=Channel.PLAN))
    return rows


def unit_lines(matters: MatterQuerySet, now: datetime) -> list[UnitLine]:
    """Return a line for each unit that leads, by name, those without a unit last: three queries."""
    counts = {
        "tasks": Count("pk"),
        "solved": Count("pk", filter=Q(kind__in=[StateKind.SOLVED, StateKind.LASTING])),
        "reported": Count("pk", filter=Q(kind=StateKind.DONE)),
        "ended": Count("pk", filter=Q(kind=StateKind.ENDED)),
        "blanks": Count("pk", filter=Q(state=FIRST)),
    }
    lines: dict[UUID | None, UnitLine] = {}
    for row in _by_unit(matters).annotate(name=F("lead_unit__name"), **counts):
        key = row.pop("lead_unit")
        lines[key] = UnitLine(key, row.pop("name") or "", **row)
    for light in (Light.AMBER, Light.RED):
        for row in _by_unit(in_light(matters, light, now)).annotate(lit=Count("pk")):
            setattr(lines[row["lead_unit"]], light.value, row["lit"])
    return sorted(lines.values(), key=lambda one: (not one.name, one.name))


def _by_unit(matters: MatterQuerySet) -> Any:
    return matters.order_by().values("lead_unit")


def phase_bars(plan: PlanDocument, today: date) -> Iterator[PhaseBar]:
    """Yield the plan's phases, each with where the day stands to it."""
    for said in plan.phases:
        start, end = (date.fromisoformat(said[key]) if said.get(key) else None for key in ("start", "end"))
        yield PhaseBar(said["name"], start, end, _stands(start, end, today))


def _stands(start: date | None, end: date | None, today: date) -> str:
    if end is not None and end < today:
        return "over"
    if start is not None and start > today:
        return "later"
    return "now" if start and end else "unknown"


def standings(indicators: "QuerySet[Indicator]") -> list[Standing]:
    """Return these targets with what was verified last and reported since: two queries."""
    rows = list(indicators.select_related("task__matter__lead_unit").order_by("task__place_in_order", "pk"))
    found: dict[UUID, list[IndicatorReport]] = {}
    reports = IndicatorReport.objects.filter(indicator__in=indicators.order_by().values("pk"))
    for report in reports.select_related("indicator", "reported_by", "verified_by").order_by("-day", "-pk"):
        found.setdefault(report.indicator_id, []).append(report)
    return [_standing(one, found.get(one.pk, [])) for one in rows]


def _standing(indicator: Indicator, reports: list[IndicatorReport]) -> Standing:
    """Tell from the reports, the newest first, what stands."""
    verified = next((one for one in reports if one.accepted), None)
    since = reports[: reports.index(verified)] if verified else reports
    waiting = next((one for one in since if one.accepted is None), None)
    refused = since[0] if since and since[0].accepted is False else None
    return Standing(indicator, verified, waiting, refused)


def figure_said(report: IndicatorReport) -> str:
    """Return what was reported as people write it; a share with both numbers, cut and never rounded up."""
    unit, value = report.indicator.counted_in, shown(scaled(report.value))
    base = base_of(unit)
    if not base or not report.whole:
        return f"{value}{unit}"
    share = share_cut(scaled(report.value), scaled(report.whole), base)
    return f"{value}/{shown(scaled(report.whole))}，占 {share}{unit.strip()}"


def _money(plan: PlanDocument) -> Iterator[MoneyLine]:
    rows = PlanTask.objects.filter(plan=plan, left_out=False).select_related("matter")
    for task in rows.only("title", "number", "place_in_order", "found", "kind", "matter__number"):
        for amount in task.found.get("amounts", ()):
            yield MoneyLine(task, amount["raw"])

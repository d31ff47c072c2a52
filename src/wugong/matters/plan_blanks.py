"""What still has to be filled before a task of a plan starts (M177): trio, day, masked goals and words."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final
from uuid import UUID

from django.db.models import Q

from wugong.matters import refusals
from wugong.matters.models import Indicator, Matter, PlanTask, PlanUnit
from wugong.matters.registers import Held
from wugong.matters.states import Channel
from wugong.matters.texts import is_placeholder
from wugong.matters.trios import LEADER, OFFICER, held_facts
from wugong.registry.models import Body
from wugong.rules.register_parts import Move, StateKind

UNTIL: Final = "until"
TITLE, LEAD, GOAL = "任务", "牵头单位", "目标值"
FIELDS: Final = {LEADER: "责任领导", OFFICER: "责任人员", UNTIL: "完成时限"}
CUT: Final = 20  # characters of the plan's wording that a sentence says
HELD: Final = {
    "责任领导",
    "责任单位",
    "责任人员",
    "牵头单位",
    "完成时限",
    "任务",
    "目标值",
}  # told from what stands now


def blanks_by_task(tasks: Sequence[PlanTask]) -> Mapping[UUID, list[str]]:
    """Return for each task what has to be filled before it starts, in words: three queries at most."""
    masked: dict[UUID, list[str]] = {}
    rows = Indicator.objects.filter(task__in=[task.pk for task in tasks], goal__isnull=True)
    for task, raw in rows.values_list("task_id", "raw"):
        masked.setdefault(task, []).append(raw)
    plans = {task.plan_id for task in tasks if task.matter_id is None}
    units = PlanUnit.objects.filter(plan__in=plans, body__isnull=False) if plans else PlanUnit.objects.none()
    known = set(units.values_list("plan_id", "name"))
    keys = [task.matter_id for task in tasks if task.matter_id]
    rows_of = Matter.objects.filter(pk__in=keys).select_related("lead_unit", "handler")
    matters: dict[UUID | None, Matter] = {matter.pk: matter for matter in rows_of} if keys else {}
    return {
        task.pk: _lacks(task, matters.get(task.matter_id), known) + _goals(masked.get(task.pk, ()))
        for task in tasks
    }


def _lacks(task: PlanTask, matter: Matter | None, known: set[tuple[UUID, str]]) -> list[str]:
    told = [one for one in task.to_fill if one not in HELD]
    if matter is not None:
        return _missing(matter.title, _facts(matter), matter.lead_unit is not None, task.lead_units) + told
    facts = {
        LEADER: task.leader,
        OFFICER: task.officer,
        UNTIL: task.until.isoformat() if task.until else "",
    }
    matched = bool(task.lead_units) and (task.plan_id, task.lead_units[0]) in known
    return _missing(task.title, facts, matched, task.lead_units) + told


def _missing(title: str, facts: Mapping[str, str], matched: bool, names: Sequence[str]) -> list[str]:
    found = [TITLE] if is_placeholder(title) else []
    if not matched:
        found.append(f"{LEAD}（“{names[0][:CUT]}”没有对上组织）" if names else LEAD)
    return found + [
        called for code, called in FIELDS.items() if not facts.get(code) or is_placeholder(facts[code])
    ]


def _facts(matter: Matter) -> dict[str, str]:
    """Return who answers and by when, from the matter's fields or from what it knows itself."""
    handler = matter.handler.display_name if matter.handler else ""
    known = {LEADER: matter.leader, OFFICER: handler}
    return {code: str(matter.facts.get(code) or known.get(code, "")) for code in FIELDS}


def _goals(raws: Iterable[str]) -> list[str]:
    return [f"{GOAL}（{raw[:CUT]}）" for raw in raws]


def refuse_plan_blanks(
    matter: Matter, held: Held, wanted: Move, facts: Mapping[str, str], unit: Body | None
) -> None:
    """Refuse to start a task of a plan while something is blank that the move does not bring along."""
    version = held.version
    starts = matter.state == version.first.code and version.state(wanted.target).kind is StateKind.OPEN
    if matter.channel != Channel.PLAN or not starts:
        return
    ours = Q(matter=matter) | Q(matter=matter.part_of_id) if matter.part_of_id else Q(matter=matter)
    task = PlanTask.objects.filter(ours).select_related("plan").first()
    if task is None:
        return
    said = {
        **_facts(matter),
        **dict(held_facts(matter, version)),
        **{k: v for k, v in facts.items() if v.strip()},
    }
    lead = unit or matter.lead_unit
    raws = Indicator.objects.filter(task=task, goal__isnull=True).values_list("raw", flat=True)
    blank = _missing(matter.title, said, lead is not None, task.lead_units) + _goals(raws)
    blank += [one for one in task.to_fill if one not in HELD]
    if blank:
        plan, row = task.plan.title[:CUT], task.place_in_order
        raise refusals.PlanBlanks(move=wanted.title, blanks="、".join(blank), plan=plan, row=row)

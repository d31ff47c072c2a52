"""What a task of a plan asks for as a matter: words fit for the register, days, goals, who answers."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from uuid import uuid5

from wugong.base.masking import personal_in
from wugong.base.texts import printable
from wugong.matters.models import Indicator, PlanTask
from wugong.matters.states import Channel
from wugong.matters.wishes import Wish
from wugong.places.models import Place
from wugong.registry.models import Body

REGISTER = "task"
LINE, LONG = 120, 2_000
MASK = "××××"


def wish_of(task: PlanTask, goals: Sequence[Indicator], bodies: Mapping[str, Body]) -> Wish:
    """Return the task as the matter that its adoption opens; sent twice, it is opened once."""
    lead = bodies.get(task.lead_units[0]) if task.lead_units else None
    return Wish(
        register=REGISTER,
        place=task.plan.place,
        title=fit(task.title, LINE),
        key=uuid5(task.pk, "matter"),
        channel=Channel.PLAN,
        text=fit(f"方案“{task.plan.title}”第 {task.first}—{task.last} 行", LONG),
        facts=_facts(task, goals, lead),
        lead_unit=lead,
        leader=fit(task.leader, 40),
        due=task.until,
    )


def part_of(task: PlanTask, goals: Sequence[Indicator], place: Place, lead: Body | None) -> Wish:
    """Return the share of the task that one village, or town, has to do; its officer is named there."""
    facts = _facts(task, goals, lead)
    facts.pop("officer-name", None)
    return Wish(
        register=REGISTER,
        place=place,
        title=fit(task.title, LINE),
        key=uuid5(task.pk, place.code),
        channel=Channel.PLAN,
        text=fit(f"方案“{task.plan.title}”第 {task.first}—{task.last} 行，{place.name}", LONG),
        facts=facts,
        lead_unit=lead,
        leader=fit(task.leader, 40),
        due=task.until,
        part_of=task.matter,
    )


def _facts(task: PlanTask, goals: Sequence[Indicator], lead: Body | None) -> dict[str, str]:
    facts = {
        "leader-name": fit(task.leader, 40),
        "unit-name": fit(lead.name, LINE) if lead else "",
        "officer-name": fit(task.officer, 40),
        "supporting-units": fit("、".join(helping(task)), LONG),
        "phase": fit(task.phase, LINE),
        "precision": task.precision,
    }
    return {code: text for code, text in (facts | goal_facts(goals)).items() if text}


def helping(task: PlanTask) -> list[str]:
    """Return who helps: the supporting units, those named after the first as leading, and the groups."""
    return list(dict.fromkeys([*task.lead_units[1:], *task.support_units, *task.group_units]))


def goal_facts(goals: Sequence[Indicator]) -> dict[str, str]:
    """Return the first goal in the fields of the register; the others stand on the board of the plan."""
    if not goals:
        return {}
    goal = goals[0]
    facts = {
        "indicator": fit(goal.raw, LINE),
        "compare": goal.compare,
        "goal": _figure(goal.goal),
        "goal-most": _figure(goal.goal_most),
        "counted-in": fit(goal.counted_in, LINE),
    }
    return {code: text for code, text in facts.items() if text}


def _figure(number: Decimal | None) -> str:
    if number is None:
        return ""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def fit(text: str, most: int) -> str:
    """Return the words without numbers of persons, as many as a field takes."""
    words = printable(text).strip()
    for _kind, (start, end) in reversed(personal_in(words)):
        words = words[:start] + MASK + words[end:]
    return words[:most]

"""What was read of a plan as rows: tasks with their cells, goals, phases, and the names of units."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from wugong.matters.documents.as_json import item_json
from wugong.matters.documents.assembly import Document, Phase
from wugong.matters.documents.items import Item
from wugong.matters.documents.labels import labels_in
from wugong.matters.documents.lines import Line, lines_of
from wugong.matters.documents.units import units_of
from wugong.matters.models import Indicator, PlanDocument, PlanTask
from wugong.matters.plans.cells import GOAL, TITLES, cell_of
from wugong.matters.plans.deadlines import Until, Years, day_of, until_of
from wugong.matters.states import TaskKind
from wugong.matters.texts import is_placeholder

COMPARES: Final = {">=": "at-least", "<=": "at-most", "=": "exactly", "range": "between"}
MOST: Final = Decimal(10) ** 14  # what the column holds
PLACES: Final = Decimal("0.0001")
WEEKDAYS: Final = "一二三四五六日"
WEEKLY: Final = re.compile(rf"每(?:周|星期)(?P<day>[{WEEKDAYS}天])")
RULES: Final = ("daily", "semi-monthly", "monthly", "quarterly", "semi-annual", "annual")


@dataclass(frozen=True, slots=True)
class Row:
    """A task that is not written yet, with its goals."""

    task: PlanTask
    goals: Sequence[Indicator]


@dataclass(frozen=True, slots=True)
class _Reading:
    """The plan whose rows are read, with its lines by number and the years it means."""

    plan: PlanDocument
    lines: dict[int, Line]
    years: Years


def rows_of(plan: PlanDocument, document: Document, years: Years) -> list[Row]:
    """Return the rows of the matrix in the order of the text: tasks, and safeguards where they stand."""
    lines = {line.first: line for line in lines_of(plan.text) if plan.first <= line.first <= plan.last}
    reading = _Reading(plan, lines, years)
    kinds = ((document.tasks, TaskKind.TASK), (document.safeguards, TaskKind.SAFEGUARD))
    items = [(item, kind) for group, kind in kinds for item in group]
    items.sort(key=lambda pair: pair[0].first)
    return [_row(reading, item, kind, place) for place, (item, kind) in enumerate(items, start=1)]


def _row(reading: _Reading, item: Item, kind: TaskKind, place: int) -> Row:
    plan, people = reading.plan, _people(item, reading.lines)
    found = item_json(item) | {"leaders": people["leader"], "officers": people["officer"]}
    until = until_of(found["deadlines"], reading.years)
    task = PlanTask(
        county_id=plan.county_id,
        plan=plan,
        place_in_order=place,
        kind=kind,
        found=found,
        number=item.number[:20],
        path=item.path,
        title=item.title[:200] or item.number,
        first=item.first,
        last=item.last,
        lead_units=_names(item.lead_units),
        support_units=_names(item.support_units),
        group_units=_names(item.group_units),
        leader="、".join(people["leader"])[:40],
        officer="、".join(people["officer"])[:40],
        phase=_phase_of(plan.phases, item),
        until=until.day,
        precision=until.precision,
        inherited=until.inherited,
        recurrences=[recurrence_json(one) for one in found["recurrences"]],
        to_fill=[],
    )
    goals = [_goal(task, one) for one in found["kpis"]]
    task.to_fill = left_blank(found, task.title, until, goals)
    return Row(task, goals)


def left_blank(found: dict[str, Any], title: str, until: Until, goals: Iterable[Indicator]) -> list[str]:
    """Return what the plan masked (xxx, 20xx), as the cells are called."""
    cells = [cell_of(word) for word in found["to_fill"]]
    if is_placeholder(title):
        cells.insert(0, "title")
    if until.masked:
        cells.append("until")
    if until.day is not None:
        cells = [cell for cell in cells if cell != "until"]
    told = [TITLES[cell] for cell in cells] + ([GOAL] if any(goal.goal is None for goal in goals) else [])
    return list(dict.fromkeys(told))


def recurrence_json(said: dict[str, Any]) -> dict[str, Any]:
    """Return a recurrence with its rule; none where the plan leaves open when."""
    every, day, rule = str(said["every"]), said.get("day"), ""
    weekday = WEEKLY.search(said["raw"])
    if every == "weekly" and weekday:
        rule = f"weekly:{WEEKDAYS.index(weekday['day'].replace('天', '日')) + 1}"
    elif every in RULES:
        rule = f"monthly:{day}" if every == "monthly" and day else every
    return {"raw": said["raw"], "every": every, "day": day, "rule": rule}


def phase_json(phase: Phase, years: Years) -> dict[str, Any]:
    """Return a phase with its days, as far as the plan's year settles them; what it says stays beside."""
    window = phase.window
    said = {
        "name": phase.name[:60],
        "first": phase.first,
        "last": phase.last,
        "raw": window.raw if window else "",
        "from": list(window.start) if window and window.start else None,
        "to": [window.year, window.month, window.day] if window else None,
    }
    return said | phase_days(said, years)


def phase_days(said: dict[str, Any], years: Years) -> dict[str, str | None]:
    """Return the first and the last day of a phase that its words and the plan's year give."""
    end = _day(said["to"], said["raw"], years)
    start = _day(said["from"], "", years)
    return {"start": start.isoformat() if start else None, "end": end.isoformat() if end else None}


def _day(parts: Sequence[int | str | None] | None, raw: str, years: Years) -> Any:
    if parts is None:
        return None
    year, month, day = parts
    return day_of({"year": year, "month": month, "day": day, "raw": raw}, years)


def _phase_of(phases: Iterable[dict[str, Any]], item: Item) -> str:
    return next((one["name"] for one in phases if one["first"] <= item.first <= one["last"]), "")


def _names(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(name[:120] for name in names if name.strip()))


def _goal(task: PlanTask, said: dict[str, Any]) -> Indicator:
    value = said["value"]
    low, high = value if isinstance(value, list) else (value, None)
    return Indicator(
        county_id=task.county_id,
        task=task,
        raw=said["raw"][:200],
        compare=COMPARES[said["op"]],
        goal=None if said["masked"] else figure(low),
        goal_most=None if said["masked"] else figure(high),
        counted_in=said["unit"][:20],
    )


def figure(value: float | str | None) -> Decimal | None:
    """Return the number as the column holds it; None for none, and for one too large to be meant."""
    if value is None:
        return None
    number = Decimal(str(value))
    return number.quantize(PLACES) if abs(number) < MOST else None


def _people(item: Item, lines: dict[int, Line]) -> dict[str, list[str]]:
    """Return who is named as leader and who as officer in the item's lines."""
    found: dict[str, list[str]] = {"leader": [], "officer": []}
    for number in range(item.first, item.last + 1):
        if line := lines.get(number):
            for label in labels_in(line.text, line.shown):
                if label.role == "person":
                    cell = "leader" if "领导" in label.word else "officer"
                    found[cell] += units_of(label.text, label.shown).named
    return found

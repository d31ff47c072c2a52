"""The lines of a monthly table: a line for each village, or one for each matter, and the sums below."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Final

from django.utils import timezone

from wugong.base.amounts import written
from wugong.matters.fact_words import value_said
from wugong.matters.monthly_facts import Course, by_village
from wugong.places.models import Place
from wugong.rules.event_categories import categories_on
from wugong.rules.register_parts import Column, Field, FieldType, StateKind, Table, Version
from wugong.rules.register_words import IN_STATE, OF_MATTERS, OF_PLACES

Cell = str | int
Line = list[Cell]
OVER: Final = (StateKind.DONE, StateKind.SOLVED, StateKind.ENDED)


def village_lines(
    table: Table, version: Version, found: list[Course], villages: Sequence[Place]
) -> list[Line]:
    """Return a line for each village, those with nothing to tell too."""
    groups = by_village(found)
    return [
        [_of_village(column, version, groups.get(village.code, []), village) for column in table.columns]
        for village in villages
    ]


def matter_lines(table: Table, version: Version, found: list[Course]) -> list[Line]:
    """Return a line for each matter that the table is about.

    Those that stand in its states as the month ends; of states that are over, only what was reached in the
    month. Where the table names no states: what is open as the month ends, or was ended in it.
    """
    shown = [one for one in found if _is_shown(one, table, version)]
    return [[_of_matter(column, version, one) for column in table.columns] for one in shown]


def sums(table: Table, lines: Sequence[Line]) -> Line:
    """Return the sum below each column that has one, the number of lines where it counts, else nothing."""
    return [_sum(column, [line[place] for line in lines]) for place, column in enumerate(table.columns)]


def _sum(column: Column, cells: Sequence[Cell]) -> Cell:
    if column.sum == "count":
        return len(cells)
    return _added(cells) if column.sum == "sum" else ""


def _is_shown(one: Course, table: Table, version: Version) -> bool:
    kind = version.state(one.after).kind
    if table.states and one.after not in table.states:
        return False
    return kind not in OVER or one.after in one.reached


def _of_village(column: Column, version: Version, found: list[Course], village: Place) -> Cell:
    if column.value == "place":
        return village.name
    if column.value in OF_PLACES:
        return sum(COUNTS[column.value](one, version) for one in found)
    if column.value.startswith(IN_STATE):
        return sum(one.after == column.value.removeprefix(IN_STATE) for one in found)
    code, _, choice = column.value.partition(".")
    values = [str(one.matter.facts.get(code, "")) for one in found]
    if choice:
        return sum(choice in value.split(",") for value in values)
    field = version.field(code)
    return _added([_written(field, value) for value in values if value])


def _added(cells: Sequence[Cell]) -> Cell:
    """Return the sum of figures, with as many decimals as they have; nought for none."""
    total = sum((Decimal(str(cell)) for cell in cells if cell != ""), Decimal(0))
    return int(total) if total == total.to_integral_value() and "." not in str(total) else f"{total:f}"


def _kind(version: Version, state: str) -> StateKind:
    return version.state(state).kind


def _reached(kind: StateKind) -> Callable[[Course, Version], int]:
    return lambda one, version: any(_kind(version, state) is kind for state in one.reached)


def _open(one: Course, version: Version) -> int:
    return _kind(version, one.after) is StateKind.OPEN


COUNTS: Final[Mapping[str, Callable[[Course, Version], int]]] = {
    "carried": lambda one, version: bool(one.before) and _kind(version, one.before) is StateKind.OPEN,
    "opened": lambda one, _: not one.before,
    "done": _reached(StateKind.DONE),
    "solved": _reached(StateKind.SOLVED),
    "ended": _reached(StateKind.ENDED),
    "reopened": lambda one, _: one.reopened,
    "overdue": lambda one, _: one.overdue,
    "remaining": _open,
    "total": lambda *_: 1,
}


def _of_matter(column: Column, version: Version, one: Course) -> Cell:
    if column.value in OF_MATTERS:
        return WORDS[column.value](one, version)
    field = version.field(column.value)
    value = one.matter.facts.get(field.code)
    return "" if value in (None, "") else _written(field, str(value))


def _written(field: Field, value: str) -> Cell:
    """Return what a cell shows: figures as figures, money in yuan, names masked."""
    if field.type is FieldType.MONEY:
        return written(int(value), 2)
    if field.type is FieldType.DECIMAL:
        return value
    return int(value) if field.type is FieldType.NUMBER else value_said(field, value, in_clear=False)


def _day(moment: datetime | None) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d}" if moment else ""


def _category(one: Course, _: Version) -> str:
    found = categories_on(timezone.localdate()).get(one.matter.category)
    return found.title if found else ""


WORDS: Final[Mapping[str, Callable[[Course, Version], Cell]]] = {
    "number": lambda one, _: one.matter.number,
    "title": lambda one, _: one.matter.title,
    "place": lambda one, _: one.matter.place.name,
    "category": _category,
    "state": lambda one, version: version.state(one.after).title,
    "asker": lambda *_: "",
    "lead": lambda one, _: one.matter.lead_unit.name if one.matter.lead_unit else "",
    "leader": lambda one, _: one.matter.leader,
    "officer": lambda one, _: one.matter.handler.display_name if one.matter.handler else "",
    "opened_on": lambda one, _: _day(one.matter.opened_at),
    "due_on": lambda one, _: _day(one.matter.due_at),
    "done_on": lambda one, _: _day(one.matter.done_at),
    "solved_on": lambda one, _: _day(one.matter.solved_at),
    "answer": lambda one, _: one.answer,
}

"""核对页: a plan's text beside its matrix, each cell traced to its line, what is left to do marked."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from wugong.access.verdicts import Visitor
from wugong.matters.models import PlanDocument, PlanTask, PlanUnit
from wugong.matters.plans.cells import UNITS
from wugong.matters.plans.permissions import can_correct
from wugong.matters.plans.steps import Counts, Step, after, counts_of, fills_of, steps_of
from wugong.matters.plans.tracing import Part, Text, Trace, name_of, parts_of, traces_of
from wugong.matters.plans.words import goal_said, recurrence_said, until_said
from wugong.matters.states import TaskKind

A_PAGE: Final = 100  # rows; a plan of thousands is read in pages, each with its part of the text
CORRECTED: Final = {"goals": "goal"}  # as the acts call it
AROUND: Final = 60  # lines around a row that are shown beside its form
CELLS: Final = ("lead_units", "support_units", "group_units", "until", "goals", "recurrences")


@dataclass(frozen=True, slots=True)
class Word:
    """A value in a cell; amber, with the reason, where something is to be done about it."""

    text: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a row: its values, the line in which it was read, whether somebody corrected it."""

    code: str
    label: str
    words: Sequence[Word]
    line: int | None
    corrected: bool = False
    note: str = ""

    @property
    def amber(self) -> bool:
        """Say whether something in it is blank or unmatched."""
        return any(word.why for word in self.words)


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of the text, cut where words were found, with the rows that begin in it."""

    number: int
    parts: Sequence[Part]
    rows: Sequence[int]


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A row of the matrix as it stands now."""

    task: PlanTask
    cells: Sequence[Cell]
    fills: Sequence[str]
    said: Sequence[TextLine]

    @property
    def order(self) -> int:
        return self.task.place_in_order

    @property
    def amber(self) -> bool:
        """Say whether something is left to be done in this row."""
        return bool(self.fills) or any(cell.amber for cell in self.cells)


@dataclass(frozen=True)
class Review:
    """核对页 of one plan: a page of rows with the part of the text they come from."""

    plan: PlanDocument
    counts: Counts
    rows: Sequence[MatrixRow]
    safeguards: Sequence[MatrixRow]
    lines: Sequence[TextLine]
    steps: Sequence[Step]
    corrects: bool
    number: int
    pages: int
    siblings: Sequence[PlanDocument]

    @property
    def next(self) -> Step | None:
        """Return the step that comes after this page."""
        return after(self.steps, "plan")

    @property
    def heads(self) -> list[str]:
        """Return what stands over the columns, the number and the task left out."""
        return [name_of(code) for code in CELLS]


@dataclass(frozen=True, slots=True)
class _Reading:
    """The text with what was found in it, row by row."""

    text: Text
    plan: PlanDocument
    unmatched: frozenset[str]
    traces: Mapping[int, Sequence[Trace]]
    fills: Mapping[UUID, Sequence[str]]


def review_of(plan: PlanDocument, visitor: Visitor, number: int = 1) -> Review:
    """Return a page of the review: always as few queries."""
    counts = counts_of(plan)
    pages = max(1, -(-counts.rows // A_PAGE))
    number = min(max(number, 1), pages)
    tasks = list(tasks_of(plan)[(number - 1) * A_PAGE : number * A_PAGE])
    read = _reading(plan, tasks)
    rows = [_row(read, task) for task in tasks]
    first = plan.first if number == 1 or not tasks else tasks[0].first
    last = plan.last if number == pages or not tasks else max(task.last for task in tasks)
    siblings = PlanDocument.objects.filter(key=plan.key).exclude(pk=plan.pk).select_related("place")
    return Review(
        plan=plan,
        counts=counts,
        rows=[row for row in rows if row.task.kind == TaskKind.TASK],
        safeguards=[row for row in rows if row.task.kind == TaskKind.SAFEGUARD],
        lines=list(_lines(read, first, last, tasks)),
        steps=steps_of(plan, counts, "plan"),
        corrects=bool(can_correct(visitor, plan)),
        number=number,
        pages=pages,
        siblings=list(siblings.order_by("first")),
    )


def tasks_of(plan: PlanDocument) -> QuerySet[PlanTask]:
    """Return the rows of a plan in their order, with their goals and what became of them: two queries."""
    rows = PlanTask.objects.filter(plan=plan).select_related("matter").order_by("place_in_order")
    return rows.prefetch_related("indicators")


def page_with(plan: PlanDocument, order: int) -> int:
    """Return the page of the review on which the row stands: one query."""
    return PlanTask.objects.filter(plan=plan, place_in_order__lt=order).count() // A_PAGE + 1


def one_row(plan: PlanDocument, task: PlanTask) -> tuple[MatrixRow, Sequence[TextLine]]:
    """Return one row with the text around it, only its own words marked."""
    read = _reading(plan, [task])
    marked = [one.line for one in read.traces[task.place_in_order]]
    first = max(plan.first, min([task.first - AROUND, *marked]))
    last = min(plan.last, max([task.last + AROUND, *marked]))
    return _row(read, task), list(_lines(read, first, last, [task]))


def _reading(plan: PlanDocument, tasks: Sequence[PlanTask]) -> _Reading:
    text = Text(plan.text, plan.first, plan.last)
    unmatched = PlanUnit.objects.filter(plan=plan, is_group=False, body__isnull=True)
    traces = {
        one.place_in_order: list(traces_of(text, one.found, plan.phases)) if one.found else []
        for one in tasks
    }
    wanted = [one for one in tasks if one.kind == TaskKind.TASK and not one.left_out]
    return _Reading(text, plan, frozenset(unmatched.values_list("name", flat=True)), traces, fills_of(wanted))


def _lines(read: _Reading, first: int, last: int, tasks: Iterable[PlanTask]) -> Iterator[TextLine]:
    marks: dict[int, list[Trace]] = {}
    for traces in read.traces.values():
        for one in traces:
            marks.setdefault(one.line, []).append(one)
    begins: dict[int, list[int]] = {}
    for task in tasks:
        begins.setdefault(task.first, []).append(task.place_in_order)
    for number in range(first, last + 1):
        parts = parts_of(read.text[number], marks.get(number, ()))
        yield TextLine(number, parts, begins.get(number, ()))


def _row(read: _Reading, task: PlanTask) -> MatrixRow:
    goals = list(task.indicators.all())
    fills = read.fills.get(task.pk, ())
    traces = read.traces[task.place_in_order]
    at = {one.cell: one.line for one in reversed(traces)}
    runs = task.kind == TaskKind.TASK and not task.left_out
    words = {
        "until": [Word(until_said(task, read.plan.year))] if task.until else [Word("", _("没有时限"))] * runs,
        "goals": [Word(goal_said(one), _("数没有填") if runs and one.goal is None else "") for one in goals],
        "recurrences": [Word(recurrence_said(one)) for one in task.recurrences],
    }
    for cell in UNITS:
        words[cell] = [
            Word(name, _("没对上") if runs and name in read.unmatched else "") for name in getattr(task, cell)
        ]
    if runs and not (task.lead_units or task.group_units):
        words["lead_units"] = [Word("", _("没有单位"))]
    notes = {"until": _("随阶段") if task.inherited and task.until else ""}
    cells = [
        Cell(
            code,
            name_of(code),
            words[code],
            at.get(code),
            CORRECTED.get(code, code) in task.corrected,
            notes.get(code, ""),
        )
        for code in CELLS
    ]
    own = range(task.first, task.last + 1)
    said = [TextLine(n, parts_of(read.text[n], [one for one in traces if one.line == n]), ()) for n in own]
    return MatrixRow(task, cells, fills, [line for line in said if line.parts])

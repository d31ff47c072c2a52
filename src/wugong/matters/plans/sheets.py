"""The matrix of a plan as a workbook: what stands now, cell by cell, and the units it names."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from wugong.matters.models import PlanDocument, PlanTask, PlanUnit
from wugong.matters.plans.cells import TITLES
from wugong.matters.plans.pages import tasks_of
from wugong.matters.plans.steps import fills_of
from wugong.matters.plans.words import goal_said, recurrence_said
from wugong.matters.states import TaskKind
from wugong.publish.workbooks import Cell, xlsx_of

COLUMNS = ("lead_units", "support_units", "group_units", "leader", "officer", "phase", "until")


def matrix_book(plan: PlanDocument) -> bytes:
    """Return the workbook: as few queries for many rows as for one."""
    heads = [_("序"), _("编号"), _("种类"), TITLES["title"], *(TITLES[cell] for cell in COLUMNS)]
    heads += [_("指标"), TITLES["recurrences"], _("待填"), _("正文行"), _("事项编号")]
    units = PlanUnit.objects.filter(plan=plan).select_related("body").order_by("pk")
    named: list[Sequence[Cell]] = [[one.name, one.body.name if one.body else None] for one in units]
    return xlsx_of(
        [
            (_("任务矩阵"), heads, _rows(plan)),
            (_("单位"), [_("方案里的名称"), _("对上的组织")], named),
        ]
    )


def _rows(plan: PlanDocument) -> Iterator[Sequence[Cell]]:
    tasks = list(tasks_of(plan))
    fills = fills_of([one for one in tasks if one.kind == TaskKind.TASK and not one.left_out])
    for task in tasks:
        yield list(_cells(task, fills.get(task.pk, ())))


def _cells(task: PlanTask, fills: Sequence[str]) -> Iterator[Cell]:
    kind = _("不立项") if task.left_out else task.get_kind_display()
    yield from (task.place_in_order, task.number, kind, task.title)
    for cell in COLUMNS:
        value = getattr(task, cell)
        yield "、".join(value) if isinstance(value, list) else value
    yield "；".join(goal_said(one) for one in task.indicators.all())
    yield "；".join(recurrence_said(one) for one in task.recurrences)
    yield "、".join(fills)
    yield f"{task.first}—{task.last}"
    yield task.matter.number if task.matter else None

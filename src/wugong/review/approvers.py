"""The approvers' file: every figure of a run, every award and consequence, and whom they are about."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from wugong.access.abilities import Ability
from wugong.access.verdicts import may
from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.publish.workbooks import Cell, Sheet, xlsx_of
from wugong.review import acts
from wugong.review.models import Run
from wugong.review.run_previews import Line, Preview, Row, preview_of

WHEN = "%Y-%m-%d %H:%M"


@transaction.atomic
def take_approvers_file(run: Run, *, actor: User) -> bytes:
    """Whoever approves for the town has the file (.xlsx), and it is on record who took it."""
    may(actor, Ability.APPROVE, run.town.code).or_refuse()
    record(
        acts.APPROVERS_FILE_TAKEN,
        actor=actor,
        at=run.town.code,
        town=run.town.name,
        period=run.span.label,
        version=run.version,
    )
    return xlsx_of(list(sheets_of(preview_of(run), actor)))


def sheets_of(preview: Preview, reader: User) -> Iterator[Sheet]:
    """Yield the sheets: figures, awards and consequences, and what file it is and whose."""
    heads = [*("名次", "上期名次", "村代码", "村"), *preview.heads]
    yield (
        "成绩",
        [*heads, "成绩", "比上期", "参评名次", "奖励（元）", "怎么算的"],
        [_figures(row, preview.has_eligible) for row in preview.rows],
    )
    yield (
        "奖励和处置",
        ["村", "项目", "对象", "关于个人", "金额（元）", "公布", "理由", "条款", "标记", "标记说明"],
        [_proposed(line) for line in preview.lines],
    )
    yield "说明", ["项目", "内容"], list(_about(preview.run, reader))


def _figures(row: Row, has_eligible: bool) -> Sequence[Cell]:
    out = "不参评" if has_eligible and row.rank else None
    return [
        row.rank,
        row.before,
        row.code,
        row.name,
        *(_number(part) for part in row.parts),
        _points(row.hundredths),
        _points(row.moved),
        row.eligible_rank or out,
        _points(row.fen) if row.fen else None,
        "；".join(row.steps),
    ]


def _proposed(line: Line) -> Sequence[Cell]:
    return [
        line.name,
        line.title,
        line.recipient,
        "是" if line.person else "",
        _points(line.fen),
        "公布" if line.public else "不公布",
        line.reason,
        line.article,
        "、".join(word for word, _ in line.flags),
        "".join(says for _, says in line.flags),
    ]


def _about(run: Run, reader: User) -> Iterator[Sequence[Cell]]:
    approved = run.approved_at and timezone.localtime(run.approved_at).strftime(WHEN)
    yield "考核", f"{run.town.name}{run.span.label}，第 {run.version} 版"
    yield "办法", run.scheme.title
    yield "状态", str(run.get_state_display())
    yield "计算", f"{run.prepared_by.display_name} {timezone.localtime(run.prepared_at).strftime(WHEN)}"
    yield "批准", f"{run.approved_by.display_name} {approved}" if run.approved_by else "还没有批准"
    yield "取用", f"{reader.display_name} {timezone.localtime().strftime(WHEN)}"
    yield "注意", "只给审批人看，含个人和处置，不公布、不转发"


def _points(hundredths: int | None) -> Decimal | None:
    """Return hundredths as a number with two decimals."""
    return None if hundredths is None else Decimal(hundredths).scaleb(-2)


def _number(part: str) -> Cell:
    """Return what went into a figure as a number where it is one."""
    try:
        return Decimal(part)
    except ArithmeticError:
        return part

"""Takes in the score table and the registers of a scheme, cell by cell, with every fault named."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from wugong.base.amounts import NUMBER, plain, scaled
from wugong.base.faults import Faults
from wugong.base.periods import Level, Period
from wugong.base.tables import Cell, read_table
from wugong.rules.facts import Entry, Facts, Unit
from wugong.rules.progress import Progress
from wugong.rules.scheme import Column, Input, Register, Scheme, Subject

NAMES = {Level.MONTH: "月份", Level.QUARTER: "季度", Level.HALF_YEAR: "半年", Level.YEAR: "年份"}
EXAMPLE = date(2026, 1, 1)
LONGEST = 240  # months from the first to the last
ROUNDED = re.compile(r"[0-9](\.[0-9]+)?[eE]\+[0-9]+")  # what is left of a long code kept as a number
Values = tuple[int | None, ...]


@dataclass(slots=True)
class Intake:
    """Rows as they come in: one unit in one pool, one row a unit and month."""

    scheme: Scheme
    subject: Subject
    faults: Faults
    units: dict[str, Unit] = field(default_factory=dict)
    rows: dict[tuple[str, int], tuple[int, Values]] = field(default_factory=dict)

    def add(self, number: int, unit: Unit, month: Period, values: Values) -> None:
        """Take one row; a second row of the unit in the month, or a unit in a second pool, is a fault."""
        known = self.units.setdefault(unit.code, unit)
        if known.pool != unit.pool:
            said = (
                f"{unit.code} 前面归在 {known.pool}，这里归在 {unit.pool}，一个{self.subject.name}只能归一处"
            )
            self.faults.add(said, row=number, column=self.subject.pool_column)
        key = (unit.code, month.index)
        if key in self.rows:
            said = f"{unit.code} 的 {month} 在第 {self.rows[key][0]} 行已经有了，只留一行"
            self.faults.add(said, row=number, column=self.subject.period_column)
        else:
            self.rows[key] = (number, values)

    def facts(self, registers: Mapping[str, Sequence[Entry]]) -> Facts:
        """The facts by column; only to be asked for where no fault was noted and a row was taken."""
        units = sorted(self.units.values(), key=lambda unit: (unit.pool, unit.code))
        places = {unit.code: place for place, unit in enumerate(units)}
        first = min(month for _, month in self.rows)
        last = max(month for _, month in self.rows)
        months = [Period.at(self.scheme.base, index) for index in range(first, last + 1)]
        inputs = list(self.scheme.inputs.values())
        empty: list[int | None] = [None] * len(units)
        rows = [empty.copy() for _ in range(len(inputs) * len(months))]
        present = [[False] * len(units) for _ in months]
        for (code, index), (_, values) in self.rows.items():
            place, month = places[code], index - first
            present[month][place] = True
            for number, value in enumerate(values):
                rows[number * len(months) + month][place] = inputs[number].missing if value is None else value
        return Facts(units, months, rows, present, registers)


def read_scores(path: Path, scheme: Scheme, needed: set[str], faults: Faults, progress: Progress) -> Intake:
    """The rows of the score table at `path`; `needed` are the inputs that the formulas in force read."""
    subject = scheme.subject
    assert subject is not None
    inputs = list(scheme.inputs.values())
    must = [fact.name for fact in inputs if not fact.optional or fact.name in needed]
    may = [fact.name for fact in inputs if fact.name not in must]
    fixed = [subject.column, subject.title_column, subject.pool_column, subject.period_column]
    order = [*must, *may]
    places = [len(fixed) + order.index(fact.name) for fact in inputs]
    intake = Intake(scheme, subject, faults)
    for number, cells in read_table(path, [*fixed, *must], may, faults):
        before = faults.count
        code = _code(cells[0], subject.column, number, faults)
        pool = _code(cells[2], subject.pool_column, number, faults)
        month = _period(cells[3], subject, number, faults)
        values = tuple(
            _score(cells[place], fact, number, faults) for place, fact in zip(places, inputs, strict=True)
        )
        _check_parts(dict(zip(scheme.inputs, values, strict=True)), scheme.inputs, number, faults)
        if faults.count == before and month is not None:
            intake.add(number, Unit(code, str(cells[1]) or code, pool), month, values)
        progress.step("读入", number)
    _check_span(intake, faults)
    return intake


def read_register(
    path: Path, register: Register, units: Mapping[str, Unit] | None, faults: Faults
) -> dict[int, Entry]:
    """The rows of a register as text, by sheet row.

    A subject that is not among `units`, and a repeated row, are faults.
    """
    columns = list(register.columns.values())
    entries: dict[int, Entry] = {}
    seen: dict[tuple[str, ...], int] = {}
    for number, cells in read_table(path, [column.name for column in columns], [], faults):
        before = faults.count
        texts = [_typed(cell, column, number, faults) for cell, column in zip(cells, columns, strict=True)]
        entry = dict(zip(register.columns, texts, strict=True))
        subject = register.subject_column
        if subject and units is not None and _is_code(entry[subject]) and entry[subject] not in units:
            faults.add(f"{entry[subject]} 不在评分表里，请核对代码", row=number, column=subject)
        key = tuple(entry[column] for column in register.unique)
        if key in seen and faults.count == before:
            faults.add(f"和第 {seen[key]} 行重复，只留一行", row=number)
        seen.setdefault(key, number)
        entries[number] = entry
    return entries


def _is_code(text: str) -> bool:
    return bool(text) and not any(sign.isspace() for sign in text)


def _check_span(intake: Intake, faults: Faults) -> None:
    if not intake.rows:
        if not faults.count:
            faults.add("没有数据行，列名下面至少要有一行")
        return
    indexes = [month for _, month in intake.rows]
    base = intake.scheme.base
    if (months := (max(indexes) - min(indexes) + 1) * base) > LONGEST:
        first, last = (Period.at(base, index) for index in (min(indexes), max(indexes)))
        faults.add(f"{NAMES[base]}从 {first} 到 {last}，跨了 {months} 个月，请看是不是写错了年份")


def _code(cell: Cell, column: str, number: int, faults: Faults) -> str:
    text = str(cell)
    if isinstance(cell, date) or not _is_code(text):
        faults.add(f"代码“{text}”是空的或带空格，请填不带空格的代码", row=number, column=column)
    elif ROUNDED.fullmatch(text):
        said = f"代码“{text}”被表格软件改成了科学记数，位数已丢，请把这一列设为文本再填"
        faults.add(said, row=number, column=column)
    return text


def _period(cell: Cell, subject: Subject, number: int, faults: Faults) -> Period | None:
    text = f"{cell:%Y-%m}" if isinstance(cell, date) and cell.day == 1 else str(cell)
    if _is_period(text, subject.level):
        return Period.parse(text)
    said = f"“{text}”不是{NAMES[subject.level]}，写成 {Period.of(EXAMPLE, subject.level)} 的样子"
    faults.add(said, row=number, column=subject.period_column)
    return None


def _check_parts(
    values: Mapping[str, int | None], inputs: Mapping[str, Input], number: int, faults: Faults
) -> None:
    """Note each part of a whole that stands without it, or it without the part, or is more than it."""
    for part in inputs.values():
        if part.of is None:
            continue
        whole, one, other = inputs[part.of], values[part.name], values[part.of]
        if (one is None) != (other is None):
            said = f"{part.title}和{whole.title}要一起填，不能只填一个"
            faults.add(said, row=number, column=part.name)
        elif one is not None and other is not None and one * 10**whole.decimals > other * 10**part.decimals:
            ends = f"{plain(one, part.decimals)} 多于{whole.title} {plain(other, whole.decimals)}"
            faults.add(f"{part.title} {ends}，请核对", row=number, column=part.name)


def _score(cell: Cell, fact: Input, number: int, faults: Faults) -> int | None:
    if cell == "":
        return None
    text = str(cell)
    try:
        pieces = scaled(text, fact.decimals)
    except ValueError:
        known = NUMBER.fullmatch(text)
        said = f"小数多于 {fact.decimals} 位" if known else "不是数字，请用半角数字"
        faults.add(f"{fact.title}“{text}”{said}", row=number, column=fact.name)
        return None
    if not fact.least <= pieces <= fact.most:
        ends = f"{plain(fact.least, fact.decimals)} 到 {plain(fact.most, fact.decimals)}"
        faults.add(f"{fact.title}“{text}”不在 {ends} 之间", row=number, column=fact.name)
    return pieces


def _typed(cell: Cell, column: Column, number: int, faults: Faults) -> str:
    text = str(cell)
    if column.kind in {"subject", "code"}:
        return _code(cell, column.name, number, faults)
    if said := _wrong(text, column):
        faults.add(f"“{text}”{said}", row=number, column=column.name)
    return text


def _wrong(text: str, column: Column) -> str:
    if column.kind == "choice" and text not in column.choices:
        return f"只能是 {'、'.join(column.choices)}"
    if column.kind == "date":
        return "" if _is_day(text) else "不是日期，写成 2026-01-31 的样子"
    if column.kind == "period":
        words = "、".join(level.label for level in column.levels)
        return "" if any(_is_period(text, level) for level in column.levels) else f"不是可用的周期（{words}）"
    if column.kind == "integer":
        return _wrong_integer(text, column)
    return "" if text or column.kind != "text" else "不能空着"


def _wrong_integer(text: str, column: Column) -> str:
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        return "不是整数，请用半角数字"
    if column.least is not None and int(text) < column.least:
        return f"不能小于 {column.least}"
    return f"不能大于 {column.most}" if column.most is not None and int(text) > column.most else ""


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_period(text: str, level: Level) -> bool:
    try:
        return Period.parse(text).level is level
    except ValueError:
        return False

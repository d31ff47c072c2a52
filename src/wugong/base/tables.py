"""Reads a table from .csv or .xlsx as rows of cells; what is wrong becomes faults, never a traceback."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

from wugong.base.faults import Faults
from wugong.base.workbooks import workbook_rows

Cell = str | date
Row = tuple[int, list[Cell]]

LARGEST = 400 * 1024 * 1024  # bytes of a .csv
SEPARATORS = re.compile("[;\t，；|]")
SEPARATORS_SAID = {"\t": "制表符"}
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def read_table(
    path: Path,
    required: Sequence[str],
    optional: Sequence[str],
    faults: Faults,
    *,
    unfolded: int | None = None,
) -> Iterator[Row]:
    """Yield (sheet row, cells) with the cells in the order of `required` then `optional`.

    The first row that is not blank is the header; its columns may stand in any order. Blank rows are passed
    over, an absent optional column reads as empty. Faults are added to `faults`; a file or a header
    that cannot be read at all yields no rows. `unfolded` is how many bytes an .xlsx may unfold to, where
    that is to be less than what is taken on the console.
    """
    rows = _readable(path, faults, unfolded)
    header = next((row for row in rows if any(row[1])), None)
    if header is None:
        if not faults.count:
            faults.add("表里没有内容，第一行应当是列名")
        return
    places = _places(header, required, optional, faults)
    if places is None:
        return
    yield from _body(rows, len(header[1]), places, faults)


def _body(rows: Iterable[Row], width: int, places: list[int | None], faults: Faults) -> Iterator[Row]:
    for number, cells in rows:
        if not any(cells):
            continue
        if len(cells) < width:
            faults.add(f"这一行只有 {len(cells)} 格，列名有 {width} 格，请补齐", row=number)
        elif any(cells[width:]):
            faults.add(f"这一行多出内容，列名只有 {width} 格，请删去或补列名", row=number)
        else:
            yield number, ["" if place is None else cells[place] for place in places]


def _places(
    header: Row, required: Sequence[str], optional: Sequence[str], faults: Faults
) -> list[int | None] | None:
    number, cells = header
    names = [str(cell) for cell in cells]
    while names and not names[-1]:
        names.pop()
    before = faults.count
    known = [*required, *optional]
    if len(names) == 1 and (mark := SEPARATORS.search(names[0])):
        faults.add(f"各列之间要用英文逗号，这里用的是“{SEPARATORS_SAID.get(mark[0], mark[0])}”", row=number)
        return None
    for name in dict.fromkeys(names):
        if name not in known:
            said = f"不认识列名“{name}”" if name else f"第 {names.index(name) + 1} 列没有列名"
            faults.add(f"{said}，可用的列名是 {'、'.join(known)}", row=number)
        elif names.count(name) > 1:
            faults.add(f"列名“{name}”出现了 {names.count(name)} 次，只留一列", row=number)
    for name in required:
        if name not in names:
            faults.add(f"缺少列“{name}”，请在列名一行补上", row=number)
    cells[len(names) :] = []
    return (
        [names.index(name) if name in names else None for name in known] if faults.count == before else None
    )


def _readable(path: Path, faults: Faults, unfolded: int | None) -> Iterator[Row]:
    try:
        yield from _rows(path, faults, unfolded)
    except OSError as error:
        faults.add(f"读不了这个文件（{error.strerror}），请看路径和权限")


def _rows(path: Path, faults: Faults, unfolded: int | None) -> Iterator[Row]:
    if not path.is_file():
        faults.add("找不到这个文件，请看路径对不对")
    elif path.suffix.lower() == ".csv":
        yield from _csv_rows(path, faults)
    elif path.suffix.lower() == ".xlsx":
        for number, cells in workbook_rows(path, faults, unfolded):
            yield number, [_cell(cell) for cell in cells]
    else:
        faults.add("只收 .csv 和 .xlsx，请另存成其中一种")


def _cell(value: object) -> Cell:
    if value is None or isinstance(value, str):
        return (value or "").strip()
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float | int):
        return str(int(value)) if abs(value) < 1e15 and value == int(value) else f"{value:.10g}"
    if isinstance(value, datetime):
        return value.date() if value.time() == datetime.min.time() else value.isoformat(" ")
    return value if isinstance(value, date) else str(value)


def _csv_rows(path: Path, faults: Faults) -> Iterator[Row]:
    text = _text(path, faults)
    if text is None:
        return
    number = 0
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), strict=True), start=1):
            yield number, [cell.strip() for cell in cells]
    except csv.Error:
        faults.add("从这一行起读不下去，多半是引号没有成对，请在表格软件里另存为 CSV", row=number + 1)


def _text(path: Path, faults: Faults) -> str | None:
    if path.stat().st_size > LARGEST:
        faults.add(f"文件超过 {LARGEST // 1024 // 1024} MB，请分成几份")
        return None
    raw = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not CONTROL.search(text):
            return text
    faults.add("这不是文字表格，请在表格软件里另存为 CSV（UTF-8）")
    return None

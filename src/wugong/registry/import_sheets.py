"""Reads the first sheet of .xlsx or .csv into columns of text, quickly where nothing in it is unusual."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Final

import fastexcel
import polars as pl
from fastexcel import FastExcelError

from wugong.base.faults import Faults
from wugong.base.tables import CONTROL
from wugong.base.workbooks import workbook_rows
from wugong.registry.import_screening import Screening, looked_through, screened, weighed

LONG: Final = 1e15  # numbers from here on have lost digits
ENCODINGS: Final = ("utf-8-sig", "gb18030")
# ="4301…", so that spreadsheets keep the digits; with the quotes doubled where the cell stands in quotes
AS_TEXT: Final = re.compile(r'"=""([^"\r\n,;\t]*)"""|="([^"\r\n,;\t]*)"')
TOP: Final = 2000  # characters by which it is told what stands between cells
Numbers = Mapping[int, Mapping[int, str]]  # column → row → number as it was written


@dataclass(frozen=True)
class Sheet:
    """A sheet as columns of text; row 1 of the sheet is row 0 here."""

    cells: pl.DataFrame

    @property
    def top(self) -> list[list[str]]:
        """Return the first rows, with nothing where a cell is empty."""
        return [[cell or "" for cell in row] for row in self.cells.head(40).rows()]


def read_sheet(path: Path, file: Mapping[str, int], faults: Faults) -> Sheet | None:
    """Return the first sheet, or None with the reasons in `faults`; `file` says how large it may be."""
    sheet = _sheet(path, file, faults)
    return None if sheet is None else _fit(sheet, file, faults)


def other_sheets(path: Path, file: Mapping[str, int], faults: Faults) -> Iterator[tuple[str, Sheet]]:
    """Yield the names and contents of the sheets after the first, of a workbook with nothing unusual."""
    if path.suffix.lower() != ".xlsx":
        return
    screening = screened(path, file["unfolded"] << 20)
    if screening.is_plain:
        for at, name in enumerate(fastexcel.read_excel(path).sheet_names[1:], start=1):
            if sheet := _fit(_restored(_quick(path, at), screening), file, faults):
                yield name, sheet


def _fit(sheet: pl.DataFrame, file: Mapping[str, int], faults: Faults) -> Sheet | None:
    if not faults.count and sheet.height > file["rows"]:
        faults.add(f"表里有 {sheet.height:,} 行，一次最多导入 {file['rows']:,} 行，请按村分成几份")
    if not faults.count and sheet.width > file["columns"]:
        faults.add(f"表里有 {sheet.width} 列，一次最多 {file['columns']} 列，请删去不用的列")
    return None if faults.count else Sheet(sheet)


def _sheet(path: Path, file: Mapping[str, int], faults: Faults) -> pl.DataFrame | None:
    suffix = path.suffix.lower()
    if not path.is_file():
        faults.add("找不到这个文件，请看路径对不对")
    elif path.stat().st_size > file["megabytes"] << 20:
        faults.add(f"文件超过 {file['megabytes']} MB，请按村分成几份")
    elif suffix == ".csv":
        return _csv(path, faults)
    elif suffix == ".xlsx":
        return _xlsx(path, file, faults)
    else:
        faults.add("只收 .xlsx 和 .csv，请另存成其中一种")
    return None


def _xlsx(path: Path, file: Mapping[str, int], faults: Faults) -> pl.DataFrame | None:
    unfolded = file["unfolded"] << 20
    seen = weighed(path, unfolded)
    if seen.is_plain:
        with (
            suppress(FastExcelError),
            ThreadPoolExecutor(1) as beside,
        ):  # the careful reader says what is wrong
            looking = beside.submit(looked_through, path, seen)
            cells = _quick(path)
            if looking.result().is_plain:
                return _restored(cells, seen)
    rows = [_texts(cells) for _, cells in workbook_rows(path, faults, unfolded)]
    return None if faults.count else _frame(rows)


def _quick(path: Path, at: int = 0) -> pl.DataFrame:
    """Read all cells of a sheet as text in one go."""
    book = fastexcel.read_excel(path)
    cells = book.load_sheet(at, header_row=None, skip_rows=0, dtypes="string").to_polars()
    cells.columns = [f"c{index}" for index in range(cells.width)]
    return cells


def _restored(cells: pl.DataFrame, screening: Screening) -> pl.DataFrame:
    """Return the cells with numbers too long to be exact put back as they were written."""
    for column, numbers in screening.numbers.items():
        name = f"c{column - screening.first}"
        if name in cells.columns:
            rows = pl.Series(list(numbers), dtype=pl.UInt32) - 1
            written = pl.DataFrame({"at": rows, "written": list(numbers.values())})
            cells = (
                cells.with_row_index("at")
                .join(written, on="at", how="left", maintain_order="left")
                .with_columns(pl.coalesce("written", name).alias(name))
                .drop("at", "written")
            )
    return cells


def _texts(cells: Sequence[object]) -> list[str]:
    return [_text(cell) for cell in cells]


def _text(cell: object) -> str:
    """Return a cell as text, as the quick reader would."""
    if cell is None or isinstance(cell, str):
        return cell or ""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float | int):
        if abs(cell) >= LONG:
            return f"{cell:.14E}"
        return str(int(cell)) if cell == int(cell) else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time.min else cell.isoformat(" ")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _csv(path: Path, faults: Faults) -> pl.DataFrame | None:
    raw = path.read_bytes()
    for encoding in ENCODINGS:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not CONTROL.search(text):
            return _csv_frame(text, faults)
    faults.add("这不是文字表格，请在表格软件里另存为 CSV（UTF-8）或 .xlsx")
    return None


def _csv_frame(text: str, faults: Faults) -> pl.DataFrame | None:
    rows: list[list[str]] = []
    if not text.strip():
        faults.add("这个文件是空的，请看是不是存错了")
        return None
    try:
        text = AS_TEXT.sub(r"\1\2", text)
        rows.extend(csv.reader(io.StringIO(text, newline=""), delimiter=_between(text), strict=True))
    except csv.Error:
        faults.add("从这一行起读不下去，多半是引号没有成对，请在表格软件里另存为 CSV", row=len(rows) + 1)
        return None
    return _frame(rows)


def _between(text: str) -> str:
    """Return what stands between the cells: of comma, tab and semicolon the one that the top has most of."""
    top = text[:TOP]
    return max((",", "\t", ";"), key=top.count)


def _frame(rows: list[list[str]]) -> pl.DataFrame:
    """Return rows of unequal length as columns of text."""
    width = max(map(len, rows), default=0)
    columns = {
        f"c{index}": pl.Series(list(_column(rows, index)), dtype=pl.String, strict=False)
        for index in range(width)
    }
    return pl.DataFrame(columns)


def _column(rows: list[list[str]], index: int) -> Iterator[str | None]:
    return (row[index] if index < len(row) else None for row in rows)

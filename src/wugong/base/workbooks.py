"""Opens the first sheet of an .xlsx without trusting it: all parts are measured before they are unfolded."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from wugong.base.archives import BROKEN, chunks_of
from wugong.base.extents import Extent, Unfit
from wugong.base.faults import Faults

UNFOLDED = 600 * 1024 * 1024  # bytes of all parts together
RATIO, RATIO_FROM = 150, 40 * 1024 * 1024  # what is this large and was packed this tightly is a bomb
PARTS = 10_000


def workbook_rows(
    path: Path, faults: Faults, unfolded: int | None = None
) -> Iterator[tuple[int, list[object]]]:
    """Yield (sheet row, cells) of the first sheet; what cannot be opened becomes one fault.

    `unfolded` is how many bytes all parts together may have; usually `UNFOLDED`.
    """
    try:
        errors = _measured(path, min(unfolded or UNFOLDED, UNFOLDED)).errors_of_first_sheet()
        with CalamineWorkbook.from_path(path) as book:
            yield from _rows(book, errors)
    except Unfit as reason:
        faults.add(str(reason))
    except BROKEN:
        faults.add("这不是完好的 .xlsx 文件（可能损坏、加了密码或改过后缀），请在表格软件里重新另存")
    except (CalamineError, IndexError) as error:
        faults.add(f"工作簿打不开（{error}），请在表格软件里重新另存为 .xlsx")


def _rows(book: CalamineWorkbook, errors: list[tuple[int, int, str]]) -> Iterator[tuple[int, list[object]]]:
    """The rows of the first sheet; a cell with an error, which the library leaves empty, says so."""
    wrong: dict[int, list[tuple[int, str]]] = {}
    for number, column, what in errors:
        wrong.setdefault(number, []).append((column, what))
    sheet = book.get_sheet_by_index(0)
    first = (sheet.start or (0, 0))[1]  # the library leaves out empty columns on the left
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        row: list[object] = list(cells)
        for column, what in wrong.get(number, ()):
            place = max(column - first - 1, 0)
            row += [""] * (place + 1 - len(row))
            row[place] = what
        yield number, row


def _measured(path: Path, most: int) -> Extent:
    with zipfile.ZipFile(path) as parts:
        names = set(parts.namelist())
        if "word/document.xml" in names:
            raise Unfit("这是 Word 文档改了后缀，请交表格文件")
        if "xl/workbook.xml" not in names:
            raise Unfit("这个压缩包里没有工作簿，请交 .xlsx 表格")
        extent = Extent()
        _measure(parts, extent, min(most, max(RATIO_FROM, RATIO * path.stat().st_size)))
        extent.check()
        return extent


def _measure(parts: zipfile.ZipFile, extent: Extent, most: int) -> None:
    if len(parts.infolist()) > PARTS:
        raise Unfit(f"里面的部件多于 {PARTS} 个，不像正常的表格，请只留要交的那一张再另存")
    total = 0
    for part in parts.infolist():
        size = 0
        for chunk in chunks_of(parts, part):
            size += len(chunk)
            if total + size > most or size > max(RATIO_FROM, RATIO * part.compress_size):
                said = f"展开后超过 {(total + size) >> 20} MB，不像正常的表格"
                raise Unfit(f"{said}，请只留要交的那一张再另存")
            extent.take(part.filename, chunk)
        total += size

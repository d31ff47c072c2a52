"""Opens the first sheet of an .xlsx without trusting it: sizes are measured before anything is unfolded."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from wugong.base.faults import Faults

UNFOLDED = 600 * 1024 * 1024  # bytes of all parts together
RATIO, RATIO_FROM = 150, 40 * 1024 * 1024  # a part this large that was packed this tightly is a bomb
CELLS = 20_000_000  # a sheet is held as one rectangle
CHUNK = 1 << 20
ADDRESS = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')


def workbook_rows(path: Path, faults: Faults) -> Iterator[tuple[int, list[object]]]:
    """Yield (sheet row, cells) of the first sheet; what cannot be opened becomes one fault."""
    if reason := _unsafe(path):
        faults.add(reason)
        return
    try:
        with CalamineWorkbook.from_path(path) as book:
            sheet = book.get_sheet_by_index(0)
            for number, cells in enumerate(sheet.iter_rows(), start=1):
                yield number, list(cells)
    except (CalamineError, OSError, IndexError) as error:
        faults.add(f"工作簿打不开（{error}），请在表格软件里重新另存为 .xlsx")


def _unsafe(path: Path) -> str | None:
    try:
        with zipfile.ZipFile(path) as parts:
            return _not_a_workbook(parts) or _too_large(parts) or _too_wide(parts)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError):
        return "这不是完好的 .xlsx 文件（可能损坏、加了密码或改过后缀），请在表格软件里重新另存"


def _not_a_workbook(parts: zipfile.ZipFile) -> str | None:
    names = set(parts.namelist())
    if "word/document.xml" in names:
        return "这是 Word 文档改了后缀，请交表格文件"
    return None if "xl/workbook.xml" in names else "这个压缩包里没有工作簿，请交 .xlsx 表格"


def _too_large(parts: zipfile.ZipFile) -> str | None:
    infos = parts.infolist()
    total = sum(info.file_size for info in infos)
    tight = any(i.file_size > RATIO_FROM and i.file_size > RATIO * max(i.compress_size, 1) for i in infos)
    if total > UNFOLDED or tight or len(infos) > 10_000:
        return f"展开后有 {total // 1024 // 1024} MB，不像正常的表格，请只留要交的那一张再另存"
    return None


def _too_wide(parts: zipfile.ZipFile) -> str | None:
    for name in parts.namelist():
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            rows, columns = _extent(parts, name)
            if rows * columns > CELLS:
                return f"表格铺到了第 {rows} 行、第 {columns} 列，太大了，请删去空白行列再另存"
    return None


def _extent(parts: zipfile.ZipFile, name: str) -> tuple[int, int]:
    rows = columns = 0
    tail = b""
    with parts.open(name) as part:
        while chunk := part.read(CHUNK):
            for letters, digits in ADDRESS.findall(tail + chunk):
                rows = max(rows, int(digits))
                columns = max(columns, _column(letters))
            tail = chunk[-16:]
    return rows, columns


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number

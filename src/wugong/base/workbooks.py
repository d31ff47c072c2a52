"""Opens the first sheet of an .xlsx without trusting it: all parts are measured before they are unfolded."""

import zipfile
import zlib
from collections.abc import Iterator
from copy import copy
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from wugong.base.extents import Extent, Unfit
from wugong.base.faults import Faults

UNFOLDED = 600 * 1024 * 1024  # bytes of all parts together
RATIO, RATIO_FROM = 150, 40 * 1024 * 1024  # a part this large that was packed this tightly is a bomb
PARTS = 10_000
CHUNK = 1 << 20
BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError)


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
            return _not_a_workbook(parts) or _too_large(parts)
    except Unfit as reason:
        return str(reason)
    except BROKEN:
        return "这不是完好的 .xlsx 文件（可能损坏、加了密码或改过后缀），请在表格软件里重新另存"


def _not_a_workbook(parts: zipfile.ZipFile) -> str | None:
    names = set(parts.namelist())
    if "word/document.xml" in names:
        return "这是 Word 文档改了后缀，请交表格文件"
    return None if "xl/workbook.xml" in names else "这个压缩包里没有工作簿，请交 .xlsx 表格"


def _too_large(parts: zipfile.ZipFile) -> str | None:
    extent, total = Extent(), 0
    for part in parts.infolist()[:PARTS]:
        size = 0
        for chunk in _chunks(parts, part):
            size += len(chunk)
            if total + size > UNFOLDED or size > max(RATIO_FROM, RATIO * part.compress_size):
                return f"展开后超过 {(total + size) >> 20} MB，不像正常的表格，请只留要交的那一张再另存"
            extent.take(part.filename, chunk)
        total += size
    extent.check()
    return None if len(parts.infolist()) <= PARTS else f"里面的部件多于 {PARTS} 个，不像正常的表格"


def _chunks(parts: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The part to its true end, whatever size its header claims."""
    if part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise zipfile.BadZipFile(part.filename)
    whole = copy(part)
    whole.file_size = UNFOLDED + CHUNK
    with parts.open(whole) as file:
        while chunk := file.read(CHUNK):
            yield chunk

"""Workbooks (.xlsx) written row by row while they are sent: however many rows, the memory stays the same."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from xml.sax.saxutils import escape

RISKY: Final = ("=", "+", "-", "@", "\t", "\r")
UNFIT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # in no XML
PIECE: Final = 1 << 16  # characters of rows that are packed at once
MOST_ROWS: Final = 1_048_575  # of a sheet, its head left aside

HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
MAIN: Final = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
SPREADSHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PARTS: Final = {
    "[Content_Types].xml": (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{SPREADSHEET}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{SPREADSHEET}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{SPREADSHEET}.styles+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" '
        f'Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>'
    ),
    # 0: text; 1: bold head; 2: text that stays text even where it reads as a formula
    "xl/styles.xml": (
        f'{HEAD}<styleSheet {MAIN}><fonts count="2"><font><sz val="11"/><name val="宋体"/></font>'
        '<font><b/><sz val="11"/><name val="宋体"/></font></fonts><fills count="2"><fill>'
        '<patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
        '<cellXfs count="3"><xf numFmtId="49" applyNumberFormat="1"/>'
        '<xf fontId="1" applyFont="1"/><xf numFmtId="49" applyNumberFormat="1" quotePrefix="1"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    ),
}


class _Tap(io.RawIOBase):
    """Takes what the archive writes and hands it on; it cannot be wound back."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: object) -> int:
        taken = bytes(piece)  # type: ignore[call-overload] # a buffer
        self.pieces.append(taken)
        return len(taken)

    def drawn(self) -> bytes:
        """Return what has come since the last time."""
        found = b"".join(self.pieces)
        self.pieces.clear()
        return found


def sheet_of(title: str, columns: Sequence[str], rows: Iterable[Sequence[str | int]]) -> Iterator[bytes]:
    """Yield a workbook of one sheet piece by piece: a text is never a formula, a whole number is a number."""
    tap = _Tap()
    with zipfile.ZipFile(tap, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        for name, text in PARTS.items():
            book.writestr(name, text)
        book.writestr("xl/workbook.xml", _workbook(title))
        with book.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for piece in _pieces(columns, rows):
                sheet.write(piece.encode())
                yield tap.drawn()
    yield tap.drawn()


def _workbook(title: str) -> str:
    name = escape(re.sub(r"[\[\]:*?/\\']", "－", title)[:31], {'"': "&quot;"})
    sheets = f'<sheets><sheet name="{name}" sheetId="1" r:id="rId1"/></sheets>'
    return f'{HEAD}<workbook {MAIN} xmlns:r="{OFFICE}">{sheets}</workbook>'


def _pieces(columns: Sequence[str], rows: Iterable[Sequence[str | int]]) -> Iterator[str]:
    """Yield the XML of the sheet in pieces that are worth packing."""
    frozen = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    yield (
        f'{HEAD}<worksheet {MAIN}><sheetViews><sheetView workbookViewId="0">{frozen}</sheetView></sheetViews>'
        f'<cols><col min="1" max="{len(columns)}" width="14" customWidth="1"/></cols><sheetData>'
    )
    heads = "".join(f'<c t="inlineStr" s="1"><is><t>{_fit(one)}</t></is></c>' for one in columns)
    waiting, length = [f"<row>{heads}</row>"], 0
    for row in rows:
        line = f"<row>{''.join(map(_cell, row))}</row>"
        waiting.append(line)
        length += len(line)
        if length > PIECE:
            yield "".join(waiting)
            waiting, length = [], 0
    yield f"{''.join(waiting)}</sheetData></worksheet>"


def _cell(value: str | int) -> str:
    if not isinstance(value, str):
        return f"<c><v>{value}</v></c>"
    if not value:
        return "<c/>"
    style = ' s="2"' if value.startswith(RISKY) else ""
    return f'<c t="inlineStr"{style}><is><t xml:space="preserve">{_fit(value)}</t></is></c>'


def _fit(text: str) -> str:
    return escape(UNFIT.sub("", text) if not text.isprintable() else text)

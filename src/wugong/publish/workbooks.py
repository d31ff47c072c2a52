"""Workbooks (.xlsx): tables written in memory, texts that stay texts, figures that are figures."""

import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

import xlsxwriter  # type: ignore[import-untyped] # it ships no types

from wugong.publish.bulletins import Bulletin

Cell = str | int | Decimal | date | None
Sheet = tuple[str, Sequence[str], Iterable[Sequence[Cell]]]

A4: Final = 9
NARROWEST, WIDEST = 6, 60
RISKY: Final = ("=", "+", "-", "@", "\t", "\r")
NOT_IN_A_TITLE: Final = re.compile(r"[\[\]:*?/\\']")
FIGURE: Final = re.compile(r"-?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?")
PLAIN: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_format_properties": {"font_name": "宋体", "font_size": 11},
}


def xlsx_of(sheets: Sequence[Sheet]) -> bytes:
    """Return a workbook with these sheets (title, columns, rows): heads frozen and repeated, ready for A4.

    A text is never taken for a formula or a link; whole and decimal numbers keep all their decimals.
    """
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, PLAIN) as book:
        book.set_properties({"author": "", "comments": ""})
        formats = _Formats(book)
        for title, columns, rows in sheets:
            _write(book.add_worksheet(_title(title)), columns, list(rows), formats)
    return file.getvalue()


def bulletin_sheets(bulletin: Bulletin) -> list[Sheet]:
    """Return a bulletin as sheets: what hangs (通报), and how to compute it again (自己算一遍)."""
    columns = [column.title for column in bulletin.table.columns]
    rest: list[Sequence[Cell]] = [[], [bulletin.prizes_title]]
    rest += [[line.left, line.middle, line.right] for line in bulletin.prizes]
    rest += [[note] for note in (bulletin.table.note, *bulletin.notes, bulletin.notice.title) if note]
    rest += [[f"{bulletin.sign.organ} {bulletin.sign.day}"], [f"核对码 {bulletin.digest}"]]
    table: list[Sequence[Cell]] = [*_figures(bulletin), *rest]
    how: list[Sequence[Cell]] = [[number, words] for number, words in enumerate(bulletin.how, 1)]
    return [("通报", columns, table), ("自己算一遍", ["步", "怎么算"], [*how, [None, bulletin.qr_url]])]


def _figures(bulletin: Bulletin) -> Iterator[Sequence[Cell]]:
    """Yield the rows; what reads as a figure in a column of figures is one, with the decimals it shows."""
    columns = bulletin.table.columns
    for row in bulletin.table.rows:
        yield [
            Decimal(words.replace(",", "")) if column.align == "right" and FIGURE.fullmatch(words) else words
            for column, words in zip(columns, row, strict=True)
        ]


class _Formats:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "font_name": "黑体"})
        self.text = book.add_format({"num_format": "@"})
        self.risky = book.add_format({"num_format": "@", "quote_prefix": True})
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self.numbers: dict[int, Any] = {}

    def number(self, decimals: int) -> Any:
        if decimals not in self.numbers:
            shown = "#,##0" + ("." + "0" * decimals if decimals else "")
            self.numbers[decimals] = self.book.add_format({"num_format": shown})
        return self.numbers[decimals]


def _write(sheet: Any, columns: Sequence[str], rows: Sequence[Sequence[Cell]], formats: _Formats) -> None:
    for place, title in enumerate(columns):
        sheet.write_string(0, place, title, formats.head)
    for number, row in enumerate(rows, 1):
        for place, cell in enumerate(row):
            _write_cell(sheet, number, place, cell, formats)
    for place in range(len(columns)):
        cells = [columns[place], *(row[place] for row in rows if len(row) >= len(columns) > place)]
        widest = max(_width(str(cell or "")) for cell in cells)
        sheet.set_column(place, place, min(max(widest + 2, NARROWEST), WIDEST))
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
    sheet.set_footer("&C第 &P 页，共 &N 页")
    if len(columns) > 8:
        sheet.set_landscape()


def _write_cell(sheet: Any, row: int, column: int, cell: Cell, formats: _Formats) -> None:
    if isinstance(cell, str):
        sheet.write_string(row, column, cell, formats.risky if cell.startswith(RISKY) else formats.text)
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell, formats.day)
    elif cell is not None:
        exponent = cell.as_tuple().exponent if isinstance(cell, Decimal) else 0
        sheet.write_number(row, column, cell, formats.number(max(0, -int(exponent))))


def _width(text: str) -> int:
    """Return how wide a text is, a Chinese character counting for two."""
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


def _title(title: str) -> str:
    """Return a title that a sheet can have: at most 31 characters, and none that a reference needs."""
    return NOT_IN_A_TITLE.sub("－", title)[:31] or "表"

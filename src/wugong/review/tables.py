"""A round as a table: the columns of the contract, and the workbooks that go out."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from wugong.base.amounts import plain, scaled
from wugong.publish.workbooks import Cell as SheetCell
from wugong.publish.workbooks import xlsx_of
from wugong.review.round_pages import DECIMALS, Card, Cell
from wugong.review.round_sheets import InForce
from wugong.rules.scheme import Input
from wugong.rules.score_sheets import SheetVersion

CODE, NAME, DAY, SCORE, NOTE, ROUND = "村代码", "村", "检查日期", "得分", "说明", "轮次"
VERSION: Final = "版次"  # of the score that stood when the table was made, 0 for none
REQUIRED: Final = (CODE, DAY)
OPTIONAL: Final = (NAME, SCORE, NOTE, ROUND, VERSION)
WRITTEN_DAY: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


def round_said(card: Card) -> str:
    """Return how the table names the round it belongs to."""
    return f"{card.month} {card.input.title}"


def read_points(text: str, fact: Input) -> int:
    """Return the hundredths that a text says; ValueError where the scheme does not take it."""
    pieces = scaled(text, fact.decimals)
    if not fact.least <= pieces <= fact.most:
        raise ValueError(text)
    return int(pieces * 10 ** (DECIMALS - fact.decimals))


def read_day(written: date | str) -> date | None:
    """Return the day that a cell says, written as a date or in words; None where it says none."""
    if isinstance(written, date):
        return written
    found = WRITTEN_DAY.fullmatch(written)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def points_wanted(fact: Input) -> str:
    """Return what may stand in a cell for points."""
    ends = f"{plain(fact.least, fact.decimals)} 到 {plain(fact.most, fact.decimals)} 的数"
    return f"{ends}，最多 {fact.decimals} 位小数" if fact.decimals else f"{ends}，不带小数"


def spot_columns(version: SheetVersion) -> dict[str, str]:
    """Return the key of each finding by the name of its column."""
    return {f"{line.title}·{spot.title}（{spot.unit}）": key for key, (line, spot) in version.spots.items()}


def veto_columns(version: SheetVersion) -> dict[str, str]:
    """Return the key of each veto by the name of its column."""
    return {f"否决：{veto.title}": veto.key for veto in version.vetoes}


def totals_book(card: Card) -> bytes:
    """Return the workbook with a total for each village, filled in with what stands."""
    columns = [CODE, NAME, DAY, SCORE, NOTE, ROUND, VERSION]
    rows = [[*_about(cell), _total(cell), *_made_from(card, cell)] for cell in card.cells]
    return xlsx_of([(round_said(card), columns, rows)])


def counts_book(card: Card, sheet: InForce) -> bytes:
    """Return the workbook with a column for each finding of the score sheet, filled in with what stands."""
    spots, vetoes = spot_columns(sheet.version), veto_columns(sheet.version)
    rows = [
        [*_about(cell), *_findings(cell, sheet, spots, vetoes), *_made_from(card, cell)]
        for cell in card.cells
    ]
    columns = [CODE, NAME, DAY, *spots, *vetoes, NOTE, ROUND, VERSION]
    return xlsx_of([(round_said(card), columns, rows)])


def _about(cell: Cell) -> list[SheetCell]:
    return [cell.village.code, cell.village.name, cell.score.day if cell.score else None]


def _total(cell: Cell) -> SheetCell:
    return Decimal(cell.points) if cell.score else None


def _made_from(card: Card, cell: Cell) -> list[SheetCell]:
    """Return the note, of which round it is, and of which version of the score."""
    return [cell.score.note if cell.score else "", round_said(card), cell.seen]


def _findings(
    cell: Cell, sheet: InForce, spots: Mapping[str, str], vetoes: Mapping[str, str]
) -> Iterator[SheetCell]:
    """Yield what was counted; nothing where the score did not come from this sheet."""
    now = cell.score
    same = now is not None and now.sheet == sheet.adopted
    for key in spots.values():
        yield now.counts.get(key, 0) if now and same else None
    for key in vetoes.values():
        yield "是" if now and same and key in now.vetoes else ""

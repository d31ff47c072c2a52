"""Workbooks opened again by two other libraries: texts are texts, figures are figures, as they were given."""

import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook
from tests.publish.conftest import bulletin_of

from wugong.publish.bulletins import Column, Table
from wugong.publish.workbooks import bulletin_sheets, xlsx_of

COLUMNS = ["村", "分", "奖励", "日期"]
ROWS = [
    ["枫林坳村", Decimal("96.50"), 10000, date(2026, 4, 15)],
    ["张×芳", None, 0, None],
]


def opened(content: bytes):
    return load_workbook(io.BytesIO(content))


def test_figures_come_back_as_they_were() -> None:
    sheet = opened(xlsx_of([("通报", COLUMNS, ROWS)])).active
    values = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert values[0] == COLUMNS
    assert values[1][:3] == ["枫林坳村", 96.5, 10000]
    assert sheet["D2"].value.date() == date(2026, 4, 15)
    assert (sheet["B2"].number_format, sheet["C2"].number_format) == ("#,##0.00", "#,##0")
    other = CalamineWorkbook.from_filelike(io.BytesIO(xlsx_of([("通报", COLUMNS, ROWS)])))
    assert other.get_sheet_by_index(0).to_python()[1] == ["枫林坳村", 96.5, 10000.0, date(2026, 4, 15)]


@pytest.mark.parametrize(
    "text", ["=1+1", "+86", "-5", "@SUM(A1)", "\tx", "\rx", '=HYPERLINK("http://a.test")']
)
def test_text_that_looks_like_a_formula_stays_a_text(text: str) -> None:
    content = xlsx_of([("表", ["栏"], [[text]])])
    cell = opened(content).active["A2"]
    assert cell.data_type == "s"
    assert cell.quotePrefix
    xml = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in xml
    assert CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()[1] == [text]


def test_text_that_looks_like_a_link_or_a_number_stays_a_text() -> None:
    content = xlsx_of([("表", ["栏"], [["https://example.test/"], ["007"]])])
    sheet = opened(content).active
    assert [sheet["A2"].value, sheet["A3"].value] == ["https://example.test/", "007"]
    assert sheet["A2"].hyperlink is None
    assert not sheet["A3"].quotePrefix


def test_head_stands_on_every_page_of_a4() -> None:
    sheet = opened(xlsx_of([("表", COLUMNS, ROWS)])).active
    assert sheet.freeze_panes == "A2"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.paperSize == 9
    assert sheet.page_setup.orientation == "portrait"


def test_wide_table_lies_across() -> None:
    sheet = opened(xlsx_of([("表", [str(n) for n in range(9)], [])])).active
    assert sheet.page_setup.orientation == "landscape"


def test_chinese_counts_double_for_the_width() -> None:
    rows = [["枫林坳村枫林坳村", "abcdefgh", "x" * 100]]
    widths = opened(xlsx_of([("表", ["一", "二", "三"], rows)])).active.column_dimensions
    assert [round(widths[letter].width) for letter in "ABC"] == [19, 11, 61]


@pytest.mark.parametrize(("title", "kept"), [("一/二:三", "一－二－三"), ("长" * 40, "长" * 31), ("", "表")])
def test_title_becomes_one_that_a_sheet_can_have(title: str, kept: str) -> None:
    assert opened(xlsx_of([(title, ["栏"], [])])).sheetnames == [kept]


def test_file_says_nothing_of_who_made_it() -> None:
    about = opened(xlsx_of([("表", ["栏"], [])])).properties
    assert (about.creator or "", about.lastModifiedBy or "") == ("", "")


def test_bulletin_has_its_figures_and_how_to_compute_them_again() -> None:
    columns = (
        Column(key="rank", title="名次", align="right"),
        Column(key="village", title="村"),
        Column(key="money", title="奖励（元）", align="right"),
    )
    rows = (("1", "枫林坳村", "14,000"), ("2", "1", "—"), ("3", "=村", "-3.50"))
    bulletin = bulletin_of(table=Table(title="名次", columns=columns, rows=rows))
    book = opened(xlsx_of(bulletin_sheets(bulletin)))
    assert book.sheetnames == ["通报", "自己算一遍"]
    values = [[cell.value for cell in row] for row in book["通报"].iter_rows()]
    assert values[:4] == [
        ["名次", "村", "奖励（元）"],
        [1, "枫林坳村", 14000],
        [2, "1", "—"],
        [3, "=村", -3.5],
    ]
    assert ["枫林坳村", "参评第 1 名", "10,000 元"] in values
    assert [row[0].value for row in book["自己算一遍"].iter_rows()] == ["步", 1, 2, None]

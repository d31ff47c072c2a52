"""Workbooks looked through before they are opened: what is plain, what the careful reader must see, bombs."""

import zipfile

import pytest
import xlsxwriter
from tests.registry.import_stage import write_csv

from wugong.base.faults import Faults
from wugong.registry import import_screening
from wugong.registry.import_rules import rules_on, versions
from wugong.registry.import_screening import screened
from wugong.registry.import_sheets import read_sheet

MOST = 400 << 20


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 1, ["户号", "姓名"])
        sheet.write_row(1, 1, [4.3010119760506022e17, "李四"])
    return path


def rewritten(path, change):
    """Write the workbook again with its sheet changed."""
    with zipfile.ZipFile(path) as old:
        parts = {one.filename: old.read(one) for one in old.infolist()}
    parts["xl/worksheets/sheet1.xml"] = change(parts["xl/worksheets/sheet1.xml"])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return path


def test_a_plain_workbook_is_plain_and_long_numbers_are_kept_as_written(book):
    seen = screened(book, MOST)
    assert seen.is_plain
    assert (seen.first, dict(seen.numbers)) == (1, {1: {2: "4.301011976050602E+17"}})
    sheet = read_sheet(book, rules_on(versions()[0].since).file, Faults("a"))
    assert sheet
    assert sheet.cells["c0"].to_list() == ["户号", "4.301011976050602E+17"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'r="C2"', b'r="AB2"'),
        (b'r="C2"', b'r="C1000000"'),
        (b'r="C2"', b"r='C2'"),
        (b'r="C2"', b'r ="C2"'),
        (b'r="C2"', b'r\n="C2"'),
        (b'r="C2"', b'r=\n"C2"'),
        (b'r="C2" t="s"', b'r="C2" t="e"'),
        (b"<v>", b"<f>1+1</f><v>"),
        (b"<worksheet", b"<!DOCTYPE x><worksheet"),
        (b"<?xml", "﻿<?xml".encode("utf-16")),
    ],
)
def test_what_is_unusual_is_for_the_careful_reader(book, old, new):
    assert not screened(rewritten(book, lambda sheet: sheet.replace(old, new, 1)), MOST).is_plain


def test_what_is_too_large_or_too_tightly_packed_is_not_opened(book, monkeypatch):
    assert not screened(book, 1000).is_plain
    path = rewritten(book, lambda sheet: sheet.replace(b"</sheetData>", b" " * (50 << 20) + b"</sheetData>"))
    assert not screened(path, MOST).is_plain
    faults = Faults("a")
    assert read_sheet(path, rules_on(versions()[0].since).file, faults) is None
    assert "不像正常的表格" in faults.lines[0]
    monkeypatch.setattr(import_screening, "CHARACTERS", 1)
    assert not screened(book, MOST).is_plain


def test_what_is_no_workbook_is_not_plain(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"nothing")
    assert not screened(path, MOST).is_plain
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("word/document.xml", "<a/>")
    assert not screened(path, MOST).is_plain


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        ({"rows": 1}, "一次最多导入 1 行"),
        ({"columns": 1}, "一次最多 1 列"),
        ({"megabytes": 0}, "文件超过 0 MB"),
    ],
)
def test_a_file_may_only_be_so_large(tmp_path, limits, said):
    path = write_csv(tmp_path / "a.csv", [["1", "李四"]], ["户号", "姓名"])
    faults = Faults("a")
    assert read_sheet(path, {**rules_on(versions()[0].since).file, **limits}, faults) is None
    assert said in faults.lines[0]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe\x00\x01\x02", "不是文字表格"),
        ('姓名,"关系\n"a"b,c'.encode(), "读不下去"),
        (None, "找不到"),
    ],
)
def test_a_file_that_is_no_table_is_refused(tmp_path, content, said):
    path = tmp_path / "a.csv"
    if content is not None:
        path.write_bytes(content)
    faults = Faults("a")
    assert read_sheet(path, rules_on(versions()[0].since).file, faults) is None
    assert said in faults.lines[0]

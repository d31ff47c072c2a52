"""Workbooks that are refused before they are unfolded: bombs, other kinds of file, broken ones."""

import zipfile

import pytest
import xlsxwriter
from tests.rules.books import COLUMNS, GOOD, book, cell, lie_about_size, row, shared, sheet
from tests.rules.refusing import refused

FAR = f'<row r="1048576">{cell("XFD1048576", "x")}</row>'
SHARED = "xl/sharedStrings.xml"


def try_book(capsys, folder, content=None, **parts) -> str:
    """What is said first about a workbook; where `content` is none it stands there already."""
    path = folder / "sheet.xlsx"
    if content is not None:
        book(path, content, **parts)
    return refused(capsys, folder, "town-environment", path)[0].removeprefix("sheet.xlsx：")


# -- reach


@pytest.mark.parametrize(
    "body",
    [
        FAR,
        FAR.replace('"', "'"),
        FAR.replace("r=", "r = "),
        FAR.replace("XFD", "xfd"),
        FAR.replace("<c r", "<c\n r"),
        FAR.replace("XFD", "&#88;FD"),
        FAR.replace("<c ", '<c a=">" '),
        '<row r="1048576">' + "<c><v>1</v></c>" * 16384 + "</row>",
        f'<row r="3">{cell("ZZZZZZZ3", "x")}</row>',
        f'<row r="3">{cell("A999999999", "x")}</row>',
        "<row>" + "<c><v>1</v></c>" * 16 + '</row><row r="1048575"/><row><c><v>1</v></c></row>',
    ],
)
def test_cell_far_away(body, capsys, tmp_path):
    assert "表格铺到了第" in try_book(capsys, tmp_path, sheet(body))


@pytest.mark.parametrize(
    ("part", "target"),
    [
        ("xl/sheets/one.xml", "sheets/one.xml"),
        ("other/one.bin", "/other/one.bin"),
        ("xl/drawings/one.vml", "drawings/one.vml"),
        (SHARED, "sharedStrings.xml"),
    ],
)
def test_cell_far_away_in_a_sheet_kept_elsewhere(part, target, capsys, tmp_path):
    assert "表格铺到了第" in try_book(capsys, tmp_path, sheet(FAR), part=part, target=target)


def test_cell_far_away_in_another_encoding(capsys, tmp_path):
    assert "表格铺到了第" in try_book(
        capsys, tmp_path, sheet(FAR).replace("UTF-8", "UTF-16").encode("utf-16")
    )


def test_cell_far_away_behind_broken_markup(capsys, tmp_path):
    broken = sheet(FAR).replace("<sheetData>", "<b></a><sheetData>")
    said = try_book(capsys, tmp_path, broken, part="xl/drawings/one.vml", target="drawings/one.vml")
    assert "不完好" in said


def test_cell_far_away_behind_broken_markup_in_a_later_piece(capsys, tmp_path):
    before, after = sheet(FAR).split("<sheetData>")
    filled = f"{before}<b></a>".ljust((1 << 20) - 4)  # the name of the element lies across two pieces
    said = try_book(capsys, tmp_path, f"{filled}<sheetData>{after}", part="xl/one.bin", target="one.bin")
    assert "不完好" in said


# -- bombs


def test_gigabytes_of_zeros(capsys, tmp_path):
    path = tmp_path / "sheet.xlsx"
    book(path, sheet())
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as file,
        file.open(SHARED, "w", force_zip64=True) as part,
    ):
        part.write(shared("").removesuffix("</t></si></sst>").encode())
        for _ in range(64):
            part.write(b"0" * (1 << 20))
    assert "展开后超过" in try_book(capsys, tmp_path)


def test_zeros_under_a_header_that_lies(capsys, tmp_path):
    book(tmp_path / "sheet.xlsx", sheet(), more={SHARED: shared("0" * (48 << 20))})
    lie_about_size(tmp_path / "sheet.xlsx", SHARED, 1000)
    assert "展开后超过" in try_book(capsys, tmp_path)


def test_long_text_shared_by_many_cells(capsys, tmp_path):
    body = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(3, 503))
    said = try_book(capsys, tmp_path, sheet(body), more={SHARED: shared("x" * (1 << 20))})
    assert "有一格长达 1048576 字" in said


@pytest.mark.parametrize("place", ["1", "<f>x</f><v>1</v>", "0", "7", ""])
def test_long_text_is_counted_for_the_cells_that_share_it(place, capsys, tmp_path, monkeypatch):
    monkeypatch.setattr("wugong.base.extents.CHARACTERS", 1000)
    body = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>{place}</v></c></row>' for n in range(3, 53))
    more = {SHARED: shared("乙村", "x" * 500)}
    said = try_book(capsys, tmp_path, sheet(body), more=more)
    assert ("有一格长达 500 字" in said) is (place != "0")


@pytest.mark.parametrize("address", ["A", "1A", "A1B", "甲1", "A-1", "AAAAAAAA1", "A9999999999", ""])
def test_address_that_is_none(address, capsys, tmp_path):
    assert "看不懂的单元格位置" in try_book(capsys, tmp_path, sheet(f'<row r="3">{cell(address, "x")}</row>'))


def test_entities_defined_in_a_part(capsys, tmp_path):
    laughs = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "xxxx">]><sst/>'
    assert "不该有的定义" in try_book(capsys, tmp_path, sheet(), more={SHARED: laughs})


def test_very_many_parts(capsys, tmp_path, monkeypatch):
    monkeypatch.setattr("wugong.base.workbooks.PARTS", 50)
    assert "部件多于" in try_book(capsys, tmp_path, sheet(), more={f"xl/{n}": "" for n in range(100)})


# -- other files


def test_document_of_words_renamed(capsys, tmp_path):
    with zipfile.ZipFile(tmp_path / "sheet.xlsx", "w") as file:
        file.writestr("word/document.xml", "<document/>")
    assert "Word 文档" in try_book(capsys, tmp_path)


def test_archive_of_other_things_renamed(capsys, tmp_path):
    with zipfile.ZipFile(tmp_path / "sheet.xlsx", "w") as file:
        file.writestr("photo.jpg", b"")
    assert "没有工作簿" in try_book(capsys, tmp_path)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
        b"village_code,village\n",
        bytes(range(256)) * 40,
    ],
)
def test_bytes_that_are_no_archive(content, capsys, tmp_path):
    (tmp_path / "sheet.xlsx").write_bytes(content)
    assert "不是完好的 .xlsx" in try_book(capsys, tmp_path)


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.95, 0.99])
def test_workbook_cut_short(kept, capsys, tmp_path):
    whole = book(tmp_path / "sheet.xlsx", sheet()).read_bytes()
    (tmp_path / "sheet.xlsx").write_bytes(whole[: int(len(whole) * kept)])
    assert "不是完好的 .xlsx" in try_book(capsys, tmp_path)


def test_part_with_a_wrong_checksum(capsys, tmp_path):
    path = book(tmp_path / "sheet.xlsx", sheet(), compression=zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace("甲村".encode(), "乙村".encode()))
    assert "不是完好的 .xlsx" in try_book(capsys, tmp_path)


def test_part_packed_in_a_way_that_no_workbook_is(capsys, tmp_path):
    assert "不是完好的 .xlsx" in try_book(capsys, tmp_path, sheet(), compression=zipfile.ZIP_BZIP2)


def test_part_under_a_password(capsys, tmp_path):
    path = book(tmp_path / "sheet.xlsx", sheet())
    data = bytearray(path.read_bytes())
    for magic, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(magic)
        while place >= 0:
            data[place + at] |= 1
            place = data.find(magic, place + 4)
    path.write_bytes(data)
    assert "加了密码" in try_book(capsys, tmp_path)


def test_workbook_whose_sheet_is_missing(capsys, tmp_path):
    said = try_book(capsys, tmp_path, sheet(), part="xl/worksheets/other.xml")
    assert "打不开" in said or "没有内容" in said


def test_workbook_without_any_sheet(capsys, tmp_path):
    path = book(tmp_path / "sheet.xlsx", sheet())
    parts = {}
    with zipfile.ZipFile(path) as file:
        for name in file.namelist():
            parts[name] = file.read(name)
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].split(b"<sheets>")[0] + b"<sheets/></workbook>"
    with zipfile.ZipFile(path, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)
    assert "打不开" in try_book(capsys, tmp_path)


# -- cells


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ('<c r="E3" t="e"><v>#N/A</v></c>', "第 3 行，covert 列："),
        ('<c r="E3" t="b"><v>1</v></c>', "第 3 行，covert 列："),
        ('<c r="E3"><v>100.5</v></c>', "第 3 行，covert 列："),
        ('<c r="E3"><v>1e300</v></c>', "第 3 行，covert 列："),
        ('<c r="E3"><v>-1</v></c>', "第 3 行，covert 列："),
        ('<c r="E3"><v>83.123</v></c>', "第 3 行，covert 列："),
        (cell("E3", "八十"), "第 3 行，covert 列："),
        (cell("H3", "多"), "第 3 行：这一行多出"),
    ],
)
def test_cell_that_is_no_score(given, said, capsys, tmp_path):
    body = row(3, ("v2", "乙村", "t1", "2023-01")).replace("</row>", f"{given}</row>")
    assert try_book(capsys, tmp_path, sheet(body)).startswith(said)


def test_number_that_is_no_month(capsys, tmp_path):
    body = row(3, ("v2", "乙村", "t1")).replace("</row>", '<c r="D3"><v>44927</v></c></row>')
    assert try_book(capsys, tmp_path, sheet(body)).startswith("第 3 行，month 列：")


@pytest.mark.parametrize("number", [44941, 44927.5])
def test_date_that_is_not_the_first_of_a_month(number, capsys, tmp_path):
    path = tmp_path / "sheet.xlsx"
    with xlsxwriter.Workbook(path) as made:
        page = made.add_worksheet()
        page.write_row(0, 0, COLUMNS)
        page.write_row(1, 0, [*GOOD[:3], None, 80, 90])
        page.write_number(1, 3, number, made.add_format({"num_format": "yyyy-mm"}))
    assert try_book(capsys, tmp_path).startswith("第 2 行，month 列：")


def test_code_with_more_digits_than_a_number_cell_keeps(capsys, tmp_path):
    body = row(3, ("", "乙村", "t1", "2023-02")).replace(
        cell("A3", ""), '<c r="A3"><v>4306821012010012345</v></c>'
    )
    assert try_book(capsys, tmp_path, sheet(body)).startswith("第 3 行，village_code 列：")

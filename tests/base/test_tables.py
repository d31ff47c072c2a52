"""Tables as rows of cells: which cells a workbook and a text give, and where a fault stands."""

import zipfile
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest
import xlsxwriter

from wugong.base import extents, tables, workbooks
from wugong.base.faults import SHOWN, Faults, FileRefused, refuse_all
from wugong.base.tables import read_table


def rows_of(path, required=("a", "b"), optional=()):
    faults = Faults(path.name)
    rows = list(read_table(path, required, optional, faults))
    return rows, faults.lines


def written(path, *rows):
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        formats = {
            date: book.add_format({"num_format": "yyyy-mm-dd"}),
            datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
            time: book.add_format({"num_format": "hh:mm"}),
            timedelta: book.add_format({"num_format": "[h]:mm"}),
        }
        for number, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                sheet.write(number, column, cell, formats.get(type(cell)))
    return path


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("文字", "文字"),
        (" 文 字 ", "文 字"),
        (None, ""),
        (12, "12"),
        (430682101201, "430682101201"),
        (83.1, "83.1"),
        (83.10000000000001, "83.1"),
        (-0.5, "-0.5"),
        (0, "0"),
        (10**15, "1e+15"),
        (True, "TRUE"),
        (False, "FALSE"),
        (date(2023, 1, 31), date(2023, 1, 31)),
        (datetime.fromisoformat("2023-01-31 08:30"), "2023-01-31 08:30:00"),
        (time(8, 30), "08:30:00"),
    ],
)
def test_cell_of_a_workbook(value, cell, tmp_path):
    rows, faults = rows_of(written(tmp_path / "t.xlsx", ["a", "b"], [value, "x"]))
    assert (rows, faults) == ([(2, [cell, "x"])], [])


def test_columns_come_in_the_order_asked_for(tmp_path):
    (tmp_path / "t.csv").write_text("c,a,b\n3,1,2\n")
    assert rows_of(tmp_path / "t.csv", ("a", "b"), ("d", "c"))[0] == [(2, ["1", "2", "", "3"])]


def test_columns_cannot_be_found_twice(tmp_path):
    (tmp_path / "t.csv").write_text("a,a,,b,\nx,x,x,x,x\n")
    rows, faults = rows_of(tmp_path / "t.csv")
    assert rows == []
    assert faults == [
        "t.csv：第 1 行：列名“a”出现了 2 次，只留一列",
        "t.csv：第 1 行：第 3 列没有列名，可用的列名是 a、b",
    ]


def test_quoted_line_breaks_stay_in_their_cell(tmp_path):
    (tmp_path / "t.csv").write_text('a,b\n"1\n2",3\n4,\n')
    assert rows_of(tmp_path / "t.csv")[0] == [(2, ["1\n2", "3"]), (3, ["4", ""])]


def test_file_that_is_too_large(tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "LARGEST", 1 << 20)
    (tmp_path / "t.csv").write_bytes(b"x" * ((1 << 20) + 1))
    assert rows_of(tmp_path / "t.csv") == ([], ["t.csv：文件超过 1 MB，请分成几份"])


def test_workbook_that_is_too_large(tmp_path, monkeypatch):
    monkeypatch.setattr(workbooks, "UNFOLDED", 1000)
    assert "展开后超过" in rows_of(written(tmp_path / "t.xlsx", ["a", "b"]))[1][0]


def test_a_caller_may_take_less(tmp_path):
    path = written(tmp_path / "t.xlsx", ["a", "b"], ["1", "2"])
    with zipfile.ZipFile(path) as parts:
        whole = sum(part.file_size for part in parts.infolist())
    for most, taken in ((whole, True), (whole - 1, False)):
        faults = Faults("t.xlsx")
        assert bool(list(read_table(path, ("a", "b"), (), faults, unfolded=most))) is taken
        assert bool(faults.count) is not taken


def test_many_parts_that_were_packed_tightly_are_too_large_together(tmp_path, monkeypatch):
    def padded(*parts):
        with zipfile.ZipFile(written(tmp_path / "t.xlsx", ["a", "b"], ["1", "2"]), "a") as book:
            for number, size in enumerate(parts):
                book.writestr(f"xl/p{number}.xml", f"<p>{' ' * size}</p>", zipfile.ZIP_DEFLATED)
        return rows_of(tmp_path / "t.xlsx")[1]

    monkeypatch.setattr(workbooks, "RATIO_FROM", 3_000_000)
    monkeypatch.setattr(workbooks, "RATIO", 20)
    assert padded(2_000_000) == []
    assert "展开后超过" in padded(2_000_000, 2_000_000)[0]


def test_sheet_that_reaches_too_far(tmp_path, monkeypatch):
    monkeypatch.setattr(extents, "CELLS", 5)
    path = written(tmp_path / "t.xlsx", ["a", "b"], [1, 2], [3, 4])
    assert rows_of(path)[1] == ["t.xlsx：表格铺到了第 3 行、第 2 列，太大了，请删去空白行列再另存"]


def test_pictures_in_a_workbook_do_no_harm(tmp_path):
    picture = tmp_path / "p.png"
    picture.write_bytes(
        bytes.fromhex(
            "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
            "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
        )
    )
    with xlsxwriter.Workbook(tmp_path / "t.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["a", "b"])
        sheet.write_row(1, 0, ["1", "2"])
        sheet.insert_image(3, 3, str(picture))
        sheet.write_comment(1, 0, "说明")
    assert rows_of(tmp_path / "t.xlsx") == ([(2, ["1", "2"])], [])


def test_other_sheets_may_be_as_wide_as_they_like(tmp_path, monkeypatch):
    monkeypatch.setattr(extents, "CELLS", 20)
    with xlsxwriter.Workbook(tmp_path / "t.xlsx") as book:
        sheet = book.add_worksheet()
        for number in range(10):
            sheet.write_row(number, 0, ["a", "b"])
        book.add_worksheet().write_row(0, 0, range(20))
    assert len(rows_of(tmp_path / "t.xlsx")[0]) == 9


def test_errors_of_other_sheets_do_no_harm(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "t.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["a", "b"])
        sheet.write_row(1, 0, ["1", "2"])
        book.add_worksheet().write_formula(1, 1, "=1/0", None, "#DIV/0!")
    assert rows_of(tmp_path / "t.xlsx") == ([(2, ["1", "2"])], [])


def test_errors_of_the_first_sheet_are_seen(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "t.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["a", "b"])
        sheet.write(1, 0, "1")
        sheet.write_formula(1, 1, "=1/0", None, "#DIV/0!")
        sheet.write_row(2, 0, ["3", "4"])
    assert rows_of(tmp_path / "t.xlsx")[0] == [(2, ["1", "#错误"]), (3, ["3", "4"])]


# -- faults


def test_fault_stands_at_its_place():
    faults = Faults("甲.csv")
    faults.add("坏了", row=3, column="b")
    faults.add("坏了", row=4)
    faults.add("坏了", column="b")
    faults.add("坏了")
    assert faults.lines == [
        "甲.csv：第 3 行，b 列：坏了",
        "甲.csv：第 4 行：坏了",
        "甲.csv：b 列：坏了",
        "甲.csv：坏了",
    ]


def test_nothing_is_refused_without_faults():
    refused = [Faults("甲.csv").refuse(), refuse_all([Faults("甲.csv"), Faults("乙.csv")])]
    assert refused == [None, None]


def test_only_the_first_faults_of_all_sources_are_kept():
    sources = [Faults("甲.csv"), Faults("乙.csv"), Faults("丙.csv")]
    for source in sources[1:]:
        for row in range(SHOWN):
            source.add("坏了", row=row + 1)
    with pytest.raises(FileRefused, match=r"乙\.csv、丙\.csv 共有 2000 处") as refusal:
        refuse_all(sources)
    assert len(refusal.value.lines) == SHOWN + 1
    with pytest.raises(FileRefused):
        sources[1].refuse()


def test_formula_that_no_program_has_computed_is_not_taken_for_an_empty_cell(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["a", "b"])
    book.active.append(["1", "=80+10"])
    book.active.append(["2", "3"])
    book.save(tmp_path / "t.xlsx")
    assert rows_of(tmp_path / "t.xlsx")[0] == [(2, ["1", "#公式未计算"]), (3, ["2", "3"])]


def test_formula_in_the_last_cell_that_was_never_computed_is_seen(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["a", "b"])
    book.active.append(["1", "=80+10"])
    book.save(tmp_path / "t.xlsx")
    assert rows_of(tmp_path / "t.xlsx")[0] == [(2, ["1", "#公式未计算"])]


def test_computed_formula_is_its_value(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "t.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["a", "b"])
        sheet.write_row(1, 0, ["1", ""])
        sheet.write_formula(1, 1, "=80+10", None, 90)
    assert rows_of(tmp_path / "t.xlsx")[0] == [(2, ["1", "90"])]


def test_errors_are_seen_where_the_table_stands_away_from_the_corner(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "t.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(2, 3, ["a", "b"])
        sheet.write(3, 3, "1")
        sheet.write_formula(3, 4, "=1/0", None, "#DIV/0!")
    assert rows_of(tmp_path / "t.xlsx") == ([(4, ["1", "#错误"])], [])


def test_error_where_the_library_sees_no_column_is_seen_too(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "t.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["a", "b"])
        sheet.write(1, 0, "1")
        sheet.write_formula(1, 6, "=1/0", None, "#DIV/0!")
    assert "第 2 行" in rows_of(tmp_path / "t.xlsx")[1][0]

"""The many shapes in which a good score sheet comes: all of them give the same figures."""

import csv
import io
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter
from tests.rules.sheets import Result, run

COLUMNS = ("village_code", "village", "town_code", "month", "covert", "cross")
ROWS = [
    ("430682101201", "甲村", "430682101", "2023-01", "83.1", "90"),
    ("430682101201", "甲村", "430682101", "2023-02", "76", "83.25"),
    ("430682101201", "甲村", "430682101", "2023-03", "100", "0"),
    ("430682101202", "乙㙓村", "430682101", "2023-01", "", "90"),
    ("430682101202", "乙㙓村", "430682101", "2023-02", "0.01", "99.99"),
    ("430682101202", "乙㙓村", "430682101", "2023-03", "60", "60"),
]


def as_text(rows=ROWS, columns=COLUMNS, end: str = "\n") -> str:
    file = io.StringIO()
    csv.writer(file, lineterminator=end).writerows([columns, *rows])
    return file.getvalue()


def appraised(folder: Path, content: bytes, name: str = "sheet.csv") -> Result:
    (folder / name).write_bytes(content)
    return run("town-environment", folder / name, out=folder / "out")


@pytest.fixture(scope="module")
def expected(tmp_path_factory) -> Result:
    return appraised(tmp_path_factory.mktemp("plain"), as_text().encode())


def test_the_plain_sheet_itself(expected):
    assert expected.score("430682101201", "2023-01")["score"] == "87.93"
    assert expected.score("430682101202", "2023-02")["score"] == "70.00"
    assert expected.score("430682101202", "2023-Q1")["complete"] == "no"


@pytest.mark.parametrize(
    "content",
    [
        as_text().encode("utf-8-sig"),
        as_text().encode("gb18030"),
        as_text(end="\r\n").encode(),
        as_text([row[::-1] for row in ROWS], COLUMNS[::-1]).encode(),
        as_text([(*row, "") for row in ROWS], (*COLUMNS, "")).encode(),
        as_text([(*row, "", "") for row in ROWS]).encode(),
        ("\n\n" + as_text()).encode(),
        as_text([ROWS[0], [""] * 6, [], *ROWS[1:], ["", " "]]).encode(),
        as_text([[f" {cell} " for cell in row] for row in ROWS]).encode(),
        as_text([(*row, "") for row in ROWS], (*COLUMNS, "routine")).encode(),
        as_text(ROWS[::-1]).encode(),
        as_text().rstrip().encode(),
        ",".join(f'"{name}"' for name in COLUMNS).encode() + b"\n" + as_text().split("\n", 1)[1].encode(),
        as_text(
            [
                (*row[:4], f"0{row[4]}" if row[4] else "", f"{row[5]}.0" if "." not in row[5] else row[5])
                for row in ROWS
            ]
        ).encode(),
    ],
    ids=[
        "bom",
        "gb18030",
        "crlf",
        "columns",
        "wide",
        "wider",
        "late",
        "blanks",
        "spaces",
        "routine",
        "order",
        "unended",
        "quoted",
        "zeros",
    ],
)
def test_sheet_in_another_shape(content, expected, tmp_path):
    result = appraised(tmp_path, content)
    assert result.score_rows == expected.score_rows
    assert result.awards == expected.awards


def test_file_name_in_capitals(expected, tmp_path):
    assert appraised(tmp_path, as_text().encode(), "SHEET.CSV").score_rows == expected.score_rows


def workbook(path: Path, months, codes=int, scores=float) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("一季度")
        day = book.add_format({"num_format": "yyyy年m月"})
        sheet.write_row(0, 0, COLUMNS)
        for number, row in enumerate(ROWS, start=2):
            sheet.write(number, 0, codes(row[0]))
            sheet.write(number, 1, row[1])
            sheet.write(number, 2, codes(row[2]))
            sheet.write(number, 3, months(row[3]), day)
            for column, cell in enumerate(row[4:], start=4):
                sheet.write(number, column, scores(cell) if cell else None)
        book.add_worksheet("别的").write(0, 0, "不看")
    return path


@pytest.mark.parametrize(
    ("months", "codes", "scores"),
    [
        (lambda text: date.fromisoformat(f"{text}-01"), int, float),
        (lambda text: datetime.fromisoformat(f"{text}-01"), str, float),
        (str, str, str),
        (str, float, lambda text: float(text) * (1 + 1e-13)),
    ],
    ids=["dates", "times", "texts", "noise"],
)
def test_workbook_gives_the_same(months, codes, scores, expected, tmp_path):
    sheet = workbook(tmp_path / "sheet.xlsx", months, codes, scores)
    result = run("town-environment", sheet, out=tmp_path / "out")
    assert result.score_rows == expected.score_rows


def test_numbers_are_read_to_ten_digits(tmp_path):
    rows = [(*ROWS[0][:4], 83.10000000000001, 89.99999999999999)]
    with xlsxwriter.Workbook(tmp_path / "sheet.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, COLUMNS)
        sheet.write_row(1, 0, rows[0])
    result = run("town-environment", tmp_path / "sheet.xlsx", out=tmp_path / "out")
    assert result.score("430682101201", "2023-01")["score"] == "87.93"
    assert result.explain["figures"][0]["inputs"] == {"covert": "83.10", "cross": "90.00"}


@pytest.mark.parametrize("code", ["v1", "V-1", "甲", "0001", "a.b", "1.0", "null", "村①", "x" * 200])
def test_code_is_any_text_without_spaces(code, tmp_path):
    result = appraised(tmp_path, as_text([(code, "村", code, "2023-01", "80", "80")]).encode())
    assert {row["village_code"] for row in result.scores} == {code}


def test_name_of_a_village_may_be_left_empty(tmp_path):
    result = appraised(
        tmp_path, as_text([("v1", "", "t1", f"2023-0{m}", "80", "80") for m in (1, 2, 3)]).encode()
    )
    assert result.awards[0]["reason"].startswith("v1")


def test_register_from_a_workbook_with_a_date(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "holders.xlsx", {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("since", "village_code", "level"))
        sheet.write(1, 0, date(2023, 3, 31))
        sheet.write(1, 1, 430682101201)
        sheet.write(1, 2, "county")
    (tmp_path / "sheet.csv").write_text(as_text(), "utf-8")
    result = run(
        "town-environment", tmp_path / "sheet.csv", "--holders", tmp_path / "holders.xlsx", out=tmp_path
    )
    assert result.score("430682101201", "2023-Q1")["rank"] == "1"
    assert result.score("430682101201", "2023-Q1")["eligible_rank"] == ""


def test_figures_stand_by_period_then_town_then_village(tmp_path):
    rows = [
        (v, v, t, m, "80", "80")
        for m in ("2023-03", "2022-12")
        for t, v in (("t2", "a"), ("t1", "z"), ("t1", "b"))
    ]
    result = appraised(tmp_path, as_text(rows).encode())
    periods = list(dict.fromkeys(row["period"] for row in result.scores))
    assert periods == [
        "2022-12",
        "2023-01",
        "2023-02",
        "2023-03",
        "2022-Q4",
        "2023-Q1",
        "2023-H1",
        "2022",
        "2023",
    ]
    assert [row["village_code"] for row in result.scores[:3]] == ["b", "z", "a"]

"""What the tests of imports share: a village with three groups, lists of persons written as files."""

import csv
import json
from pathlib import Path
from typing import Any

import xlsxwriter

from wugong.registry.commands import households
from wugong.registry.models import Change, Household, Import, Membership, Person

HEADERS = (
    *("户号", "姓名", "与户主关系", "身份证号", "性别", "出生日期", "手机号", "村民小组", "住址", "居住情况"),
    *("去向", "银行账号", "经度", "纬度", "重点照护", "备注"),
)
LI = (
    "0001",
    "李四",
    "户主",
    "430101197503080119",
    "男",
    "1975-03-08",
    "13800000001",
    "一组",
    "一组 1 号",
    "常住",
)
WANG = (
    "0001",
    "王五",
    "妻",
    "430101197605060220",
    "女",
    "1976-05-06",
    "",
    "一组",
    "",
    "外出务工",
    "广东东莞",
)
ZHAO = ("0002", "赵六", "户主", "430101198001010336", "男", "1980-01-01", "13800000003", "2组", "", "")


def write_csv(path: Path, rows: list[Any], headers: Any = HEADERS, encoding: str = "utf-8-sig") -> Path:
    """Write a list as .csv and return where."""
    with path.open("w", newline="", encoding=encoding) as file:
        csv.writer(file).writerows([headers, *rows] if headers else rows)
    return path


def write_xlsx(path: Path, rows: list[Any], headers: Any = HEADERS) -> Path:
    """Write a list as .xlsx and return where."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate([headers, *rows] if headers else rows):
            sheet.write_row(at, 0, row)
    return path


def run(path: Path, code: str, capsys: Any, *words: str) -> tuple[int, dict[str, Any]]:
    """Import a file from the console; return the exit code and what was printed last."""
    capsys.readouterr()
    left = households(["import", str(path), "--place", code, "--json", *words])
    return left, json.loads(capsys.readouterr().out.splitlines()[-1])


def cells(found: dict[str, Any]) -> list[tuple[int, str]]:
    """Return where the refused cells stand."""
    return [(cell["row"], cell["column"]) for cell in found["refused"]]


def counts() -> tuple[int, ...]:
    """Return how many rows stand in the tables that an import writes."""
    return tuple(table.everywhere.count() for table in (Household, Person, Membership, Change, Import))

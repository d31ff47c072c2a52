"""The approvers' file: who may take it, that it is recorded, and that it says what the page says."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook
from tests.appraised import Enter

from wugong.access.refusals import NotAllowed
from wugong.accounts.models import User
from wugong.audit.models import Record
from wugong.base.periods import Period
from wugong.places.models import Place
from wugong.review.approvers import take_approvers_file
from wugong.review.models import Award, Figure, Run
from wugong.review.registers import post_cadre
from wugong.review.runs import prepare_run

AsUser = Callable[[User], Client]
PAGE = "/desk/990101101/runs/2026-Q3/"
FILE = f"{PAGE}approvers.xlsx"


@pytest.fixture
def prepared(quarter: None, town: Place, villages: list[Place], town_officer: User) -> Run:
    for village in (villages[0], villages[5]):
        post_cadre(village, "post-cadre", "=HYPERLINK(1)", actor=town_officer, since=date(2020, 1, 1))
    return prepare_run(town, Period.parse("2026-Q3"), actor=town_officer)


@pytest.fixture
def content(as_user: AsUser, town_approver: User, prepared: Run) -> bytes:
    answer = as_user(town_approver).get(FILE)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # a file is streamed


@pytest.mark.parametrize("member", ["town_officer", "county_officer", "rule_keeper"])
def test_only_the_approver_takes_it(
    as_user: AsUser, request: pytest.FixtureRequest, member: str, prepared: Run
) -> None:
    user = request.getfixturevalue(member)
    client = as_user(user)
    assert client.get(FILE).status_code == 403
    assert "approvers.xlsx" not in client.get(PAGE).content.decode()
    with pytest.raises(NotAllowed):
        take_approvers_file(prepared, actor=user)
    assert not Record.objects.filter(act="review.approvers_file_taken").exists()


def test_there_is_none_of_a_period_not_computed(as_user: AsUser, town_approver: User, quarter: None) -> None:
    assert as_user(town_approver).get(FILE).status_code == 404


def test_taking_it_is_recorded(content: bytes, town_approver: User) -> None:
    record = Record.objects.get(act="review.approvers_file_taken")
    assert record.actor == town_approver.pk
    assert record.place == "990101101"


def test_nobody_keeps_a_copy_on_the_way(as_user: AsUser, town_approver: User, prepared: Run) -> None:
    answer = as_user(town_approver).get(FILE)
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Disposition"].startswith("attachment")


def rows(content: bytes, title: str) -> list[list[Any]]:
    sheet = load_workbook(io.BytesIO(content))[title]
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_figures_equal_the_run(content: bytes, prepared: Run) -> None:
    head, *found = rows(content, "成绩")
    assert head[:8] == ["名次", "上期名次", "村代码", "村", "7月", "8月", "9月", "成绩"]
    stored = Figure.objects.filter(run=prepared).order_by("rank").select_related("village")
    assert [(row[0], row[2], row[7]) for row in found] == [
        (one.rank, one.village.code, one.hundredths / 100) for one in stored
    ]


def test_every_award_and_consequence_is_in_it(content: bytes, prepared: Run) -> None:
    head, *found = rows(content, "奖励和处置")
    stored = Award.objects.filter(run=prepared)
    assert len(found) == stored.count()
    by_title = {row[1]: dict(zip(head, row, strict=True)) for row in found}
    assert by_title["末位表态"]["公布"] == "不公布"
    assert by_title["末位表态"]["条款"] == "保障措施五之二"
    assert by_title["末位表态"]["标记"] == "推定数额、须法制审核"
    assert by_title["办点干部奖"]["关于个人"] == "是"
    assert by_title["办点干部奖"]["金额（元）"] == 300
    assert {row[5] for row in found} == {"公布", "不公布"}


def test_formulas_never_leave(content: bytes) -> None:
    book = load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any(cell.value == "=HYPERLINK(1)" for cell in cells)
    assert {cell.data_type for cell in cells} <= {"s", "n"}


def test_another_library_reads_the_same(content: bytes) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert book.sheet_names == ["成绩", "奖励和处置", "说明"]
    assert book.get_sheet_by_name("成绩").to_python()[1][:4] == [1.0, "", "990101101301", "甲村"]


def test_it_says_whose_copy_it_is(content: bytes) -> None:
    said = {row[0]: row[1] for row in rows(content, "说明")}
    assert said["取用"].startswith("沈批 ")
    assert said["批准"] == "还没有批准"
    assert said["计算"].startswith("向办 ")


def test_what_is_missing_stays_a_dash(
    enter: Enter, town: Place, town_officer: User, town_approver: User
) -> None:
    enter("2026-07", 95, 90, 85, 80, 75, None)
    run = prepare_run(town, Period.parse("2026-07"), actor=town_officer)
    last = rows(take_approvers_file(run, actor=town_approver), "成绩")[-1]
    assert last[:7] == [None, None, "990101101306", "己村", 80, "—", None]

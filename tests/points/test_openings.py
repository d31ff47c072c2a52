"""The paper book: by two hands, in one entry, all rows or none, never beyond what the money pays for."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.points.test_pools import award

from wugong.access.refusals import NotAllowed
from wugong.base.faults import Faults, FileRefused
from wugong.counties.actors import SYSTEM
from wugong.ledger.refusals import NotFresh
from wugong.notices.models import Notice
from wugong.points import pool_refusals
from wugong.points.opening_rows import MOST_ROWS, Row, rows_of_file, rows_pasted
from wugong.points.openings import (
    confirm_opening,
    hand_in_opening,
    opening_of,
    send_back_opening,
    waiting_opening,
)
from wugong.points.pool_cover import cover
from wugong.points.pools import open_pool
from wugong.points.statements import balances_of, statement_of

TODAY = timezone.localdate()
DECIDED = "村民代表会议第 3 次"


@pytest.fixture
def funded(here, village):
    until = TODAY + timedelta(days=30)
    return open_pool(
        village, "池", TODAY, until, 100_00, 100, funded_from="集体", decision=DECIDED, actor=SYSTEM
    )


def handed_in(village, *rows, actor=SYSTEM, **facts):
    facts = {"day": TODAY, "decision": DECIDED, "decided_on": TODAY} | facts
    return hand_in_opening(village, [Row(n, *row) for n, row in enumerate(rows, 1)], actor=actor, **facts)


def taken(village, *rows, actor=SYSTEM, second=SYSTEM, **facts):
    opening = handed_in(village, *rows, actor=actor, **facts)
    return confirm_opening(opening, opening.digest, actor=second)


FAMILY = ("0101", "陈建国", "60")
WIDOW = ("0102", "欧阳秀英", "40")


def test_all_balances_come_over_in_one_entry(funded, village, family, neighbours, cadre):
    opening = taken(village, FAMILY, WIDOW, actor=cadre)
    assert (opening.households, opening.points, opening_of(village)) == (2, 100, opening)
    assert {home.number: one.posted for home, one in having(family, neighbours)} == {"0101": 60, "0102": 40}
    assert cover(village).left == 0


def having(*homes):
    found = balances_of(homes)
    return [(home, found[home.pk]) for home in homes]


def test_the_statement_says_from_where_they_come(funded, village, family):
    opening = taken(village, FAMILY)
    (line,) = statement_of(family).lines
    assert (line.title, line.line.amount, line.opening) == ("纸质积分册接过来的余额", 60, opening)


def test_the_household_is_told_what_came_over(funded, village, family, villager):
    taken(village, FAMILY)
    (notice,) = Notice.objects.filter(to=villager)
    assert notice.facts["points"] == 60


def test_who_has_points_here_already_is_not_opened_again(funded, village, family):
    award(village, family, 1)
    with pytest.raises(NotFresh):
        taken(village, FAMILY)


def test_nothing_beyond_the_pool(funded, village, family, neighbours):
    with pytest.raises(pool_refusals.OpeningUncovered) as refused:
        taken(village, FAMILY, ("0102", "欧阳秀英", "41"))
    assert refused.value.facts["yuan"] == "1.00"
    assert balances_of([family])[family.pk].posted == 0


def test_no_pool_no_opening(here, village, family):
    with pytest.raises(pool_refusals.NoPool):
        taken(village, FAMILY)


def test_a_book_is_taken_over_once(funded, village, family, neighbours):
    taken(village, FAMILY)
    with pytest.raises(pool_refusals.OpenedAlready):
        taken(village, WIDOW)


def test_nobody_books_the_table_that_she_handed_in(funded, village, family, cadre):
    with pytest.raises(NotAllowed, match="另一位"):
        taken(village, FAMILY, actor=cadre, second=cadre)
    assert balances_of([family])[family.pk].posted == 0


@pytest.mark.parametrize("who", ["second_cadre", "supervisor"])
def test_another_hand_confirms_it(funded, village, family, cadre, who, request):
    opening = taken(village, FAMILY, actor=cadre, second=request.getfixturevalue(who))
    assert opening.confirmed_by.pk != cadre.pk
    assert balances_of([family])[family.pk].posted == 60


@pytest.mark.parametrize("who", ["resident", "town_officer"])
def test_nobody_else_confirms_it(funded, village, family, cadre, who, request):
    with pytest.raises(NotAllowed):
        taken(village, FAMILY, actor=cadre, second=request.getfixturevalue(who))


def test_a_table_that_was_changed_after_it_was_seen_is_not_booked(funded, village, family, neighbours, cadre):
    seen = handed_in(village, FAMILY, actor=cadre)
    handed_in(village, ("0101", "陈建国", "61"), actor=cadre)
    with pytest.raises(pool_refusals.OpeningMoved):
        confirm_opening(seen, seen.digest, actor=SYSTEM)


def test_a_household_that_closed_since_stops_it(funded, village, family, neighbours):
    opening = handed_in(village, FAMILY, WIDOW)
    type(neighbours).objects.filter(pk=neighbours.pk).update(until=TODAY)
    with pytest.raises(pool_refusals.OpeningMoved):
        confirm_opening(opening, opening.digest, actor=SYSTEM)


def test_money_that_went_since_stops_it(funded, village, family, neighbours):
    opening = handed_in(village, FAMILY)
    award(village, neighbours, 41)
    with pytest.raises(pool_refusals.OpeningUncovered):
        confirm_opening(opening, opening.digest, actor=SYSTEM)


def test_the_second_hand_is_told_and_the_first_why_it_came_back(funded, village, family, cadre, supervisor):
    opening = handed_in(village, FAMILY, actor=cadre)
    told = Notice.objects.get(to=supervisor)
    assert (told.kind, told.facts["points"]) == ("points.opening_handed_in_told", 60)
    assert not Notice.objects.filter(to=cadre).exists()
    send_back_opening(opening, "0101 户纸上是 50 分", actor=supervisor)
    assert waiting_opening(village) is None
    assert not Notice.objects.filter(to=supervisor).unread().exists()
    assert "0101 户纸上是 50 分" in str(Notice.objects.get(to=cadre))


def test_nobody_sends_back_her_own(funded, village, family, cadre):
    with pytest.raises(NotAllowed):
        send_back_opening(handed_in(village, FAMILY, actor=cadre), "错了", actor=cadre)


def test_what_is_taken_over_is_confirmed_once(funded, village, family):
    opening = taken(village, FAMILY)
    with pytest.raises(pool_refusals.OpenedAlready):
        confirm_opening(opening, opening.digest, actor=SYSTEM)


@pytest.mark.parametrize("who", ["resident", "supervisor", "town_officer"])
def test_only_the_village_takes_it_over(funded, village, family, request, who):
    with pytest.raises(NotAllowed):
        taken(village, FAMILY, actor=request.getfixturevalue(who))


def test_a_day_to_come_is_refused(funded, village, family):
    with pytest.raises(pool_refusals.DecidedLater):
        taken(village, FAMILY, day=TODAY + timedelta(days=1))


def test_nothing_is_not_taken_over(funded, village, family):
    with pytest.raises(pool_refusals.NothingToTakeOver):
        taken(village, ("0101", "陈建国", "0"))


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (("0199", "陈建国", "1"), "本村没有户号“0199”"),
        (("", "陈建国", "1"), "没有户号"),
        (("0101", "欧阳秀英", "1"), "“欧阳秀英”不是“0101”户的人"),
        (("0101", "", "1"), "没有姓名"),
        (("0101", "陈建国", "-1"), "不是整数"),
        (("0101", "陈建国", "1.5"), "不是整数"),
        (("0101", "陈建国", "1000001"), "超过 1000000 分"),
    ],
)
def test_each_bad_row_is_named(funded, village, family, row, says):
    with pytest.raises(FileRefused) as refused:
        taken(village, row)
    (line,) = refused.value.faults
    assert "第 1 行" in line
    assert says in line


def test_a_household_twice_is_named_twice(funded, village, family):
    with pytest.raises(FileRefused) as refused:
        taken(village, FAMILY, FAMILY)
    assert [line.split("：")[1] for line in refused.value.faults] == ["第 1 行，户号 列", "第 2 行，户号 列"]


def test_a_number_without_its_noughts_is_found(funded, village, family):
    assert taken(village, ("101", "李桂芳", "5.0")).points == 5


def test_a_closed_household_is_named(funded, village, neighbours, family):
    type(neighbours).objects.filter(pk=neighbours.pk).update(until=TODAY)
    with pytest.raises(FileRefused, match=r"1"):
        taken(village, WIDOW)


def test_a_book_of_a_whole_town_is_no_villages(funded, village, family):
    with pytest.raises(FileRefused):
        taken(village, *[FAMILY] * (MOST_ROWS + 1))


def test_pasted_lines_are_read_however_their_cells_are_parted():
    faults = Faults("积分册")
    rows = rows_pasted("户号,姓名,分数\n0101\t陈建国\t60\n\n0102，欧阳秀英，40\n0103 张三 5", faults)
    assert [(row.line, row.number, row.points) for row in rows] == [
        (2, "0101", "60"),
        (4, "0102", "40"),
        (5, "0103", "5"),
    ]
    assert not faults.count


def test_a_pasted_line_of_two_cells_is_a_fault():
    faults = Faults("积分册")
    assert rows_pasted("0101 陈建国", faults) == []
    assert "第 1 行" in faults.lines[0]


def test_a_table_is_read_by_its_columns(tmp_path):
    file = tmp_path / "册.csv"
    file.write_text("姓名,户号,分数\n陈建国,0101,60\n", encoding="utf-8")
    assert rows_of_file(file, Faults("积分册")) == [Row(2, "0101", "陈建国", "60")]

"""The month's statement: papers and ledger agree, to the piece and the fen, whatever happened."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from python_calamine import CalamineWorkbook
from tests.share.conftest import RATE, key

from wugong.base.periods import Level, Period
from wugong.counties.actors import SYSTEM
from wugong.share.counter import hand_over
from wugong.share.models import Order
from wugong.share.orders import order, void_order
from wugong.share.receipts import take_in
from wugong.share.statement_sheets import workbook_of
from wugong.share.statements import statement_of
from wugong.share.stock_takes import confirm_count, count_stock
from wugong.share.weighing import price_material, weigh

pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture
def month():
    return Period.of(timezone.localdate(), Level.MONTH)


@pytest.fixture
def lively(held, rice, soap, rich, villager, keeper, village, supervisor, month):
    """A month in which all happened that can."""
    take_in(
        rice, 4, 4800, supplier="供销社", key=key(), actor=keeper, day=month.first_day - timedelta(days=1)
    )
    hand_over(held, held.code, actor=keeper, signed="paper")
    void_order(order(rich, {rice: 1}, actor=villager, key=key()), actor=villager)
    order(rich, {rice: 1, soap: 1}, actor=villager, key=key())
    one = count_stock(village, {rice: (11, "破了一袋"), soap: (20, "")}, actor=keeper)
    confirm_count(one, actor=supervisor)
    paper = price_material(village, "废纸板", 1, 500, actor=SYSTEM).material
    weigh(rich, paper, 1500, key=key(), actor=keeper)


def test_stock_is_receipts_less_hand_overs_and_differences(lively, village, rice, soap, month):
    found = statement_of(village, month)
    rows = {row.good.name: row for row in found.rows}
    one = rows["大米"]
    assert (one.opening, one.received, one.handed, one.difference, one.closing) == (4, 10, 2, -1, 11)
    two = rows["洗衣液"]
    assert (two.opening, two.received, two.handed, two.difference, two.closing) == (0, 20, 0, 0, 20)
    assert (found.points, found.redeemed, found.spent) == (30, 30, 30 * RATE)
    assert (found.weighed, found.cost) == (3, 18000)
    assert found.agrees


def test_the_month_before_knows_of_nothing_later(lively, village, month):
    found = statement_of(village, month.plus(-1))
    assert [(row.good.name, row.closing) for row in found.rows] == [("大米", 4), ("洗衣液", 0)]
    assert found.points == found.redeemed == found.spent == 0
    assert found.agrees


def test_a_paper_that_the_ledger_does_not_know_is_seen(lively, village, month):
    Order.objects.filter(state="handed").update(points=31)
    assert not statement_of(village, month).agrees


def test_as_many_queries_for_three_goods_as_for_one(lively, village, month, make_good):
    with CaptureQueriesContext(connection) as before:
        statement_of(village, month)
    for n in range(3):
        make_good(f"盐{n}", 2, 5)
    with CaptureQueriesContext(connection) as after:
        assert len(statement_of(village, month).rows) == 5
    assert len(after) == len(before)


def test_the_workbook_tells_the_same(lively, village, month, tmp_path):
    file = tmp_path / "month.xlsx"
    file.write_bytes(workbook_of(statement_of(village, month)))
    book = CalamineWorkbook.from_path(file)
    assert book.sheet_names == ["对账", "兑换", "进货", "称重"]
    stock = book.get_sheet_by_name("对账").to_python()
    assert stock[1] == ["大米", "袋", 4, 10, 2, -1, 11, "相符"]
    assert book.get_sheet_by_name("称重").to_python()[1][1:] == ["0101", "废纸板", 1500, 3]

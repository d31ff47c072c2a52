"""The month's statement as a workbook."""

from collections.abc import Iterator

from django.utils import timezone

from wugong.base.amounts import written
from wugong.publish.workbooks import Cell, Sheet, xlsx_of
from wugong.share.queries import goods_told
from wugong.share.statements import Statement

STOCK = ["物品", "单位", "期初", "进货", "兑换", "盘点差异", "期末", "是否相符"]
ORDERS = ["日期", "户号", "物品", "积分"]
WEIGHED = ["日期", "户号", "可回收物", "克数", "积分"]
RECEIPTS = ["日期", "物品", "件数", "金额（元）", "供货单位"]


def workbook_of(statement: Statement) -> bytes:
    """Return stock, hand-overs and receipts of the month, a sheet each."""
    sheets: list[Sheet] = [
        ("对账", STOCK, list(_stock(statement))),
        ("兑换", ORDERS, list(_orders(statement))),
        ("进货", RECEIPTS, list(_receipts(statement))),
        ("称重", WEIGHED, list(_weighed(statement))),
    ]
    return xlsx_of(sheets)


def _stock(one: Statement) -> Iterator[list[Cell]]:
    for row in one.rows:
        figures = [row.opening, row.received, row.handed, row.difference, row.closing]
        yield [row.good.name, row.good.unit, *figures, "相符" if row.agrees else "不符"]
    yield []
    yield ["核销积分（单据）", None, one.points]
    yield ["核销积分（账簿）", None, one.redeemed]
    yield ["动用资金（元）", None, written(one.spent, 2)]
    yield ["进货支出（元）", None, written(one.cost, 2)]
    yield ["称重发放积分", None, one.weighed]


def _orders(one: Statement) -> Iterator[list[Cell]]:
    for order in one.orders:
        told = goods_told(list(order.lines.all()))
        yield [order.handed_on or timezone.localdate(), order.household.number, told, order.points]


def _receipts(one: Statement) -> Iterator[list[Cell]]:
    for row in one.receipts:
        yield [row.day, row.good.name, row.pieces, written(row.cost, 2), row.supplier]


def _weighed(one: Statement) -> Iterator[list[Cell]]:
    for row in one.weighings:
        yield [row.day, row.household.number, row.price.material.name, row.grams, row.points]

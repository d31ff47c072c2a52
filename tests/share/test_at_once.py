"""Many at once, from processes of their own: the last bags, one order handed over twice, a killed process."""

import multiprocessing
import os
import signal
import time

import pytest
from django.db import close_old_connections, connections
from tests.share.conftest import RATE, key

from wugong.base.refusals import Refusal
from wugong.counties.actors import SYSTEM
from wugong.counties.standing import standing_in
from wugong.ledger.balances import balance, balances
from wugong.points.accounts import fund_account, household_account
from wugong.share import stock
from wugong.share.models import Order, OrderLine
from wugong.share.orders import hand_over_held, order, void_order
from wugong.share.states import OrderState, Proof, Signed

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
FORK = multiprocessing.get_context("fork")
PROCESSES, EACH = 20, 5


def at_once(county, acts):
    """Run each list of acts in a process of its own, all begun at one moment; return what came of each act."""
    came, start = FORK.Queue(), FORK.Event()

    def running(mine):
        close_old_connections()
        start.wait()
        with standing_in(county):
            for act in mine:
                try:
                    act()
                    came.put("done")
                except Refusal as refusal:
                    came.put(refusal.code)
        connections.close_all()

    connections.close_all()  # a forked process must not talk through its parent's connection
    processes = [FORK.Process(target=running, args=(mine,)) for mine in acts]
    for process in processes:
        process.start()
    start.set()
    found = [came.get(timeout=240) for mine in acts for _ in mine]
    for process in processes:
        process.join(60)
    return found


@pytest.fixture
def bags(make_good):
    return make_good("大米", 1, 10)


def fits_together(village, home, pool, good):
    """Assert that papers and ledger tell the same of stock, points and money."""
    lines = OrderLine.objects.filter(good=good).select_related("order")
    handed = sum(line.pieces for line in lines if line.order.state == OrderState.HANDED)
    held = sum(line.pieces for line in lines if line.order.state == OrderState.HELD)
    pieces = stock.stock_of(village, [good])[good.pk]
    assert (pieces.posted, pieces.outgoing) == (10 - handed, held)
    points = balance(household_account(village, home).id)
    assert (points.posted, points.outgoing) == (100 - handed, held)
    fund = balance(fund_account(village, pool).id)
    assert (fund.posted, fund.outgoing) == ((1000 - handed) * RATE, held * RATE)
    assert min(pieces.available, points.available, fund.available) >= 0


def test_a_hundred_orders_for_the_last_ten_bags(county, village, rich, bags, shop_pool):
    with standing_in(county):
        stock.source(village, stock.HANDED)

    def placing():
        order(rich, {bags: 1}, actor=SYSTEM, key=key())

    found = at_once(county, [[placing] * EACH for _ in range(PROCESSES)])
    assert found.count("done") == 10
    assert found.count("share.out_of_stock") == 90
    with standing_in(county):
        assert Order.objects.held().count() == 10
        assert len(set(Order.objects.values_list("code", flat=True))) == 10
        fits_together(village, rich, shop_pool, bags)
        assert stock.stock_of(village, [bags])[bags.pk].available == 0


def test_one_key_sent_by_many_is_one_order(county, village, rich, bags, shop_pool):
    one = key()

    def placing():
        order(rich, {bags: 1}, actor=SYSTEM, key=one)

    assert at_once(county, [[placing]] * 8) == ["done"] * 8
    with standing_in(county):
        assert Order.objects.count() == 1
        fits_together(village, rich, shop_pool, bags)


def test_handed_over_or_given_up_never_both_and_never_twice(county, village, rich, bags, shop_pool):
    with standing_in(county):
        orders = [order(rich, {bags: 1}, actor=SYSTEM, key=key()) for _ in range(4)]

    def handing(one):
        return lambda: hand_over_held(one, actor=SYSTEM, proof=Proof.CODE, signed=Signed.PAPER)

    def giving_up(one):
        return lambda: void_order(one, actor=SYSTEM, reason="不要了")

    acts = [[act(one) for one in orders] for act in (handing, giving_up, handing, giving_up)]
    found = at_once(county, acts)
    assert set(found) <= {"done", "share.already_handed", "share.already_void"}
    with standing_in(county):
        assert not Order.objects.held().exists()
        fits_together(village, rich, shop_pool, bags)


def test_killed_in_the_middle_nothing_is_half_done(county, village, rich, bags, shop_pool):
    def going_on():
        close_old_connections()
        with standing_in(county):
            while True:
                one = order(rich, {bags: 1}, actor=SYSTEM, key=key())
                void_order(one, actor=SYSTEM, reason="不要了")

    for pause in (0.05, 0.11, 0.23, 0.31, 0.4):
        connections.close_all()
        process = FORK.Process(target=going_on)
        process.start()
        time.sleep(0.3 + pause)
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        assert process.exitcode == -signal.SIGKILL
    with standing_in(county):
        assert Order.objects.exists()
        fits_together(village, rich, shop_pool, bags)
        for one in Order.objects.held():
            hand_over_held(one, actor=SYSTEM, proof=Proof.CODE, signed=Signed.PAPER)
        fits_together(village, rich, shop_pool, bags)
        accounts = [stock.source(village, code).id for code in (stock.RECEIVED, stock.HANDED)]
        assert (
            sum(one.posted for one in balances(accounts).values())
            == -stock.stock_of(village, [bags])[bags.pk].posted
        )

"""Stock-takes: what is refused, that another confirms, and what is booked."""

import pytest
from django.utils import timezone
from tests.share.conftest import key

from wugong.access.actions import grant_role
from wugong.access.refusals import NotAllowed
from wugong.access.roles import RoleKind
from wugong.counties.actors import SYSTEM
from wugong.ledger.balances import balance
from wugong.share import refusals as no
from wugong.share import stock
from wugong.share.models import StockTake
from wugong.share.orders import order
from wugong.share.states import STOCK_TAKE_MOVES, StockTakeState
from wugong.share.stock_takes import confirm_count, count_stock, send_back_count

pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture
def counted(village, keeper, rice, soap):
    """One bag of rice less, two bottles of soap more."""
    said = {rice: (9, "破了一袋"), soap: (22, "上次漏登")}
    return count_stock(village, said, actor=keeper)


def pieces(village, *goods):
    there = stock.stock_of(village, goods)
    return [there[good.pk].posted for good in goods]


@pytest.mark.parametrize("who", ["cadre", "supervisor", "resident", "town_officer"])
def test_only_the_keeper_counts(who, request, village, rice):
    with pytest.raises(NotAllowed, match="管库存"):
        count_stock(village, {rice: (10, "")}, actor=request.getfixturevalue(who))


def test_no_good_is_left_out_and_no_difference_unexplained(village, keeper, rice, soap):
    with pytest.raises(no.NotCounted, match="洗衣液"):
        count_stock(village, {rice: (10, "")}, actor=keeper)
    with pytest.raises(no.NotCounted, match="大米"):
        count_stock(village, {rice: (-1, "少了"), soap: (20, "")}, actor=keeper)
    with pytest.raises(no.Unexplained, match="账上 10，实有 9"):
        count_stock(village, {rice: (9, " "), soap: (20, "")}, actor=keeper)
    assert not StockTake.objects.exists()


def test_an_empty_shop_has_nothing_to_count(village, keeper):
    with pytest.raises(no.NothingChosen):
        count_stock(village, {}, actor=keeper)


def test_one_at_a_time(village, counted, keeper, rice, soap):
    with pytest.raises(no.StockTakeWaits):
        count_stock(village, {rice: (10, ""), soap: (20, "")}, actor=keeper)


def test_nothing_is_booked_before_another_confirms(village, counted, rice, soap, keeper, second_keeper):
    assert pieces(village, rice, soap) == [10, 20]
    for one in (keeper, second_keeper):
        with pytest.raises(NotAllowed):
            confirm_count(counted, actor=one)
        with pytest.raises(NotAllowed):
            send_back_count(counted, "重盘", actor=one)
    assert pieces(village, rice, soap) == [10, 20]


def test_who_counted_does_not_confirm_though_she_is_a_supervisor(village, make_user, rice):
    both = make_user("both", "两任", RoleKind.SHOP_KEEPER, village)
    from_now = count_stock(village, {rice: (10, "")}, actor=both)
    grant_role(both, RoleKind.SUPERVISOR, actor=SYSTEM, at=village, since=timezone.localdate())
    with pytest.raises(NotAllowed, match="另一个人核对"):
        confirm_count(from_now, actor=both)


@pytest.mark.parametrize("who", ["supervisor", "cadre"])
def test_the_differences_are_booked_as_lost_and_found(who, request, village, counted, rice, soap):
    one = confirm_count(counted, actor=request.getfixturevalue(who))
    assert one.state == StockTakeState.BOOKED
    assert pieces(village, rice, soap) == [9, 22]
    assert balance(stock.source(village, stock.LOST).id).posted == -1
    with pytest.raises(no.StockTakeDecided):
        confirm_count(counted, actor=request.getfixturevalue(who))


def test_one_lost_and_one_found_leave_nothing_for_the_lost(village, keeper, rice, soap, supervisor):
    one = count_stock(village, {rice: (9, "拿错"), soap: (21, "拿错")}, actor=keeper)
    assert confirm_count(one, actor=supervisor).entry
    assert pieces(village, rice, soap) == [9, 21]


def test_nothing_differs_and_nothing_is_booked(village, keeper, rice, supervisor):
    one = count_stock(village, {rice: (10, "")}, actor=keeper)
    assert confirm_count(one, actor=supervisor).entry is None


def test_what_is_held_is_not_written_off(village, keeper, rice, rich, villager, supervisor):
    order(rich, {rice: 3}, actor=villager, key=key())
    one = count_stock(village, {rice: (2, "受潮")}, actor=keeper)
    with pytest.raises(no.StockHeld):
        confirm_count(one, actor=supervisor)
    assert pieces(village, rice) == [10]


def test_sent_back_with_a_reason_it_is_counted_again(village, counted, rice, soap, keeper, supervisor):
    with pytest.raises(no.NoAnswer):
        send_back_count(counted, " ", actor=supervisor)
    assert send_back_count(counted, "洗衣液数错了", actor=supervisor).state == StockTakeState.REFUSED
    assert pieces(village, rice, soap) == [10, 20]
    assert count_stock(village, {rice: (10, ""), soap: (20, "")}, actor=keeper).state == "counted"


def test_the_moves_are_those_of_the_states():
    assert set(STOCK_TAKE_MOVES) == set(StockTakeState)

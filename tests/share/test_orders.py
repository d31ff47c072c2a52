"""Orders: who may, what is refused, what one entry moves, and that it happens once."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.share.conftest import RATE, key

from wugong.access.refusals import NotAllowed
from wugong.access.roles import RoleKind
from wugong.audit.models import Record
from wugong.counties.actors import SYSTEM
from wugong.ledger.balances import balance, statement
from wugong.ledger.posting import void
from wugong.points.accounts import fund_account, household_account, source
from wugong.registry.bindings import bind_account, unbind
from wugong.registry.kinship import note_kin
from wugong.registry.states import Kin
from wugong.share import refusals as no
from wugong.share import stock
from wugong.share.counter import find_held, hand_over
from wugong.share.goods import end_good, offer_good, set_price
from wugong.share.models import Order, OrderLine, Price
from wugong.share.orders import GIVEN_UP, RUN_OUT, hand_over_held, order, void_expired, void_order
from wugong.share.permissions import can_serve
from wugong.share.states import MOVES, OrderChannel, OrderState, Proof, Signed

pytestmark = pytest.mark.usefixtures("here")
A_DAY = timedelta(days=1)


@pytest.fixture
def figures(village, rich, shop_pool, rice):
    """Return a reader of all that an order moves."""

    def read():
        pieces = stock.stock_of(village, [rice])[rice.pk]
        points = balance(household_account(village, rich).id)
        fund = balance(fund_account(village, shop_pool).id)
        return pieces.posted, pieces.available, points.posted, points.available, fund.posted, fund.available

    return read


def test_only_her_own_household(rice, rich, cadre, keeper, supervisor):
    for stranger in (cadre, keeper, supervisor):
        with pytest.raises(NotAllowed, match="只能为自己家兑换"):
            order(rich, {rice: 1}, actor=stranger, key=key())
    assert not Order.objects.exists()


@pytest.mark.parametrize("who", ["villager", "cadre", "supervisor", "town_officer"])
def test_only_a_keeper_serves_at_the_counter(who, request, rice, rich):
    with pytest.raises(NotAllowed, match="核销"):
        order(rich, {rice: 1}, actor=request.getfixturevalue(who), key=key(), channel=OrderChannel.COUNTER)


@pytest.mark.parametrize("lines", [{}, {"rice": 0}, {"rice": -1}, {"rice": 1, "soap": -1}])
def test_nothing_chosen(lines, rice, soap, rich, villager):
    goods = {"rice": rice, "soap": soap}
    with pytest.raises(no.NothingChosen):
        order(rich, {goods[name]: n for name, n in lines.items()}, actor=villager, key=key())


def test_what_is_not_offered(rice, rich, villager, village, neighbour_village, here):
    today = timezone.localdate()
    coming = offer_good(village, "棉被", "床", 50, actor=SYSTEM, since=today + A_DAY)
    elsewhere = offer_good(neighbour_village, "大米", "袋", 15, actor=SYSTEM)
    end_good(rice, actor=SYSTEM)
    rice.refresh_from_db()
    for good in (coming, elsewhere, rice):
        with pytest.raises(no.NotOffered, match=good.name):
            order(rich, {good: 1}, actor=villager, key=key())


def test_a_household_that_is_no_more(rice, rich, villager):
    rich.until = timezone.localdate()
    rich.save(update_fields=["until"])
    with pytest.raises(no.HouseholdGone, match="0101"):
        order(rich, {rice: 1}, actor=villager, key=key())


def test_the_last_piece_and_one_more(make_good, rich, villager, figures):
    bread = make_good("馒头", 1, 3)
    with pytest.raises(no.OutOfStock, match="只剩 3 袋"):
        order(rich, {bread: 4}, actor=villager, key=key())
    assert order(rich, {bread: 3}, actor=villager, key=key()).points == 3
    with pytest.raises(no.OutOfStock, match="只剩 0 袋"):
        order(rich, {bread: 1}, actor=villager, key=key())


def test_the_last_point_and_one_more(make_good, rich, villager):
    quilt = make_good("棉被", 101, 1)
    cheap = make_good("毛毯", 100, 1)
    with pytest.raises(no.NotEnoughPoints, match="101 分，现在能用的是 100 分"):
        order(rich, {quilt: 1}, actor=villager, key=key())
    assert order(rich, {cheap: 1}, actor=villager, key=key()).points == 100


def test_without_a_pool_there_is_no_order(family, village, make_good):
    with pytest.raises(no.NoPool, match="枫林坳村"):
        order(family, {make_good("大米", 1, 1): 1}, actor=SYSTEM, key=key())


def test_an_order_holds_points_money_and_goods_in_one_entry(held, figures):
    assert figures() == (10, 8, 100, 70, 1000 * RATE, 970 * RATE)
    assert held.state == OrderState.HELD
    assert held.points == 30
    assert len(held.code) == 6
    assert held.code.isdigit()
    assert str(Record.objects.get(act="share.ordered")) == "陈禾 为 0101 户预留 大米 2 袋，用 30 分"


def test_sent_twice_ordered_once(rice, rich, villager, figures):
    one = key()
    first = order(rich, {rice: 1}, actor=villager, key=one)
    assert order(rich, {rice: 1}, actor=villager, key=one).pk == first.pk
    assert figures()[1] == 9
    with pytest.raises(no.KeyUsed):
        order(rich, {rice: 2}, actor=villager, key=one)


def test_the_hand_over_redeems_and_spends(held, keeper, village, figures, shop_pool):
    one = hand_over(held, held.code, actor=keeper, signed=Signed.PAPER)
    assert one.state == OrderState.HANDED
    assert figures() == (8, 8, 70, 70, 970 * RATE, 970 * RATE)
    assert balance(source(village, "redeemed").id).posted == 30
    assert balance(source(village, "spent").id).posted == 30 * RATE
    assert balance(stock.source(village, stock.HANDED).id).posted == 2


def test_the_ordered_price_holds(held, rice, keeper, figures):
    Price.objects.filter(good=rice)  # the price of today stands; the next one begins tomorrow
    set_price(rice, 99, actor=SYSTEM, since=timezone.localdate() + A_DAY)
    assert hand_over(held, held.code, actor=keeper, signed=Signed.PAPER).points == 30
    assert figures()[2] == 70
    assert OrderLine.objects.get(order=held).each == 15


def test_nothing_is_handed_over_twice(held, keeper, figures):
    hand_over(held, held.code, actor=keeper, signed=Signed.PAPER)
    with pytest.raises(no.AlreadyHanded):
        hand_over(held, held.code, actor=keeper, signed=Signed.PAPER)
    with pytest.raises(no.AlreadyHanded):
        void_order(held, actor=keeper)
    assert figures()[0] == 8


def test_what_was_given_up_is_free_again_and_not_handed_over(held, villager, keeper, figures):
    assert void_order(held, actor=villager).reason == GIVEN_UP
    assert figures() == (10, 10, 100, 100, 1000 * RATE, 1000 * RATE)
    with pytest.raises(no.AlreadyVoid):
        hand_over(held, held.code, actor=keeper, signed=Signed.PAPER)
    assert void_order(held, actor=villager).state == OrderState.VOID


@pytest.mark.parametrize("who", ["cadre", "supervisor", "town_officer"])
def test_no_cadre_or_supervisor_hands_over_or_gives_up(who, request, held):
    other = request.getfixturevalue(who)
    with pytest.raises(NotAllowed):
        hand_over(held, held.code, actor=other, signed=Signed.PAPER)
    with pytest.raises(NotAllowed):
        void_order(held, actor=other)


def test_a_keeper_does_not_serve_her_own_household(
    make_user, held, village, head, rice, rich, second_keeper, here
):
    own = make_user("own", "自家", RoleKind.SHOP_KEEPER, village)
    bind_account(own, head, actor=SYSTEM, is_self=False)
    with pytest.raises(NotAllowed, match="另一位"):
        hand_over(held, held.code, actor=own, signed=Signed.PAPER)
    with pytest.raises(NotAllowed, match="另一位"):
        order(rich, {rice: 1}, actor=own, key=key(), channel=OrderChannel.COUNTER)
    assert order(rich, {rice: 1}, actor=own, key=key()).state == OrderState.HELD  # by phone, as everybody
    assert hand_over(held, held.code, actor=second_keeper, signed=Signed.PAPER).state == OrderState.HANDED


def test_a_keeper_does_not_serve_her_kin_nor_whom_she_was_bound_to(keeper, bound, held, neighbours, head):
    other = neighbours.memberships.get().person
    bound(keeper, other)
    unbind(keeper, other, actor=keeper)
    assert can_serve(keeper, held.village, held.household)
    assert can_serve(keeper, held.village, neighbours).code == "share.other_hand"
    note_kin(head, other, Kin.SIBLING, actor=SYSTEM)
    with pytest.raises(NotAllowed, match="亲属家的"):
        hand_over(held, held.code, actor=keeper, signed=Signed.PAPER)


def test_an_account_of_nobody_serves_nobody(make_user, held, village):
    nobody = make_user("nobody", "某", RoleKind.SHOP_KEEPER, village)
    with pytest.raises(NotAllowed, match="连到您本人"):
        hand_over(held, held.code, actor=nobody, signed=Signed.PAPER)


def test_beyond_its_days_an_order_is_not_handed_over(held, keeper):
    Order.objects.filter(pk=held.pk).update(expires_at=timezone.now())
    with pytest.raises(no.Expired):
        hand_over(held, held.code, actor=keeper, signed=Signed.PAPER)


def test_what_the_ledger_let_go_of_is_not_handed_over_and_swept(held, keeper, figures):
    void(held.entry, key="by hand", day=timezone.localdate(), actor=SYSTEM)
    with pytest.raises(no.Expired):
        hand_over(held, held.code, actor=keeper, signed=Signed.PAPER)
    assert void_expired(actor=SYSTEM, now=held.expires_at) == 1
    assert figures()[:4] == (10, 10, 100, 100)


def test_the_sweep_takes_what_is_over_and_nothing_else(held, rice, rich, villager, figures):
    assert void_expired(actor=SYSTEM, now=held.expires_at - timedelta(seconds=1)) == 0
    assert void_expired(actor=SYSTEM, now=held.expires_at) == 1
    assert void_expired(actor=SYSTEM, now=held.expires_at) == 0
    held.refresh_from_db()
    assert (held.state, held.reason) == (OrderState.VOID, RUN_OUT)
    assert figures()[:4] == (10, 10, 100, 100)


def test_a_drawn_signature_needs_a_drawing(held, keeper):
    for signed in ("", "spoken", Signed.DRAWN):
        with pytest.raises(no.NoSignature):
            hand_over(held, held.code, actor=keeper, signed=signed)
    with pytest.raises(no.NoSignature):
        hand_over_held(held, actor=keeper, proof=Proof.CODE, signed=Signed.DRAWN)


def test_the_code_finds_the_order_as_typed_or_scanned(held, village, keeper):
    code = held.code
    for given in (code, f" {code[:3]} {code[3:]} ", f"https://x.test/shop/1/counter/?code={code}"):
        assert find_held(village, given, actor=keeper) == [held]


def test_a_wrong_code_is_refused_and_the_sixth_try_stopped(held, village, keeper, second_keeper):
    wrong = f"{(int(held.code) + 1) % 1_000_000:06d}"
    for _ in range(4):
        with pytest.raises(no.WrongCodeGiven):
            find_held(village, wrong, actor=keeper)
    assert find_held(village, held.code, actor=keeper) == [held]  # right ones do not count
    with pytest.raises(no.WrongCodeGiven):
        hand_over(held, wrong, actor=keeper, signed=Signed.PAPER)
    with pytest.raises(no.TooManyTries, match="5 次"):
        find_held(village, held.code, actor=keeper)
    with pytest.raises(no.TooManyTries):
        hand_over(held, held.code, actor=keeper, signed=Signed.PAPER)
    assert find_held(village, held.code, actor=second_keeper) == [held]


def test_the_statement_of_the_goods_tells_the_order(held, village, rice, keeper):
    hand_over(held, held.code, actor=keeper, signed=Signed.PAPER)
    lines = statement(stock.goods_accounts(village, [rice])[rice.pk].id)
    assert [(line.amount, line.after) for line in lines] == [(10, 10), (-2, 8)]
    assert lines[-1].about == held.pk


def test_the_moves_are_those_of_the_states():
    assert set(MOVES) == set(OrderState)

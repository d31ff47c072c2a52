"""Pools: no point without money, at any moment, whatever is done in whatever order."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wugong.access.refusals import NotAllowed
from wugong.access.roles import RoleKind
from wugong.counties.actors import SYSTEM
from wugong.ledger.balances import balance
from wugong.ledger.posting import Draft, Leg, post, reverse
from wugong.ledger.refusals import TooLow
from wugong.points import accounts, pool_refusals, pools
from wugong.points.pool_cover import cover
from wugong.points.pools import close_pool, open_pool, reserve, top_up

TODAY = timezone.localdate()
SOURCE = "村集体经营收入"
DECIDED = "村民代表会议第 3 次"


def opened(village, budget=100_00, rate=100, *, actor=SYSTEM, **facts):
    facts = {"funded_from": SOURCE, "decision": DECIDED} | facts
    until = facts.pop("until", TODAY + timedelta(days=90))
    return open_pool(village, "本季积分", TODAY, until, budget, rate, actor=actor, **facts)


def award(village, household, points):
    pool = pools.open_pool_of(village)
    legs = [
        Leg(accounts.pool_account(village, pool).id, -points),
        Leg(accounts.household_account(village, household).id, points),
    ]
    return post(
        accounts.book_here(village, actor=SYSTEM), Draft("award", str(uuid4()), legs, TODAY), actor=SYSTEM
    )


def having(village, household):
    return balance(accounts.household_account(village, household).id)


def order(household, points, expires=True):
    later = timezone.now() + timedelta(days=3) if expires else None
    return reserve(household, points, key=str(uuid4()), actor=SYSTEM, expires=later)


# --- Opening ------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["resident", "supervisor", "assessor", "town_officer"])
def test_only_the_village_opens_its_pool(here, village, request, who):
    with pytest.raises(NotAllowed):
        opened(village, actor=request.getfixturevalue(who))


def test_a_town_has_no_pool(here, town):
    with pytest.raises(pool_refusals.NotAVillage):
        opened(town)


@pytest.mark.parametrize(
    ("facts", "refused"),
    [
        ({"budget": 0}, pool_refusals.BadBudget),
        ({"rate": 0}, pool_refusals.BadBudget),
        ({"budget": 99}, pool_refusals.BudgetTooSmall),
        ({"decision": "  "}, pool_refusals.DecisionMissing),
        ({"decided_on": TODAY + timedelta(days=1)}, pool_refusals.DecidedLater),
        ({"until": TODAY - timedelta(days=1)}, pool_refusals.PoolDays),
    ],
)
def test_what_makes_no_pool(here, village, facts, refused):
    with pytest.raises(refused):
        opened(village, **facts)


def test_a_pool_has_as_many_points_as_its_money_pays_for(here, village, cadre):
    opened(village, 100_50, 100, actor=cadre)
    now = cover(village)
    assert (now.left, now.fen, now.issued, now.slack) == (100, 100_50, 100, 50)


def test_one_pool_at_a_time(here, village):
    opened(village)
    with pytest.raises(pool_refusals.PoolOpenAlready):
        opened(village)


def test_the_cashier_opens_a_pool(here, village, make_user):
    cashier = make_user("cashier", "钱会", RoleKind.CASHIER, village)
    assert opened(village, actor=cashier).opened_by == cashier


# --- Giving, keeping, handing over --------------------------------------------------------------


def test_the_pool_gives_all_it_has_and_no_point_more(here, village, family):
    opened(village, 30_00)
    award(village, family, 30)
    with pytest.raises(TooLow):
        award(village, family, 1)


def test_an_order_keeps_points_and_money_until_it_is_handed_over(here, village, family):
    opened(village)
    award(village, family, 40)
    entry = order(family, 25)
    assert (having(village, family).available, cover(village).held) == (15, 25_00)
    pools.settle(entry, key="over", day=TODAY, actor=SYSTEM)
    now = cover(village)
    assert (now.redeemed, now.spent, now.households, now.fen) == (25, 25_00, 15, 75_00)


def test_an_order_given_up_frees_points_and_money(here, village, family):
    opened(village)
    award(village, family, 40)
    pools.void(order(family, 25), key="void", day=TODAY, actor=SYSTEM)
    assert (having(village, family).available, cover(village).held) == (40, 0)


@pytest.mark.parametrize("points", [0, -1])
def test_an_order_is_for_points(here, village, family, points):
    with pytest.raises(pool_refusals.BadPoints):
        order(family, points)


def test_no_order_without_a_pool(here, village, family):
    with pytest.raises(pool_refusals.NoPool):
        order(family, 1)


def test_an_order_of_all_points_and_of_one_more(here, village, family):
    opened(village)
    award(village, family, 40)
    with pytest.raises(TooLow):
        order(family, 41)
    order(family, 40)


# --- More money, and the end --------------------------------------------------------------------


def test_more_money_makes_more_points(here, village):
    pool = opened(village, 100_50)
    assert top_up(pool, 50, funded_from="捐赠", decision=DECIDED, actor=SYSTEM) == 1
    now = cover(village)
    assert (now.left, now.fen, now.slack) == (101, 101_00, 0)


def test_money_for_less_than_a_point_is_refused(here, village):
    pool = opened(village)
    with pytest.raises(pool_refusals.NothingToMint):
        top_up(pool, 99, funded_from="捐赠", decision=DECIDED, actor=SYSTEM)


def test_money_asked_for_twice_is_added_once(here, village):
    pool = opened(village)
    top_up(pool, 1_00, funded_from="捐赠", decision=DECIDED, seen=100_00, actor=SYSTEM)
    with pytest.raises(pool_refusals.BudgetMoved):
        top_up(pool, 1_00, funded_from="捐赠", decision=DECIDED, seen=100_00, actor=SYSTEM)


def test_no_money_is_refused(here, village):
    with pytest.raises(pool_refusals.BadBudget):
        top_up(opened(village), 0, funded_from="捐赠", decision=DECIDED, actor=SYSTEM)


def test_a_closed_pool_leaves_the_money_behind_what_households_have(here, village, family):
    pool = opened(village)
    award(village, family, 40)
    close_pool(pool, actor=SYSTEM)
    now = cover(village)
    assert (now.standing, now.left, now.fen, now.households) == (None, 0, 40_00, 40)


def test_points_of_a_closed_pool_are_redeemed_from_its_money(here, village, family):
    pool = opened(village)
    award(village, family, 40)
    close_pool(pool, actor=SYSTEM)
    order(family, 40, expires=False)
    assert (cover(village).fen, cover(village).spent) == (0, 40_00)


def test_an_untouched_pool_closes_to_nothing(here, village):
    close_pool(opened(village), actor=SYSTEM)
    assert cover(village).fen == 0


def test_a_closed_pool_is_not_closed_again(here, village):
    pool = close_pool(opened(village), actor=SYSTEM)
    with pytest.raises(pool_refusals.PoolClosed):
        close_pool(pool, actor=SYSTEM)


def test_a_closed_pool_takes_no_money(here, village):
    pool = close_pool(opened(village), actor=SYSTEM)
    with pytest.raises(pool_refusals.PoolClosed):
        top_up(pool, 100, funded_from="捐赠", decision=DECIDED, actor=SYSTEM)


def test_the_next_pool_carries_the_money_on(here, village, family):
    close_after_award(village, family, 40)
    opened(village, 60_00)
    now = cover(village)
    assert (now.left, now.fen, now.households, [one.fen for one in now.funds]) == (
        60,
        100_00,
        40,
        [100_00, 0],
    )


def close_after_award(village, household, points):
    pool = opened(village)
    award(village, household, points)
    return close_pool(pool, actor=SYSTEM)


def test_points_that_came_back_to_a_closed_pool_are_not_minted_twice(here, village, family):
    pool = opened(village)
    entry = award(village, family, 40)
    close_pool(pool, actor=SYSTEM)
    reverse(entry, key="back", day=TODAY, actor=SYSTEM, text="记错了")
    opened(village, 60_00)
    now = cover(village)
    assert (now.slack, now.left, now.households) == (0, 100, 0)
    assert [one.points for one in now.funds] == [100, 0]


def test_a_dearer_point_needs_more_money(here, village, family):
    close_after_award(village, family, 40)
    with pytest.raises(pool_refusals.BudgetTooSmall):
        opened(village, 39_99, 200)
    opened(village, 40_00, 200)
    assert cover(village).left == 0


def test_the_rate_stays_while_an_order_waits(here, village, family):
    pool = opened(village)
    award(village, family, 40)
    order(family, 10)
    close_pool(pool, actor=SYSTEM)
    with pytest.raises(pool_refusals.RateWhileHeld):
        opened(village, 100_00, 50)
    opened(village, 100_00)


def test_what_an_order_held_beyond_the_end_is_paid_from_the_old_money_first(here, village, family):
    pool = opened(village)
    award(village, family, 40)
    waiting = order(family, 10)
    close_pool(pool, actor=SYSTEM)
    opened(village, 10_00)
    pools.void(waiting, key="void", day=TODAY, actor=SYSTEM)
    order(family, 40, expires=False)
    assert [one.fen for one in cover(village).funds] == [10_00, 0]


# --- The rule that holds at every moment --------------------------------------------------------

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["open", "top_up", "close", "award", "back", "order", "settle", "void", "expire"]),
        st.integers(min_value=1, max_value=60),
        st.sampled_from([30, 100]),
    ),
    max_size=16,
)


class Walk:
    """A village that does one thing after another; what is refused changes nothing."""

    def __init__(self, village, household):
        self.village, self.household = village, household
        self.waiting, self.awarded = [], []

    def step(self, what, number, rate):
        try:
            getattr(self, what)(number, rate)
        except (TooLow, pool_refusals.NoPool, pool_refusals.PoolOpenAlready, pool_refusals.BudgetTooSmall):
            return
        except (pool_refusals.NothingToMint, pool_refusals.RateWhileHeld):
            return

    def open(self, number, rate):
        opened(self.village, number * 77, rate)

    def top_up(self, number, _rate):
        top_up(pools.needed_pool(self.village), number, funded_from="捐", decision=DECIDED, actor=SYSTEM)

    def close(self, _number, _rate):
        close_pool(pools.needed_pool(self.village), actor=SYSTEM)

    def award(self, number, _rate):
        pools.needed_pool(self.village)
        self.awarded.append(award(self.village, self.household, number))

    def back(self, _number, _rate):
        if self.awarded:
            reverse(self.awarded[-1], key=str(uuid4()), day=TODAY, actor=SYSTEM, text="记错了")
            self.awarded.pop()

    def order(self, number, _rate):
        self.waiting.append(order(self.household, number))

    def settle(self, _number, _rate):
        if self.waiting:
            pools.settle(self.waiting.pop(), key=str(uuid4()), day=TODAY, actor=SYSTEM)

    def void(self, _number, _rate):
        if self.waiting:
            pools.void(self.waiting.pop(), key=str(uuid4()), day=TODAY, actor=SYSTEM)

    def expire(self, number, _rate):
        gone = accounts.source(self.village, accounts.EXPIRED).id
        legs = [Leg(accounts.household_account(self.village, self.household).id, -number), Leg(gone, number)]
        book = accounts.book_here(self.village, actor=SYSTEM)
        post(book, Draft("expiry", str(uuid4()), legs, TODAY), actor=SYSTEM)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_every_point_is_paid_for_after_every_step(here, village, household, steps):
    with transaction.atomic():
        walk = Walk(village, household)
        for what, number, rate in steps:
            with transaction.atomic():
                walk.step(what, number, rate)
            now = cover(village)
            assert now.slack >= 0
            assert now.left >= 0
            assert now.households == having(village, household).posted
        transaction.set_rollback(True)


def test_a_pool_is_of_its_days(here, village):
    pool = opened(village, until=date(TODAY.year + 1, 1, 1))
    assert str(pool) == "本季积分"

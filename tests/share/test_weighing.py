"""Recyclables: what is refused, what a weighing is worth, the day's limit to the point."""

from datetime import time, timedelta

import pytest
from django.utils import timezone
from tests.share.conftest import key

from wugong.access.refusals import NotAllowed
from wugong.access.roles import RoleKind
from wugong.counties.actors import SYSTEM
from wugong.ledger.balances import balance
from wugong.points.accounts import household_account, pool_account
from wugong.registry.bindings import bind_account
from wugong.share import refusals as no
from wugong.share.models import Material, Weighing
from wugong.share.opening_days import set_rule
from wugong.share.weighing import left_today, price_material, weigh

pytestmark = pytest.mark.usefixtures("here")
A_DAY = timedelta(days=1)


@pytest.fixture
def paper(village):
    return price_material(village, "废纸板", 1, 500, actor=SYSTEM).material


@pytest.fixture
def points(village, family, shop_pool):
    def read():
        home, pool = household_account(village, family), pool_account(village, shop_pool)
        return balance(home.id).posted, balance(pool.id).posted

    return read


@pytest.mark.parametrize("who", ["cadre", "supervisor", "resident"])
def test_only_a_keeper_weighs(who, request, family, paper, shop_pool):
    with pytest.raises(NotAllowed):
        weigh(family, paper, 500, key=key(), actor=request.getfixturevalue(who))


@pytest.mark.parametrize("who", ["keeper", "supervisor", "resident"])
def test_who_weighs_does_not_say_what_it_is_worth(who, request, village):
    with pytest.raises(NotAllowed, match="村"):
        price_material(village, "塑料瓶", 1000, 1, actor=request.getfixturevalue(who))
    assert not Material.objects.exists()


def test_a_cadre_says_what_it_is_worth(village, cadre):
    assert price_material(village, "塑料瓶", 1, 100, actor=cadre).set_by == cadre


def test_a_keeper_raises_no_limit_of_weighing_and_may_lower_it(village, keeper, cadre, family):
    _, cap = left_today(village, family)
    hours = {"weekdays": [1], "opens": time(9), "closes": time(17), "hold_days": 7}
    with pytest.raises(no.CapRaised, match=str(cap)):
        set_rule(village, **hours, weigh_cap=cap + 1, actor=keeper)
    set_rule(village, **hours, weigh_cap=cap, actor=keeper)
    set_rule(village, **hours, weigh_cap=cap + 1, actor=cadre)
    set_rule(village, **hours, weigh_cap=cap + 1, actor=keeper)  # as the cadre left it
    assert left_today(village, family)[1] == cap + 1
    set_rule(village, **hours, weigh_cap=1, actor=keeper)
    with pytest.raises(no.CapRaised):
        set_rule(village, **hours, weigh_cap=2, actor=keeper)


def test_a_limit_that_a_cadre_set_for_later_is_not_taken_for_today(village, keeper, cadre, family):
    _, cap = left_today(village, family)
    hours = {"weekdays": [1], "opens": time(9), "closes": time(17), "hold_days": 7}
    tomorrow = timezone.localdate() + A_DAY
    set_rule(village, **hours, weigh_cap=cap + 5, since=tomorrow, actor=cadre)
    with pytest.raises(no.CapRaised):
        set_rule(village, **hours, weigh_cap=cap + 5, actor=keeper)
    set_rule(village, **hours, weigh_cap=cap + 5, since=tomorrow, actor=keeper)


@pytest.mark.parametrize("who", ["supervisor", "resident"])
def test_nobody_else_says_when_the_shop_is_open(who, request, village):
    hours = {"weekdays": [1], "opens": time(9), "closes": time(17), "hold_days": 7, "weigh_cap": 1}
    with pytest.raises(NotAllowed):
        set_rule(village, **hours, actor=request.getfixturevalue(who))


def test_not_her_own_households(make_user, village, family, head, paper, shop_pool):
    own = make_user("own", "自家", RoleKind.SHOP_KEEPER, village)
    bind_account(own, head, actor=SYSTEM)
    with pytest.raises(NotAllowed, match="另一位"):
        weigh(family, paper, 500, key=key(), actor=own)


@pytest.mark.parametrize(("grams", "worth"), [(500, 1), (999, 1), (1000, 2)])
def test_whole_points_for_what_was_weighed(grams, worth, family, paper, keeper, points, shop_pool):
    assert weigh(family, paper, grams, key=key(), actor=keeper).points == worth
    assert points() == (worth, 1000 - worth)


def test_too_light(family, paper, keeper, shop_pool):
    for grams in (499, 0, -500):
        with pytest.raises(no.TooLight, match="每 500 克才得 1 分"):
            weigh(family, paper, grams, key=key(), actor=keeper)


def test_the_limit_of_a_day_to_the_point(family, village, paper, keeper, neighbours, shop_pool):
    left, cap = left_today(village, family)
    assert left == cap
    weigh(family, paper, 500 * (cap - 1), key=key(), actor=keeper)
    with pytest.raises(no.CapReached, match="还能得 1 分"):
        weigh(family, paper, 1000, key=key(), actor=keeper)
    weigh(family, paper, 500, key=key(), actor=keeper)
    with pytest.raises(no.CapReached, match="还能得 0 分"):
        weigh(family, paper, 500, key=key(), actor=keeper)
    assert weigh(neighbours, paper, 1000, key=key(), actor=keeper).points == 2


def test_sent_twice_weighed_once(family, paper, keeper, points, shop_pool):
    one = key()
    first = weigh(family, paper, 500, key=one, actor=keeper)
    assert weigh(family, paper, 500, key=one, actor=keeper).pk == first.pk
    with pytest.raises(no.KeyUsed):
        weigh(family, paper, 501, key=one, actor=keeper)
    assert points() == (1, 999)


def test_what_has_no_price_today_is_not_taken(family, village, paper, keeper, cadre, shop_pool):
    today = timezone.localdate()
    later = price_material(village, "塑料瓶", 1, 100, actor=cadre, since=today + A_DAY).material
    gone = price_material(village, "玻璃", 0, 500, actor=cadre).material
    for one in (later, gone):
        with pytest.raises(no.NoMaterialPrice, match=one.name):
            weigh(family, one, 5000, key=key(), actor=keeper)


def test_a_price_a_day_and_none_for_yesterday(village, paper, cadre):
    today = timezone.localdate()
    with pytest.raises(no.PriceThere):
        price_material(village, "废纸板", 2, 500, actor=cadre)
    with pytest.raises(no.DayOver):
        price_material(village, "废纸板", 2, 500, actor=cadre, since=today - A_DAY)
    with pytest.raises(no.NoPieces):
        price_material(village, "废铁", 2, 0, actor=cadre)
    assert Material.objects.count() == 1


def test_no_pool_and_an_empty_one(family, village, paper, keeper, request):
    with pytest.raises(no.NoPool):
        weigh(family, paper, 500, key=key(), actor=keeper)
    give, neighbours = request.getfixturevalue("give"), request.getfixturevalue("neighbours")
    give(neighbours, 1000)
    with pytest.raises(no.PoolEmpty):
        weigh(family, paper, 500, key=key(), actor=keeper)
    assert not Weighing.objects.exists()


def test_a_household_that_is_no_more(family, paper, keeper, shop_pool):
    family.until = timezone.localdate()
    family.save(update_fields=["until"])
    with pytest.raises(no.HouseholdGone):
        weigh(family, paper, 500, key=key(), actor=keeper)

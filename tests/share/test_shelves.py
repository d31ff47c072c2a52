"""Goods, prices, receipts, opening days: what is refused and what holds afterwards."""

from datetime import date, time, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from tests.media.scenes import saved, scene, upload
from tests.share.conftest import key

from wugong.access.refusals import NotAllowed
from wugong.counties.actors import SYSTEM
from wugong.ledger.balances import statement
from wugong.media.pictures import picture_of
from wugong.share import refusals as no
from wugong.share import stock
from wugong.share.defaults import hold_days
from wugong.share.goods import end_good, offer_good, set_price, show_good
from wugong.share.models import Price, Receipt
from wugong.share.opening_days import is_open, next_opening, set_rule
from wugong.share.orders import held_until
from wugong.share.queries import prices_on, rule_of
from wugong.share.receipts import take_in

pytestmark = pytest.mark.usefixtures("here")
A_DAY = timedelta(days=1)
NINE, FIVE = time(9), time(17)


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.mark.parametrize("who", ["cadre", "supervisor", "resident", "town_officer"])
def test_only_the_keeper_keeps_the_shelves(who, request, village, rice):
    other = request.getfixturevalue(who)
    acts = [
        lambda: offer_good(village, "盐", "袋", 2, actor=other),
        lambda: set_price(rice, 9, actor=other, since=timezone.localdate() + A_DAY),
        lambda: end_good(rice, actor=other),
        lambda: take_in(rice, 1, 1, supplier="店", key=key(), actor=other),
    ]
    for act in acts:
        with pytest.raises(NotAllowed):
            act()


def test_a_name_once_a_price_above_nothing_and_no_day_that_is_over(village, rice, keeper, today):
    with pytest.raises(no.NameTaken, match="大米"):
        offer_good(village, "大米", "袋", 15, actor=keeper)
    with pytest.raises(no.NoPieces):
        offer_good(village, "盐", "袋", 0, actor=keeper)
    with pytest.raises(no.DayOver):
        offer_good(village, "盐", "袋", 2, actor=keeper, since=today - A_DAY)
    with pytest.raises(no.PriceThere):
        set_price(rice, 16, actor=keeper)


def test_a_price_holds_from_its_day_until_the_next(rice, keeper, today):
    set_price(rice, 18, actor=keeper, since=today + A_DAY)
    assert prices_on([rice], today)[rice.pk].points == 15
    assert prices_on([rice], today + A_DAY)[rice.pk].points == 18
    assert prices_on([rice], today - A_DAY) == {}


def test_a_price_is_never_changed_in_the_database(rice):
    with pytest.raises(DatabaseError), transaction.atomic():
        Price.objects.filter(good=rice).update(points=1)


def test_an_ended_good_is_offered_no_more_from_its_day_on(rice, keeper, today):
    one = end_good(rice, actor=keeper, since=today + A_DAY)
    assert one.offered_on(today)
    assert not one.offered_on(today + A_DAY)


def test_a_good_has_a_photo(rice, keeper, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    assert show_good(rice, picture_of(upload(saved(scene(1)))), actor=keeper).photo.taken_by == keeper


def test_what_came_in_lies_in_the_stock_once(village, rice, keeper, today):
    one = key()
    first = take_in(rice, 5, 6000, supplier="供销社", key=one, actor=keeper, day=today - A_DAY)
    assert take_in(rice, 5, 6000, supplier="供销社", key=one, actor=keeper).pk == first.pk
    with pytest.raises(no.KeyUsed):
        take_in(rice, 6, 6000, supplier="供销社", key=one, actor=keeper)
    assert stock.stock_of(village, [rice])[rice.pk].posted == 15
    assert stock.stock_on(village, [rice], today - A_DAY)[rice.pk] == 5
    lines = statement(stock.goods_accounts(village, [rice])[rice.pk].id)
    assert [line.amount for line in lines] == [5, 10]


@pytest.mark.parametrize(("pieces", "cost"), [(0, 100), (-1, 100), (1, -1)])
def test_nothing_comes_in_for_nothing(pieces, cost, rice, keeper):
    before = Receipt.objects.count()
    with pytest.raises(no.NoPieces):
        take_in(rice, pieces, cost, supplier="供销社", key=key(), actor=keeper)
    assert Receipt.objects.count() == before


def test_nothing_comes_in_tomorrow(rice, keeper, today):
    with pytest.raises(no.NotYet):
        take_in(rice, 1, 1, supplier="供销社", key=key(), actor=keeper, day=today + A_DAY)


def rule(village, keeper, **facts):
    facts = {"opens": NINE, "closes": FIVE, "hold_days": 10, "weigh_cap": 9, "weekdays": [1]} | facts
    return set_rule(village, actor=keeper, **facts)


def test_hours_days_and_a_day_to_come(village, keeper, today):
    with pytest.raises(no.NoOpeningDay):
        rule(village, keeper, weekdays=[0, 8], month_days=[0, 32])
    for wrong in ({"opens": FIVE, "closes": FIVE}, {"hold_days": 0}):
        with pytest.raises(no.BadHours):
            rule(village, keeper, **wrong)
    with pytest.raises(no.DayOver):
        rule(village, keeper, since=today - A_DAY)


def test_the_shop_is_open_on_its_days(village, keeper):
    one = rule(village, keeper, weekdays=[3], month_days=[5])
    monday = date(2026, 6, 1)
    assert [is_open(one, monday + A_DAY * n) for n in range(7)] == [
        False,
        False,
        True,
        False,
        True,
        False,
        False,
    ]
    assert next_opening(one, monday) == date(2026, 6, 3)
    assert is_open(None, monday)
    assert next_opening(None, monday) == monday


def test_an_order_is_held_as_long_as_the_rule_of_its_day_says(village, keeper, today):
    assert timezone.localdate(held_until(village, today)) == today + A_DAY * (hold_days(today) + 1)
    rule(village, keeper, since=today + A_DAY)
    assert rule_of(village, today) is None
    assert timezone.localdate(held_until(village, today + A_DAY)) == today + A_DAY * 12


def test_the_later_rule_of_a_day_holds(village, keeper, today):
    rule(village, keeper, hold_days=3)
    rule(village, keeper, hold_days=4)
    assert rule_of(village, today).hold_days == 4


def test_the_system_may_do_it_too(village):
    assert offer_good(village, "盐", "袋", 2, actor=SYSTEM).made_by is None

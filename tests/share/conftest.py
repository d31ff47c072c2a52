"""A shop for tests, made only through public acts: a pool, a household with points, a keeper, rice and soap."""

from uuid import uuid4

import pytest
from django.utils import timezone

from wugong.access.roles import RoleKind
from wugong.counties.actors import SYSTEM
from wugong.counties.standing import standing_in
from wugong.ledger.posting import Draft, Leg, post
from wugong.points.accounts import book_here, household_account, pool_account
from wugong.points.pools import open_pool
from wugong.registry.bindings import bind_account
from wugong.share.goods import offer_good
from wugong.share.orders import order
from wugong.share.receipts import take_in

RATE = 100  # fen a point


def key():
    return str(uuid4())


@pytest.fixture
def shop_pool(county, village):
    """A pool of 1,000 points at one yuan each, for this year."""
    today = timezone.localdate()
    since, until = today.replace(month=1, day=1), today.replace(month=12, day=31)
    facts = {"funded_from": "村集体收益", "decision": "村民代表会议决议", "decided_on": since}
    with standing_in(county):
        return open_pool(village, "今年", since, until, 1000 * RATE, RATE, actor=SYSTEM, **facts)


@pytest.fixture
def give(county, village, shop_pool):
    """Return a giver of points from the pool to a household."""

    def giving(home, points):
        with standing_in(county):
            pool, to = pool_account(village, shop_pool).id, household_account(village, home).id
            legs = [Leg(pool, -points), Leg(to, points)]
            draft = Draft("award", key(), legs, timezone.localdate())
            post(book_here(village, actor=SYSTEM), draft, actor=SYSTEM)

    return giving


@pytest.fixture
def supervisor(supervisor, known):
    return known(supervisor)


@pytest.fixture
def keeper(make_user, village, known):
    return known(make_user("keeper", "店主", RoleKind.SHOP_KEEPER, village))


@pytest.fixture
def second_keeper(make_user, village, known):
    return known(make_user("second-keeper", "二店", RoleKind.SHOP_KEEPER, village))


@pytest.fixture
def rich(family, give):
    """The family with a hundred points."""
    give(family, 100)
    return family


@pytest.fixture
def villager(resident, head, rich, county):
    """The resident's account, bound to the head of the family."""
    with standing_in(county):
        bind_account(resident, head, actor=SYSTEM)
    return resident


@pytest.fixture
def make_good(county, village):
    """Return a maker of goods with stock: name, points, pieces."""

    def make(name, points, pieces=0, unit="袋", cost=0):
        with standing_in(county):
            good = offer_good(village, name, unit, points, actor=SYSTEM)
            if pieces:
                take_in(good, pieces, cost, supplier="供销社", key=key(), actor=SYSTEM)
        return good

    return make


@pytest.fixture
def rice(make_good):
    """Ten bags of rice, of fifteen points each, bought for 120 yuan."""
    return make_good("大米", 15, 10, cost=12000)


@pytest.fixture
def soap(make_good):
    """Twenty bottles of soap, of four points each."""
    return make_good("洗衣液", 4, 20, unit="瓶", cost=6000)


@pytest.fixture
def held(county, villager, rich, rice):
    """Two bags of rice, ordered by phone."""
    with standing_in(county):
        return order(rich, {rice: 2}, actor=villager, key=key())

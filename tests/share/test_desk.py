"""The desk of who answers for the shop: who enters, what comes together, what it costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.media.scenes import saved, scene, upload
from tests.share.conftest import key

from wugong.access.roles import RoleKind
from wugong.counties.actors import SYSTEM
from wugong.media.pictures import picture_of
from wugong.share.counter import hand_over
from wugong.share.looking import look_at
from wugong.share.models import Receipt
from wugong.share.orders import order
from wugong.share.receipts import take_back, take_in
from wugong.share.states import Signed
from wugong.share.stock_takes import count_stock

pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def cashier(make_user, village):
    return make_user("cashier", "钱会计", RoleKind.CASHIER, village)


@pytest.fixture
def without_code(rich, rice, keeper):
    """Return a seller on a number alone; another seed is another signature."""

    def sell(seed):
        one = order(rich, {rice: 1}, actor=SYSTEM, key=key())
        hand = picture_of(upload(saved(scene(seed, (300, 120)))))
        return hand_over(one, "", actor=keeper, signed=Signed.DRAWN, signature=hand)

    return sell


def page_of(client, village):
    return client.get(reverse("shop_desk", args=[village.code])).content.decode()


@pytest.mark.parametrize("who", ["cashier", "cadre", "supervisor", "keeper"])
def test_who_answers_for_the_shop_finds_all_in_one_place(
    who, request, as_user, village, held, rice, keeper, supervisor, without_code
):
    one, asked = without_code(1), without_code(2)
    look_at(asked, "签名不像", actor=supervisor)
    wrong = take_in(rice, 99, 100, supplier="供销社", key=key(), actor=keeper)
    take_back(wrong, "多写了", actor=keeper)
    count_stock(village, {rice: (8, "")}, actor=keeper)
    page = page_of(as_user(request.getfixturevalue(who)), village)
    for word in (
        "请村监委看，1 单",
        "签名不像",
        "等人来领，1 单",
        "单据和账簿相符",
        "30 分",
        "多写了",
        "盘点等着核对",
    ):
        assert word in page
    assert held.code not in page
    assert reverse("my_order", args=[village.code, one.pk]) in page
    assert Receipt.objects.count() == 2


def test_nobody_else_enters(as_user, village, villager, neighbour_village, cashier):
    assert as_user(villager).get(reverse("shop_desk", args=[village.code])).status_code == 403
    assert as_user(cashier).get(reverse("shop_desk", args=[neighbour_village.code])).status_code == 403


def test_a_shop_of_nothing_has_a_desk(as_user, village, cashier):
    page = page_of(as_user(cashier), village)
    assert "都看过了" in page
    assert "现在没有" in page


def test_the_desk_leads_there_who_answers_for_a_shop(
    as_user, village, cashier, cadre, town_officer, villager
):
    for user in (cashier, cadre):
        client = as_user(user)
        assert client.get("/shop/desk/").url == reverse("shop_desk", args=[village.code])
        assert 'href="/shop/desk/"' in client.get("/desk/").content.decode()
    for user in (town_officer, villager):
        assert as_user(user).get("/shop/desk/").url == "/desk/"
    assert 'href="/shop/desk/"' not in as_user(town_officer).get("/desk/").content.decode()


def test_the_desk_costs_the_same_for_one_order_as_for_three(
    as_user, village, cashier, rich, rice, without_code
):
    client, counts = as_user(cashier), []
    for seed in (1, 2, 3):
        without_code(seed)
        order(rich, {rice: 1}, actor=SYSTEM, key=key())
        page_of(client, village)
        with CaptureQueriesContext(connection) as seen:
            page_of(client, village)
        counts.append(len(seen))
    assert counts[0] == counts[1] == counts[2]


def test_a_cashier_reads_the_order_and_not_the_signature(as_user, village, cashier, supervisor, without_code):
    one = without_code(1)
    address, photo = (
        reverse("my_order", args=[village.code, one.pk]),
        reverse("order_signature", args=[village.code, one.pk]),
    )
    assert photo not in as_user(cashier).get(address).content.decode()
    assert photo in as_user(supervisor).get(address).content.decode()

"""The pages of the shop: everybody reads, a household orders without a script, a keeper hands over."""

import base64
import io
from datetime import time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from tests.media.scenes import saved, scene, upload
from tests.share.conftest import key

from wugong.access.roles import RoleKind
from wugong.base.periods import Level, Period
from wugong.counties.actors import SYSTEM
from wugong.counties.standing import standing_in
from wugong.ledger.books import book_of
from wugong.media.pictures import picture_of
from wugong.points.models import Card
from wugong.registry.bindings import bind_account
from wugong.share.goods import offer_good, show_good
from wugong.share.models import Good, Order, Price, Receipt, ShopRule, StockTake, Weighing
from wugong.share.opening_days import set_rule
from wugong.share.orders import hand_over_held, order
from wugong.share.states import Proof, Signed
from wugong.share.stock_takes import count_stock
from wugong.share.weighing import price_material


@pytest.fixture
def inside(county):
    """Run reads in the county."""
    with standing_in(county):
        yield


def at(name, village, *args):
    return reverse(name, args=[village.code, *args])


def body(answer):
    return answer.content.decode()


# --- everybody ------------------------------------------------------------------------------------


def test_everybody_sees_goods_prices_days_and_cover(client, village, rice, shop_pool, county):
    with standing_in(county):
        facts = {"opens": time(9), "closes": time(17), "hold_days": 5, "weigh_cap": 9}
        set_rule(village, weekdays=[1, 2, 3, 4, 5, 6, 7], actor=SYSTEM, **facts)
        price_material(village, "废纸板", 1, 500, actor=SYSTEM)
    page = body(client.get(at("shop", village)))
    for word in ("大米", "15", "还有 10 袋", "每周一、二", "09:00–17:00", "废纸板", "1,000.00", "留 5 天"):
        assert word in page
    assert "<select" not in page
    assert "现在能用" not in page


def test_a_shop_of_nothing(client, village):
    assert "还没有登记兑换的东西" in body(client.get(at("shop", village)))


def test_whoever_only_looks_opens_no_book(as_user, village, keeper, inside):
    offer_good(village, "大米", "袋", 15, actor=SYSTEM)
    month = Period.of(timezone.localdate(), Level.MONTH)
    client, good = as_user(keeper), Good.objects.get()
    for address in (at("shop", village), at("goods", village), at("good", village, good.pk)):
        assert client.get(address).status_code == 200
    assert client.get(at("shop_statement", village, month)).status_code == 200
    assert book_of(village, "village") is None


def test_there_is_no_shop_of_a_town(client, town, village):
    assert client.get("/shop/990101101/").status_code == 404
    assert client.get("/shop/990101101299/").status_code == 404


def test_the_balance_is_for_the_household_only(as_user, village, rice, villager, cadre):
    assert "现在能用" in body(as_user(villager).get(at("shop", village)))
    assert "现在能用" not in body(as_user(cadre).get(at("shop", village)))


@pytest.mark.parametrize(
    ("name", "who"),
    [
        *(("shop", "villager"), ("shop_statement", "supervisor")),
        *((name, "keeper") for name in ("goods", "stock_take", "counter", "counter_order")),
    ],
)
def test_a_list_costs_the_same_for_one_row_as_for_three(
    name, who, request, as_user, village, make_good, villager, rich, give, neighbours, inside
):
    month = [Period.of(timezone.localdate(), Level.MONTH)] if name == "shop_statement" else []
    client, address, counts = as_user(request.getfixturevalue(who)), at(name, village, *month), []
    give(neighbours, 20)
    for number, home in enumerate([rich, neighbours, rich]):
        good = make_good(f"盐{number}", 2, 5)
        for _ in range(2):
            one = order(home, {good: 1}, actor=SYSTEM, key=key())
        hand_over_held(one, actor=SYSTEM, proof=Proof.CODE, signed=Signed.PAPER)
        client.get(address)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1] == counts[2]


def test_a_photo_of_a_good_is_public(client, village, rice, county, settings, tmp_path):
    assert client.get(at("good_photo", village, rice.pk)).status_code == 404
    with standing_in(county):
        show_good(rice, picture_of(upload(saved(scene(1)))), actor=SYSTEM)
    answer = client.get(at("good_photo", village, rice.pk))
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")


# --- by phone -------------------------------------------------------------------------------------


def test_a_household_orders_by_phone_without_a_script(as_user, village, rice, villager, inside):
    client, name = as_user(villager), f"g-{rice.pk.hex}"
    assert f'name="{name}"' in body(client.get(at("shop", village)))
    review = client.get(at("shop_order", village), {name: "2"})
    assert "30 分" in body(review)
    data = {name: "2", "key": key(), "home": str(review.context["form"]["home"].value())}
    done = client.post(at("shop_order", village), data)
    one = Order.objects.get()
    assert done.url == at("my_order", village, one.pk)
    page = body(client.get(done.url))
    assert f"{one.code[:3]} {one.code[3:]}" in page
    assert client.get(at("order_qr", village, one.pk))["Content-Type"] == "image/svg+xml"
    assert client.post(at("shop_order", village), data).url == done.url  # sent twice
    assert Order.objects.count() == 1


def test_nothing_chosen_leads_back(as_user, village, rice, villager):
    client, name = as_user(villager), f"g-{rice.pk.hex}"
    for data in ({}, {name: "0"}, {name: "99"}):
        assert client.get(at("shop_order", village), data).url == at("shop", village)


def test_what_is_refused_stands_on_the_form(as_user, village, rice, villager, inside):
    client, name = as_user(villager), f"g-{rice.pk.hex}"
    home = client.get(at("shop_order", village), {name: "1"}).context["form"]["home"].value()
    page = body(client.post(at("shop_order", village), {name: "7", "key": key(), "home": home}))
    assert "这些要 105 分，现在能用的是 100 分" in page
    assert not Order.objects.exists()


def test_without_a_household_here_there_is_nothing_to_order(as_user, village, rice, cadre, shop_pool):
    page = body(as_user(cadre).get(at("shop_order", village), {f"g-{rice.pk.hex}": "1"}))
    assert "当面办" in page
    assert "就要这些" not in page


def test_an_order_is_given_up_on_the_phone(as_user, village, held, villager, inside):
    client = as_user(villager)
    assert client.post(at("my_order", village, held.pk)).status_code == 302
    assert "本人取消" in body(client.get(at("my_order", village, held.pk)))
    assert client.get(at("order_qr", village, held.pk)).status_code == 404


def test_others_see_neither_the_order_nor_its_code(
    as_user, village, held, supervisor, town_officer, make_user
):
    stranger = make_user("stranger", "路人")
    assert as_user(stranger).get(at("my_order", village, held.pk)).status_code == 404
    page = as_user(supervisor).get(at("my_order", village, held.pk))
    assert held.code[:3] + " " + held.code[3:] not in body(page)
    assert as_user(supervisor).get(at("order_qr", village, held.pk)).status_code == 404
    assert as_user(supervisor).post(at("my_order", village, held.pk)).status_code == 403


# --- at the counter -------------------------------------------------------------------------------


def test_the_keeper_types_the_code_and_hands_over(as_user, village, held, keeper, inside):
    client = as_user(keeper)
    page = body(client.get(at("counter", village)))
    for word in ("核销", "进货", "盘点", "大米", "陈×国"):
        assert word in page
    assert held.code not in page
    found = client.post(at("counter", village), {"given": held.code})
    assert found.url == at("counter_hand_over", village, held.pk)
    assert "30 分" in body(client.get(found.url))
    done = client.post(found.url, {"given": held.code, "signed": "paper"})
    assert done.url == at("counter", village)
    assert Order.objects.get().state == "handed"
    again = client.post(found.url, {"given": held.code, "signed": "paper"})
    assert "已经领取" in body(again)


def test_the_address_of_the_qr_fills_the_field(as_user, village, held, keeper):
    page = body(as_user(keeper).get(f"{at('counter', village)}?code={held.code}"))
    assert f'value="{held.code}"' in page


def test_a_wrong_code_is_said_beside_the_field(as_user, village, held, keeper):
    wrong = f"{(int(held.code) + 1) % 1_000_000:06d}"
    assert "没有这个取货码" in body(as_user(keeper).post(at("counter", village), {"given": wrong}))


def test_the_household_card_stands_for_its_orders(
    as_user, village, held, rich, rice, villager, keeper, inside, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    card = Card.objects.create(household=rich, token="card-of-the-family")
    client = as_user(keeper)
    scanned = f"https://x.test/points/card/{card.token}/"
    assert (
        at("counter_hand_over", village, held.pk)
        in client.post(at("counter", village), {"given": scanned}).url
    )
    second = order(rich, {rice: 1}, actor=villager, key=key())
    page = body(client.post(at("counter", village), {"given": scanned}))
    assert "选一张" in page
    for number, one in enumerate((held, second)):
        address, slip = at("counter_hand_over", village, one.pk), upload(saved(scene(number, (300, 200))))
        assert card.token in body(client.get(address))  # in a field that is sent, not in an address
        client.post(address, {"given": scanned, "signed": "paper", "slip": slip})
        assert card.token not in body(client.get(address))
    assert set(Order.objects.values_list("state", flat=True)) == {"handed"}
    assert "没有待领取" in body(client.post(at("counter", village), {"given": scanned}))


def test_a_signature_is_drawn(as_user, village, held, keeper, inside, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    picture = io.BytesIO()
    Image.new("RGB", (600, 240), "white").save(picture, "PNG")
    drawn = "data:image/png;base64," + base64.b64encode(picture.getvalue()).decode()
    address, client = at("counter_hand_over", village, held.pk), as_user(keeper)
    for bad in ("", "nonsense", "data:image/png;base64,###", "data:image/png;base64,AAAA"):
        client.post(address, {"given": held.code, "signed": "drawn", "signature": bad})
        assert Order.objects.get().state == "held"
    client.post(address, {"given": held.code, "signed": "drawn", "signature": drawn})
    assert Order.objects.get().signature is not None


def test_the_keeper_cancels_what_nobody_wants(as_user, village, held, keeper, inside):
    as_user(keeper).post(at("counter_hand_over", village, held.pk), {"void": "1"})
    assert Order.objects.get().reason == "柜台取消"


def test_an_order_is_made_and_handed_over_at_the_counter(as_user, village, rich, rice, keeper, inside):
    client = as_user(keeper)
    assert "户号" in body(client.get(at("counter_order", village)))
    basket = {f"g-{rice.pk.hex}": "1", "key": key()}
    assert "没有 9999 户" in body(client.post(at("counter_order", village), basket | {"home": "9999"}))
    nothing = {f"g-{rice.pk.hex}": "0", "key": key(), "home": "0101"}
    assert "还没有选东西" in body(client.post(at("counter_order", village), nothing))
    done = client.post(at("counter_order", village), basket | {"home": "0101"})
    one = Order.objects.get()
    assert done.url == at("counter_hand_over", village, one.pk)
    client.post(done.url, {"given": one.code, "signed": "paper"})
    assert Order.objects.get().state == "handed"


def test_at_her_own_counter_a_keeper_is_told_to_find_another(
    as_user, village, held, head, make_user, county, inside
):
    own = make_user("own", "自家", RoleKind.SHOP_KEEPER, village)
    bind_account(own, head, actor=SYSTEM, is_self=False)
    client = as_user(own)
    assert "另一位积分超市管理员" in body(client.get(at("counter_hand_over", village, held.pk)))
    address = at("counter_hand_over", village, held.pk)
    assert client.post(address, {"given": held.code, "signed": "paper"}).status_code == 403


def test_a_keeper_keeps_her_own_shop_only(as_user, village, neighbour_village, keeper):
    client = as_user(keeper)
    for name in ("counter", "counter_order", "weigh", "good_new", "receipt_new", "opening_days", "materials"):
        assert client.get(at(name, village)).status_code == 200
        assert client.get(at(name, neighbour_village)).status_code == 403
    for name in ("goods", "stock_take"):
        assert client.get(at(name, neighbour_village)).status_code == 403


def test_who_names_no_place_is_led_to_her_own_shop(as_user, village, keeper, villager, cadre):
    assert as_user(keeper).get("/shop/counter/").url == at("counter", village)
    assert 'href="/shop/counter/"' in body(as_user(keeper).get("/desk/"))
    assert 'href="/shop/counter/"' not in body(as_user(cadre).get("/desk/"))
    assert as_user(villager).get("/shop/").url == at("shop", village)
    assert as_user(cadre).get("/shop/").url == "/me/"
    assert "当面办" in body(as_user(cadre).get("/me/"))


# --- shelves --------------------------------------------------------------------------------------


def test_a_good_comes_in_and_gets_another_price(as_user, village, keeper, inside):
    client, today = as_user(keeper), timezone.localdate()
    assert "先登记物品" in body(client.get(at("receipt_new", village)))
    facts = {"name": "食盐", "unit": "袋", "points": "2", "since": today.isoformat()}
    made = client.post(at("good_new", village), facts)
    good = Good.objects.get()
    assert made.url == at("good", village, good.pk)
    assert "已经有“食盐”" in body(client.post(at("good_new", village), facts))
    came = {"key": key(), "good": str(good.pk), "pieces": "12", "cost": "30.50", "supplier": "供销社"}
    client.post(at("receipt_new", village), came | {"day": today.isoformat()})
    assert (Receipt.objects.get().pieces, Receipt.objects.get().cost) == (12, 3050)
    assert "库存 12 袋" in body(client.get(at("goods", village)))
    tomorrow = (today + timedelta(days=1)).isoformat()
    client.post(made.url, {"points": "3", "since": tomorrow})
    assert Price.objects.count() == 2
    assert "已经定过" in body(client.post(made.url, {"points": "4", "since": tomorrow}))
    client.post(made.url, {"end": "1"})
    assert Good.objects.get().until == today
    assert "+12" in body(client.get(made.url))


def test_counted_by_one_confirmed_by_another(as_user, village, rice, keeper, supervisor, cadre, inside):
    client, n, why = as_user(keeper), f"n-{rice.pk.hex}", f"w-{rice.pk.hex}"
    assert "账上 10 袋" in body(client.get(at("stock_take", village)))
    assert "请写明差在哪里" in body(client.post(at("stock_take", village), {n: "9", why: ""}))
    made = client.post(at("stock_take", village), {n: "9", why: "破了一袋"})
    one = StockTake.objects.get()
    assert made.url == at("stock_taken", village, one.pk)
    page = body(client.get(made.url))
    assert "破了一袋" in page
    assert "差异入账" not in page
    assert client.post(made.url, {"confirm": "1"}).status_code == 403
    assert "还等着核对" in body(client.get(at("stock_take", village)))
    as_user(supervisor).post(made.url, {"confirm": "1"})
    assert StockTake.objects.get().state == "booked"


def test_a_count_is_sent_back(as_user, village, rice, keeper, cadre, inside):
    one = count_stock(village, {rice: (9, "破了")}, actor=keeper)
    client = as_user(cadre)
    assert "差异入账" in body(client.get(at("stock_taken", village, one.pk)))
    client.post(at("stock_taken", village, one.pk), {"answer": ""})
    assert StockTake.objects.get().state == "counted"
    client.post(at("stock_taken", village, one.pk), {"answer": "数错了"})
    assert "数错了" in body(client.get(at("stock_taken", village, one.pk)))


def test_the_keeper_says_when_the_shop_is_open(as_user, village, keeper, inside):
    client, today = as_user(keeper), timezone.localdate().isoformat()
    facts = {"opens": "08:30", "closes": "11:30", "hold_days": "10", "weigh_cap": "9", "since": today}
    assert "至少选一个" in body(client.post(at("opening_days", village), facts))
    assert "1 到 31" in body(client.post(at("opening_days", village), facts | {"month_days": "5 32"}))
    more = facts | {"weekdays": ["6"], "weigh_cap": "999"}
    assert "请村干部来定" in body(client.post(at("opening_days", village), more))
    done = client.post(at("opening_days", village), facts | {"month_days": "5、15", "weekdays": ["6", "7"]})
    assert done.url == at("shop", village)
    rule = ShopRule.objects.get()
    assert (rule.weekdays, rule.month_days, rule.hold_days) == ([6, 7], [5, 15], 10)
    page = body(client.get(at("opening_days", village)))
    assert 'value="5 15"' in page
    assert "08:30" in page


def test_recyclables_are_priced_and_weighed(as_user, village, family, shop_pool, keeper, cadre, inside):
    client, today = as_user(keeper), timezone.localdate().isoformat()
    assert "还没有定回收价" in body(client.get(at("weigh", village)))
    price = {"name": "废纸板", "grams": "500", "points": "1", "since": today}
    assert client.post(at("materials", village), price).status_code == 403
    assert "由村干部定" in body(client.get(at("materials", village)))
    client = as_user(cadre)
    client.post(at("materials", village), price)
    assert "已经定过" in body(client.post(at("materials", village), price))
    client = as_user(keeper)
    material = client.get(at("weigh", village)).context["prices"][0].material
    brought = {"key": key(), "home": "0101", "material": str(material.pk), "grams": "3.6"}
    assert "不够 1 分" in body(client.post(at("weigh", village), brought | {"grams": "0.5"}))
    client.post(at("weigh", village), brought)
    assert (Weighing.objects.get().grams, Weighing.objects.get().points) == (1800, 3)
    assert "1800 克，3 分" in body(client.get(at("weigh", village))).replace(",", "")


def test_the_month_on_a_page_and_as_a_workbook(as_user, village, held, keeper, supervisor, inside):
    client = as_user(keeper)
    client.post(at("counter_hand_over", village, held.pk), {"given": held.code, "signed": "paper"})
    month = Period.of(timezone.localdate(), Level.MONTH)
    page = body(as_user(supervisor).get(at("shop_statement", village, month)))
    for word in ("单据和账簿相符", "大米", "30 分", "30.00 元", "120.00 元", "供销社"):
        assert word in page
    book = client.get(at("shop_statement_xlsx", village, month))
    assert book["Content-Disposition"].endswith('.xlsx"')
    assert book.content[:2] == b"PK"
    assert client.get(at("shop_statement", village, Period.parse("2026"))).status_code == 404
    assert "下月" in body(client.get(at("shop_statement", village, month.plus(-1))))

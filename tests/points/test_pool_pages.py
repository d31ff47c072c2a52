"""Pages of pools: everybody sees what stands behind the points; cadre and cashier keep the money."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from tests.points.test_openings import FAMILY
from tests.points.test_pools import award, opened, order

from wugong.access.roles import RoleKind
from wugong.counties.actors import SYSTEM
from wugong.ledger import posting
from wugong.points.forms import pools
from wugong.points.models import Opening, Pool
from wugong.points.opening_rows import Row
from wugong.points.openings import confirm_opening, hand_in_opening
from wugong.points.pool_cover import cover
from wugong.points.pool_pages import entries_of, months_shown, pool_page
from wugong.points.pools import close_pool, settle, top_up

TODAY = timezone.localdate()
DECIDED = {"decision": "村民代表会议第 3 次", "decided_on": f"{TODAY}"}
POOL = {
    **DECIDED,
    "title": "今年积分池",
    "budget": "30,000.50",
    "rate": "1",
    "funded_from": "集体收入",
    "since": f"{TODAY}",
    "until": f"{TODAY}",
}


def text(answer):
    return answer.content.decode()


@pytest.fixture
def desk(here, village, cadre, as_user):
    return as_user(cadre)


@pytest.fixture
def public(here, village):
    return reverse("points_pool", args=[village.code])


@pytest.fixture
def fund(here, village):
    return reverse("points_fund", args=[village.code])


# --- For everybody ------------------------------------------------------------------------------


def test_a_village_without_a_pool_says_so(client, public):
    assert "还没有积分池" in text(client.get(public))


def test_a_town_has_no_page(client, here, town):
    assert client.get(reverse("points_pool", args=[town.code])).status_code == 404


def test_everybody_sees_money_points_and_pace(client, public, village, family, catalogue):
    opened(village)
    award(village, family, 20)
    page = text(client.get(public))
    for said in (
        "各户手里 20 分",
        "有 100.00 元",
        "要 20.00 元",
        "兑得起，还在发",
        "每户 100 分，另记，不能兑换",
    ):
        assert said in page


def test_no_name_and_no_number_of_a_household_is_public(client, public, village, family):
    opened(village)
    award(village, family, 20)
    settle(order(family, 5), key="over", day=TODAY, actor=SYSTEM)
    page = text(client.get(f"{public}?month={months_shown()[0]}"))
    assert "凭证" in page
    assert not [said for said in ("陈建国", "0101 户", "陈×国") if said in page]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same(client, public, village, homes, catalogue, count, django_assert_num_queries):
    opened(village)
    for home in homes[:count]:
        award(village, home, 5)
    client.get(public)  # the catalogue is read once a process
    with django_assert_num_queries(26):
        client.get(f"{public}?month={months_shown()[0]}")


def test_a_month_that_is_not_shown_is_no_month(client, public, village):
    opened(village)
    assert "每一笔" not in text(client.get(f"{public}?month=2001-01"))


def test_the_entries_of_a_month_tell_kind_points_and_money(here, village, family):
    pool = opened(village)
    award(village, family, 20)
    settle(order(family, 5), key="over", day=TODAY, actor=SYSTEM)
    order(family, 1)
    top_up(pool, 1_00, funded_from="捐赠", decision="会", actor=SYSTEM)
    found = [(one.kind, one.points, one.fen) for one in entries_of(pool_page(village), months_shown()[0])]
    assert found == [("追加资金", 1, 1_00), ("兑换", 5, -5_00), ("入账", 20, 0), ("开积分池", 100, 100_00)]


def test_what_was_taken_back_is_called_so(here, village, family):
    opened(village)
    entry = award(village, family, 20)
    posting.reverse(entry, key="back", day=TODAY, actor=SYSTEM, text="评错了")
    assert next(one.kind for one in entries_of(pool_page(village), months_shown()[0])) == "冲正"


def test_no_book_no_entries(here, village):
    assert entries_of(pool_page(village), months_shown()[0]) == []


def test_what_was_taken_over_is_not_the_pace(here, village, family):
    opened(village)
    facts = {"day": TODAY, "decision": "会", "decided_on": TODAY}
    opening = hand_in_opening(village, [Row(1, *FAMILY)], **facts, actor=SYSTEM)
    confirm_opening(opening, opening.digest, actor=SYSTEM)
    page = pool_page(village)
    assert (page.pace, page.tenths_left, page.months_left) == (0, None, "")


def test_the_state_of_a_pool(here, village, family):
    assert pool_page(village).state == "wait"
    pool = opened(village)
    assert pool_page(village).state == "go"
    award(village, family, 7)
    assert (pool_page(village).state, pool_page(village).months_left) == ("go", "12 个月以上")
    award(village, family, 43)
    assert (pool_page(village).state, pool_page(village).months_left) == ("go", "1 个月")
    award(village, family, 1)
    assert pool_page(village).state == "wait"
    award(village, family, 49)
    assert pool_page(village).state == "alarm"
    close_pool(pool, actor=SYSTEM)
    assert pool_page(village).state == "wait"


def test_months_begin_with_the_first_pool(here, village):
    pool = opened(village)
    long_ago = timezone.now() - timedelta(days=200)
    Pool.objects.filter(pk=pool.pk).update(opened_at=long_ago)
    assert [one.period for one in pool_page(village).months] == months_shown()


def test_who_keeps_the_money_finds_the_way_from_there(client, desk, public, fund):
    assert fund in text(desk.get(public))
    desk.logout()
    assert fund not in text(client.get(public))


# --- At the desk --------------------------------------------------------------------------------


def test_a_cadre_opens_a_pool(desk, fund, village):
    assert "开一个积分池" in text(desk.get(fund))
    answer = desk.post(fund, POOL, follow=True)
    assert "积分池已经开好" in text(answer)
    assert cover(village).left == 30_000


def test_the_cashier_keeps_the_money(here, fund, village, make_user, as_user):
    cashier = as_user(make_user("cashier", "钱会", RoleKind.CASHIER, village))
    assert "今年积分池" in text(cashier.post(fund, POOL, follow=True))


@pytest.mark.parametrize("money", ["0", "-1", "1.234", "一百", ""])
def test_money_that_is_none_is_said_at_its_field(desk, fund, money):
    answer = desk.post(fund, POOL | {"budget": money})
    assert "还差 1 处" in text(answer)
    assert "今年积分池" in text(answer)


def test_a_second_opening_leads_to_the_first(desk, fund, village):
    desk.post(fund, POOL)
    assert desk.post(fund, POOL).status_code == 302
    assert Pool.objects.count() == 1


def test_more_money(desk, village):
    opened(village)
    there = reverse("points_top_up", args=[village.code])
    assert "现有资金 100.00 元" in text(desk.get(there))
    given = {**DECIDED, "fen": "5", "funded_from": "捐赠", "seen": "10000"}
    assert "增发 5 分" in text(desk.post(there, given, follow=True))
    assert "刚有人改过" in text(desk.post(there, given))


def test_too_little_money_is_said_at_its_field(desk, village):
    opened(village)
    given = {**DECIDED, "fen": "0.50", "funded_from": "捐赠", "seen": "10000"}
    assert "不够增发 1 分" in text(desk.post(reverse("points_top_up", args=[village.code]), given))


def test_closing(desk, village, fund):
    opened(village)
    answer = desk.post(reverse("points_close", args=[village.code]), follow=True)
    assert "已经结清，各户的分照样能兑" in text(answer)
    assert "开一个积分池" in text(answer)


# --- The paper book -----------------------------------------------------------------------------

BOOK = {**DECIDED, "day": f"{TODAY}", "text": "户号,姓名,分数\n0101,陈建国,60"}


@pytest.fixture
def book(here, village):
    return reverse("points_opening", args=[village.code])


def test_first_there_must_be_a_pool(desk, book):
    assert "先开积分池" in text(desk.get(book))


def test_the_book_is_looked_at_before_it_is_taken_over(desk, book, village, family):
    opened(village)
    looked = desk.post(book, BOOK)
    assert "1 户，共 60 分，都对得上" in text(looked)
    assert "等另一人核对" in text(desk.post(book, BOOK | {"adopt": "1"}, follow=True))
    assert cover(village).households == 0


def test_another_hand_confirms_what_it_saw(desk, book, village, family, supervisor, as_user):
    opened(village)
    desk.post(book, BOOK | {"adopt": "1"})
    digest = Opening.objects.get().digest
    assert "核对无误" not in text(desk.get(book))
    assert desk.post(f"{book}confirm/", {"digest": digest}).status_code == 403
    second = as_user(supervisor)
    assert "陈建国" in text(second.get(book))
    assert "有变动" in text(second.post(f"{book}confirm/", {"digest": "other"}))
    said = text(second.post(f"{book}confirm/", {"digest": digest}, follow=True))
    assert "已接过来：1 户，共 60 分" in said
    assert cover(village).households == 60


def test_another_hand_sends_it_back(desk, book, village, family, supervisor, as_user):
    opened(village)
    desk.post(book, BOOK | {"adopt": "1"})
    second = as_user(supervisor)
    assert "退回了" in text(second.post(f"{book}back/", {"reason": "纸上是 50 分"}, follow=True))
    assert "没有等着核对的" in text(second.get(book))


def test_a_supervisor_hands_nothing_in(desk, book, village, family, supervisor, as_user):
    opened(village)
    assert as_user(supervisor).post(book, BOOK | {"adopt": "1"}).status_code == 403


def test_bad_rows_are_named_and_nothing_is_written(desk, book, village, family):
    opened(village)
    answer = desk.post(book, BOOK | {"text": "0101,陈建国,六十\n0199,某人,5", "adopt": "1"})
    assert "第 1 行，分数 列" in text(answer)
    assert "本村没有户号“0199”" in text(answer)
    assert cover(village).households == 0


def test_a_book_beyond_the_pool_is_refused_with_what_lacks(desk, book, village, family):
    opened(village, 59_00)
    assert "资金还差 1.00 元" in text(desk.post(book, BOOK))


def test_a_book_comes_as_a_file(desk, book, village, family):
    opened(village)
    file = SimpleUploadedFile("册.csv", "户号,姓名,分数\n0101,陈建国,60\n".encode())
    looked = desk.post(book, BOOK | {"text": "", "table": file})
    assert "都对得上" in text(looked)
    assert "0101\t陈建国\t60" in text(looked)


def test_neither_text_nor_file(desk, book, village):
    opened(village)
    assert "请把积分册贴进来" in text(desk.post(book, BOOK | {"text": " "}))


def test_a_file_too_large(desk, book, village, monkeypatch):
    monkeypatch.setattr(pools, "LARGEST", 3)
    opened(village)
    answer = desk.post(book, BOOK | {"text": "", "table": SimpleUploadedFile("册.csv", b"1234")})
    assert "超过 4 MB" in text(answer)

"""Statements: each line opens to what it rests on; the household sees its own, the desk its village's."""

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.points.test_pools import award, opened, order

from wugong.counties.actors import SYSTEM
from wugong.ledger.posting import Draft, Leg, post
from wugong.points import accounts
from wugong.points.models import Claim
from wugong.points.pools import open_pool_of, settle
from wugong.points.statements import balances_at, balances_of, statement_of
from wugong.points.states import ClaimState
from wugong.registry.models import Person

TODAY = timezone.localdate()


def text(answer):
    return answer.content.decode()


def booked(claim, points, kind="award", key="one", panel=None):
    """The claim is in the book as the nightly booking does it."""
    village, home = claim.village, accounts.household_account(claim.village, claim.household).id
    other = (
        accounts.pool_account(village, open_pool_of(village)).id
        if points > 0
        else accounts.source(village, accounts.DEDUCTED).id
    )
    legs = [Leg(other, -points), Leg(home, points)]
    draft = Draft(kind, key, legs, TODAY, claim.title, claim.pk)
    entry = post(accounts.book_here(village, actor=SYSTEM), draft, actor=SYSTEM)
    panels = [{"step": "panel", "size": 3, "scores": [4, 5, 5], "median": 5, "far": []}]
    Claim.objects.filter(pk=claim.pk).update(
        state=ClaimState.BOOKED, entry=entry, points=points, why=[*claim.why, *panels]
    )
    return entry


@pytest.fixture
def funded(here, village, catalogue):
    return opened(village)


def test_a_household_without_an_account_has_nothing(here, village, family):
    found = statement_of(family)
    assert (found.balance.posted, found.before, list(found.lines), found.base) == (0, 0, [], None)
    assert balances_of([]) == {}
    assert balances_at([], TODAY) == {}
    assert balances_at([family], TODAY) == {family.pk: 0}


def test_a_line_opens_to_rule_steps_and_panel(funded, claimed, family):
    booked(claimed, 5)
    (one,) = statement_of(family).lines
    assert (one.title, one.item.code, one.claim) == (claimed.title, "labour", claimed)
    assert one.steps == claimed.why
    assert (one.panel["size"], one.panel["median"]) == (3, 5)


def test_the_sums_of_a_year(funded, claimed, family, village):
    booked(claimed, 50)
    settle(order(family, 20), key="over", day=TODAY, actor=SYSTEM)
    order(family, 7)
    found = statement_of(family)
    assert (found.before, found.earned, found.redeemed, found.lost) == (0, 50, 20, 0)
    assert (found.balance.available, found.balance.outgoing) == (23, 7)
    assert balances_at([family], TODAY) == {family.pk: 30}


def test_the_year_before_is_carried_over(funded, family, village):
    award(village, family, 9)
    found = statement_of(family, TODAY.year + 1)
    assert (found.before, list(found.lines)) == (9, [])


def test_a_deduction_is_lost_and_not_redeemed(funded, claimed, family, make_claim):
    booked(claimed, 5)
    litter = make_claim(family, "dumping")
    booked(litter, -2, key="two")
    found = statement_of(family)
    assert (found.lost, found.redeemed) == (2, 0)
    assert found.lines[0].title == litter.title


def test_what_was_taken_back_says_so(funded, claimed, family):
    booked(claimed, 5)
    booked(claimed, -5, key="back")
    assert statement_of(family).lines[0].title == f"冲正：{claimed.title}"


def test_a_deduction_that_was_taken_back_says_so(funded, claimed, family, make_claim):
    booked(claimed, 5)
    dumping = make_claim(family, "dumping")
    booked(dumping, -2, key="two")
    booked(dumping, 2, key="back")
    assert statement_of(family).lines[0].title == f"冲正：{dumping.title}"


def test_an_order_without_words_is_an_order(funded, claimed, family):
    booked(claimed, 5)
    order(family, 5)
    assert statement_of(family).lines[0].title == "在积分超市兑换"


def test_the_order_of_another_household_is_not_told(funded, claimed, neighbours, village):
    award(village, neighbours, 5)
    (one,) = statement_of(neighbours).lines
    assert (one.claim, one.title) == (None, "记一笔")


def test_what_waits_stands_apart(funded, claimed, family):
    assert list(statement_of(family).waiting) == [claimed]


@pytest.mark.parametrize("count", [1, 3])
def test_a_statement_costs_the_same(funded, family, make_claim, count, django_assert_num_queries):
    for number in range(count):
        booked(make_claim(family, text=f"队长看见的{number}"), 5, key=str(number))
    statement_of(family)  # the catalogue is read once a process
    with django_assert_num_queries(8):
        statement_of(family)


# --- Pages --------------------------------------------------------------------------------------


def test_my_statement(funded, claimed, villager, as_user):
    booked(claimed, 5)
    page = text(as_user(villager).get(reverse("points_statement")))
    for said in ("分可用", claimed.title, "3 人小组不记名评分，取中间的 5 分", "基础分 100 分另记，不能兑换"):
        assert said in page


def test_whoever_is_bound_to_nobody_is_told_how(here, village, resident, as_user):
    assert "还没有认出您是哪一户" in text(as_user(resident).get(reverse("points_statement")))


def test_nobody_else_s_statement(funded, villager, neighbours, village, as_user):
    award(village, neighbours, 77)
    page = text(as_user(villager).get(reverse("points_statement"), {"of": str(neighbours.pk), "year": "x"}))
    assert "+77" not in page


def test_two_households_behind_one_phone(funded, villager, neighbours, village, bound, as_user):
    award(village, neighbours, 77)
    bound(villager, Person.objects.get(name="欧阳秀英"), is_self=False)
    client = as_user(villager)
    assert "0102 户" in text(client.get(reverse("points_statement")))
    assert "+77" in text(client.get(reverse("points_statement"), {"of": str(neighbours.pk)}))


def at(page, village, *more):
    return reverse(page, args=[village.code, *more])


def test_the_desk_lists_what_households_have(funded, family, neighbours, village, cadre, as_user):
    award(village, family, 33)
    client = as_user(cadre)
    page = text(client.get(at("points_households", village)))
    assert "33 分" in page
    assert "陈建国" in page
    assert "0101" not in text(client.get(at("points_households", village), {"q": "0102"})).replace(
        village.code, ""
    )
    assert "没有找到" in text(client.get(at("points_households", village), {"q": "无此人"}))


def test_the_supervisor_reads_masked_names(funded, family, village, supervisor, as_user):
    page = text(as_user(supervisor).get(at("points_households", village)))
    assert "陈建国" not in page
    assert "陈×国" in page


def test_who_reads_masked_names_finds_nobody_by_name(funded, family, village, supervisor, cadre, as_user):
    path = at("points_households", village)
    assert "没有找到" in text(as_user(supervisor).get(path, {"q": "陈建国"}))
    assert "陈×国" in text(as_user(supervisor).get(path, {"q": "0101"}))
    assert "陈建国" in text(as_user(cadre).get(path, {"q": "陈建国"}))


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same(funded, homes, village, cadre, as_user, count, django_assert_num_queries):
    for home in homes[:count]:
        award(village, home, 5)
    client = as_user(cadre)
    with django_assert_num_queries(13):
        client.get(at("points_households", village))


def test_the_desk_opens_a_household(funded, claimed, family, village, cadre, as_user):
    booked(claimed, 5)
    client = as_user(cadre)
    assert "取中间的 5 分" in text(client.get(at("points_household", village, family.pk)))
    assert claimed.title in text(client.get(at("points_paper", village, family.pk)))


def test_a_household_of_another_village_is_not_here(
    funded, neighbour_village, make_household, village, cadre, as_user
):
    other = make_household(neighbour_village, "0101")
    assert as_user(cadre).get(at("points_household", village, other.pk)).status_code == 404


def test_a_page_of_paper_for_each_household(funded, homes, village, cadre, as_user):
    award(village, homes[0], 33)
    page = text(as_user(cadre).get(at("points_papers", village)))
    assert page.count("data:image/svg+xml") == 5
    assert "可用 <b>33</b> 分" in page

"""The pages of objections and reversals: raised from the list, answered and decided by another hand."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from tests.points.paneled import decided, listed, over

from wugong.accounts.models import User
from wugong.counties.actors import SYSTEM
from wugong.counties.models import County
from wugong.counties.standing import standing_in
from wugong.places.models import Place
from wugong.points.booking import book_listing
from wugong.points.models import Claim, Listing, Objection, Pool, Reversal
from wugong.points.objections import raise_objection
from wugong.points.states import ClaimState
from wugong.publish.models import Posting
from wugong.publish.postings import take_down
from wugong.registry.models import Household

SignIn = Callable[[User], Client]
MakeClaim = Callable[..., Claim]


@pytest.fixture
def ready(county: County, homes: list[Household], make_claim: MakeClaim) -> Claim:
    """A claim of the first home's, decided and not listed."""
    one = make_claim(homes[0], "giving")
    with standing_in(county):
        return decided(one, 20)


@pytest.fixture
def listing(county: County, village: Place, ready: Claim) -> Listing:
    with standing_in(county):
        return listed(village)


def address(name: str, village: Place, *more: object) -> str:
    return reverse(name, args=[village.code, *more])


def test_resident_objects_from_the_list(
    village: Place, listing: Listing, ready: Claim, resident: User, as_user: SignIn
) -> None:
    browser, url = as_user(resident), address("points_object", village, listing.pk)
    assert "张×" in browser.get(url, {"claim": ready.pk}).text
    assert "请填“哪里不对”" in browser.post(url, {"claim": ready.pk, "reason": ""}).text
    page = browser.post(url, {"claim": ready.pk, "reason": "那天他不在"}, follow=True)
    assert "收到了" in page.text
    assert Objection.everywhere.get().raised_by == resident
    assert "不用再提" in browser.post(url, {"claim": ready.pk, "reason": "还是不对"}).text


def test_household_alone_finds_its_deduction_to_object_to(
    county: County,
    village: Place,
    family: Household,
    make_claim: MakeClaim,
    villager: User,
    make_user: Callable[..., User],
    as_user: SignIn,
) -> None:
    one = make_claim(family, "dumping")
    with standing_in(county):
        hidden = listed(village, (one, -2))
    url = address("points_object", village, hidden.pk)
    assert as_user(make_user("stranger")).get(url).status_code == 404
    browser = as_user(villager)
    assert "乱倒" in browser.get(url).text
    assert browser.post(url, {"claim": one.pk, "reason": "不是我家"}).status_code == 302


def test_list_that_was_taken_down_is_doubted_by_nobody(
    village: Place, listing: Listing, ready: Claim, resident: User, as_user: SignIn
) -> None:
    with standing_in(village.county):
        posting = Posting.objects.get(subject=listing.pk)
        take_down(posting, actor=SYSTEM, reason="personal-data")
    browser, url = as_user(resident), address("points_object", village, listing.pk)
    assert browser.get(url).status_code == 404
    assert browser.post(url, {"claim": ready.pk, "reason": "不对"}).status_code == 404


def test_whose_days_are_over_or_who_is_of_elsewhere_reads_no_form(
    county: County,
    village: Place,
    listing: Listing,
    resident: User,
    make_user: Callable[..., User],
    as_user: SignIn,
) -> None:
    url = address("points_object", village, listing.pk)
    assert as_user(make_user("stranger")).get(url).status_code == 403
    with standing_in(county):
        over(listing)
    assert as_user(resident).get(url).status_code == 403


def test_cadre_objects_for_another(
    village: Place, listing: Listing, ready: Claim, cadre: User, as_user: SignIn
) -> None:
    url = address("points_object", village, listing.pk)
    assert "替村民代办" in as_user(cadre).get(url).text
    as_user(cadre).post(url, {"claim": ready.pk, "reason": "老人说的", "assisted": "on"})
    assert Objection.everywhere.get().assisted_by == cadre


@pytest.fixture
def doubt(county: County, listing: Listing, ready: Claim, resident: User) -> Objection:
    with standing_in(county):
        return raise_objection(ready, "那天他不在", actor=resident)


def test_another_hand_keeps_the_points(
    village: Place, doubt: Objection, cadre: User, as_user: SignIn
) -> None:
    browser, url = as_user(cadre), address("points_objection", village, doubt.pk)
    assert url in browser.get(address("points_objections", village)).text
    assert "那天他不在" in browser.get(url).text
    browser.post(url, {"outcome": "kept", "answer": "两位邻居看见了"})
    assert "两位邻居看见了" in browser.get(url).text
    assert "答复过的" in browser.get(address("points_objections", village)).text


def test_another_hand_changes_the_points(
    village: Place, doubt: Objection, ready: Claim, cadre: User, as_user: SignIn
) -> None:
    browser, url = as_user(cadre), address("points_objection", village, doubt.pk)
    assert "请写改成几分" in browser.post(url, {"outcome": "upheld", "answer": "只有半天"}).text
    assert "要评 10 到 30 分" in browser.post(url, {"outcome": "upheld", "points": 5, "answer": "少"}).text
    browser.post(url, {"outcome": "upheld", "points": 10, "answer": "只有半天"})
    assert Claim.everywhere.get(pk=ready.pk).points == 10
    assert "20 分改为 10 分" in browser.get(url).text


def test_who_may_not_answer_reads_why(
    village: Place, doubt: Objection, county_officer: User, as_user: SignIn
) -> None:
    url = address("points_objection", village, doubt.pk)
    browser = as_user(county_officer)
    assert "这一件不由您复核" in browser.get(url).text
    assert browser.post(url, {"outcome": "kept", "answer": "好"}).status_code == 403


@pytest.fixture
def booked(county: County, pool: Pool, listing: Listing, ready: Claim) -> Claim:
    with standing_in(county):
        book_listing(over(listing), actor=SYSTEM)
    return ready


def test_reversal_takes_two(
    village: Place, booked: Claim, cadre: User, supervisor: User, as_user: SignIn
) -> None:
    url = address("points_reverse", village, booked.pk)
    browser = as_user(cadre)
    assert url in browser.get(address("listing", village, Listing.everywhere.get().pk)).text
    assert browser.get(url).status_code == 200
    assert "请填" in browser.post(url, {"reason": ""}).text
    assert "已提请" in browser.post(url, {"reason": "记错了户"}, follow=True).text
    one = Reversal.everywhere.get()
    decide = address("points_reversal", village, one.pk)
    assert browser.post(decide, {"do": "approve"}).status_code == 403
    second = as_user(supervisor)
    assert "核准冲正" in second.get(address("points_objections", village)).text
    assert "已冲正" in second.post(decide, {"do": "approve"}, follow=True).text
    assert Claim.everywhere.get(pk=booked.pk).state == ClaimState.REVERSED


def test_second_hand_may_keep_what_is_booked(
    village: Place, booked: Claim, cadre: User, supervisor: User, as_user: SignIn
) -> None:
    as_user(cadre).post(address("points_reverse", village, booked.pk), {"reason": "记错了户"})
    decide = address("points_reversal", village, Reversal.everywhere.get().pk)
    as_user(supervisor).post(decide, {"do": "nothing"})
    page = as_user(supervisor).post(decide, {"do": "keep"}, follow=True)
    assert "账没有动" in page.text
    assert Claim.everywhere.get(pk=booked.pk).state == ClaimState.BOOKED

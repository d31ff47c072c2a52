"""The pages of lists: what would hang, what hangs masked, what became of it, and the way to object."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.points.paneled import decided, listed, over

from wugong.accounts.models import User
from wugong.counties.models import County
from wugong.counties.standing import standing_in
from wugong.places.models import Place
from wugong.points.models import Claim, Listing, Pool
from wugong.points.objections import raise_objection
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


def test_cadre_sees_what_would_hang_and_hangs_it(
    village: Place, ready: Claim, cadre: User, as_user: SignIn
) -> None:
    browser = as_user(cadre)
    assert "1 件，共 20 分" in browser.get(address("listings", village)).text
    url = address("listing_new", village)
    assert "张三" in browser.get(url).text
    page = browser.post(url, {"until": timezone.localdate()}, follow=True)
    assert "请打印贴到村里的公示栏" in page.text
    assert Listing.everywhere.get().made_by == cadre


def test_nothing_to_hang_is_said_at_the_form(
    village: Place, catalogue: object, cadre: User, as_user: SignIn
) -> None:
    page = as_user(cadre).post(address("listing_new", village), {"until": timezone.localdate()})
    assert "没有可以公示的" in page.text
    assert page.status_code == 200


def test_day_in_the_address_that_is_none_is_today(
    village: Place, ready: Claim, cadre: User, as_user: SignIn
) -> None:
    assert "张三" in as_user(cadre).get(address("listing_new", village), {"until": "soon"}).text


def test_everybody_reads_the_list_masked(village: Place, listing: Listing, client: Client) -> None:
    page = client.get(address("points_list", village, listing.pk)).text
    assert "张×" in page
    assert "张三" not in page
    assert "我有疑问" in page


def test_after_its_days_the_list_says_so(
    county: County, village: Place, listing: Listing, client: Client
) -> None:
    with standing_in(county):
        over(listing)
    page = client.get(address("points_list", village, listing.pk)).text
    assert "我有疑问" not in page
    assert "村务监督委员会" in page


def test_list_of_another_village_is_not_found(
    neighbour_village: Place, listing: Listing, client: Client
) -> None:
    assert client.get(address("points_list", neighbour_village, listing.pk)).status_code == 404


def test_list_of_deductions_alone_is_not_public(
    county: County, village: Place, family: Household, make_claim: MakeClaim, client: Client
) -> None:
    one = make_claim(family, "dumping")
    with standing_in(county):
        hidden = listed(village, (one, -2))
    assert client.get(address("points_list", village, hidden.pk)).status_code == 404


@pytest.mark.parametrize(
    ("kind", "begins"),
    [("a4.pdf", b"%PDF"), ("a3.pdf", b"%PDF"), ("list.docx", b"PK"), ("list.xlsx", b"PK")],
)
def test_list_is_handed_out_as_file(
    village: Place, listing: Listing, client: Client, kind: str, begins: bytes
) -> None:
    assert client.get(address("points_list_file", village, listing.pk, kind)).content.startswith(begins)


def test_other_files_are_not_found(village: Place, listing: Listing, client: Client) -> None:
    assert client.get(address("points_list_file", village, listing.pk, "list.odt")).status_code == 404


def test_lists_take_as_many_queries_for_one_as_for_three(
    county: County,
    village: Place,
    listing: Listing,
    homes: list[Household],
    make_claim: MakeClaim,
    cadre: User,
    as_user: SignIn,
    django_assert_num_queries: Any,
) -> None:
    with standing_in(county):
        raise_objection(Claim.objects.get(listing=listing), "不对", actor=cadre, assisted=True)
    browser = as_user(cadre)
    pages = [address("listings", village), address("points_objections", village)]
    for page in pages:
        browser.get(page)
    with CaptureQueriesContext(connection) as one:
        for page in pages:
            browser.get(page)
    for home in homes[1:3]:
        claim = make_claim(home)
        with standing_in(county):
            listed(village, (claim, 5))
            raise_objection(claim, "不对", actor=cadre, assisted=True)
    with django_assert_num_queries(len(one)):
        for page in pages:
            browser.get(page)


def test_list_page_takes_as_many_queries_for_one_claim_as_for_three(
    county: County,
    village: Place,
    homes: list[Household],
    make_claim: MakeClaim,
    listing: Listing,
    cadre: User,
    as_user: SignIn,
    django_assert_num_queries: Any,
) -> None:
    claims = [make_claim(home) for home in homes[1:4]]
    with standing_in(county):
        three = listed(village, *((claim, 5) for claim in claims))
    browser = as_user(cadre)
    browser.get(address("listing", village, listing.pk))
    with CaptureQueriesContext(connection) as one:
        browser.get(address("listing", village, listing.pk))
    with django_assert_num_queries(len(one)):
        browser.get(address("listing", village, three.pk))


def test_cadre_books_now_what_is_over(
    county: County, village: Place, pool: Pool, listing: Listing, cadre: User, as_user: SignIn
) -> None:
    browser, url = as_user(cadre), address("listing", village, listing.pk)
    assert "现在入账" not in browser.get(url).text
    assert browser.post(url).status_code == 403
    with standing_in(county):
        over(listing)
    assert "现在入账" in browser.get(url).text
    assert "入账 1 件、20 分" in browser.post(url, follow=True).text

"""Pages of re-checks and hints: who reads, who draws, who answers; lists cost the same for one row and three."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.media.scenes import saved, scene, upload

from wugong.accounts.models import User
from wugong.counties.actors import SYSTEM
from wugong.counties.standing import standing_in
from wugong.places.models import Place
from wugong.points.claim_checks import check
from wugong.points.likenesses import compare_photos
from wugong.points.listings import post_listing
from wugong.points.models import Claim, Listing, Objection, PhotoLikeness, Pool, Recheck, RecheckDraw
from wugong.points.pools import top_up
from wugong.points.rechecks import pick_recheck
from wugong.registry.models import Household

SignIn = Callable[[User], Client]


@pytest.fixture
def listing(
    village: Place, family: Household, homes: list[Household], make_claim: Callable[..., Claim], pool: Pool
) -> Listing:
    with standing_in(village.county):
        for home in (family, *homes):
            check(make_claim(home, "meeting"), actor=SYSTEM)
        return post_listing(village, timezone.localdate(), actor=SYSTEM)


def pick(count: int) -> list[Recheck]:
    claims = list(Claim.everywhere.select_related("village__county").order_by("pk")[:count])
    with standing_in(claims[0].village.county):
        return [pick_recheck(claim, actor=SYSTEM) for claim in claims]


def address(name: str, *args: object) -> str:
    return reverse(name, args=args)


@pytest.fixture
def written(listing: Listing, pool: Pool) -> Listing:
    """The list, on the day after which something was written in the book."""
    with standing_in(pool.county), time_machine.travel(timezone.now() + timedelta(days=1)):
        top_up(pool, 10_000, funded_from="捐赠", decision="第 3 号决议", actor=SYSTEM)
    return listing


def test_supervisor_draws_from_a_list_once_a_day_with_entries_is_over(
    listing: Listing, village: Place, pool: Pool, supervisor: User, as_user: SignIn
) -> None:
    client, page = as_user(supervisor), address("rechecks", village.code)
    assert "还不能抽" in client.get(page).content.decode()
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=True):
        client.force_login(supervisor)
        with standing_in(pool.county):
            top_up(pool, 10_000, funded_from="捐赠", decision="第 3 号决议", actor=SYSTEM)
        assert "还不能抽" in client.get(page).content.decode()
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=True):
        client.force_login(supervisor)
        assert "抽一批" in client.get(page).content.decode()
        done = client.post(address("recheck_draw", village.code), {"listing": listing.pk}, follow=True)
    assert "从 6 件里抽出 1 件" in done.content.decode()


def test_cadre_reads_but_does_not_draw(
    listing: Listing, village: Place, cadre: User, as_user: SignIn
) -> None:
    client = as_user(cadre)
    assert client.get(address("rechecks", village.code)).status_code == 200
    assert client.post(address("recheck_draw", village.code), {"listing": listing.pk}).status_code == 403


@pytest.mark.parametrize("key", ["", "no-key", "00000000-0000-7000-8000-000000000000"])
def test_what_is_not_there_is_not_found(village: Place, supervisor: User, as_user: SignIn, key: str) -> None:
    client = as_user(supervisor)
    assert client.post(address("recheck_draw", village.code), {"listing": key}).status_code == 404
    assert client.post(address("recheck_pick", village.code), {"claim": key}).status_code == 404


def test_recheck_of_another_village_is_not_found(
    listing: Listing, neighbour_village: Place, county_officer: User, as_user: SignIn
) -> None:
    (one,) = pick(1)
    client = as_user(county_officer)
    assert client.get(address("recheck", neighbour_village.code, one.pk)).status_code == 404


def test_supervisor_says_that_it_differs(
    listing: Listing, village: Place, supervisor: User, as_user: SignIn
) -> None:
    (one,) = pick(1)
    told = {"result": "differs", "found": "到现场看过，会上没有这一户。"}
    done = as_user(supervisor).post(address("recheck", village.code, one.pk), told, follow=True)
    assert "不属实。已提请复核" in done.content.decode()
    assert Objection.everywhere.get().reason == told["found"]
    shown = as_user(supervisor).get(address("recheck", village.code, one.pk)).content.decode()
    assert told["found"] in shown
    assert "查下来怎么样" not in shown


def test_supervisor_says_that_it_fits(
    listing: Listing, village: Place, supervisor: User, as_user: SignIn
) -> None:
    (one,) = pick(1)
    told = {"result": "fits", "found": "看了签到簿，属实。"}
    done = as_user(supervisor).post(address("recheck", village.code, one.pk), told, follow=True)
    assert "已记下：属实。" in done.content.decode()
    assert not Objection.everywhere.exists()


def test_form_says_what_is_missing_and_keeps_the_rest(
    listing: Listing, village: Place, supervisor: User, as_user: SignIn
) -> None:
    (one,) = pick(1)
    told = {"result": "fits", "found": "问了 13800138000"}
    page = as_user(supervisor).post(address("recheck", village.code, one.pk), told).content.decode()
    assert "手机号" in page
    assert "问了 13800138000" in page
    assert (
        "请选“查下来”" in as_user(supervisor).post(address("recheck", village.code, one.pk)).content.decode()
    )


def test_cadre_reads_a_recheck_and_is_told_why_it_is_not_hers(
    listing: Listing, village: Place, cadre: User, as_user: SignIn
) -> None:
    (one,) = pick(1)
    client, page = as_user(cadre), address("recheck", village.code, one.pk)
    assert "这一件不由您抽查" in client.get(page).content.decode()
    assert client.post(page, {"result": "fits", "found": "好"}).status_code == 403


def costs(client: Client, page: str) -> tuple[int, str]:
    """Return how many queries the page takes when it is opened again, and the page."""
    client.get(page)
    with CaptureQueriesContext(connection) as queries:
        shown = client.get(page).content.decode()
    return len(queries), shown


def test_rechecks_cost_the_same_for_one_and_three(
    listing: Listing, village: Place, supervisor: User, as_user: SignIn
) -> None:
    client, page = as_user(supervisor), address("rechecks", village.code)
    pick(1)
    one, first = costs(client, page)
    Recheck.everywhere.all().delete()
    pick(3)
    three, then = costs(client, page)
    assert (first.count("到会议事"), then.count("到会议事")) == (1, 3)
    assert one == three <= 20


@pytest.fixture
def alike(
    village: Place, family: Household, homes: list[Household], make_claim: Callable[..., Claim]
) -> list[Claim]:
    """Four claims with the same photo on four days."""
    picture = saved(scene(3, (640, 480)))
    return [
        make_claim(home, day=timezone.localdate() - timedelta(days=days), photos=[upload(picture)])
        for days, home in enumerate((family, *homes[:3]))
    ]


def test_supervisor_compares_the_photos_and_sees_two_side_by_side(
    alike: list[Claim], village: Place, supervisor: User, as_user: SignIn
) -> None:
    client, page = as_user(supervisor), address("points_hints", village.code)
    assert "1 张新照片" in client.get(page).content.decode()
    done = client.post(page, follow=True).content.decode()
    assert "新发现 6 处相像" in done
    assert done.count("早先的一张") == 6


def test_hints_cost_the_same_for_one_and_many(
    alike: list[Claim], village: Place, supervisor: User, as_user: SignIn
) -> None:
    client, page = as_user(supervisor), address("points_hints", village.code)
    with standing_in(village.county):
        compare_photos(village, actor=SYSTEM)
    six, many = costs(client, page)
    PhotoLikeness.everywhere.exclude(pk=PhotoLikeness.everywhere.first().pk).delete()
    one, few = costs(client, page)
    assert (few.count("早先的一张"), many.count("早先的一张")) == (1, 6)
    assert one == six <= 20


def test_claim_of_a_hint_is_put_on_the_list(
    listing: Listing, village: Place, supervisor: User, as_user: SignIn
) -> None:
    claim = Claim.everywhere.first()
    done = as_user(supervisor).post(address("recheck_pick", village.code), {"claim": claim.pk}, follow=True)
    assert "监委会从线索列入" in done.content.decode()


def test_everybody_reads_seed_and_numbers_and_no_name(
    written: Listing, village: Place, supervisor: User, as_user: SignIn, client: Client
) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=True):
        as_user(supervisor).post(address("recheck_draw", village.code), {"listing": written.pk})
        (one,) = Recheck.everywhere.all()
        shown = client.get(address("recheck", village.code, one.pk)).content.decode()
    client.logout()
    page = client.get(address("recheck_draws", village.code)).content.decode()
    draw = RecheckDraw.everywhere.get()
    assert draw.seed in page
    assert all(number in page for number in draw.roll)
    assert "陈建国" not in page
    assert not any(key in page for key in draw.claims)
    number = draw.roll[draw.claims.index(str(one.claim_id))]
    assert f"编号 {number}" in shown
    assert f"<dd>{number}</dd>" in page


def test_draw_whose_roll_was_of_claims_is_shown_to_nobody(
    listing: Listing, village: Place, supervisor: User, client: Client
) -> None:
    key = str(Claim.everywhere.values_list("pk", flat=True)[0])
    facts = {"seed": "早先", "roll": [key], "drawn": 1, "due": timezone.localdate()}
    with standing_in(village.county):
        RecheckDraw.objects.create(village=village, listing=listing, **facts)
    assert key not in client.get(address("recheck_draws", village.code)).content.decode()

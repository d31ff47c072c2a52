"""Booking: after the last day, once, within pool and caps, in the order of the acts; taken back by two hands."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.points.paneled import decided, listed, over

from wugong.access.refusals import NotAllowed
from wugong.accounts.models import User
from wugong.counties.actors import SYSTEM
from wugong.ledger.balances import balance, statement
from wugong.notices.models import Notice
from wugong.places.models import Place
from wugong.points import panel_refusals as refusals
from wugong.points.accounts import household_account, pool_account
from wugong.points.booking import Booked, book_listing
from wugong.points.booking_commands import book
from wugong.points.listings import post_listing
from wugong.points.models import Adoption, Claim, Listing, Pool, Reversal
from wugong.points.objections import raise_objection
from wugong.points.pools import open_pool
from wugong.points.reversals import approve_reversal, ask_reversal, keep_booked
from wugong.points.states import ClaimState
from wugong.registry.models import Household
from wugong.rules.points_catalogue import catalogue_text

pytestmark = pytest.mark.usefixtures("here")
MakeClaim = Callable[..., Claim]


def has(village: Place, home: Household) -> int:
    return balance(household_account(village, home).id).posted


def small_pool(village: Place, points: int) -> Pool:
    since = timezone.localdate().replace(month=1, day=1)
    until = since.replace(month=12, day=31)
    facts = {"funded_from": "村集体经济收入", "decision": "第 2 号决议", "actor": SYSTEM}
    return open_pool(village, "小池", since, until, points * 100, 100, **facts)


def again(claim: Claim) -> Claim:
    return Claim.objects.select_related("village__county", "household", "adoption").get(pk=claim.pk)


@pytest.fixture
def catalogue(make_adoption: Callable[..., Adoption], village: Place) -> Adoption:
    """The starter catalogue, any part of the pool for any category."""
    text = re.sub(r", share: \d+", "", catalogue_text("starter"))
    return make_adoption(village, text, timezone.localdate().replace(day=1) - timedelta(days=400))


@pytest.fixture
def two(village: Place, homes: list[Household], make_claim: MakeClaim) -> list[Claim]:
    """Claims of two homes for a half day each, the later one made first."""
    yesterday = timezone.localdate() - timedelta(days=1)
    return [make_claim(homes[0]), make_claim(homes[1], day=yesterday)]


def test_what_still_hangs_is_not_booked(village: Place, two: list[Claim], pool: Pool, cadre: User) -> None:
    listing = listed(village, *((one, 5) for one in two))
    for last in ("last_day", "objections_until"):
        over(listing)
        Listing.objects.filter(pk=listing.pk).update(**{last: timezone.localdate()})
        with pytest.raises(NotAllowed, match="过了这天才能入账"):
            book_listing(Listing.objects.select_related("village").get(pk=listing.pk), actor=cadre)


def test_resident_does_not_book(village: Place, two: list[Claim], pool: Pool, resident: User) -> None:
    with pytest.raises(NotAllowed):
        book_listing(over(listed(village, (two[0], 5))), actor=resident)


def test_points_move_from_the_pool_to_the_households(
    village: Place, two: list[Claim], pool: Pool, homes: list[Household]
) -> None:
    done = book_listing(over(listed(village, (two[0], 5), (two[1], 3))), actor=SYSTEM)
    assert done == Booked(count=2, points=8)
    assert (has(village, homes[0]), has(village, homes[1])) == (5, 3)
    assert balance(pool_account(village, pool).id).posted == 30_000 - 8
    line = statement(household_account(village, homes[0]).id)[0]
    assert (line.amount, line.text, line.about) == (5, "为村里投工", two[0].pk)
    booked = again(two[0])
    assert (booked.state, booked.entry) == (ClaimState.BOOKED, line.entry)


def test_run_again_books_nothing_twice(
    village: Place, two: list[Claim], pool: Pool, homes: list[Household]
) -> None:
    listing = over(listed(village, (two[0], 5)))
    book_listing(listing, actor=SYSTEM)
    assert book_listing(listing, actor=SYSTEM) == Booked()
    assert has(village, homes[0]) == 5


def test_list_is_done_when_nothing_waits(village: Place, two: list[Claim], pool: Pool) -> None:
    listing = over(listed(village, (two[0], 5)))
    book_listing(listing, actor=SYSTEM)
    assert Listing.objects.get(pk=listing.pk).booked_at is not None


def test_claim_with_an_open_objection_is_held_back(
    village: Place, two: list[Claim], pool: Pool, resident: User
) -> None:
    listing = listed(village, (two[0], 5), (two[1], 5))
    raise_objection(two[0], "那天他不在", actor=resident)
    done = book_listing(over(listing), actor=SYSTEM)
    assert (done.count, done.objected) == (1, 1)
    assert again(two[0]).state == ClaimState.LISTED
    assert Listing.objects.get(pk=listing.pk).booked_at is None


def test_pool_with_room_for_one_books_the_earlier_act(
    village: Place, catalogue: object, two: list[Claim]
) -> None:
    small_pool(village, 9)
    done = book_listing(over(listed(village, (two[0], 5), (two[1], 5))), actor=SYSTEM)
    assert (done.count, done.waiting) == (1, 1)
    late, early = again(two[0]), again(two[1])
    assert (early.state, late.state) == (ClaimState.BOOKED, ClaimState.LISTED)
    assert "积分池不够" in late.answer


def test_pool_with_room_for_both_books_both(village: Place, catalogue: object, two: list[Claim]) -> None:
    small_pool(village, 10)
    assert book_listing(over(listed(village, (two[0], 5), (two[1], 5))), actor=SYSTEM).count == 2


def test_nobody_overtakes_at_an_empty_pool(village: Place, catalogue: object, two: list[Claim]) -> None:
    small_pool(village, 4)
    done = book_listing(over(listed(village, (two[0], 1), (two[1], 5))), actor=SYSTEM)
    assert (done.count, done.waiting) == (0, 2)


def test_without_a_pool_all_wait(village: Place, two: list[Claim]) -> None:
    assert book_listing(over(listed(village, (two[0], 5))), actor=SYSTEM).waiting == 1
    assert "还没有打开的积分池" in again(two[0]).answer


def test_who_waits_is_told_once(
    village: Place, family: Household, make_claim: MakeClaim, villager: User
) -> None:
    listing = over(listed(village, (make_claim(family), 5)))
    book_listing(listing, actor=SYSTEM)
    book_listing(listing, actor=SYSTEM)
    assert Notice.objects.filter(to=villager, kind="points.claim_waits_for_pool").count() == 1


def test_what_waited_is_booked_when_a_pool_is_there(
    village: Place, two: list[Claim], homes: list[Household]
) -> None:
    listing = over(listed(village, (two[0], 5)))
    book_listing(listing, actor=SYSTEM)
    small_pool(village, 5)
    assert book_listing(listing, actor=SYSTEM).count == 1
    assert has(village, homes[0]) == 5


def test_deduction_takes_no_more_than_is_there(
    village: Place, homes: list[Household], make_claim: MakeClaim, pool: Pool
) -> None:
    award = make_claim(homes[0], "neighbour-help")
    book_listing(over(listed(village, (award, 1))), actor=SYSTEM)
    taken = make_claim(homes[0], "dumping")
    book_listing(over(listed(village, (taken, -2))), actor=SYSTEM)
    assert has(village, homes[0]) == 0
    assert (again(taken).state, again(taken).points) == (ClaimState.BOOKED, -1)


def test_deduction_from_an_empty_account_ends(
    village: Place, homes: list[Household], make_claim: MakeClaim, pool: Pool
) -> None:
    taken = make_claim(homes[0], "dumping")
    assert book_listing(over(listed(village, (taken, -2))), actor=SYSTEM).left == 1
    assert (again(taken).state, again(taken).points) == (ClaimState.REFUSED, 0)


def test_household_is_told_why_nothing_is_left(
    village: Place, family: Household, make_claim: MakeClaim, pool: Pool, villager: User
) -> None:
    book_listing(over(listed(village, (make_claim(family, "dumping"), -2))), actor=SYSTEM)
    assert "扣到底" in Notice.objects.get(to=villager, kind="points.claim_left").facts["reason"]


def test_cap_is_looked_at_again(
    village: Place, homes: list[Household], make_claim: MakeClaim, pool: Pool
) -> None:
    today = timezone.localdate()
    claims = [make_claim(homes[0], "yard-clean", day=today) for _ in range(1)]
    other = make_claim(homes[0], "neighbour-help", day=today)
    Claim.objects.filter(pk=other.pk).update(item="yard-clean", asked=5)
    done = book_listing(over(listed(village, (claims[0], 5), (other, 5))), actor=SYSTEM)
    assert (done.count, done.left) == (1, 1)
    assert has(village, homes[0]) == 5


def test_household_is_told_what_was_booked(
    village: Place, family: Household, make_claim: MakeClaim, pool: Pool, villager: User
) -> None:
    book_listing(over(listed(village, (make_claim(family), 5))), actor=SYSTEM)
    assert Notice.objects.get(to=villager, kind="points.claims_booked").facts["points"] == 5


def test_sweep_books_what_is_due_in_every_county_and_again_nothing(
    village: Place, two: list[Claim], pool: Pool, capsys: pytest.CaptureFixture[str]
) -> None:
    over(listed(village, (two[0], 5)))
    decided(two[1], 5)
    post_listing(village, timezone.localdate(), actor=SYSTEM)
    assert book([]) == 0
    assert "入账 1 件 5 分" in capsys.readouterr().out
    assert book(["--json"]) == 0
    assert capsys.readouterr().out == ""


@pytest.fixture
def booked(village: Place, family: Household, make_claim: MakeClaim, pool: Pool) -> Claim:
    one = make_claim(family)
    book_listing(over(listed(village, (one, 5))), actor=SYSTEM)
    return again(one)


@pytest.fixture
def asked(booked: Claim, cadre: User) -> Reversal:
    return ask_reversal(booked, "记错了户", actor=cadre)


def test_only_what_is_booked_is_taken_back(claimed: Claim, cadre: User) -> None:
    with pytest.raises(NotAllowed, match="没有入账"):
        ask_reversal(claimed, "记错了户", actor=cadre)


def test_supervisor_does_not_ask_and_cadre_does_not_decide(
    booked: Claim, cadre: User, second_cadre: User, supervisor: User
) -> None:
    with pytest.raises(NotAllowed):
        ask_reversal(booked, "记错了户", actor=supervisor)
    reversal = ask_reversal(booked, "记错了户", actor=cadre)
    for one in (cadre, second_cadre):
        with pytest.raises(NotAllowed):
            approve_reversal(reversal, actor=one)


def test_reversal_is_asked_once(asked: Reversal, second_cadre: User) -> None:
    with pytest.raises(refusals.ReversalOpen):
        ask_reversal(asked.claim, "记错了户", actor=second_cadre)


def test_second_hand_takes_the_points_back(
    asked: Reversal, supervisor: User, village: Place, family: Household, villager: User, pool: Pool
) -> None:
    assert Notice.objects.filter(to=supervisor, kind="points.reversal_asked").exists() is False
    approve_reversal(asked, actor=supervisor)
    assert has(village, family) == 0
    assert balance(pool_account(village, pool).id).posted == 30_000
    assert again(asked.claim).state == ClaimState.REVERSED
    assert Notice.objects.filter(to=villager, kind="points.claim_reversed").count() == 1


def test_town_has_the_second_hand_too(asked: Reversal, town_officer: User) -> None:
    assert approve_reversal(asked, actor=town_officer).entry is not None


def test_decided_reversal_is_not_decided_again(asked: Reversal, supervisor: User) -> None:
    keep_booked(asked, actor=supervisor)
    assert again(asked.claim).state == ClaimState.BOOKED
    with pytest.raises(NotAllowed, match="已经有人办了"):
        approve_reversal(asked, actor=supervisor)


def test_spent_points_are_not_taken_back(
    asked: Reversal, supervisor: User, village: Place, family: Household, make_claim: MakeClaim
) -> None:
    book_listing(over(listed(village, (make_claim(family, "dumping"), -2))), actor=SYSTEM)
    with pytest.raises(refusals.SpentAlready, match="只剩 3 分"):
        approve_reversal(asked, actor=supervisor)
    assert again(asked.claim).state == ClaimState.BOOKED

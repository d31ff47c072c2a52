"""Re-checks: drawn by a seed that nobody chooses, answered by who has no hand in it; others decide what follows."""

import hashlib
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from tests.cast import MakeUser
from tests.pointed import Known
from tests.points.paneled import drawn_panel

from wugong.access.refusals import NotAllowed
from wugong.access.roles import RoleKind
from wugong.accounts.models import User
from wugong.audit.models import Record
from wugong.counties.actors import SYSTEM
from wugong.places.models import Place
from wugong.points import recheck_refusals as refusals
from wugong.points.booking import book_listing
from wugong.points.claim_checks import check
from wugong.points.listings import post_listing
from wugong.points.models import (
    Claim,
    Listing,
    Objection,
    PanelScore,
    Pool,
    Recheck,
    RecheckDraw,
    Reversal,
    Seat,
)
from wugong.points.pools import top_up
from wugong.points.rechecks import answer_recheck, draw_rechecks, pick_recheck, seed_of
from wugong.points.reversals import approve_reversal
from wugong.points.states import ClaimState, RecheckResult
from wugong.registry.bindings import unbind
from wugong.registry.models import Household, Person

pytestmark = pytest.mark.usefixtures("here")

FOUND = "到现场看过，沟没有清。"


def later(days: int = 2) -> time_machine.travel:
    return time_machine.travel(timezone.now() + timedelta(days=days), tick=False)


@pytest.fixture
def listing(
    village: Place, family: Household, homes: list[Household], make_claim: Callable[..., Claim], pool: Pool
) -> Listing:
    """A list of today with six claims that needed no panel."""
    for home in (family, *homes):
        check(make_claim(home, "meeting"), actor=SYSTEM)
    return post_listing(village, timezone.localdate(), actor=SYSTEM)


@pytest.fixture
def written(listing: Listing, pool: Pool) -> Listing:
    """The list, on the day after which something was written in the book."""
    with later(1):
        top_up(pool, 10_000, funded_from="捐赠", decision="第 3 号决议", actor=SYSTEM)
    return listing


@pytest.fixture
def of_family(listing: Listing, family: Household) -> Claim:
    return Claim.objects.get(household=family)


@pytest.fixture
def recheck(of_family: Claim, supervisor: User) -> Recheck:
    return pick_recheck(of_family, actor=supervisor)


def test_cadre_does_not_draw(written: Listing, cadre: User) -> None:
    with later(), pytest.raises(NotAllowed):
        draw_rechecks(written, actor=cadre)


@pytest.mark.parametrize("days", [0, 1])
def test_seed_is_not_settled_while_the_first_day_after_the_list_with_entries_lasts(
    written: Listing, supervisor: User, days: int
) -> None:
    with later(days), pytest.raises(refusals.DrawnTooEarly, match="过完才有"):
        draw_rechecks(written, actor=supervisor)


def test_seed_of_days_without_entries_is_not_drawn_from(listing: Listing, supervisor: User) -> None:
    with later(30), pytest.raises(refusals.DrawnTooEarly):  # who hung the list knew all that is written
        draw_rechecks(listing, actor=supervisor)


def test_anybody_draws_the_same(written: Listing, supervisor: User) -> None:
    with later():
        draw = draw_rechecks(written, actor=supervisor)
    assert (draw.roll, draw.drawn) == (
        ["001", "002", "003", "004", "005", "006"],
        1,
    )  # 8 of 100, at least one
    by_hand = min(draw.roll, key=lambda number: hashlib.sha256(f"{draw.seed} {number}".encode()).hexdigest())
    assert [str(one.claim_id) for one in Recheck.objects.all()] == [draw.claims[draw.roll.index(by_hand)]]
    assert Record.objects.filter(act="points.rechecks_drawn").count() == 1


def test_nothing_of_the_seed_is_chosen_by_who_hangs_the_list(written: Listing, supervisor: User) -> None:
    with later():
        seed = seed_of(written)
        assert str(written.until) not in seed
        Listing.objects.filter(pk=written.pk).update(until=written.until + timedelta(days=3))
        assert draw_rechecks(written, actor=supervisor).seed == seed


def test_deductions_are_not_on_the_roll(written: Listing, supervisor: User, of_family: Claim) -> None:
    Claim.objects.filter(pk=of_family.pk).update(points=-2)
    with later():
        draw = draw_rechecks(written, actor=supervisor)
    assert len(draw.roll) == 5
    assert str(of_family.pk) not in draw.claims


def test_list_is_drawn_from_once(written: Listing, supervisor: User) -> None:
    with later():
        draw_rechecks(written, actor=supervisor)
        with pytest.raises(refusals.DrawnAlready):
            draw_rechecks(written, actor=supervisor)
    assert RecheckDraw.objects.count() == 1


def test_list_of_which_nothing_is_left_is_not_drawn_from(written: Listing, supervisor: User) -> None:
    Claim.objects.update(state=ClaimState.REFUSED)
    with later(), pytest.raises(refusals.NothingToRecheck):
        draw_rechecks(written, actor=supervisor)


def test_what_a_hint_put_there_is_not_put_there_by_the_draw(
    written: Listing, supervisor: User, recheck: Recheck
) -> None:
    for claim in Claim.objects.exclude(pk=recheck.claim_id):
        pick_recheck(claim, actor=supervisor)
    with later():
        draw_rechecks(written, actor=supervisor)
    assert Recheck.objects.count() == 6


def test_claim_is_picked_once(recheck: Recheck, of_family: Claim, supervisor: User) -> None:
    with pytest.raises(refusals.PickedAlready):
        pick_recheck(of_family, actor=supervisor)


def test_claim_that_does_not_hang_is_not_picked(claimed: Claim, supervisor: User) -> None:
    with pytest.raises(refusals.NotForRecheck, match="待初核"):
        pick_recheck(claimed, actor=supervisor)


def test_cadre_answers_no_recheck(recheck: Recheck, cadre: User) -> None:
    with pytest.raises(NotAllowed):
        answer_recheck(recheck, "fits", FOUND, actor=cadre)


def test_supervisor_does_not_look_at_her_own_household(
    recheck: Recheck, supervisor: User, head: Person, bound: Callable[..., User]
) -> None:
    bound(supervisor, head)
    with pytest.raises(NotAllowed):
        answer_recheck(recheck, "fits", FOUND, actor=supervisor)


def test_supervisor_who_scored_it_and_parted_with_her_account_does_not_look(
    recheck: Recheck, supervisor: User, bound: Callable[..., User], village: Place
) -> None:
    seat = (
        Seat.objects.filter(panel=drawn_panel(village)).exclude(person__name__in=("陈建国", "李桂芳")).first()
    )
    assert seat
    PanelScore.objects.create(claim=recheck.claim, seat=seat, points=2)
    bound(supervisor, seat.person)
    unbind(supervisor, seat.person, actor=supervisor)
    with pytest.raises(NotAllowed, match="应回避"):
        answer_recheck(recheck, "fits", FOUND, actor=supervisor)


def test_supervisor_who_claimed_it_does_not_look(recheck: Recheck, supervisor: User) -> None:
    Claim.objects.filter(pk=recheck.claim_id).update(claimed_by=supervisor)
    with pytest.raises(NotAllowed, match="应回避"):
        answer_recheck(recheck, "fits", FOUND, actor=supervisor)


def test_result_has_to_be_one(recheck: Recheck, supervisor: User) -> None:
    with pytest.raises(refusals.NoResult):
        answer_recheck(recheck, "open", FOUND, actor=supervisor)


def test_what_fits_changes_nothing(recheck: Recheck, supervisor: User) -> None:
    answer_recheck(recheck, "fits", "问了队长，属实。", actor=supervisor)
    recheck.refresh_from_db()
    assert (recheck.result, recheck.checked_by) == (RecheckResult.FITS, supervisor)
    assert not Objection.objects.exists()
    assert Record.objects.filter(act="points.rechecked").count() == 1


def test_answer_stands(recheck: Recheck, supervisor: User) -> None:
    answer_recheck(recheck, "fits", "问了队长，属实。", actor=supervisor)
    with pytest.raises(refusals.RecheckedAlready):
        answer_recheck(recheck, "differs", FOUND, actor=supervisor)


def test_what_differs_and_hangs_is_not_booked(
    recheck: Recheck, listing: Listing, supervisor: User, of_family: Claim
) -> None:
    answer_recheck(recheck, "differs", FOUND, actor=supervisor)
    assert Objection.objects.get().reason == FOUND
    with time_machine.travel(timezone.now() + timedelta(days=30)):
        done = book_listing(listing, actor=SYSTEM)
    assert (done.count, done.objected) == (5, 1)
    of_family.refresh_from_db()
    assert of_family.state == ClaimState.LISTED


def test_what_differs_and_is_booked_is_taken_back_by_another(
    recheck: Recheck,
    listing: Listing,
    supervisor: User,
    of_family: Claim,
    make_user: MakeUser,
    village: Place,
    known: Known,
) -> None:
    second = known(make_user("second-supervisor", "卫二", RoleKind.SUPERVISOR, village))
    with time_machine.travel(timezone.now() + timedelta(days=30)):
        book_listing(listing, actor=SYSTEM)
        answer_recheck(recheck, "differs", FOUND, actor=supervisor)
        reversal = Reversal.objects.get()
        with pytest.raises(NotAllowed):
            approve_reversal(reversal, actor=supervisor)
        approve_reversal(reversal, actor=second)
    of_family.refresh_from_db()
    assert of_family.state == ClaimState.REVERSED


def test_what_was_taken_back_since_asks_for_nothing(recheck: Recheck, supervisor: User) -> None:
    Claim.objects.filter(pk=recheck.claim_id).update(state=ClaimState.REFUSED)
    answer_recheck(recheck, "differs", FOUND, actor=supervisor)
    assert not Objection.objects.exists()
    assert not Reversal.objects.exists()

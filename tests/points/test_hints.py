"""Hints: words and photos used again, many at once, kin, scorers that lean; told to people, and nothing else."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.points.paneled import drawn_panel

from wugong.accounts.models import User
from wugong.counties.actors import SYSTEM
from wugong.places.models import Place
from wugong.points.claim_checks import check
from wugong.points.fairness import scorers_of
from wugong.points.hints import hints_of
from wugong.points.models import Claim, PanelScore, Seat
from wugong.points.states import Channel, ClaimState
from wugong.registry.kinship import note_kin
from wugong.registry.models import Household, Membership, Person
from wugong.registry.states import Kin

pytestmark = pytest.mark.usefixtures("here")

Maker = Callable[..., Claim]
WORDS = "清理了门前的排水沟和路边的垃圾"


def head_of(household: Household) -> Person:
    return Membership.objects.get(household=household).person


def days_back(count: int) -> list[object]:
    return [timezone.localdate() - timedelta(days=number) for number in range(count)]


def test_nothing_is_hinted_at_where_nothing_is(village: Place, claimed: Claim, supervisor: User) -> None:
    hints = hints_of(village, supervisor)
    assert (len(hints), hints.photos_waiting) == (0, 0)


def test_same_words_on_two_days_are_a_hint(
    village: Place, family: Household, make_claim: Maker, supervisor: User
) -> None:
    for day in days_back(2):
        make_claim(family, day=day, text=WORDS)
    (alike,) = hints_of(village, supervisor).words
    assert (alike.text, len(alike.claims)) == (WORDS, 2)
    assert alike.claims[0].name == "陈建国"


def test_words_for_many_in_one_act_are_one(
    village: Place, family: Household, homes: list[Household], make_claim: Maker, supervisor: User
) -> None:
    for home in (family, homes[0]):
        make_claim(home, text=WORDS)
    assert not hints_of(village, supervisor).words


def test_what_was_withdrawn_is_no_hint(
    village: Place, family: Household, make_claim: Maker, supervisor: User
) -> None:
    for day in days_back(2):
        make_claim(family, day=day, text=WORDS)
    Claim.objects.update(state=ClaimState.WITHDRAWN)
    assert not hints_of(village, supervisor).words


@pytest.mark.parametrize(("claims", "hinted"), [(7, 0), (8, 1)])
def test_household_that_claims_eight_times_in_a_week(
    village: Place, family: Household, make_claim: Maker, supervisor: User, claims: int, hinted: int
) -> None:
    for day in days_back(claims):
        make_claim(family, "labour", day=day, channel=Channel.PHONE)
    assert len(hints_of(village, supervisor).busy) == hinted


@pytest.mark.parametrize(("count", "hinted"), [(4, 0), (5, 1)])
def test_account_that_claims_for_five_households_in_minutes(
    village: Place,
    homes: list[Household],
    make_claim: Maker,
    resident: User,
    supervisor: User,
    count: int,
    hinted: int,
) -> None:
    for home in homes[:count]:
        make_claim(home)
    Claim.objects.update(claimed_by=resident, channel=Channel.PHONE)
    found = hints_of(village, supervisor).hasty
    assert [one.count for one in found] == [5] * hinted


def test_cadre_who_checked_her_kins_claim_should_step_aside(
    village: Place,
    claimed: Claim,
    head: Person,
    homes: list[Household],
    cadre: User,
    supervisor: User,
    bound: Callable[..., User],
) -> None:
    bound(cadre, head_of(homes[0]))
    check(claimed, actor=cadre)
    assert not hints_of(village, supervisor).kin
    note_kin(head, head_of(homes[0]), Kin.SIBLING, actor=SYSTEM)  # noted since
    (one,) = hints_of(village, supervisor).kin
    assert (one.name, one.checked, one.seen.claim) == ("林可", True, claimed)


def test_cadre_who_entered_scores_or_claimed_for_kin(
    village: Place,
    claimed: Claim,
    head: Person,
    homes: list[Household],
    cadre: User,
    supervisor: User,
    bound: Callable[..., User],
) -> None:
    bound(cadre, head)
    panel = drawn_panel(village)
    seat = Seat.objects.filter(panel=panel).first()
    PanelScore.objects.create(claim=claimed, seat=seat, points=5, entered_by=cadre)
    assert not hints_of(village, supervisor).kin[0].claimed
    Claim.objects.update(claimed_by=cadre)
    assert hints_of(village, supervisor).kin[0].claimed


def score(claim: Claim, seats: list[Seat], given: list[int]) -> None:
    """Write what each seat gave, and that the claim was decided."""
    for seat, points in zip(seats, given, strict=True):
        PanelScore.objects.create(claim=claim, seat=seat, points=points)
    Claim.objects.filter(pk=claim.pk).update(decided_at=timezone.now())


def test_seat_that_always_gives_more_is_told_without_a_name(
    village: Place, family: Household, homes: list[Household], make_claim: Maker, supervisor: User
) -> None:
    seats = list(Seat.objects.filter(panel=drawn_panel(village)).order_by("order")[:3])
    for day in days_back(8):
        score(make_claim(family, day=day), seats, [3, 3, 5])
    scorers = scorers_of(village)
    assert [(seat, one.off, one.count) for seat, one in scorers.leanings] == [(seats[2].order, 2, 8)]
    assert (scorers.claims, scorers.seats) == (8, 3)
    assert len(hints_of(village, supervisor)) >= 1


def test_scores_of_an_undecided_claim_tell_nothing_yet(
    village: Place, claimed: Claim, homes: list[Household]
) -> None:
    seat = Seat.objects.filter(panel=drawn_panel(village)).first()
    PanelScore.objects.create(claim=claimed, seat=seat, points=5)
    assert scorers_of(village).claims == 0

"""Reversals of deductions: what goes back to a household is paid for, like every other point."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.points.paneled import listed, over

from wugong.accounts.models import User
from wugong.counties.actors import SYSTEM
from wugong.places.models import Place
from wugong.points import pool_refusals
from wugong.points.booking import book_listing
from wugong.points.models import Adoption, Claim, Pool, Reversal
from wugong.points.pool_cover import cover
from wugong.points.pools import close_pool, open_pool, top_up
from wugong.points.reversals import approve_reversal, ask_reversal
from wugong.points.states import ClaimState
from wugong.registry.models import Household
from wugong.rules.points_catalogue import catalogue_text

pytestmark = pytest.mark.usefixtures("here")
DECIDED = "第 2 号决议"


@pytest.fixture
def catalogue(make_adoption: Callable[..., Adoption], village: Place) -> Adoption:
    """The starter catalogue, any part of the pool for any category."""
    text = re.sub(r", share: \d+", "", catalogue_text("starter"))
    return make_adoption(village, text, timezone.localdate() - timedelta(days=400))


@pytest.fixture
def small(village: Place, catalogue: Adoption) -> Pool:
    """A pool of ten points at one yuan each."""
    since = timezone.localdate()
    until = since + timedelta(days=30)
    return open_pool(
        village, "小池", since, until, 10_00, 100, funded_from="集体", decision=DECIDED, actor=SYSTEM
    )


@pytest.fixture
def asked(small: Pool, village: Place, family: Household, make_claim: Callable[..., Claim]) -> Reversal:
    """Ten points booked to the family, two taken away, which is asked to be undone."""
    given, taken = make_claim(family, "giving"), make_claim(family, "dumping")
    for claim, points in ((given, 10), (taken, -2)):
        book_listing(over(listed(village, (claim, points))), actor=SYSTEM)
    return ask_reversal(Claim.objects.get(pk=taken.pk), "记错了户", actor=SYSTEM)


def test_deduction_whose_money_was_minted_anew_is_not_undone(
    asked: Reversal, small: Pool, village: Place, supervisor: User
) -> None:
    assert top_up(small, 1, funded_from="捐赠", decision=DECIDED, actor=SYSTEM) == 2
    with pytest.raises(pool_refusals.ReversalUncovered, match=r"2 分.*1\.99 元"):
        approve_reversal(asked, actor=supervisor)
    assert cover(village).slack == 1
    assert Claim.objects.get(pk=asked.claim_id).state == ClaimState.BOOKED


def test_deduction_whose_money_went_back_is_not_undone(
    asked: Reversal, small: Pool, supervisor: User
) -> None:
    close_pool(small, actor=SYSTEM)
    with pytest.raises(pool_refusals.ReversalUncovered, match=r"2\.00 元"):
        approve_reversal(asked, actor=supervisor)


def test_deduction_that_the_money_still_pays_for_is_undone(
    asked: Reversal, village: Place, supervisor: User
) -> None:
    assert cover(village).slack == 2_00
    approve_reversal(asked, actor=supervisor)
    assert (cover(village).households, cover(village).slack) == (10, 0)

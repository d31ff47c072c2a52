"""Booking where a category has used up its share of the pool: it waits, other categories do not."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from tests.points.paneled import listed, over

from wugong.counties.actors import SYSTEM
from wugong.places.models import Place
from wugong.points.booking import book_listing
from wugong.points.models import Claim
from wugong.points.pools import open_pool
from wugong.points.states import ClaimState
from wugong.registry.models import Household

pytestmark = pytest.mark.usefixtures("here")


@pytest.mark.parametrize(("points", "booked"), [(20, 2), (19, 1)])
def test_category_waits_when_its_half_of_the_pool_is_used(
    village: Place, homes: list[Household], make_claim: Callable[..., Claim], points: int, booked: int
) -> None:
    labour, care = make_claim(homes[0]), make_claim(homes[1])
    other = make_claim(homes[2], "neighbour-help")
    since = timezone.localdate().replace(month=1, day=1)
    until = since.replace(month=12, day=31)
    facts = {"funded_from": "村集体经济收入", "decision": "第 2 号决议", "actor": SYSTEM}
    open_pool(village, "小池", since, until, points * 100, 100, **facts)
    done = book_listing(over(listed(village, (labour, 5), (care, 5), (other, 2))), actor=SYSTEM)
    assert (done.count, done.waiting) == (booked + 1, 2 - booked)
    waiting = Claim.objects.filter(state=ClaimState.LISTED)
    assert all("份额用完" in one.answer for one in waiting)

"""Many at once, from processes of their own: a hundred claims at a pool with room for thirty, a killed sweep."""

import multiprocessing
import re
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial

import pytest
from django.db import close_old_connections, connections
from django.utils import timezone
from tests.points.paneled import over

from wugong.counties.actors import SYSTEM
from wugong.counties.models import County
from wugong.counties.standing import standing_in
from wugong.ledger.balances import balance, balances
from wugong.ledger.verifying import verify
from wugong.places.models import Place
from wugong.points.accounts import household_accounts, pool_account
from wugong.points.booking import book_listing
from wugong.points.booking_commands import book
from wugong.points.listings import post_listing
from wugong.points.models import Adoption, Claim, Listing, Pool
from wugong.points.pools import open_pool
from wugong.points.states import ClaimState
from wugong.registry.models import Household
from wugong.rules.points_catalogue import catalogue_text

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
FORK = multiprocessing.get_context("fork")
CLAIMS, LISTS, ROOM, WORTH = 100, 20, 30, 5


@pytest.fixture
def catalogue(make_adoption: Callable[..., Adoption], village: Place) -> Adoption:
    """The starter catalogue, any part of the pool for any category."""
    text = re.sub(r", share: \d+", "", catalogue_text("starter"))
    return make_adoption(village, text, timezone.localdate() - timedelta(days=30))


@pytest.fixture
def pool(county: County, village: Place, catalogue: Adoption) -> Pool:
    """A pool with room for thirty of the claims."""
    today = timezone.localdate()
    facts = {"funded_from": "村集体经济收入", "decision": "第 2 号决议", "actor": SYSTEM}
    with standing_in(county):
        return open_pool(village, "小池", today, today, ROOM * WORTH * 100, 100, **facts)


@pytest.fixture
def lists(
    county: County,
    village: Place,
    pool: Pool,
    make_household: Callable[..., Household],
    make_claim: Callable[..., Claim],
) -> list[Listing]:
    """A hundred claims of as many households on twenty lists whose days are over."""
    claims = [make_claim(make_household(village, f"{number:04d}")) for number in range(1, CLAIMS + 1)]
    with standing_in(county):
        household_accounts(village, [claim.household_id for claim in claims])
        found = []
        for start in range(LISTS):
            keys = [claim.pk for claim in claims[start::LISTS]]
            Claim.objects.filter(pk__in=keys).update(state=ClaimState.DECIDED, points=WORTH)
            found.append(over(post_listing(village, timezone.localdate(), actor=SYSTEM)))
        return found


def at_once(county: County, acts: Sequence[Callable[[], object]]) -> None:
    """Run each act in a process of its own, all begun at one moment; all come to an end without a fault."""
    start = FORK.Event()

    def running(act: Callable[[], object]) -> None:
        close_old_connections()
        start.wait()
        with standing_in(county):
            act()
        connections.close_all()

    connections.close_all()  # a forked process must not talk through its parent's connection
    processes = [FORK.Process(target=running, args=(act,)) for act in acts]
    for process in processes:
        process.start()
    start.set()
    for process in processes:
        process.join(240)
    assert {process.exitcode for process in processes} == {0}


def fits_together(village: Place, pool: Pool, booked: int) -> None:
    """Assert that claims and ledger tell the same, and that nothing is below zero."""
    rows = Claim.objects.filter(village=village)
    assert rows.filter(state=ClaimState.BOOKED).count() == booked
    assert rows.filter(state=ClaimState.LISTED).count() == CLAIMS - booked
    accounts = household_accounts(village, rows.values_list("household_id", flat=True))
    held = [one.posted for one in balances([account.id for account in accounts.values()]).values()]
    assert sorted(set(held)) == [0, WORTH]
    assert sum(held) == booked * WORTH
    assert balance(pool_account(village, pool).id).posted == (ROOM - booked) * WORTH
    assert verify(village).faults == []


def test_a_hundred_claims_at_a_pool_with_room_for_thirty(
    county: County, village: Place, pool: Pool, lists: list[Listing]
) -> None:
    at_once(county, [partial(book_listing, one, actor=SYSTEM) for one in lists])
    with standing_in(county):
        fits_together(village, pool, ROOM)


def test_one_list_booked_by_many_is_booked_once(
    county: County, village: Place, pool: Pool, lists: list[Listing]
) -> None:
    at_once(county, [partial(book_listing, lists[0], actor=SYSTEM)] * 6)
    with standing_in(county):
        fits_together(village, pool, CLAIMS // LISTS)


def test_killed_sweep_leaves_no_half_list_and_the_next_one_goes_on(
    county: County, village: Place, pool: Pool, lists: list[Listing]
) -> None:
    for pause in (0.1, 0.2, 0.3):
        connections.close_all()
        process = FORK.Process(target=book, args=([],))
        process.start()
        time.sleep(pause)
        process.kill()
        process.join()
        with standing_in(county):
            done = Claim.objects.filter(state=ClaimState.BOOKED).count()
            assert done % (CLAIMS // LISTS) == 0
            assert verify(village).faults == []
    assert book([]) == 0
    with standing_in(county):
        fits_together(village, pool, ROOM)

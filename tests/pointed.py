"""A village with points for tests, made only through public acts: catalogue, pool, residents' accounts, a claim."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.cast import LONG_AGO, MakeUser
from tests.registered import MakeMember
from wugong.access.roles import RoleKind
from wugong.accounts.models import User
from wugong.counties.actors import SYSTEM
from wugong.counties.models import County
from wugong.counties.standing import standing_in
from wugong.places.actions import register_place
from wugong.places.models import Place
from wugong.points.catalogues import adopt_catalogue
from wugong.points.claims import claim
from wugong.points.models import Adoption, Claim, Pool
from wugong.points.pools import open_pool
from wugong.points.states import Channel
from wugong.registry.bindings import bind_account, persons_of, unbind
from wugong.registry.models import Household, Person
from wugong.rules.points_catalogue import catalogue_text

RATE = 100  # fen a point
BUDGET = 3_000_000  # fen: 30,000 points
MakeClaim = Callable[..., Claim]
Known = Callable[[User], User]


def first_of_year() -> date:
    return timezone.localdate().replace(month=1, day=1)


def key() -> str:
    return str(uuid4())


@pytest.fixture
def make_adoption(county: County) -> Callable[..., Adoption]:
    """Return an adopter of catalogues: village, text, and from which day."""

    def make(village: Place, text: str, since: date) -> Adoption:
        with standing_in(village.county):
            return adopt_catalogue(
                village, text, since=since, decision="村民代表会议第 1 号决议", decided_on=since, actor=SYSTEM
            )

    return make


@pytest.fixture
def catalogue(make_adoption: Callable[..., Adoption], village: Place) -> Adoption:
    """The starter catalogue, in force in the village since the first day of last year."""
    since = first_of_year().replace(year=first_of_year().year - 1)
    return make_adoption(village, catalogue_text("starter"), since)


@pytest.fixture
def pool(county: County, village: Place, catalogue: Adoption) -> Pool:
    """A pool of 30,000 points at one yuan each, for this year."""
    since = first_of_year()
    until = since.replace(month=12, day=31)
    with standing_in(county):
        return open_pool(
            village,
            "今年的积分池",
            since,
            until,
            BUDGET,
            RATE,
            funded_from="村集体收益",
            decision="村民代表会议第 2 号决议",
            decided_on=since,
            actor=SYSTEM,
        )


@pytest.fixture
def make_claim(county: County, catalogue: Adoption) -> MakeClaim:
    """Return a maker of claims: household, item, day (today), and whatever the act takes."""

    def make(household: Household, item: str = "labour", day: date | None = None, **facts: Any) -> Claim:
        facts = {"text": "队长老李看见的", "channel": Channel.DESK, "actor": SYSTEM, "key": key()} | facts
        with standing_in(household.county):
            return claim(household, item, day or timezone.localdate(), **facts)

    return make


@pytest.fixture
def claimed(family: Household, make_claim: MakeClaim) -> Claim:
    """A claim of the family for half a day of labour today, waiting for its first check."""
    return make_claim(family)


@pytest.fixture
def bound(county: County) -> Callable[..., User]:
    """Return a binder of accounts to residents; one that was somebody else's own before is parted first."""

    def bind(user: User, person: Person, **facts: Any) -> User:
        with standing_in(county):
            for other in persons_of(user, own=True) if facts.get("is_self", True) else ():
                unbind(user, other, actor=SYSTEM)
            bind_account(user, person, actor=SYSTEM, **facts)
        return user

    return bind


@pytest.fixture
def known(county: County, make_household: Callable[..., Household], make_member: MakeMember) -> Known:
    """Return who makes accounts their holders' own, each alone in a household of a far town, kin to nobody."""
    numbers = count(1)

    def make(user: User) -> User:
        code = f"{county.code}199"
        with standing_in(county):
            if not Place.objects.filter(code=f"{code}201").exists():
                register_place(code, "远山镇", actor=SYSTEM, since=LONG_AGO)
                register_place(f"{code}201", "远山村", actor=SYSTEM, since=LONG_AGO)
            home = make_household(Place.objects.get(code=f"{code}201"), f"9{next(numbers):03d}")
            bind_account(user, make_member(home, user.display_name), actor=SYSTEM)
        return user

    return make


@pytest.fixture
def villager(resident: User, head: Person, family: Household, bound: Callable[..., User]) -> User:
    """The resident's account, bound to the head of the family."""
    return bound(resident, head)


@pytest.fixture
def second_cadre(make_user: MakeUser, village: Place, known: Known) -> User:
    return known(make_user("second-cadre", "周核", RoleKind.VILLAGE_CADRE, village))


@pytest.fixture
def homes(
    make_household: Callable[..., Household], make_member: MakeMember, village: Place
) -> list[Household]:
    """Five more households of the village, each with its head."""
    names = ("张三", "王小明", "刘四海", "赵五", "诸葛青山")
    made = [make_household(village, f"02{number:02d}") for number in range(1, 6)]
    for home, name in zip(made, names, strict=True):
        make_member(home, name)
    return made


def days_ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


def queries_of(client: Client, path: str) -> int:
    """Return how many queries a page costs, which must be there."""
    with CaptureQueriesContext(connection) as caught:
        assert client.get(path).status_code == 200
    return len(caught)

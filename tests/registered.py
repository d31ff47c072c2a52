"""A register for tests, made only through public acts: a household with head, spouse and child, and another one."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from wugong.base.citizen_ids import check_digit
from wugong.counties.actors import SYSTEM
from wugong.counties.models import County
from wugong.counties.standing import standing_in
from wugong.places.models import Place
from wugong.registry.households import found_household
from wugong.registry.models import Household, Membership, Person
from wugong.registry.persons import Facts, register_person

MakeMember = Callable[..., Person]


def citizen_id(born: date, order: int = 1, area: str = "430101") -> str:
    """Return an ID number: no province begins with 99, so it is of Hunan."""
    digits = f"{area}{born:%Y%m%d}{order:03d}"
    return digits + check_digit(digits)


@pytest.fixture
def make_household(county: County) -> Callable[..., Household]:
    """Return a maker of households: place, number, and whatever the act takes."""

    def make(place: Place, number: str, **facts: Any) -> Household:
        with standing_in(place.county):
            return found_household(place, number, actor=SYSTEM, **facts)

    return make


@pytest.fixture
def make_member(county: County) -> MakeMember:
    """Return a maker of members: household, name, relation, and whatever `Facts` or the act take."""

    def make(household: Household, name: str, relation: str = "户主", **facts: Any) -> Person:
        act = {key: facts.pop(key) for key in ("entry", "since", "residence", "whereabouts") if key in facts}
        facts.setdefault("born", date(1980, 5, 1))
        with standing_in(household.county):
            known = Facts(name=name, **facts)
            return register_person(household, known, relation, actor=SYSTEM, **act).person

    return make


@pytest.fixture
def household(make_household: Callable[..., Household], village: Place) -> Household:
    return make_household(village, "0101", address="枫林坳 1 号", longitude="111.234567", latitude="27.5")


@pytest.fixture
def head(household: Household, make_member: MakeMember) -> Person:
    born = date(1975, 3, 8)
    facts = {"born": born, "sex": "m", "id_number": citizen_id(born, 11), "phone": "13800000001"}
    return make_member(household, "陈建国", "户主", **facts, bank="6222020000000000001")


@pytest.fixture
def spouse(household: Household, head: Person, make_member: MakeMember) -> Person:
    born = date(1978, 11, 2)
    return make_member(
        household, "李桂芳", "妻", born=born, sex="f", id_number=citizen_id(born, 22), phone="13800000002"
    )


@pytest.fixture
def child(household: Household, head: Person, make_member: MakeMember) -> Person:
    born = date(2018, 6, 1)
    return make_member(
        household, "陈小禾", "女", born=born, sex="f", id_number=citizen_id(born, 24), guardian=head
    )


@pytest.fixture
def family(household: Household, head: Person, spouse: Person, child: Person) -> Household:
    """A household with its head, his wife and their daughter."""
    return household


@pytest.fixture
def neighbours(
    make_household: Callable[..., Household], make_member: MakeMember, village: Place
) -> Household:
    """Another household of the same village, of one woman."""
    household = make_household(village, "0102", address="枫林坳 2 号")
    born = date(1950, 1, 20)
    make_member(household, "欧阳秀英", "户主", born=born, sex="f", id_number=citizen_id(born, 2))
    return household


def members(household: Household) -> dict[str, str]:
    """Return the relation codes of today's members by name."""
    rows = Membership.objects.today().filter(household=household)
    return dict(rows.values_list("person__name", "relation"))

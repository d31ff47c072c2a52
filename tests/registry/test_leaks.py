"""No page, search or file shows a number, a child or a name to those without the right to it.

Registers are made up: names of two to five characters, rare ones, minority names with a point, children,
passports. Every address of the register is walked, those that are added later too.
"""

import io
import zipfile
from dataclasses import dataclass, field
from datetime import date

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.registered import citizen_id

from wugong.access.actions import grant_role
from wugong.access.roles import RoleKind
from wugong.accounts.actions import create_user
from wugong.accounts.models import User
from wugong.counties.actors import SYSTEM
from wugong.counties.standing import standing_in
from wugong.registry.bindings import bind_account
from wugong.registry.households import found_household
from wugong.registry.models import Household, Person
from wugong.registry.persons import Facts, register_person
from wugong.registry.requests import ask_change
from wugong.registry.states import RequestKind

# Surnames are shown, given names are not: of characters that stand nowhere else on our pages.
SURNAMES = ("陈", "欧阳", "㙓", "𠮷", "尉迟")
GIVEN = "龘鱻翀禤矗㙓𠮷燚堃骉"
MINORITY = ("迪丽热巴·龘鱻提", "吾买尔·堃骉木", "阿依·翀燚古丽")
BANKS = ("6222020000000000001", "6217000000000000019")
TODAY = date(2026, 6, 1)

names = st.one_of(
    st.builds("{}{}".format, st.sampled_from(SURNAMES), st.text(GIVEN, min_size=2, max_size=3)),
    st.sampled_from(MINORITY),
)
grown = st.dates(date(1935, 1, 1), date(1999, 12, 31))
young = st.dates(date(2015, 1, 1), date(2024, 12, 31))


@dataclass
class Made:
    """One person of a made-up register."""

    name: str
    born: date
    passport: bool = False
    children: list[tuple[str, date]] = field(default_factory=list)


homes = st.lists(
    st.builds(
        Made,
        name=names,
        born=grown,
        passport=st.booleans(),
        children=st.lists(st.tuples(names, young), max_size=2),
    ),
    min_size=2,
    max_size=3,
    unique_by=lambda made: made.name,
)

# What a role may see beside what anybody may: names, or what a request that it decides wants.
ROLES = {
    RoleKind.SUPERVISOR: (),
    RoleKind.TOWN_APPROVER: ("wanted",),
    RoleKind.COUNTY_OFFICER: (),
    RoleKind.ASSESSOR: (),
    RoleKind.SHOP_KEEPER: (),
    RoleKind.CLUSTER_HEAD: ("names",),
    RoleKind.VILLAGE_CADRE: ("names", "wanted"),
    RoleKind.TOWN_OFFICER: ("names", "wanted"),
    RoleKind.RESIDENT: (),
}


class Register:
    """A made-up register, and what of it must not be shown."""

    def __init__(self, made, places):
        self.numbers: set[str] = set()
        self.names: set[str] = set()
        self.wanted: set[str] = set()
        self.households: list[Household] = []
        self.persons: list[Person] = []
        for order, one in enumerate(made):
            self._found(order, one, places[order % len(places)])

    def _found(self, order, made, place):
        household = found_household(place, f"{order + 1:04d}", actor=SYSTEM)
        number = f"E{70000000 + order}" if made.passport else citizen_id(made.born, order * 10 + 1)
        phone, bank = f"138{order:04d}{order + 4321:04d}", BANKS[order % 2]
        papers = "passport" if made.passport else "citizen_id"
        facts = Facts(made.name, "", made.born, papers, number, phone, bank)
        head = register_person(household, facts, "户主", actor=SYSTEM).person
        self.numbers |= {number, phone, bank}
        self.households.append(household)
        self.persons.append(head)
        taken = {made.name}
        for place_in_line, (name, born) in enumerate(made.children):
            if name in taken:
                continue
            taken.add(name)
            theirs = citizen_id(born, order * 10 + place_in_line + 2)
            known = Facts(name, "", born, id_number=theirs, guardian=head)
            self.persons.append(register_person(household, known, "其他亲属", actor=SYSTEM).person)
            self.numbers.add(theirs)
        self.names |= taken

    def request(self, asker):
        """A correction of an ID number waits for somebody to decide it."""
        head = next(one for one in self.persons if one.papers == "citizen_id" and one.born.year < 2000)
        other = citizen_id(head.born, 991)
        wanted = {"id_number": other}
        ask_change(RequestKind.CORRECT, self.households[0], wanted, "照身份证", actor=asker, person=head)
        self.wanted.add(other)


def addresses(register, village):
    """Yield every address of the register, with the key of each household and person where one is wanted."""
    assert get_resolver().url_patterns
    from wugong.registry.urls import urlpatterns  # noqa: PLC0415 -- the root must have named the converters

    children = [person for person in register.persons if person.born.year > 2000]
    shown = [register.households[0], register.persons[0], *children[:1]]
    keys = [one.pk for one in shown]
    for pattern in urlpatterns:
        wanted = set(pattern.pattern.converters)
        known = {"code": village.code}
        if wanted <= {"code"}:
            yield reverse(pattern.name, kwargs={name: known[name] for name in wanted})
        elif len(wanted - {"code"}) == 1:
            (name,) = wanted - {"code"}
            for key in keys:
                yield reverse(
                    pattern.name, kwargs={**{one: known[one] for one in wanted & {"code"}}, name: key}
                )
    for person in register.persons:
        yield f"/search/?q={person.spelt[:2]}"
        yield reverse("households", args=[village.code]) + f"?q={person.spelt[:2]}"


def said(answer):
    """Return all that an answer holds, that of the parts of a packed file too."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            body = b"\n".join(packed.read(name) for name in packed.namelist())
    return body.decode("utf-8", "replace")


def user_with(kind, places):
    """Return a user who holds this role at the place where it is held."""
    user = create_user(
        f"who-{kind.replace('_', '-')}",
        "看的人",
        actor=SYSTEM,
        county=places["village"].county,
        password=None,
    )
    grant_role(user, kind, actor=SYSTEM, at=places[LEVEL_OF.get(kind, "village")], since=date(2020, 1, 1))
    return user


LEVEL_OF = {
    RoleKind.TOWN_APPROVER: "town",
    RoleKind.TOWN_OFFICER: "town",
    RoleKind.COUNTY_OFFICER: "county",
    RoleKind.ASSESSOR: "town",
    RoleKind.CLUSTER_HEAD: "group",
}


class Undone(Exception):
    """Takes a made-up register away again."""


@pytest.mark.slow
@pytest.mark.parametrize("kind", ROLES)
def test_nothing_leaks_to_those_without_the_right(
    kind, county, county_place, town, village, group, settings_of_house
):
    places = {"county": county_place, "town": town, "village": village, "group": group}

    @settings(
        max_examples=2,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(homes)
    def holds(made):
        made[0].passport = False
        try:
            with transaction.atomic(), standing_in(county):
                walk(Register(made, [village, group]), kind, places)
                raise Undone
        except Undone:
            pass

    holds()


def walk(register, kind, places):
    """Fail on the first address that shows this role what it may not see."""
    asker = create_user("asker", "问", actor=SYSTEM, county=places["village"].county, password=None)
    grant_role(asker, RoleKind.VILLAGE_CADRE, actor=SYSTEM, at=places["village"], since=date(2020, 1, 1))
    register.request(asker)
    user = user_with(kind, places)
    if kind is RoleKind.RESIDENT:
        bind_account(user, lodger(places["village"]), actor=SYSTEM)
    hidden = set(register.numbers)
    hidden |= set() if "wanted" in ROLES[kind] else register.wanted
    hidden |= set() if "names" in ROLES[kind] else register.names
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))
    entered = 0
    for address in addresses(register, places["village"]):
        with transaction.atomic():
            answer = client.get(address)
        entered += answer.status_code == 200
        shown = said(answer)
        leaked = {one for one in hidden if one in shown}
        assert not leaked, f"{kind} sees {leaked} at {address}"
    assert entered >= 3


def lodger(village):
    """Return somebody of another household."""
    household = found_household(village, "9999", actor=SYSTEM)
    return register_person(household, Facts("游方", "", date(1980, 1, 1)), "户主", actor=SYSTEM).person


@pytest.fixture
def settings_of_house(settings):
    """Ask nobody for a second factor."""
    settings.SECOND_FACTOR = False

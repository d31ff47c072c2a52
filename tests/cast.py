"""The small cast and the place tree of all tests, made only through public acts.

Two counties. The first has two towns with two villages and one village; the second one town and village.
Each member is a fixture that makes only what it needs; `cast` has them all. A test of acts asks for `here` to
stand in the first county; tests with a client do not, as the middleware does it for them.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.core.management.commands import flush
from django.db import connections
from django.test import Client

from wugong.access.actions import grant_role
from wugong.access.roles import RoleKind
from wugong.accounts.actions import create_user
from wugong.accounts.models import User
from wugong.audit import triggers
from wugong.counties.actions import found_county
from wugong.counties.actors import SYSTEM
from wugong.counties.models import County
from wugong.counties.standing import standing_in
from wugong.places.actions import register_place
from wugong.places.models import Place

PASSWORD = "rain-on-the-terraces"
LONG_AGO = date(2020, 1, 1)

MakeUser = Callable[..., User]


@pytest.fixture(scope="session", autouse=True)
def emptying_tables() -> Iterator[None]:
    """Let only the emptying between transactional tests pass the triggers that guard the records."""
    handle = flush.Command.handle

    def unguarded(self: flush.Command, **options: Any) -> None:
        triggers.remove(connections[options["database"]])
        handle(self, **options)
        triggers.install(connections[options["database"]])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flush.Command, "handle", unguarded)
        yield


# --- Places -------------------------------------------------------------------------------------


def place(county: County, code: str, name: str) -> Place:
    """Register a place with whatever lies above it already there."""
    with standing_in(county):
        return register_place(code, name, actor=SYSTEM, since=LONG_AGO)


@pytest.fixture
def county(db: None) -> County:
    county = found_county("990101", "清江县", actor=SYSTEM)
    place(county, "990101", "清江县")
    return county


@pytest.fixture
def other_county(db: None) -> County:
    county = found_county("990102", "渔浦县", actor=SYSTEM)
    place(county, "990102", "渔浦县")
    return county


@pytest.fixture
def here(county: County) -> Iterator[County]:
    """Stand in the first county for the whole test."""
    with standing_in(county):
        yield county


@pytest.fixture
def county_place(county: County) -> Place:
    return Place.everywhere.get(code=county.code)


@pytest.fixture
def town(county: County) -> Place:
    return place(county, "990101101", "枫林镇")


@pytest.fixture
def village(county: County, town: Place) -> Place:
    return place(county, "990101101201", "枫林坳村")


@pytest.fixture
def neighbour_village(county: County, town: Place) -> Place:
    return place(county, "990101101202", "青山村")


@pytest.fixture
def group(county: County, village: Place) -> Place:
    return place(county, "99010110120101", "枫林坳村一组")


@pytest.fixture
def other_town(county: County) -> Place:
    return place(county, "990101102", "白石镇")


@pytest.fixture
def other_town_village(county: County, other_town: Place) -> Place:
    return place(county, "990101102201", "白石村")


@pytest.fixture
def far_town(other_county: County) -> Place:
    return place(other_county, "990102101", "渔浦镇")


@pytest.fixture
def far_village(other_county: County, far_town: Place) -> Place:
    return place(other_county, "990102101201", "江口村")


# --- People -------------------------------------------------------------------------------------


@pytest.fixture
def make_user(county: County) -> MakeUser:
    """Return a maker of users; a role kind with its place may follow the name."""

    def make(
        login_name: str, name: str = "", kind: RoleKind | None = None, at: Place | None = None, **facts: Any
    ) -> User:
        home = facts.pop("county", at.county if at else county)
        facts.setdefault("password", PASSWORD)
        user = create_user(login_name, name or login_name, actor=SYSTEM, county=home, **facts)
        if kind:
            grant_role(user, kind, actor=SYSTEM, at=at, since=LONG_AGO)
        return user

    return make


@pytest.fixture
def resident(make_user: MakeUser, village: Place) -> User:
    return make_user("resident", "陈禾", RoleKind.RESIDENT, village)


@pytest.fixture
def cadre(make_user: MakeUser, village: Place) -> User:
    return make_user("cadre", "林可", RoleKind.VILLAGE_CADRE, village)


@pytest.fixture
def supervisor(make_user: MakeUser, village: Place) -> User:
    return make_user("supervisor", "杜监", RoleKind.SUPERVISOR, village)


@pytest.fixture
def assessor(make_user: MakeUser, town: Place) -> User:
    return make_user("assessor", "平安", RoleKind.ASSESSOR, town)


@pytest.fixture
def town_officer(make_user: MakeUser, town: Place) -> User:
    return make_user("town-officer", "向办", RoleKind.TOWN_OFFICER, town)


@pytest.fixture
def town_approver(make_user: MakeUser, town: Place) -> User:
    return make_user("town-approver", "沈批", RoleKind.TOWN_APPROVER, town)


@pytest.fixture
def county_officer(make_user: MakeUser, county_place: Place) -> User:
    return make_user("county-officer", "关督", RoleKind.COUNTY_OFFICER, county_place)


@pytest.fixture
def rule_keeper(make_user: MakeUser, county_place: Place) -> User:
    return make_user("rule-keeper", "章规", RoleKind.RULE_KEEPER, county_place)


@pytest.fixture
def system_administrator(make_user: MakeUser) -> User:
    return make_user("system-admin", "施统", RoleKind.SYSTEM_ADMINISTRATOR)


@pytest.fixture
def security_administrator(make_user: MakeUser) -> User:
    return make_user("security-admin", "安全", RoleKind.SECURITY_ADMINISTRATOR)


@pytest.fixture
def audit_administrator(make_user: MakeUser) -> User:
    return make_user("audit-admin", "查审", RoleKind.AUDIT_ADMINISTRATOR)


@pytest.fixture
def other_town_officer(make_user: MakeUser, other_town: Place) -> User:
    return make_user("other-town-officer", "白办", RoleKind.TOWN_OFFICER, other_town)


@pytest.fixture
def far_town_officer(make_user: MakeUser, far_town: Place) -> User:
    return make_user("far-town-officer", "远办", RoleKind.TOWN_OFFICER, far_town)


MEMBERS = (
    "resident",
    "cadre",
    "supervisor",
    "assessor",
    "town_officer",
    "town_approver",
    "county_officer",
    "rule_keeper",
    "system_administrator",
    "security_administrator",
    "audit_administrator",
    "other_town_officer",
    "far_town_officer",
)


@pytest.fixture
def cast(request: pytest.FixtureRequest) -> dict[str, User]:
    """Return everyone by the name of their fixture."""
    return {name: request.getfixturevalue(name) for name in MEMBERS}


@pytest.fixture
def as_user(client: Client, settings: Any) -> Callable[[User], Client]:
    """Return a signer-in: a client that has signed in as that user, with no second factor asked for."""
    settings.SECOND_FACTOR = False

    def signed_in(user: User) -> Client:
        client.force_login(user)
        return client

    return signed_in

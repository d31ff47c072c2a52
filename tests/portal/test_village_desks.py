"""The desk of who works in a village or a group; the way of a resident to her household."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.cast import MakeUser
from tests.portal.test_boards import shown, words

from wugong.access.roles import RoleKind
from wugong.accounts.models import User
from wugong.counties.models import County
from wugong.counties.standing import standing_in
from wugong.places.models import Place
from wugong.registry.households import found_household
from wugong.registry.models import Household
from wugong.registry.persons import Facts, register_person
from wugong.registry.requests import ask_change
from wugong.registry.states import RequestKind
from wugong.registry.visits import note_visit

AsUser = Callable[[User], Client]
Settle = Callable[..., list[Household]]


@pytest.fixture
def settle(county: County, village: Place, cadre: User) -> Settle:
    """Return a founder of households, each with a head."""

    def settling(count: int = 1, at: Place | None = None) -> list[Household]:
        with standing_in(county):
            found = [
                found_household(at or village, f"{number:02d}", actor=cadre) for number in range(1, count + 1)
            ]
            for one in found:
                facts = Facts(f"张晓芳{'甲乙丙'[int(one.number) - 1]}", sex="f", born=date(1980, 1, 1))
                register_person(one, facts, "户主", actor=cadre)
        return found

    return settling


@pytest.fixture
def ask(county: County, cadre: User) -> Callable[[Household], None]:
    """Return an asker: the cadre wants the head's name written in another way."""

    def asking(household: Household) -> None:
        with standing_in(county):
            head = household.memberships.get().person
            ask_change(RequestKind.CORRECT, household, {"name": "张小芳"}, "写错了", actor=cadre, person=head)

    return asking


def test_cadre_lands_on_her_register(client: Client, as_user: AsUser, cadre: User, settle: Settle) -> None:
    settle(2)
    as_user(cadre)
    page = shown(client, "/desk/")
    assert "没有要办的" in page
    assert "户 2 户 常住 2 人" in words(page)
    assert 'href="/desk/990101101201/register/"' in page
    assert 'action="/search/"' in page
    assert 'href="/990101101201/"' in page


@pytest.mark.parametrize("kind", [RoleKind.GRID_KEEPER, RoleKind.CLUSTER_HEAD])
def test_who_works_in_a_group_lands_on_its_register(
    kind: RoleKind, client: Client, as_user: AsUser, make_user: MakeUser, group: Place, settle: Settle
) -> None:
    settle(1, group)
    as_user(make_user("keeper", "易格", kind, group))
    page = shown(client, "/desk/")
    assert 'href="/desk/99010110120101/register/"' in page
    assert "户 1 户" in words(page)


@pytest.mark.parametrize("kind", [RoleKind.GRID_KEEPER, RoleKind.CLUSTER_HEAD])
def test_who_assists_in_a_group_finds_the_way_to_claim_for_others(
    kind: RoleKind, client: Client, as_user: AsUser, make_user: MakeUser, group: Place, request: Any
) -> None:
    as_user(make_user("keeper", "易格", kind, group))
    way = 'href="/desk/99010110120101/points/batch/"'
    assert way not in shown(client, "/desk/")
    request.getfixturevalue("catalogue")
    assert way in shown(client, "/desk/")


def test_who_keeps_the_money_finds_the_pool_and_who_reads_finds_what_is_public(
    client: Client, as_user: AsUser, cadre: User, supervisor: User, catalogue: object
) -> None:
    public, money = 'href="/points/990101101201/"', 'href="/desk/990101101201/points/pool/"'
    as_user(cadre)
    assert public in shown(client, "/desk/")
    assert money in shown(client, "/desk/")
    as_user(supervisor)
    assert public in shown(client, "/desk/")
    assert money not in shown(client, "/desk/")


def test_request_waits_for_another_than_who_asked(
    client: Client,
    as_user: AsUser,
    make_user: MakeUser,
    village: Place,
    cadre: User,
    settle: Settle,
    ask: Callable[[Household], None],
) -> None:
    ask(settle()[0])
    as_user(make_user("second", "谭二", RoleKind.VILLAGE_CADRE, village))
    assert "核定01号户的更正登记 等核定 林可 申请" in words(shown(client, "/desk/"))
    assert "由别人办" not in shown(client, "/desk/")
    as_user(cadre)
    page = words(shown(client, "/desk/"))
    assert "没有要办的。 等别人办 01号户的更正登记 等核定 林可 申请 · 由别人办" in page


def test_supervisor_sees_that_a_request_waits_for_others(
    client: Client, as_user: AsUser, supervisor: User, settle: Settle, ask: Callable[[Household], None]
) -> None:
    ask(settle()[0])
    as_user(supervisor)
    assert "由别人办" in shown(client, "/desk/")


@pytest.mark.parametrize(("ahead", "word"), [(0, "还剩 0 天"), (1, "还剩 1 天")])
def test_what_was_promised_on_a_visit_waits(
    ahead: int,
    word: str,
    county: County,
    client: Client,
    as_user: AsUser,
    cadre: User,
    settle: Settle,
) -> None:
    until = timezone.localdate() + timedelta(days=ahead)
    with standing_in(county):
        visit = note_visit(settle()[0], actor=cadre, asked="路灯不亮", answer_until=until)
    as_user(cadre)
    page = shown(client, "/desk/")
    assert f"回复01号户走访时的事 {word} 林可" in words(page)
    assert f'href="/desk/990101101201/visits/{visit.pk}/"' in page


def test_resident_finds_her_household(client: Client, as_user: AsUser, resident: User) -> None:
    as_user(resident)
    assert 'href="/household/"' in shown(client, "/desk/")


def test_officer_finds_the_registers_of_her_town(client: Client, as_user: AsUser, town_officer: User) -> None:
    as_user(town_officer)
    assert 'href="/desk/990101101/register/"' in shown(client, "/desk/")


def test_officer_of_the_county_is_not_led_to_registers(
    client: Client, as_user: AsUser, county_officer: User, town: Place
) -> None:
    as_user(county_officer)
    assert "/register/" not in shown(client, "/desk/990101101/")


def test_desk_costs_the_same_with_one_household_and_with_three(
    client: Client, as_user: AsUser, cadre: User, settle: Settle, ask: Callable[[Household], None]
) -> None:
    one, *others = settle(3)
    ask(one)
    as_user(cadre)
    with CaptureQueriesContext(connection) as alone:
        client.get("/desk/")
    for household in others:
        ask(household)
    with CaptureQueriesContext(connection) as together:
        client.get("/desk/")
    assert len(together) == len(alone) <= 20

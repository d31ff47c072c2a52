"""The first page of a register: what it holds, what waits, which ways are open to whom."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.cast import MakeUser

from wugong.access.roles import RoleKind
from wugong.accounts.models import User
from wugong.counties.actors import SYSTEM
from wugong.counties.standing import standing_in
from wugong.places.models import Place
from wugong.registry.households import mark_care
from wugong.registry.models import Household, Link, LinkPlan, Person
from wugong.registry.requests import ask_change
from wugong.registry.states import Care, RequestKind

HOME_QUERIES = 16
SignIn = Callable[[User], Client]
Make = Callable[..., Any]


def home(place: Place) -> str:
    return reverse("register_home", args=[place.code])


def test_a_village_that_is_none_has_no_register(town: Place, town_officer: User, as_user: SignIn) -> None:
    assert as_user(town_officer).get(f"/desk/{town.code}999/register/").status_code == 404


def test_a_supervisor_is_offered_neither_registering_nor_importing(
    family: Household, supervisor: User, as_user: SignIn
) -> None:
    text = as_user(supervisor).get(home(family.village)).content.decode()
    assert "登记一户" not in text
    assert "用现有的 Excel" not in text


def test_the_figures_count_who_is_here_and_what_lacks(
    family: Household,
    neighbours: Household,
    make_household: Make,
    make_member: Make,
    cadre: User,
    as_user: SignIn,
) -> None:
    make_household(family.village, "0103")
    make_member(neighbours, "欧阳远", "子", sex="m", residence="away", born=date(1980, 1, 1))
    with standing_in(family.county):
        mark_care(neighbours, Care.ELDER_ALONE, actor=SYSTEM)
    found = as_user(cadre).get(home(family.village)).context["home"]
    assert (found.households, found.people, found.unheaded, found.unplaced) == (3, 5, 1, 2)
    assert [one.count for one in found.residences] == [4, 1, 0]
    assert [(one.label, one.count) for one in found.cares] == [("孤寡老人", 1)]


def test_each_figure_opens_to_its_list(
    family: Household, make_member: Make, cadre: User, as_user: SignIn
) -> None:
    make_member(family, "陈远", "子", sex="m", residence="away")
    client = as_user(cadre)
    address = reverse("households", args=[family.village.code])
    for one in client.get(home(family.village)).context["home"].residences:
        rows = client.get(f"{address}?{one.query}").context["rows"]
        assert bool(rows) is bool(one.count)


def test_what_waits_stands_first_for_who_decides(
    family: Household, spouse: Person, cadre: User, town_approver: User, as_user: SignIn
) -> None:
    with standing_in(family.county):
        ask_change(RequestKind.CORRECT, family, {"name": "李桂芬"}, "照证件", actor=cadre, person=spouse)
    text = as_user(town_approver).get(home(family.village)).content.decode()
    assert "1 件变更申请等核定" in text
    assert "去核定" in text


def test_a_town_lists_its_villages(
    town: Place, village: Place, neighbour_village: Place, town_officer: User, as_user: SignIn
) -> None:
    text = as_user(town_officer).get(home(town)).content.decode()
    assert home(village) in text
    assert home(neighbour_village) in text


def test_a_keeper_has_the_register_of_her_group(
    group: Place, village: Place, make_user: MakeUser, as_user: SignIn
) -> None:
    client = as_user(make_user("keeper", "葛网", RoleKind.GRID_KEEPER, group))
    assert client.get(home(group)).status_code == 200
    assert client.get(home(village)).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same(
    count: int,
    village: Place,
    make_household: Make,
    make_member: Make,
    cadre: User,
    as_user: SignIn,
    django_assert_num_queries: Any,
) -> None:
    for number in range(count):
        make_member(make_household(village, f"030{number}"), f"王喜{'一二三'[number]}")
    client = as_user(cadre)
    client.get(home(village))
    with django_assert_num_queries(HOME_QUERIES):
        client.get(home(village))


def test_who_is_looked_after_is_counted(
    family: Household, neighbours: Household, cadre: User, as_user: SignIn
) -> None:
    with standing_in(family.county):
        plan = LinkPlan.objects.create(village=family.village, state="adopted", adopted_at=timezone.now())
        Link.objects.create(plan=plan, head=family, household=family, since=date(2026, 1, 1))
    answer = as_user(cadre).get(home(family.village))
    assert (answer.context["home"].linked, answer.context["home"].unlinked) == (1, 1)
    assert "还有 1 户没有人联系" in answer.content.decode()


def test_what_she_asked_for_herself_waits_for_others(
    family: Household, spouse: Person, cadre: User, as_user: SignIn
) -> None:
    with standing_in(family.county):
        ask_change(RequestKind.CORRECT, family, {"name": "李桂芬"}, "照证件", actor=cadre, person=spouse)
    text = as_user(cadre).get(home(family.village)).content.decode()
    assert "1 件变更申请等别人核定" in text
    assert "去核定" not in text


def test_who_cannot_decide_is_not_asked_to(
    family: Household, spouse: Person, cadre: User, supervisor: User, as_user: SignIn
) -> None:
    with standing_in(family.county):
        ask_change(RequestKind.CORRECT, family, {"name": "李桂芬"}, "照证件", actor=cadre, person=spouse)
    text = as_user(supervisor).get(home(family.village)).content.decode()
    assert "1 件变更申请等别人核定" in text
    assert "去核定" not in text

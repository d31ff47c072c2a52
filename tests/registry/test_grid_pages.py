"""The page of grids: codes, households, keepers and others, laying out and regrouping."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.cast import place

from wugong.access.models import Role
from wugong.access.roles import RoleKind
from wugong.counties.standing import standing_in
from wugong.registry.duties import assign_duty
from wugong.registry.grids import lay_grids
from wugong.registry.models import Grid

TOWN, VILLAGE, GROUP = "990101101", "990101101201", "99010110120101"


@pytest.fixture
def other_group(county, village):
    return place(county, "99010110120102", "枫林坳村二组")


@pytest.fixture
def grids(county, village, group, other_group, cadre):
    with standing_in(county):
        lay_grids(village, actor=cadre)
        return list(Grid.objects.order_by("serial"))


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def shown(client, code=VILLAGE):
    return text_of(client.get(f"/desk/{code}/grid/"))


def test_a_county_has_no_such_page(as_user, county_officer, county_place):
    assert as_user(county_officer).get("/desk/990101/grid/").status_code == 404


def test_who_does_not_read_the_place_is_told_why(as_user, resident, grids):
    client = as_user(resident)
    assert client.get(f"/desk/{VILLAGE}/grid/").status_code == 403
    assert client.get(f"/desk/{VILLAGE}/grid/{grids[0].pk}/").status_code == 403


def test_who_only_reads_cannot_lay_any(as_user, supervisor, group):
    client = as_user(supervisor)
    assert "按组划网格" not in shown(client)
    assert client.post(f"/desk/{VILLAGE}/grid/", {"do": "lay"}).status_code == 403


def test_a_village_lays_its_grids_with_one_button(as_user, cadre, group, other_group):
    client = as_user(cadre)
    assert "还有 2 个组不在网格里" in shown(client)
    client.post(f"/desk/{VILLAGE}/grid/", {"do": "lay"})
    said = shown(client)
    assert "新划了 2 个网格" in said
    assert "2 个网格，2 个没有网格员" in said
    assert "枫林坳村一组 990101101201001" in said


def test_keeper_staff_and_households_stand_beside_the_grid(
    county, as_user, cadre, grids, group, household, make_household
):
    make_household(group, "0102")
    with standing_in(county):
        assign_duty("posts", "grid-keeper", group, "向明", actor=cadre)
        assign_duty("posts", "grid-keeper", group, "沈批", actor=cadre)
        assign_duty("four-cover-one-link", "group", group, "林可", actor=cadre)
    said = shown(as_user(cadre))
    assert "2 个网格，1 个没有网格员" in said
    assert "向明" in said
    assert "网格员 沈批" in said
    assert "村干部包组 林可" in said
    assert "有 1 户没有登记到组" in said


def test_a_keeper_of_two_groups_in_one_grid_stands_once(county, as_user, cadre, grids, group, other_group):
    client = as_user(cadre)
    data = {"do": "regroup", "group": str(other_group.pk), "grid": str(grids[0].pk)}
    client.post(f"/desk/{VILLAGE}/grid/", data)
    with standing_in(county):
        for one in (group, other_group):
            assign_duty("posts", "grid-keeper", one, "向明", actor=cadre)
    assert shown(client).count("向明") == 1


def test_a_town_shows_all_and_a_group_its_own(as_user, town_officer, cadre, grids):
    assert "990101101201002" in shown(as_user(town_officer), TOWN)
    assert "990101101201002" not in shown(as_user(cadre), GROUP)


def test_nothing_chosen_is_said_at_the_form(as_user, cadre, grids):
    answer = as_user(cadre).post(f"/desk/{VILLAGE}/grid/", {"do": "regroup"})
    assert "还差 2 处" in text_of(answer)


def test_a_group_gets_a_grid_of_its_own_again(as_user, cadre, grids, other_group):
    client = as_user(cadre)
    for grid in (str(grids[0].pk), "own"):
        client.post(f"/desk/{VILLAGE}/grid/", {"do": "regroup", "group": str(other_group.pk), "grid": grid})
    assert "现在在网格 990101101201003" in shown(client)


def test_another_name(as_user, cadre, grids):
    client = as_user(cadre)
    page = f"/desk/{VILLAGE}/grid/{grids[0].pk}/"
    assert "990101101201001" in text_of(client.get(page))
    assert "还差 1 处" in text_of(client.post(page, {"name": ""}))
    client.post(page, {"name": "第一网格"})
    assert "第一网格" in shown(client)


def test_a_grid_of_another_village_is_not_found(as_user, town_officer, grids, neighbour_village):
    answer = as_user(town_officer).get(f"/desk/{neighbour_village.code}/grid/{grids[0].pk}/")
    assert answer.status_code == 404


@pytest.mark.parametrize("n", [1, 3])
def test_it_costs_the_same(n, county, village, as_user, cadre, django_assert_num_queries):
    with standing_in(county):
        for number in range(1, n + 1):
            one = place(county, f"{VILLAGE}{number:02d}", f"{number}组")
            assign_duty("posts", "grid-keeper", one, f"人{number}", actor=cadre)
        lay_grids(village, actor=cadre)
    client = as_user(cadre)
    shown(client)
    with django_assert_num_queries(14):
        shown(client)


def test_account_of_a_grid_keeper_is_one_too_and_named_once(county, as_user, make_user, cadre, grids, group):
    keeper = make_user("gridder", "卢格", RoleKind.GRID_KEEPER, group)
    assert "2 个网格，1 个没有网格员" in shown(as_user(cadre))
    with standing_in(county):
        assign_duty("posts", "grid-keeper", group, keeper, actor=cadre)
    assert shown(as_user(cadre)).count("卢格") == 1


def test_account_whose_role_has_ended_keeps_no_grid(county, as_user, make_user, cadre, grids, group):
    keeper = make_user("gridder", "卢格", RoleKind.GRID_KEEPER, group)
    Role.everywhere.filter(user=keeper).update(until=timezone.localdate() - timedelta(days=1))
    assert "2 个网格，2 个没有网格员" in shown(as_user(cadre))

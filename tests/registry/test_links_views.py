"""The pages of links: who may open and change them, what they show, without a query for each row."""

import re

import pytest
from django.urls import reverse

from wugong.access.roles import RoleKind
from wugong.counties.actors import SYSTEM
from wugong.counties.standing import standing_in
from wugong.registry.households import close_household, mark_care
from wugong.registry.link_queries import heads_by_home
from wugong.registry.link_states import PlanState
from wugong.registry.links import adopt_links, propose_links
from wugong.registry.models import Household, LinkPlan
from wugong.registry.states import Care

DEGREE = 1 / 111_320
PLAN_QUERIES = 22
OVERVIEW_QUERIES = 12


def east(metres):
    return {"longitude": round(112 + metres * DEGREE, 6), "latitude": 30}


@pytest.fixture
def row(village, make_household):
    return [make_household(village, f"{number:04d}", **east(number * 10)) for number in range(1, 13)]


@pytest.fixture
def draft(county, row, village):
    with standing_in(county):
        return propose_links(village, actor=SYSTEM, heads=["0002", "0009"])


@pytest.fixture
def supervisor(make_user, village):
    return make_user("watch", "段监督", RoleKind.SUPERVISOR, village)


def at(place, name="links", *keys):
    return reverse(name, args=[place.code, *keys])


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()[-2000:]
    return answer.content.decode()


# --- Refused ------------------------------------------------------------------------------------


def test_a_plan_of_another_village_is_not_here(draft, neighbour_village, town, town_officer, as_user):
    client = as_user(town_officer)
    assert client.get(at(neighbour_village, "link_plan", draft.pk)).status_code == 404
    assert client.get(at(town, "link_plan", draft.pk)).status_code == 200


def test_who_only_reads_is_refused_when_proposing(row, village, supervisor, as_user):
    client = as_user(supervisor)
    assert "提草案" not in page(client, at(village))
    assert client.post(at(village), {"heads": ""}).status_code == 403


def test_who_only_reads_sees_no_buttons_and_masked_names(
    draft, village, row, make_member, supervisor, as_user
):
    make_member(row[0], "陈建国")
    seen = page(as_user(supervisor), at(village, "link_plan", draft.pk))
    assert "陈×国" in seen
    assert "陈建国" not in seen
    assert 'value="adopt"' not in seen


def test_a_wrong_number_is_said_beside_the_field_and_kept(row, village, cadre, as_user):
    answer = as_user(cadre).post(at(village), {"heads": "0002、8888"})
    assert answer.status_code == 200
    assert "8888。请核对中心户的户号" in answer.content.decode()
    assert "0002、8888" in answer.content.decode()


def test_a_household_that_is_none_here_is_not_moved(
    draft, village, neighbour_village, make_household, cadre, as_user
):
    other = make_household(neighbour_village, "0001")
    assert as_user(cadre).get(at(village, "link_move", draft.pk, other.pk)).status_code == 404


def test_an_incomplete_plan_says_at_the_button_why_it_is_not_adopted(county, row, village, cadre, as_user):
    with standing_in(county):
        plan = propose_links(village, actor=SYSTEM, heads=["0002"])
    seen = (
        as_user(cadre)
        .post(at(village, "link_plan", plan.pk), {"do": "adopt", "revision": plan.revision})
        .content.decode()
    )
    assert "还有 1 户没有中心户联：0012" in seen
    assert "1 户没有中心户联" in seen


def test_a_full_head_is_refused_on_the_form(county, row, village, cadre, as_user):
    with standing_in(county):
        plan = propose_links(village, actor=SYSTEM, heads=["0002"])
    address = at(village, "link_move", plan.pk, row[11].pk)
    answer = as_user(cadre).post(address, {"head": str(row[1].pk), "revision": plan.revision})
    assert "已经联了 10 户" in answer.content.decode()


# --- Shown --------------------------------------------------------------------------------------


def test_a_village_says_how_many_heads_it_needs(row, village, cadre, as_user):
    seen = page(as_user(cadre), at(village))
    assert "12 户，最少要 2 个中心户，一个最多联 10 户" in seen
    assert "还没有联户方案" in seen


def test_a_town_shows_its_villages(draft, town, village, neighbour_village, town_officer, as_user):
    client = as_user(town_officer)
    assert "12 户没有联" in page(client, at(town))
    with standing_in(village.county):
        adopt_links(draft, actor=SYSTEM)
    seen = page(client, at(town))
    assert "户户有人联" in seen
    assert "没有登记户" in seen


def test_a_town_without_villages_says_so(town, town_officer, as_user):
    assert "这里没有村" in page(as_user(town_officer), at(town))


def test_the_map_draws_each_placed_household_and_its_scale(draft, county, row, village, cadre, as_user):
    with standing_in(county):
        mark_care(row[4], Care.OTHER, actor=SYSTEM)
    seen = page(as_user(cadre), at(village, "link_plan", draft.pk))
    assert seen.count('class="tie"') == 10
    assert seen.count('<circle class="knot"') == 2 + 1  # and the key
    assert seen.count('class="care"') == 1 + 1
    assert "20 米" in seen
    assert 'style="' not in seen


def test_without_places_there_is_no_map(county, village, make_household, cadre, as_user):
    for number in range(1, 4):
        make_household(village, f"000{number}")
    with standing_in(county):
        plan = propose_links(village, actor=SYSTEM)
    seen = page(as_user(cadre), at(village, "link_plan", plan.pk))
    assert '<svg class="ties"' not in seen
    assert "联 2 户" in seen


def test_plates_mask_names_for_everyone(draft, village, row, make_member, cadre, as_user):
    make_member(row[1], "欧阳秀英")
    seen = page(as_user(cadre), at(village, "link_plates", draft.pk))
    assert "中心户 欧阳×英" in seen
    assert "还是草案" in seen
    assert "欧阳秀英" not in seen


def test_a_keeper_of_a_group_sees_the_clusters_of_the_group(
    county, row, village, group, make_household, make_user, as_user
):
    make_household(group, "0100", **east(30))
    keeper = make_user("keeper", "葛网", RoleKind.GRID_KEEPER, group)
    with standing_in(county):
        plan = propose_links(village, actor=SYSTEM)
    client = as_user(keeper)
    seen = page(client, at(group, "link_plan", plan.pk))
    assert "0100" in seen
    assert "0001" not in seen
    assert "方案" in page(client, at(group))


def test_one_household_costs_as_many_queries_as_twelve(
    draft, county, village, cadre, as_user, django_assert_max_num_queries, make_member, row
):
    client = as_user(cadre)
    page(client, at(village))
    for number, home in enumerate(row):
        make_member(home, f"陈{'一二三四五六七八九十百千'[number]}")
    with django_assert_max_num_queries(PLAN_QUERIES):
        page(client, at(village, "link_plan", draft.pk))
    with django_assert_max_num_queries(OVERVIEW_QUERIES):
        page(client, at(village))


# --- Done ---------------------------------------------------------------------------------------


def test_a_proposal_leads_to_its_page(row, village, cadre, as_user):
    answer = as_user(cadre).post(at(village), {"heads": "0002 0009，", "across": "on"}, follow=True)
    assert "草案提出来了" in answer.content.decode()
    plan = LinkPlan.everywhere.get()
    assert answer.redirect_chain == [(at(village, "link_plan", plan.pk), 302)]
    assert plan.across
    assert Household.everywhere.filter(links__plan=plan).distinct().count() == 2


def test_heads_may_be_left_to_the_system(row, village, cadre, as_user):
    as_user(cadre).post(at(village), {"heads": ""})
    assert not LinkPlan.everywhere.get().across


def test_a_household_gets_another_head_and_becomes_one(draft, county, row, village, cadre, as_user):
    client, address = as_user(cadre), at(village, "link_move", draft.pk, row[3].pk)
    seen = page(client, address)
    assert "第 2 联：0009 户，43 米，已联" in seen
    client.post(address, {"head": str(row[8].pk), "revision": draft.revision})
    with standing_in(county):
        assert heads_by_home(draft)[row[3].pk] == row[8].pk
    client.post(address, {"head": "self", "revision": draft.revision + 1})
    with standing_in(county):
        assert heads_by_home(draft)[row[3].pk] == row[3].pk


def test_a_plan_is_adopted_then_set_in_order(draft, county, row, village, cadre, make_household, as_user):
    client, address = as_user(cadre), at(village, "link_plan", draft.pk)
    answer = client.post(address, {"do": "adopt", "revision": draft.revision}, follow=True)
    assert "方案从今天起采用" in answer.content.decode()
    with standing_in(county):
        close_household(row[3], actor=SYSTEM)
    make_household(village, "0100", **east(125))
    seen = page(client, address)
    assert "新来的户" in seen
    assert "已经不在的户" in seen
    draft.refresh_from_db()
    answer = client.post(address, {"do": "rebalance", "revision": draft.revision}, follow=True)
    assert "改了 2 户" in answer.content.decode()
    assert "登记有变动" not in answer.content.decode()


def test_a_replaced_plan_is_only_read(draft, county, village, cadre, as_user):
    with standing_in(county):
        adopt_links(draft, actor=SYSTEM)
        adopt_links(propose_links(village, actor=SYSTEM), actor=SYSTEM)
    seen = page(as_user(cadre), at(village, "link_plan", draft.pk))
    assert "不联任何户" in seen
    assert LinkPlan.everywhere.get(pk=draft.pk).state == PlanState.REPLACED
    assert "以前是谁联谁" in page(as_user(cadre), at(village))


def test_a_group_reads_of_a_plan_only_what_is_its_own(
    county, village, group, make_household, make_user, as_user
):
    keeper = make_user("gridder", "卢格", RoleKind.GRID_KEEPER, group)
    with standing_in(county):
        for place, first in ((village, 1), (group, 101)):
            for number in range(first, first + 6):
                make_household(place, f"{number:04d}", **east(number * 10))
        plan = propose_links(village, actor=SYSTEM, heads=["0002", "0102"])
        adopt_links(plan, actor=SYSTEM)
        for number in ("0003", "0103"):
            close_household(Household.objects.get(number=number), actor=SYSTEM)
    seen = page(as_user(keeper), at(group, "link_plan", plan.pk))
    assert "登记有变动" in seen
    assert "0103" in seen
    assert not {"0001", "0002", "0003"} & set(re.findall(r"\b\d{4}\b", seen))


def test_a_group_in_which_nothing_changed_is_told_of_no_change(
    county, village, group, make_household, make_user, as_user
):
    keeper = make_user("gridder", "卢格", RoleKind.GRID_KEEPER, group)
    with standing_in(county):
        for place, first in ((village, 1), (group, 101)):
            for number in range(first, first + 6):
                make_household(place, f"{number:04d}", **east(number * 10))
        plan = propose_links(village, actor=SYSTEM, heads=["0002", "0102"])
        adopt_links(plan, actor=SYSTEM)
        close_household(Household.objects.get(number="0003"), actor=SYSTEM)
    assert "登记有变动" not in page(as_user(keeper), at(group, "link_plan", plan.pk))

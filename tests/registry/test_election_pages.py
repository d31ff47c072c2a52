"""The screens of elections and pools: each step by its form, refusals beside it, nothing for mere readers."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from wugong.accounts.models import User
from wugong.counties.models import County
from wugong.counties.standing import standing_in
from wugong.places.models import Place
from wugong.registry.bodies import found_profile
from wugong.registry.body_states import Nomination
from wugong.registry.elections import call_election, name_candidate
from wugong.registry.models import Body, Candidate, Election, Holding, Household, Person, PoolEntry
from wugong.registry.pools import enter_pool

DAY, MEETING = date(2026, 3, 1), date(2026, 6, 1)
As = Callable[[User], Client]


@pytest.fixture
def party_group(village: Place, cadre: User, county: County) -> Body:
    with standing_in(county):
        return found_profile(village, "three-tiers", actor=cadre, since=DAY)[1]


@pytest.fixture
def election(party_group: Body, cadre: User, county: County) -> Election:
    with standing_in(county):
        return call_election(party_group, "head", 1, actor=cadre, day=MEETING, where="晒场")


def at(name: str, election: Election) -> str:
    return reverse(name, args=[election.body.place.code, election.pk])


def test_election_is_called_by_its_form(as_user: As, cadre: User, party_group: Body) -> None:
    client, address = as_user(cadre), reverse("election_new", args=[party_group.place.code, party_group.pk])
    given = {"office": "head", "seats": "2", "day": "2026-06-01", "where": "一组晒场"}
    assert "还缺 1 名" in client.post(address, given).content.decode()
    assert client.post(address, {**given, "seats": "1"}).status_code == 302
    assert "一组晒场" in client.get(at("election", Election.everywhere.get())).content.decode()


def test_statutory_election_is_turned_away_with_its_law(
    as_user: As, cadre: User, village: Place, party_group: Body
) -> None:
    branch = Body.everywhere.get(kind="party-branch")
    page = as_user(cadre).get(reverse("election_new", args=[village.code, branch.pk]))
    assert page.status_code == 400
    assert "基层组织选举工作条例" in page.content.decode()


def test_election_goes_from_candidates_to_office(
    as_user: As, cadre: User, town_officer: User, election: Election, head: Person, spouse: Person
) -> None:
    client = as_user(cadre)
    named = at("candidate_new", election)
    assert f"?who={head.pk}" in client.get(f"{named}?q=cjg").content.decode()
    by_people = client.post(f"{named}?who={head.pk}", {"channel": "people", "nominated": ""})
    assert "群众推荐要写明" in by_people.content.decode()
    assert client.post(f"{named}?who={head.pk}", {"channel": "branch"}).status_code == 302
    assert client.post(f"{named}?who={spouse.pk}", {"channel": "self"}).status_code == 302
    one, other = Candidate.everywhere.order_by("pk")
    page = at("election", election)
    given = {"do": "count", "present": "20", "ballots": "21", str(one.pk): "9", str(other.pk): "9"}
    assert "到会只有 20 人" in client.post(page, given).content.decode()
    assert client.post(page, {**given, "ballots": "18"}).status_code == 302
    assert "得票相同的再投一轮" in client.get(page).content.decode()
    assert client.post(page, {**given, "ballots": "19", str(one.pk): "10"}).status_code == 302
    assert client.post(page, {"do": "publish"}).status_code == 403
    officer = as_user(town_officer)
    assert officer.post(page, {"do": "publish"}).status_code == 302
    assert Holding.everywhere.get().member.person == head
    assert "当选" in officer.get(page).content.decode()


def test_candidate_withdraws_and_election_is_called_off(
    as_user: As, cadre: User, election: Election, head: Person, county: County
) -> None:
    with standing_in(county):
        one = name_candidate(election, head, Nomination.SELF, actor=cadre)
    client, page = as_user(cadre), at("election", election)
    assert client.post(page, {"do": "withdraw", "candidate": "x"}).status_code == 404
    assert client.post(page, {"do": "withdraw", "candidate": str(one.pk)}).status_code == 302
    assert "已退出" in client.get(page).content.decode()
    assert client.post(page, {"do": "stop"}).status_code == 302
    assert "已取消" in client.get(page).content.decode()


def test_reader_sees_masked_candidates_and_no_forms(
    as_user: As, supervisor: User, cadre: User, election: Election, head: Person, county: County
) -> None:
    with standing_in(county):
        name_candidate(election, head, Nomination.SELF, actor=cadre)
    client = as_user(supervisor)
    said = client.get(at("election", election)).content.decode()
    assert "陈×国" in said
    assert 'name="do"' not in said
    assert client.post(at("election", election), {"do": "stop"}).status_code == 403


def test_election_of_another_village_is_not_found(
    as_user: As, town_officer: User, election: Election, neighbour_village: Place
) -> None:
    client = as_user(town_officer)
    assert client.get(reverse("election", args=[neighbour_village.code, election.pk])).status_code == 404


# --- Pools ----------------------------------------------------------------------------------------


def test_somebody_is_entered_moved_on_and_taken_out(
    as_user: As, cadre: User, village: Place, head: Person
) -> None:
    client, new = as_user(cadre), reverse("pool_new", args=[village.code])
    assert f"?who={head.pk}" in client.get(f"{new}?q=chen").content.decode()
    assert client.get(f"{new}?who={head.pk}").status_code == 200
    assert client.post(f"{new}?who={head.pk}", {"pool": "talents:土专家", "note": "茶叶"}).status_code == 302
    again = client.post(f"{new}?who={head.pk}", {"pool": "talents:土专家"})
    assert "已经在乡土人才里" in again.content.decode()
    entry = PoolEntry.everywhere.get()
    address, page = (
        reverse("pool_entry", args=[village.code, entry.pk]),
        reverse("pools", args=[village.code]),
    )
    assert client.post(address, {"stage": "trained"}).status_code == 302
    assert "已培训" in client.get(page).content.decode()
    assert client.post(address, {"stage": "king"}).status_code == 302
    assert client.post(address, {"do": "out"}).status_code == 302
    assert "土专家" not in client.get(page).content.decode()


def test_pools_are_the_villages(as_user: As, town_officer: User, town: Place, village: Place) -> None:
    client = as_user(town_officer)
    said = client.get(reverse("pools", args=[town.code])).content.decode()
    assert "枫林坳村" in said
    assert "还差 3 名" in said
    assert client.get(reverse("pool_new", args=[town.code])).status_code == 404


def test_pools_cost_the_same_for_one_and_for_three(
    as_user: As,
    cadre: User,
    village: Place,
    head: Person,
    spouse: Person,
    neighbours: Household,
    county: County,
) -> None:
    client, costs = as_user(cadre), []
    for person in (head, spouse, Person.everywhere.get(name="欧阳秀英")):
        with standing_in(county):
            enter_pool(village, "reserve-cadres", person, actor=cadre)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("pools", args=[village.code]))
        costs.append(len(queries))
    assert costs[0] == costs[2]

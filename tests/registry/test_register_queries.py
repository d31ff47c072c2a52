"""Who lives where, who is at the head, what became of them; at one cost for one and for three."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from wugong.counties.actors import SYSTEM
from wugong.registry.bindings import bind_account, unbind
from wugong.registry.histories import label_of
from wugong.registry.households import close_household
from wugong.registry.models import Change, Person
from wugong.registry.moves import move_household, move_members, note_death
from wugong.registry.queries import (
    belongs_to,
    changes_of,
    changes_of_person,
    heads_of,
    household_here,
    household_numbered,
    households_in,
    last_membership_of,
    members_of,
    members_of_all,
    membership_of,
    memberships_of,
    person_here,
    requests_in,
    users_bound_to,
)
from wugong.registry.requests import ask_change, withdraw_change

DAY = date(2026, 1, 5)


def test_households_of_a_place_are_those_within_it(
    here, town, village, group, household, make_household, other_town
):
    inside = make_household(group, "0002")
    closed = close_household(make_household(village, "0003"), actor=SYSTEM)
    assert list(households_in(town)) == list(households_in(village)) == [inside, household]
    assert list(households_in(group)) == [inside]
    assert list(households_in(other_town)) == []
    assert household_here(village, closed.pk) == closed
    assert household_here(group, household.pk) is None
    assert household_numbered(group, " 0101 ") == household
    assert household_numbered(village, "9") is None


def test_members_stand_with_the_head_first(here, family, head, child, neighbours):
    names = ["陈建国", "李桂芳", "陈小禾"]
    assert [one.person.name for one in members_of(family)] == names
    by_household = members_of_all([family, neighbours])
    assert [one.person.name for one in by_household[family.pk]] == names
    assert heads_of([family, neighbours])[family.pk].person == head


def test_household_without_members_has_no_head(here, household):
    assert members_of_all([household]) == {household.pk: []}
    assert heads_of([household]) == {}


def test_person_is_here_where_she_belongs_or_belonged_last(
    here, family, child, spouse, village, neighbour_village, town, neighbours
):
    assert person_here(village, child.pk) == person_here(town, child.pk) == child
    assert person_here(neighbour_village, child.pk) is None
    assert person_here(village, uuid4()) is None
    note_death(child, DAY, actor=SYSTEM)
    assert person_here(village, child.pk) == child
    assert membership_of(child) is None
    assert last_membership_of(child).household == family
    move_members(family, [spouse.pk], actor=SYSTEM, day=DAY, to=neighbours, relations={spouse.pk: "女"})
    assert [one.household for one in memberships_of(spouse)] == [neighbours, family]
    move_household(neighbours, neighbour_village, actor=SYSTEM, day=DAY)
    assert person_here(village, spouse.pk) is None
    assert person_here(neighbour_village, spouse.pk) == spouse


def test_person_of_no_household_ever_is_nowhere(here, village):
    person = Person.objects.create(name="陈二")
    assert last_membership_of(person) is None
    assert person_here(village, person.pk) is None


def test_history_stands_the_latest_first(here, family, child):
    assert [label_of(one) for one in changes_of(family)] == ["登记", "登记", "登记", "立户"]
    assert [label_of(one) for one in changes_of_person(child)] == ["登记"]
    assert label_of(Change(what="registry.unheard_of")) == "registry.unheard_of"


def test_requests_of_a_place(here, family, child, spouse, cadre, village, town, neighbour_village):
    died = {"died": DAY}
    one = ask_change("death", family, died, "病故", actor=cadre, person=child)
    two = ask_change("death", family, died, "病故", actor=cadre, person=spouse)
    withdraw_change(one, actor=cadre)
    assert list(requests_in(town)) == [two, one]
    assert list(requests_in(village, open_only=True)) == [two]
    assert list(requests_in(neighbour_village)) == []


def test_accounts_of_persons(here, family, head, child, neighbours, resident, cadre):
    bind_account(resident, head, actor=cadre)
    assert users_bound_to([head, child]) == [resident.pk]
    assert users_bound_to([child]) == []
    assert belongs_to(resident, family)
    assert not belongs_to(resident, neighbours)
    unbind(resident, head, actor=cadre)
    assert not belongs_to(resident, family)
    assert users_bound_to([head]) == []


READS = {
    "households_in": lambda village: [(one.place.name, one.village.name) for one in households_in(village)],
    "members_of_all": lambda village: [
        one.person.name for rows in members_of_all(households_in(village)).values() for one in rows
    ],
    "heads_of": lambda village: [one.person.name for one in heads_of(households_in(village)).values()],
    "requests_in": lambda village: [
        (one.household.place.name, one.village.name, one.person, one.asked_by.display_name, one.decided_by)
        for one in requests_in(village)
    ],
    "changes_of": lambda village: [
        (one.person, one.made_by) for one in changes_of(households_in(village)[0])
    ],
}


@pytest.mark.parametrize("read", READS)
def test_reading_costs_the_same_for_one_and_for_three(
    read, here, village, make_household, make_member, cadre
):
    costs = []
    for numbers in (["1"], ["2", "3"]):
        for number in numbers:
            household = make_household(village, number)
            head = make_member(
                household, f"陈{number * 2}".replace("1", "一").replace("2", "二").replace("3", "三")
            )
            ask_change("death", household, {"died": DAY}, "病故", actor=cadre, person=head)
        with CaptureQueriesContext(connection) as captured:
            assert READS[read](village)
        costs.append(len(captured))
    assert costs[0] == costs[1]

"""Households follow their villages and groups through mergers, splits and other codes."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cast import place
from tests.registered import members

from wugong.counties.actors import SYSTEM
from wugong.places.actions import change_code, close_place, succeed
from wugong.places.changes import merge_places, split_place
from wugong.registry import acts
from wugong.registry.households import close_household
from wugong.registry.models import Change, Household
from wugong.registry.requests import ask_change
from wugong.registry.states import RequestKind

DAY = date(2026, 1, 1)
NEW = "990101101209"


def standing(household):
    row = Household.objects.select_related("place", "village").get(pk=household.pk)
    return row.place.code, row.village.code, row.number


def test_household_stands_in_the_village_its_own_was_merged_into(here, village, neighbour_village, family):
    merge_places([village, neighbour_village], NEW, "新村", actor=SYSTEM, day=DAY)
    assert standing(family) == (NEW, NEW, "0101")
    assert members(family) == {"陈建国": "02", "李桂芳": "12", "陈小禾": "30"}
    line = Change.objects.get(household=family, what=acts.HOUSEHOLDS_FOLLOWED.code)
    assert line.facts == {"before": "枫林坳村", "place": "新村", "number": "0101"}


def test_taken_number_gets_the_old_village_before_it(
    here, village, neighbour_village, family, make_household
):
    other = make_household(neighbour_village, "0101")
    longest = [make_household(one, "9" * 30) for one in (village, neighbour_village)]
    merge_places([village, neighbour_village], village.code, "枫林坳村", actor=SYSTEM, day=DAY)
    assert standing(family) == (village.code, village.code, "0101")
    assert standing(other) == (village.code, village.code, "202-0101")
    assert standing(longest[0])[2] == "9" * 30
    assert standing(longest[1])[2] == "202-" + "9" * 26


def test_number_taken_twice_gets_a_count(here, village, neighbour_village, family, make_household):
    other = make_household(neighbour_village, "0101")
    make_household(village, "202-0101")
    merge_places([village, neighbour_village], village.code, "枫林坳村", actor=SYSTEM, day=DAY)
    assert standing(other)[2] == "202-0101-2"


def test_household_of_a_group_stands_in_the_village_that_goes_on(
    here, village, neighbour_village, group, make_household
):
    one = make_household(group, "7")
    merge_places([village, neighbour_village], NEW, "新村", actor=SYSTEM, day=DAY)
    assert standing(one) == (NEW, NEW, "7")


def test_village_that_is_split_and_goes_on_keeps_its_households(here, village, family):
    split_place(village, [(village.code, "枫林坳村"), (NEW, "新村")], actor=SYSTEM, day=DAY)
    assert standing(family)[:2] == (village.code, village.code)


def test_village_that_is_split_wholly_gives_them_to_the_first_part(here, village, family):
    parts = [("990101101208", "东村"), (NEW, "西村")]
    split_place(village, parts, actor=SYSTEM, day=DAY)
    assert standing(family)[:2] == ("990101101208", "990101101208")


def test_village_with_another_code_keeps_its_households(
    here, village, group, family, make_household, other_town
):
    one = make_household(group, "7")
    change_code(village, "990101102209", actor=SYSTEM, day=DAY)
    assert standing(family) == ("990101102209", "990101102209", "0101")
    assert standing(one) == ("99010110220901", "990101102209", "7")


def test_group_with_another_villages_code_takes_its_households_along(
    here, neighbour_village, group, make_household
):
    one, other = make_household(group, "7"), make_household(neighbour_village, "7")
    change_code(group, neighbour_village.code + "01", actor=SYSTEM, day=DAY)
    assert standing(one) == (neighbour_village.code + "01", neighbour_village.code, "201-7")
    assert standing(other)[2] == "7"


def test_household_stands_in_the_group_its_own_was_merged_into(here, county, village, group, make_household):
    second = place(county, village.code + "02", "枫林坳村二组")
    one = make_household(group, "7")
    merge_places([group, second], second.code, "二组", actor=SYSTEM, day=DAY)
    assert standing(one) == (second.code, village.code, "7")


def test_household_of_a_closed_group_stands_in_the_village(here, village, group, make_household):
    one = make_household(group, "7")
    close_place(group, actor=SYSTEM, until=DAY)
    assert standing(one) == (village.code, village.code, "7")


def test_household_of_a_village_that_nothing_follows_stays(here, village, family):
    close_place(village, actor=SYSTEM, until=DAY)
    assert standing(family)[:2] == (village.code, village.code)


def test_households_follow_through_two_generations(here, county, village, neighbour_village, family):
    third = place(county, "990101101203", "三村")
    close_place(village, actor=SYSTEM, until=date(2025, 1, 1))
    assert standing(family)[0] == village.code
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("wugong.registry.receivers.follow", lambda *args, **kwargs: None)
        later = place(county, "990101101204", "四村")
        succeed([village], [later], date(2025, 1, 2))
        close_place(later, actor=SYSTEM, until=DAY, successors=[third])
    merge_places([third, neighbour_village], third.code, "三村", actor=SYSTEM, day=date(2026, 2, 1))
    assert standing(family)[:2] == (third.code, third.code)


def test_closed_household_stays_where_it_was(here, village, neighbour_village, make_household):
    one = close_household(make_household(village, "7"), actor=SYSTEM, day=DAY)
    merge_places([village, neighbour_village], NEW, "新村", actor=SYSTEM, day=DAY)
    assert standing(one)[:2] == (village.code, village.code)


def test_open_requests_go_along(here, village, neighbour_village, family, child, cadre):
    request = ask_change(RequestKind.DEATH, family, {"died": DAY}, "病故", actor=cadre, person=child)
    merge_places([village, neighbour_village], NEW, "新村", actor=SYSTEM, day=DAY)
    request.refresh_from_db()
    assert request.village.code == NEW


def test_merging_costs_the_same_for_one_household_and_for_three(
    here, village, neighbour_village, make_household, county
):
    third = place(county, "990101101203", "三村")
    fourth = place(county, "990101101204", "四村")
    make_household(village, "1")
    for number in "123":
        make_household(third, number)
    counts = []
    for one, other in ((village, neighbour_village), (third, fourth)):
        with CaptureQueriesContext(connection) as queries:
            merge_places([one, other], other.code, "合村", actor=SYSTEM, day=DAY)
        counts.append(len(queries))
    assert counts[0] == counts[1]

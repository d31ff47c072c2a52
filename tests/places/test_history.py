"""What became of places is told by day, in a sentence, at a constant price."""

from datetime import date

import pytest

from wugong.counties.actors import SYSTEM
from wugong.places.actions import change_code, close_place, register_place
from wugong.places.changes import merge_places, split_place
from wugong.places.history import Kind, changes_in, changes_of

DAY = date(2026, 8, 15)
TOWN = "990101101"


def told(code=TOWN, first=date(2026, 7, 1), last=date(2026, 9, 30)):
    return [(change.day, change.kind, str(change)) for change in changes_in(code, first, last)]


@pytest.fixture
def pair(here, village, neighbour_village):
    return [village, neighbour_village]


def test_nothing_happened(pair):
    assert told() == []


def test_a_merger(pair):
    one = merge_places(pair, "990101101299", "枫青村", actor=SYSTEM, day=DAY)
    assert told() == [(DAY, Kind.MERGED, "枫林坳村、青山村合并为枫青村")]
    [change] = changes_in(TOWN, DAY, DAY)
    assert [(place.code, place.name) for place in change.ended] == [
        ("990101101201", "枫林坳村"),
        ("990101101202", "青山村"),
    ]
    assert [place.pk for place in change.after] == [one.pk]


def test_a_merger_into_one_that_was_there(pair):
    merge_places(pair, pair[0].code, "枫林坳村", actor=SYSTEM, day=DAY)
    assert told() == [(DAY, Kind.JOINED, "青山村并入枫林坳村")]


def test_a_split(pair):
    split_place(pair[0], [("990101101298", "上村"), ("990101101299", "下村")], actor=SYSTEM, day=DAY)
    assert told() == [(DAY, Kind.SPLIT, "枫林坳村拆分为上村、下村")]


def test_a_part_that_goes_its_own_way(pair):
    split_place(pair[0], [(pair[0].code, "枫林坳村"), ("990101101299", "下村")], actor=SYSTEM, day=DAY)
    assert told() == [(DAY, Kind.PARTED, "从枫林坳村划出下村")]
    [change] = changes_in(TOWN, DAY, DAY)
    assert [place.name for place in change.ended] == ["枫林坳村"]


def test_another_code_and_yet_another(pair):
    change_code(pair[0], "990101101298", actor=SYSTEM, day=DAY)
    change_code(pair[0], "990101101299", actor=SYSTEM, day=date(2026, 10, 1))
    first = (DAY, Kind.RECODED, "枫林坳村的代码由 990101101201 改为 990101101298")
    assert told() == [first]
    second = (date(2026, 10, 1), Kind.RECODED, "枫林坳村的代码由 990101101298 改为 990101101299")
    assert told(last=date(2026, 12, 31)) == [first, second]


def test_another_code_of_a_town_is_one_change(pair, town):
    change_code(town, "990101150", actor=SYSTEM, day=DAY)
    said = [(DAY, Kind.RECODED, "枫林镇的代码由 990101101 改为 990101150")]
    assert told() == said
    assert told("990101150") == said


def test_a_village_that_moves_is_told_in_both_towns(pair, other_town):
    change_code(pair[0], "990101102205", actor=SYSTEM, day=DAY)
    assert told() == told("990101102") != []


def test_an_end_and_a_beginning(pair):
    close_place(pair[0], actor=SYSTEM, until=date(2026, 8, 14))
    register_place("990101101299", "新村", actor=SYSTEM, since=DAY)
    assert told() == [(DAY, Kind.CLOSED, "枫林坳村撤销"), (DAY, Kind.OPENED, "新设新村")]


def test_one_place_follows_another(pair):
    later = register_place("990101101299", "新村", actor=SYSTEM, since=DAY)
    close_place(pair[0], actor=SYSTEM, until=date(2026, 8, 14), successors=[later])
    assert told() == [(DAY, Kind.FOLLOWED, "枫林坳村撤销，由新村接续")]


@pytest.mark.parametrize(
    ("first", "last", "there"),
    [
        (DAY, DAY, True),
        (date(2026, 8, 16), date(2026, 9, 1), False),
        (date(2026, 8, 1), date(2026, 8, 14), False),
    ],
)
def test_only_the_days_asked_for_are_told(first, last, there, pair):
    merge_places(pair, "990101101299", "枫青村", actor=SYSTEM, day=DAY)
    assert bool(told(first=first, last=last)) is there


@pytest.mark.parametrize("last", [date(2026, 8, 14), DAY])
def test_only_the_days_asked_for_are_told_of_codes_and_ends(last, pair):
    change_code(pair[0], "990101101299", actor=SYSTEM, day=DAY)
    close_place(pair[1], actor=SYSTEM, until=date(2026, 8, 14))
    assert len(told(last=last)) == (2 if last == DAY else 0)


def test_groups_are_not_told(pair, group):
    close_place(group, actor=SYSTEM, until=date(2026, 8, 14))
    assert told() == []


def test_another_towns_are_not_told(pair, other_town_village):
    close_place(other_town_village, actor=SYSTEM, until=date(2026, 8, 14))
    assert told() == []


def test_of_a_place_only_its_own_changes_are_told_without_its_beginning(pair):
    third = register_place("990101101203", "丙村", actor=SYSTEM, since=date(2026, 7, 2))
    one = merge_places(pair, "990101101299", "枫青村", actor=SYSTEM, day=DAY)
    assert changes_of(third) == []
    assert [str(change) for change in changes_of(one)] == ["枫林坳村、青山村合并为枫青村"]
    assert changes_of(one) == changes_of(pair[0])


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_one_query(count, here, town, django_assert_num_queries):
    for number in range(count):
        pair = [
            register_place(f"{TOWN}{300 + number * 2 + side}", f"{number}{side}村", actor=SYSTEM)
            for side in (0, 1)
        ]
        merge_places(pair, f"{TOWN}{400 + number}", f"{number}村", actor=SYSTEM, day=DAY)
    with django_assert_num_queries(1):
        assert len(told()) == count

"""The families of the demonstration: the same from the same seed, nobody's real numbers, every kind of home."""

from datetime import date

import pytest

from wugong.base.citizen_ids import born_of, fault_of, sex_of
from wugong.base.spelling import spelt
from wugong.demo import county
from wugong.demo.families import A_VILLAGE, AREA, PHONES, families_of
from wugong.registry.facts import PHONE, checked_name
from wugong.registry.models import HEAD
from wugong.registry.states import Care, Residence, Sex
from wugong.rules.relations import code_of
from wugong.rules.relations import sex_of as sex_of_relation

ALL = [family for village in county.HOMES for family in families_of(village, 2026)]
PEOPLE = [member for family in ALL for member in family.members]


def test_same_seed_gives_the_same_families() -> None:
    village = county.FENGLIN
    assert families_of(village, 7) == families_of(village, 7)
    assert families_of(village, 7) != families_of(village, 8)


def test_each_village_has_its_households_in_two_groups() -> None:
    for village in county.HOMES:
        families = families_of(village, 2026)
        assert len(families) == A_VILLAGE
        assert {family.group for family in families} == set(county.groups_of(village))
        assert len({family.number for family in families}) == A_VILLAGE


def test_every_household_has_one_head_and_she_comes_first() -> None:
    assert all([one.relation for one in family.members].count(HEAD) == 1 for family in ALL)
    assert all(family.members[0].relation == HEAD for family in ALL)


def test_every_id_is_valid_and_of_no_district_that_there_is() -> None:
    assert len({one.id_number for one in PEOPLE}) == len(PEOPLE)
    assert not any(fault_of(one.id_number) for one in PEOPLE)
    assert all(one.id_number.startswith(AREA) for one in PEOPLE)
    assert all((born_of(one.id_number), sex_of(one.id_number)) == (one.born, one.sex) for one in PEOPLE)


def test_phones_are_of_a_range_that_nobody_was_given() -> None:
    phones = [one.phone for one in PEOPLE if one.phone]
    assert len(set(phones)) == len(phones)
    assert all(PHONE.fullmatch(phone) and phone.startswith(PHONES) for phone in phones)


def test_names_and_relations_are_such_as_the_register_takes() -> None:
    assert all(checked_name(one.name) == one.name and spelt(one.name) for one in PEOPLE)
    assert all(sex_of_relation(one.relation) in {"", None, one.sex} for one in PEOPLE)
    assert all(code_of(one.relation) == one.relation for one in PEOPLE)


def test_nobody_is_born_after_the_year_begins() -> None:
    assert all(date(1930, 1, 1) <= one.born < date(2026, 1, 1) for one in PEOPLE)


@pytest.mark.parametrize("care", Care)
def test_every_reason_to_be_visited_first_is_there(care: Care) -> None:
    assert any(care in family.cares for family in ALL)


@pytest.mark.parametrize("residence", Residence)
def test_every_way_to_live_is_there(residence: Residence) -> None:
    assert any(one.residence == residence for one in PEOPLE)


def test_those_of_whom_the_stories_tell_are_heads() -> None:
    heads = {(family.group[:12], int(family.number)): family.members[0] for family in ALL}
    told = {place: (heads[place].name, heads[place].sex == Sex.MALE) for place in county.KNOWN}
    assert told == county.KNOWN

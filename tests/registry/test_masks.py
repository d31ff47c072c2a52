"""Persons as somebody may see them: no child, ID, phone or account in clear to who has no right."""

import random
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.registered import citizen_id

from wugong.audit.models import RecordText
from wugong.base.citizen_ids import MASK
from wugong.base.masking import personal_in
from wugong.registry.masks import id_seen, name_seen, name_told, phone_seen, seen, seen_by_family
from wugong.registry.models import Change, Person
from wugong.registry.moves import note_death
from wugong.registry.persons import change_contact
from wugong.registry.queries import members_of

READERS = ("supervisor", "town_approver", "resident", "county_officer", "other_town_officer")
TODAY = date(2026, 6, 15)


def shown(person):
    return [getattr(person, name) for name in person.__slots__ if isinstance(getattr(person, name), str)]


def test_who_registers_sees_names_and_birthdays_but_no_numbers(here, family, village, cadre):
    head, spouse, child = seen(members_of(family), cadre, village, TODAY)
    assert (head.name, head.sex, head.birth, head.relation, head.is_head) == (
        "陈建国",
        "男",
        "1975-03-08",
        "户主",
        True,
    )
    assert (head.id_number, head.phone, head.bank) == ("已登记", "138××××0001", "已登记")
    assert (spouse.name, spouse.relation, spouse.residence, spouse.bank) == (
        "李桂芳",
        "妻",
        "常住",
        "没有登记",
    )
    assert (child.name, child.birth, child.is_child, child.phone) == (
        "陈小禾",
        "2018-06-01",
        True,
        "没有登记",
    )


@pytest.mark.parametrize("who", READERS)
def test_others_see_them_masked_and_children_not_at_all(who, here, family, village, cast):
    head, spouse, child = seen(members_of(family), cast[who], village, TODAY)
    assert (head.name, head.birth, head.phone, head.in_clear) == ("陈×国", "50 多岁", "138××××0001", False)
    assert spouse.name == "李×芳"
    assert (child.name, child.birth, child.id_number, child.phone, child.bank) == (
        "××",
        "不满 14 岁",
        "",
        "",
        "",
    )


def test_right_at_one_village_opens_no_name_of_another(here, family, neighbour_village, cadre):
    assert seen(members_of(family), cadre, neighbour_village, TODAY)[0].name == "陈×国"


def test_family_sees_its_names_and_no_numbers(here, family):
    assert [one.name for one in seen_by_family(members_of(family), TODAY)] == ["陈建国", "李桂芳", "陈小禾"]
    assert seen_by_family(members_of(family), TODAY)[0].phone == "138××××0001"


@pytest.mark.parametrize(
    ("born", "child", "birth"),
    [
        (TODAY.replace(year=2012), False, "14 多岁"),
        (TODAY.replace(year=2012) + timedelta(days=1), True, "不满 14 岁"),
        (TODAY.replace(year=2006), False, "20 多岁"),
        (TODAY.replace(year=2006) + timedelta(days=1), False, "14 多岁"),
        (None, False, ""),
    ],
)
def test_age_is_told_in_bands(born, child, birth, here, village, supervisor):
    [one] = seen([Person(name="陈建国", born=born)], supervisor, village, TODAY)
    assert (one.is_child, one.birth, one.name) == (child, birth, "××" if child else "陈×国")
    assert (one.relation, one.relation_code, one.residence, one.is_head) == ("", "", "", False)


def test_who_died_a_child_stays_one(here, village, supervisor):
    child = Person(name="陈小禾", born=date(2010, 1, 1), died=date(2020, 1, 1))
    [one] = seen([child], supervisor, village, TODAY)
    assert (one.name, one.is_child, one.birth) == ("××", True, "不满 14 岁")


def test_whereabouts_are_for_who_registers(here, household, make_member, village, cadre, supervisor):
    make_member(household, "陈二", residence="away", whereabouts="深圳")
    assert seen(members_of(household), cadre, village)[0].whereabouts == "深圳"
    [masked] = seen(members_of(household), supervisor, village)
    assert (masked.whereabouts, masked.residence) == ("", "外出")


def test_number_that_no_key_opens_is_said_to_be_so(here, head, village, cadre):
    Person.objects.filter(pk=head.pk).update(phone=b"\x01nobody has this key")
    [one] = seen(Person.objects.filter(pk=head.pk), cadre, village)
    assert (one.phone, one.id_number) == ("打不开", "已登记")


def test_single_fields_are_seen_the_same_way(here, head, child):
    assert (id_seen(head.id_number), phone_seen(child.phone)) == ("已登记", "没有登记")
    assert name_seen(head, in_clear=True) == "陈建国"
    assert name_seen(child, in_clear=False) == "××"


def test_seeing_costs_the_same_for_one_and_for_three(here, household, make_member, village, supervisor):
    costs = []
    for names in (["陈一"], ["陈二", "陈三"]):
        for name in names:
            relation = "户主" if name == "陈一" else "其他亲属"
            make_member(household, name, relation, phone="13800000001")
        with CaptureQueriesContext(connection) as queries:
            seen(members_of(household), supervisor, village)
        costs.append(len(queries))
    assert costs[0] == costs[1]


SURNAMES = "赵钱孙李周吴郑王㙓𠮷"
COMPOUND = ("欧阳", "司马", "皇甫")
GIVEN = "建国桂芳小禾秀英志强䶮𫍲"


def generated(random_one, count):
    """Yield people of all ages with names of two to five characters, rare ones, and names with dots."""
    for number in range(count):
        kind = random_one.random()
        given = "".join(random_one.choices(GIVEN, k=random_one.randint(1, 3)))
        name = random_one.choice(SURNAMES) + given
        if kind < 0.2:
            name = random_one.choice(COMPOUND) + given
        elif kind < 0.4:
            name = "买买提" + "·" + given + "吐尔逊"
        born = date(1930, 1, 1) + timedelta(days=random_one.randrange(35000))
        yield Person(
            name=name,
            born=born,
            sex="m",
            id_number=citizen_id(born, number % 999),
            phone=f"139{random_one.randrange(10**8):08}",
            bank=f"62220200{random_one.randrange(10**11):011}",
        )


@pytest.mark.parametrize("seed", range(5))
def test_no_generated_person_shows_what_is_hidden(seed, here, village, supervisor, cadre):
    people = list(generated(random.Random(seed), 200))
    for viewer in (supervisor, cadre):
        for person, one in zip(people, seen(people, viewer, village, TODAY), strict=True):
            words = "\n".join(shown(one))
            assert not personal_in(words)
            for secret in (person.id_number, person.phone, person.bank):
                assert secret.clear() not in words
            if viewer is supervisor:
                assert person.name not in words
                assert person.born.isoformat() not in words
                if one.is_child:
                    assert not set(words) & set(person.name)


# --- What the records keep ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("born", "told"),
    [
        (date(2012, 11, 20), MASK * 2),
        (date(2012, 11, 19), "陈×禾"),  # fourteen that day
        (date(2008, 11, 20), "陈×禾"),
        (date(2008, 11, 19), "陈小禾"),  # of age that day
        (None, "陈小禾"),
    ],
)
def test_records_keep_the_names_of_minors_hidden(born, told):
    assert name_told(Person(name="陈小禾", born=born), date(2026, 11, 19)) == told


def test_no_record_names_a_child_and_the_history_still_does(here, family, child, head, cadre):
    change_contact(child, actor=cadre, phone="13800000009")
    note_death(child, date(2026, 1, 5), actor=cadre)
    kept = str(list(RecordText.objects.values_list("facts", flat=True)))
    assert child.name not in kept
    assert head.name in kept
    assert Change.objects.filter(person=child, what="registry.person_died").exists()

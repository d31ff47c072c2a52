"""Whoever reads a number in clear says why, and the reading stands for good."""

import pytest
from django.db import DatabaseError, connection, transaction

from wugong.access.refusals import NotAllowed
from wugong.access.roles import RoleKind
from wugong.audit.models import Record
from wugong.audit.refusals import Unchangeable
from wugong.counties.actors import SYSTEM
from wugong.registry import right_refusals as refusals
from wugong.registry.bindings import bind_account
from wugong.registry.consents import withdraw_consent
from wugong.registry.models import Membership, Person, Reading
from wugong.registry.purposes import CHILD_DATA
from wugong.registry.readings import LEAST, MOST, note_readings, read_in_clear
from wugong.registry.states import Channel, Sealed

WHY = "通知开会"


@pytest.fixture
def keeper(make_user, group):
    return make_user("keeper", "网格", RoleKind.GRID_KEEPER, group)


def test_a_number_is_read_in_clear_and_the_reading_kept(here, head, cadre, village):
    assert read_in_clear(head, [Sealed.PHONE], f"  {WHY} ", actor=cadre) == {Sealed.PHONE: "13800000001"}
    row = Reading.objects.get()
    assert (row.person, row.field, row.reason, row.read_by, row.at) == (
        head,
        "phone",
        WHY,
        cadre,
        village.code,
    )


def test_each_field_has_its_own_reading_and_empty_ones_none(here, spouse, cadre):
    found = read_in_clear(spouse, Sealed, WHY, actor=cadre)
    assert set(found) == {Sealed.PHONE, Sealed.ID_NUMBER}
    assert set(Reading.objects.values_list("field", flat=True)) == {"phone", "id_number"}


@pytest.mark.parametrize("reason", ["", "  \n ", "通" * (LEAST - 1), " 通 知 "[:3], "通" * (MOST + 1)])
def test_a_reading_without_a_reason_is_refused(reason, here, head, cadre):
    with pytest.raises(refusals.NoReadingReason, match="本人看得到"):
        read_in_clear(head, [Sealed.PHONE], reason, actor=cadre)
    assert not Reading.objects.exists()


@pytest.mark.parametrize("letters", [LEAST, MOST])
def test_a_reason_may_be_as_short_and_as_long_as_said(letters, here, head, cadre):
    read_in_clear(head, [Sealed.PHONE], "通" * letters, actor=cadre)
    assert Reading.objects.count() == 1


def test_a_reason_must_not_hold_a_number_itself(here, head, cadre):
    with pytest.raises(refusals.NumberInReason):
        read_in_clear(head, [Sealed.PHONE], "核对 13800000001", actor=cadre)


@pytest.mark.parametrize(
    "who", ["resident", "supervisor", "assessor", "county_officer", "other_town_officer"]
)
def test_nobody_reads_without_the_right(who, here, head, cast):
    with pytest.raises(NotAllowed, match="看登记里隐去的内容"):
        read_in_clear(head, [Sealed.PHONE], WHY, actor=cast[who])
    assert not Reading.objects.exists()


def test_a_keeper_of_one_group_does_not_read_what_stands_in_the_village(here, head, keeper):
    with pytest.raises(NotAllowed):
        read_in_clear(head, [Sealed.PHONE], WHY, actor=keeper)


def test_there_is_nothing_to_read_where_nothing_is_registered(here, spouse, cadre):
    with pytest.raises(refusals.NothingThere, match="银行账号"):
        read_in_clear(spouse, [Sealed.BANK], WHY, actor=cadre)


def test_who_never_belonged_to_a_household_is_not_read(here, cadre):
    nobody = Person.objects.create(name="游")
    with pytest.raises(refusals.NotInAHousehold):
        read_in_clear(nobody, [Sealed.PHONE], WHY, actor=cadre)


def test_who_has_left_is_read_where_she_belonged_last(here, head, cadre):
    Membership.objects.filter(person=head).update(until="2026-01-01", leaving="moved_out")
    assert read_in_clear(head, [Sealed.PHONE], WHY, actor=cadre)


def test_a_reading_is_recorded_for_the_reader_and_the_read(here, head, cadre, resident):
    bind_account(resident, head, actor=cadre)
    read_in_clear(head, [Sealed.PHONE, Sealed.BANK], WHY, actor=cadre)
    (record,) = Record.objects.concerning(resident.pk).filter(act="registry.read_in_clear")
    assert str(record) == "林可 查看了陈建国的手机号、银行账号，原因：通知开会"
    assert record in Record.objects.concerning(cadre.pk)


def test_readings_of_many_are_a_row_each_in_few_statements(
    here, family, neighbours, town, town_officer, django_assert_max_num_queries
):
    persons = list(Person.objects.within(town.code))
    with django_assert_max_num_queries(24):
        opened = note_readings(persons, [Sealed.PHONE, Sealed.ID_NUMBER], WHY, actor=town_officer, at=town)
    assert opened == {person.pk for person in persons}
    assert Reading.objects.count() == 6
    (record,) = Record.objects.filter(act="registry.read_many")
    assert str(record) == "向办 查看了 4 人的手机号、证件号，原因：通知开会"


def test_readings_of_many_are_refused_for_a_stranger_to_the_place(
    here, head, neighbour_village, make_household, make_member, village, town_officer
):
    other = make_member(make_household(neighbour_village, "1"), "林晚", phone="13800000009")
    with pytest.raises(refusals.NotInAHousehold, match="林晚"):
        note_readings([head, other], [Sealed.PHONE], WHY, actor=town_officer, at=village)
    assert not Reading.objects.exists()


def test_readings_of_many_need_the_right_and_a_reason(here, head, village, supervisor, cadre):
    with pytest.raises(NotAllowed):
        note_readings([head], [Sealed.PHONE], WHY, actor=supervisor, at=village)
    with pytest.raises(refusals.NoReadingReason):
        note_readings([head], [Sealed.PHONE], "看", actor=cadre, at=village)


def test_nothing_is_recorded_where_all_that_is_read_is_empty(here, spouse, village):
    assert note_readings([spouse], [Sealed.BANK], WHY, actor=SYSTEM, at=village) == {spouse.pk}
    assert not Record.objects.filter(act="registry.read_many").exists()


def test_a_reading_cannot_be_changed_nor_taken_away(here, head, cadre):
    read_in_clear(head, [Sealed.PHONE], WHY, actor=cadre)
    row = Reading.objects.get()
    with pytest.raises(Unchangeable):
        row.save()
    with pytest.raises(Unchangeable):
        row.delete()


@pytest.mark.parametrize("words", ["UPDATE {} SET reason = 'x'", "DELETE FROM {}"])
def test_the_database_itself_keeps_readings(words, here, head, cadre):
    read_in_clear(head, [Sealed.PHONE], WHY, actor=cadre)
    with (
        pytest.raises(DatabaseError, match="written once"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(words.format(Reading._meta.db_table))


def test_a_childs_numbers_stay_shut_until_a_guardian_agrees(here, family, head, child, cadre, village):
    assert read_in_clear(child, [Sealed.ID_NUMBER], WHY, actor=cadre)
    withdraw_consent(child, CHILD_DATA, actor=cadre, channel=Channel.SPOKEN)
    with pytest.raises(refusals.GuardianHasNotAgreed, match="监护人还没有同意"):
        read_in_clear(child, [Sealed.ID_NUMBER], WHY, actor=cadre)
    before = Reading.objects.count()
    assert note_readings([head, child], [Sealed.ID_NUMBER], WHY, actor=cadre, at=village) == {head.pk}
    assert Reading.objects.count() == before + 1

"""While the key is lost, numbers are shut and all else goes on; the key from the backup opens them again."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.registry.test_keys import own_state  # noqa: F401 -- a fixture, by its name

from wugong.counties.actors import SYSTEM
from wugong.registry import keys
from wugong.registry.households import found_household
from wugong.registry.key_refusals import KeyLost
from wugong.registry.keys import ring
from wugong.registry.models import Membership, Person
from wugong.registry.moves import move_members, split_household
from wugong.registry.persons import Facts, change_contact, register_person
from wugong.registry.readings import read_in_clear
from wugong.registry.states import Sealed

YESTERDAY = timezone.localdate() - timedelta(days=1)


@pytest.fixture
def lost(own_state, here, family, neighbours):  # noqa: F811 -- the fixture
    """Take the key file away, and return what it held."""
    backup = keys.key_file().read_bytes()
    keys.key_file().unlink()
    ring.forget()
    return backup


def text(answer):
    return answer.content.decode()


def test_lists_and_cards_stand_and_say_what_does_not_open(lost, cadre, village, family, head, as_user):
    client = as_user(cadre)
    assert "陈建国" in text(client.get(reverse("households", args=[village.code])))
    assert "陈建国" in text(client.get(reverse("household", args=[village.code, family.pk])))
    card = text(client.get(reverse("person", args=[village.code, head.pk])))
    assert "打不开" in card
    assert "138" not in card


def test_people_are_found_by_name(lost, cadre, village, as_user):
    found = text(as_user(cadre).get(reverse("households", args=[village.code]), {"q": "cjg"}))
    assert "陈建国" in found


def test_whoever_has_no_number_is_registered(lost, neighbours):
    register_person(neighbours, Facts("欧阳禾", born=date(1990, 1, 1)), "女", actor=SYSTEM)
    assert Person.objects.filter(name="欧阳禾").exists()


def test_a_number_is_not_taken_and_the_reason_said(lost, neighbours, head):
    with pytest.raises(KeyLost, match="从备份里放回密钥"):
        register_person(
            neighbours, Facts("欧阳禾", born=date(1990, 1, 1), phone="13800000007"), "女", actor=SYSTEM
        )
    assert not Person.objects.filter(name="欧阳禾").exists()
    with pytest.raises(KeyLost):
        change_contact(head, actor=SYSTEM, phone="13800000008")


def test_households_are_founded_and_split_and_people_move(lost, village, family, neighbours, head, spouse):
    assert found_household(village, "0103", actor=SYSTEM)
    move_members(family, [spouse.pk], actor=SYSTEM, day=YESTERDAY, to=neighbours, relations={spouse.pk: "97"})
    assert Membership.objects.today().get(person=spouse).household == neighbours
    later = split_household(neighbours, {spouse.pk: "02"}, "0104", actor=SYSTEM, day=timezone.localdate())
    assert Membership.objects.today().get(person=spouse).household == later


def test_a_reading_is_refused_and_not_noted(lost, head, cadre):
    with pytest.raises(KeyLost):
        read_in_clear(head, [Sealed.PHONE], "通知开会", actor=cadre)
    assert not head.readings.exists()


def test_the_page_of_a_reading_says_what_to_do(lost, head, cadre, village, as_user):
    facts = {"read": ["phone"], "reason": "0"}
    answer = as_user(cadre).post(reverse("person_reveal", args=[village.code, head.pk]), facts)
    assert "从备份里放回密钥" in text(answer)


def test_the_key_from_the_backup_opens_all_again(lost, head, cadre):
    with pytest.raises(KeyLost):
        ring.marks("1", "registry_person.phone")
    keys.key_file().write_bytes(lost)
    again = Person.objects.get(pk=head.pk)
    assert read_in_clear(again, [Sealed.PHONE], "通知开会", actor=cadre) == {Sealed.PHONE: "13800000001"}

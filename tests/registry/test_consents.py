"""Consents are given for one purpose until a day, withdrawn at once, and for children by a guardian alone."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from wugong.access.refusals import NotAllowed
from wugong.audit.models import Record
from wugong.base.faults import FileRefused
from wugong.counties.actors import SYSTEM
from wugong.registry import right_refusals as refusals
from wugong.registry.bindings import bind_account
from wugong.registry.consents import (
    child_needs_consent,
    consented,
    consents_of,
    give_consent,
    has_consent,
    wards_of,
    withdraw_consent,
)
from wugong.registry.kinship import note_kin
from wugong.registry.models import Consent, Membership, Person
from wugong.registry.purposes import CHILD_DATA, asked_of, purpose_of, purposes, read_purposes
from wugong.registry.states import Channel, Kin

TODAY = timezone.localdate()
PHOTO = "photo_shown"


@pytest.fixture
def father(here, resident, head):
    """Return the account of the head of the household."""
    bind_account(resident, head, actor=SYSTEM)
    return resident


@pytest.fixture
def widow(neighbours):
    return Person.objects.get(name="欧阳秀英")


def test_a_consent_holds_from_its_day_to_its_last(father, head):
    consent = give_consent(head, PHOTO, actor=father)
    last = TODAY + timedelta(days=364)
    assert (consent.since, consent.until, consent.channel) == (TODAY, last, "screen")
    assert [has_consent(head, PHOTO, day) for day in (TODAY - timedelta(days=1), TODAY, last)] == [
        False,
        True,
        True,
    ]
    assert not has_consent(head, PHOTO, last + timedelta(days=1))
    assert not has_consent(head, "points_shown")


def test_a_consent_is_recorded(father, head):
    give_consent(head, PHOTO, actor=father)
    (record,) = Record.objects.concerning(father.pk).filter(act="registry.consent_given")
    assert "记下陈建国同意“展示照片”" in str(record)


def test_a_withdrawal_counts_at_once(father, head):
    give_consent(head, PHOTO, actor=father)
    withdraw_consent(head, PHOTO, actor=father)
    assert not has_consent(head, PHOTO)
    assert not consents_of([head]).exists()
    assert Record.objects.filter(act="registry.consent_withdrawn").count() == 1
    assert give_consent(head, PHOTO, actor=father)


def test_what_held_before_the_withdrawal_is_still_known(father, head):
    give_consent(head, PHOTO, actor=father, day=TODAY - timedelta(days=2))
    withdraw_consent(head, PHOTO, actor=father)
    assert has_consent(head, PHOTO, TODAY - timedelta(days=1))


def test_there_is_nothing_to_withdraw_before_it_was_given(father, head):
    with pytest.raises(refusals.NoConsent, match="展示照片"):
        withdraw_consent(head, PHOTO, actor=father)


def test_a_consent_that_holds_as_long_is_not_given_again(father, head):
    give_consent(head, PHOTO, actor=father)
    with pytest.raises(refusals.ConsentStands):
        give_consent(head, PHOTO, actor=father)


def test_a_consent_is_renewed_before_it_ends(father, head):
    give_consent(head, PHOTO, actor=father, day=TODAY - timedelta(days=100))
    give_consent(head, PHOTO, actor=father)
    assert has_consent(head, PHOTO, TODAY + timedelta(days=364))
    withdraw_consent(head, PHOTO, actor=father)
    assert not has_consent(head, PHOTO)


def test_an_unknown_purpose_is_refused(father, head):
    with pytest.raises(refusals.UnknownPurpose, match="展示照片"):
        give_consent(head, "anything", actor=father)
    with pytest.raises(refusals.UnknownPurpose):
        has_consent(head, "anything")


def test_a_purpose_is_not_asked_about_before_it_is_there(father, head):
    with pytest.raises(refusals.NoPurposeYet):
        give_consent(head, PHOTO, actor=father, day=date(2025, 12, 31))
    assert asked_of(date(2025, 12, 31), child=False) == []


def test_a_grown_up_speaks_for_herself(father, head, spouse):
    with pytest.raises(refusals.NotHers):
        give_consent(spouse, PHOTO, actor=father)
    with pytest.raises(refusals.NeedsOwnWord):
        give_consent(spouse, PHOTO, actor=father, guardian=head)
    with pytest.raises(refusals.NotHers):
        withdraw_consent(spouse, PHOTO, actor=father)


def test_a_family_account_agrees_in_nobodys_stead(here, resident, head, spouse, child):
    for person in (head, spouse):
        bind_account(resident, person, actor=SYSTEM, is_self=False)
    for whose, guardian in ((spouse, None), (child, head)):
        with pytest.raises(refusals.NotHers):
            give_consent(whose, PHOTO, actor=resident, guardian=guardian)


def test_a_family_account_takes_back_what_was_agreed_to(here, resident, head, cadre):
    bind_account(resident, head, actor=SYSTEM, is_self=False)
    give_consent(head, PHOTO, actor=cadre, channel=Channel.PAPER)
    withdraw_consent(head, PHOTO, actor=resident)
    assert not has_consent(head, PHOTO, TODAY)


def test_a_child_needs_a_guardian(father, child):
    with pytest.raises(refusals.NeedsGuardian, match="不满 14 周岁"):
        give_consent(child, CHILD_DATA, actor=father)


def test_a_guardian_of_the_household_agrees_for_the_child(father, head, child):
    give_consent(child, PHOTO, actor=father, guardian=head)
    assert has_consent(child, PHOTO)
    withdraw_consent(child, PHOTO, actor=father)
    assert not has_consent(child, PHOTO)


def test_what_a_guardian_agreed_to_ends_when_the_child_is_fourteen(father, head, household, make_member):
    born = TODAY.replace(year=TODAY.year - 14) + timedelta(days=30)
    child = make_member(household, "陈大禾", "子", born=born, guardian=head)
    give_consent(child, PHOTO, actor=father, guardian=head)
    birthday = born.replace(year=born.year + 14)
    assert has_consent(child, PHOTO, birthday - timedelta(days=1))
    assert not has_consent(child, PHOTO, birthday)


def test_a_guardian_is_of_age_and_of_the_household_or_the_line(here, child, head, widow, cadre):
    with pytest.raises(refusals.NotAGuardian, match="欧阳秀英不能替陈小禾同意"):
        give_consent(child, PHOTO, actor=cadre, guardian=widow, channel=Channel.PAPER)
    note_kin(widow, child, Kin.GRANDPARENT, actor=cadre)
    assert give_consent(child, PHOTO, actor=cadre, guardian=widow, channel=Channel.PAPER)


def test_kin_of_another_kind_is_no_guardian(here, child, widow, cadre):
    note_kin(widow, child, Kin.IN_LAW, actor=cadre)
    assert not wards_of([widow]).exists()


def test_who_lodges_there_is_no_guardian_and_her_child_is_nobodys_ward(
    here, child, household, head, cadre, make_member
):
    lodger = make_member(household, "客来", "非亲属")
    with pytest.raises(refusals.NotAGuardian):
        give_consent(child, PHOTO, actor=cadre, guardian=lodger, channel=Channel.PAPER)
    assert not wards_of([lodger]).exists()
    Membership.objects.filter(person=child).update(relation="97")
    assert list(wards_of([head, lodger])) == [child]
    Membership.objects.filter(person=child).update(relation="99")
    assert not wards_of([head, lodger]).exists()


def test_a_child_is_nobodys_guardian(here, child, household, head, make_member):
    other = make_member(household, "陈二禾", "子", born=TODAY - timedelta(days=400), guardian=head)
    assert not wards_of([child]).exists()
    assert list(wards_of([head])) == [child, other]


def test_who_has_left_the_household_is_its_childrens_guardian_no_longer(here, child, spouse):
    assert wards_of([spouse]).exists()
    Membership.objects.filter(person=spouse).update(until=TODAY, leaving="moved_out")
    assert not wards_of([spouse]).exists()


def test_who_registers_enters_what_was_signed_or_said(here, head, cadre):
    assert give_consent(head, PHOTO, actor=cadre, channel=Channel.SPOKEN).taken_by == cadre
    withdraw_consent(head, PHOTO, actor=cadre, channel=Channel.PAPER)
    assert not has_consent(head, PHOTO)


def test_a_cadre_does_not_agree_in_somebodys_stead(here, head, child, cadre):
    with pytest.raises(refusals.NotHers):
        give_consent(head, PHOTO, actor=cadre)
    with pytest.raises(refusals.NotHers):
        give_consent(child, PHOTO, actor=cadre, guardian=head)


def test_nobody_else_enters_what_was_signed(here, head, supervisor):
    with pytest.raises(NotAllowed):
        give_consent(head, PHOTO, actor=supervisor, channel=Channel.PAPER)


def test_consents_of_many_are_asked_for_in_one_query(father, head, spouse, child, django_assert_num_queries):
    give_consent(head, PHOTO, actor=father)
    give_consent(child, PHOTO, actor=father, guardian=head)
    with django_assert_num_queries(1):
        assert consented([head, spouse, child], PHOTO) == {head.pk, child.pk}


def test_who_was_a_child_on_the_day_is_told_by_the_birth_date():
    assert child_needs_consent(date(2012, 3, 2), date(2026, 3, 1))
    assert not child_needs_consent(date(2012, 3, 1), date(2026, 3, 1))
    assert not child_needs_consent(None, date(2026, 3, 1))


def test_grown_ups_are_not_asked_what_is_about_children():
    assert CHILD_DATA not in [purpose.key for purpose in asked_of(TODAY, child=False)]
    assert CHILD_DATA in [purpose.key for purpose in asked_of(TODAY, child=True)]


def test_every_purpose_says_what_it_rests_on():
    assert all("法" in term.source for purpose in purposes().values() for term in purpose.terms)


def test_the_last_term_that_has_begun_counts():
    text = """
purposes:
  photo_shown:
    title: 展示
    about: 照片
    child: "no"
    versions:
      - {from: 2027-01-01, days: 30, source: 新}
      - {from: 2026-01-01, days: 365, source: 旧}
"""
    purpose = read_purposes(text)["photo_shown"]
    assert (purpose.term(date(2026, 12, 31)).days, purpose.term(date(2027, 1, 1)).days) == (365, 30)
    assert purpose.last_day(date(2027, 1, 1)) == date(2027, 1, 30)
    assert purpose_of(PHOTO).title == "展示照片"


def test_a_broken_document_is_refused():
    with pytest.raises(FileRefused):
        read_purposes("purposes: [")


def test_consents_of_another_person_do_not_count(father, head, spouse):
    give_consent(head, PHOTO, actor=father)
    assert not has_consent(spouse, PHOTO)
    assert list(Consent.objects.values_list("person", flat=True)) == [head.pk]

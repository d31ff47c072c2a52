"""Persons registered, born, reached by another phone, living elsewhere."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from tests.meanwhile import meanwhile
from tests.registered import citizen_id, members

from wugong.access.refusals import NotAllowed
from wugong.audit.models import Record
from wugong.counties.actors import SYSTEM
from wugong.registry import refusals
from wugong.registry.consents import has_consent
from wugong.registry.facts import Facts
from wugong.registry.histories import label_of
from wugong.registry.keys import ring
from wugong.registry.kinship import are_kin
from wugong.registry.models import Change, Membership, Person
from wugong.registry.moves import move_members, note_death
from wugong.registry.persons import change_contact, note_residence, register_birth, register_person
from wugong.registry.purposes import CHILD_DATA
from wugong.registry.queries import membership_of
from wugong.registry.right_refusals import NotAGuardian
from wugong.registry.states import Channel, Entry, Leaving, Papers, Residence

BORN = date(1975, 3, 8)
DAY = date(2026, 1, 5)
FACTS = Facts(name="陈二", born=date(1990, 1, 1))


def state():
    return (
        list(
            Person.objects.order_by("pk").values(
                "pk", "name", "born", "sex", "id_mark", "phone_mark", "revision"
            )
        ),
        list(Membership.objects.order_by("pk").values()),
        Change.objects.count(),
        Record.objects.count(),
    )


def refused(refusal, act, match="."):
    before = state()
    with pytest.raises(refusal, match=match) as raised, transaction.atomic():
        act()
    assert state() == before
    return str(raised.value)


def registering(household, facts, relation="其他亲属", **more):
    return lambda: register_person(household, facts, relation, actor=more.pop("actor", SYSTEM), **more)


# --- What is no person --------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["", "  ", "陈1", "陈建国13800000001", "陈_国", "·", "长" * 61])
def test_name_is_a_name(name, here, household):
    refused(refusals.NoPersonName, registering(household, Facts(name=name, born=BORN)))


@pytest.mark.parametrize(
    "name", ["陈建", "欧阳建国", "阿卜杜·买买提", "𠮷田华", "葛\U000e0100城", "Mary O'Neil-Chen", "长" * 60]
)
def test_names_of_all_kinds_are_kept(name, here, household):
    assert registering(household, Facts(name=f" {name} ", born=BORN))().person.name == name


@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("43010119750308", "不是 18 位"),
        ("990101197503080011", "前两位"),
        ("430101197513080011", "不是一个日期"),
        ("430101197503080010", "校验位不对"),
        ("430101750308001", "15 位的旧号"),
    ],
)
def test_id_number_can_be_one(number, why, here, household):
    said = refused(refusals.BadIdNumber, registering(household, Facts(name="陈二", id_number=number)), why)
    assert number not in said


def test_birth_and_sex_agree_with_the_number(here, household):
    number = citizen_id(BORN, 11)
    one = Facts(name="陈二", id_number=number, born=BORN + timedelta(days=1))
    refused(refusals.BirthDisagrees, registering(household, one), "1975-03-09")
    refused(
        refusals.SexDisagrees, registering(household, Facts(name="陈二", id_number=number, sex="f")), "女"
    )
    person = registering(household, Facts(name="陈二", id_number=number.lower()))().person
    assert (person.born, person.sex) == (BORN, "m")


@pytest.mark.parametrize("facts", [{"papers": "card"}, {"sex": "x"}])
def test_choices_are_from_the_list(facts, here, household):
    refused(refusals.UnknownChoice, registering(household, Facts(name="陈二", born=BORN, **facts)))


def test_other_papers_have_numbers_of_their_own(here, household):
    wrong = Facts(name="陈二", born=BORN, papers=Papers.PASSPORT, id_number="E1")
    refused(refusals.BadPapers, registering(household, wrong))
    right = Facts(name="陈二", born=BORN, papers=Papers.PASSPORT, id_number=" e1234567 ")
    assert registering(household, right)().person.id_number.clear() == "E1234567"


@pytest.mark.parametrize("phone", ["12345678901", "1380000000", "138000000011", "电话"])
def test_phone_can_be_one(phone, here, household):
    refused(refusals.BadPhone, registering(household, Facts(name="陈二", born=BORN, phone=phone)))


@pytest.mark.parametrize(
    ("phone", "kept"),
    [("+86 138-0000-0009", "13800000009"), ("0731-8888777", "07318888777"), ("8888777", "8888777")],
)
def test_phone_is_kept_in_plain_digits(phone, kept, here, household):
    person = registering(household, Facts(name="陈二", born=BORN, phone=phone))().person
    assert person.phone.clear() == kept
    assert person.phone_mark == person.phone.mark()


def test_bank_account_can_be_one(here, household):
    refused(refusals.BadBank, registering(household, Facts(name="陈二", born=BORN, bank="622")))
    person = registering(household, Facts(name="陈二", born=BORN, bank="6222 0200 0000 0000 001"))().person
    assert person.bank.clear() == "6222020000000000001"


def test_birth_is_not_to_come(here, household, head):
    born = timezone.localdate() + timedelta(days=1)
    refused(refusals.DayToCome, registering(household, Facts(name="陈二", born=born, guardian=head)))


def test_birth_or_number_is_known(here, household):
    refused(refusals.NoBirth, registering(household, Facts(name="陈二")))


# --- Who is in the register already -------------------------------------------------------------


def test_number_stands_once_in_the_county(here, head, make_household, other_town_village):
    far = make_household(other_town_village, "1")
    said = refused(
        refusals.RegisteredAlready,
        registering(far, Facts(name="陈建国", id_number=citizen_id(BORN, 11))),
        "“枫林坳村”，姓名陈×国",
    )
    assert "陈建国" not in said


def test_number_of_the_dead_is_refused(here, family, head, child):
    note_death(child, DAY, actor=SYSTEM)
    number = citizen_id(date(2018, 6, 1), 24)
    refused(
        refusals.RegisteredAsDead,
        registering(family, Facts(name="陈小禾", id_number=number, guardian=head)),
        "××",
    )


def test_who_left_the_county_is_back_as_the_same_person(here, family, spouse):
    move_members(family, [spouse.pk], actor=SYSTEM, day=DAY, whereabouts="广东省深圳市")
    number = citizen_id(date(1978, 11, 2), 22)
    other = Facts(name="李贵芳", id_number=number)
    refused(refusals.RegisteredBefore, registering(family, other, "妻"), "李×芳")
    facts = Facts(name="李桂芳", id_number=number, phone="13800000022")
    back = registering(family, facts, "妻", entry=Entry.MOVED_IN, since=DAY)()
    assert back.person == spouse
    assert back.person.phone.clear() == "13800000022"
    assert Membership.objects.filter(person=spouse).count() == 2


def test_same_name_and_birth_in_a_household_is_the_same_person(here, family, head):
    twin = Facts(name="陈建国", born=BORN)
    refused(refusals.InHouseholdAlready, registering(family, twin), "陈建国")
    known = Facts(name="陈建国", id_number=citizen_id(BORN, 13))
    assert registering(family, known)().person != head  # both have numbers of their own


@pytest.mark.django_db(transaction=True)
def test_number_that_another_registers_at_this_moment_is_refused(
    county, here, household, make_household, village, cadre, town_officer
):
    other = make_household(village, "0102")
    facts = Facts(name="陈二", id_number=citizen_id(BORN, 11))
    with meanwhile(county, registering(other, facts, actor=town_officer)) as came:
        register_person(household, facts, "户主", actor=cadre)
    assert [type(one) for one in came] in ([refusals.RegisteredAtOnce], [refusals.RegisteredAlready])
    assert Person.objects.count() == 1


# --- Relations and households -------------------------------------------------------------------


def test_relation_is_known_and_of_that_sex(here, household):
    refused(refusals.UnknownRelation, registering(household, FACTS, "邻居"), "邻居")
    refused(refusals.UnknownRelation, registering(household, FACTS, ""), "—")
    woman = Facts(name="李二", born=BORN, sex="f")
    refused(
        refusals.RelationOfOtherSex, registering(household, woman, "长子"), "女性，与户主关系不能是“长子”"
    )


def test_household_has_one_head(here, household, head):
    refused(refusals.HeadExists, registering(household, FACTS, "户主"))


def test_household_has_no_members_before_it_was_founded(here, village, make_household):
    one = make_household(village, "1", since=DAY)
    early = DAY - timedelta(days=1)
    refused(refusals.DayTooEarly, registering(one, FACTS, since=early), "立户之日")


def test_residence_is_from_the_list_and_whereabouts_are_short(here, household):
    refused(refusals.UnknownChoice, registering(household, FACTS, residence="moon"), "moon")
    refused(refusals.TooLong, registering(household, FACTS, residence="away", whereabouts="长" * 81))


def test_registering_needs_the_right_and_the_present_revision(here, household, supervisor, cadre):
    refused(NotAllowed, registering(household, FACTS, actor=supervisor))
    register_person(household, FACTS, "户主", actor=cadre, revision=0)
    refused(refusals.ChangedMeanwhile, registering(household, FACTS, revision=0))


def test_registered_person_is_found_by_marks_and_spelling(here, household, cadre, resident):
    facts = Facts(
        name="陈二", id_number=citizen_id(BORN, 11), phone="13800000009", bank="6222020000000000001"
    )
    member = register_person(
        household, facts, "户主", actor=cadre, since=DAY, residence=Residence.AWAY, whereabouts=" 深圳 "
    )
    person = Person.objects.get(pk=member.person_id)
    assert person.id_mark == ring.mark(citizen_id(BORN, 11), person.id_number.context)
    assert person.phone_mark == ring.mark("13800000009", person.phone.context)
    assert "chen er" in person.spelt
    assert (member.since, member.residence, member.whereabouts) == (DAY, "away", "深圳")
    line = Change.objects.get(person=person)
    assert (label_of(line), line.household, line.facts) == (
        "登记",
        household,
        {"relation": "02", "entry": "found"},
    )
    record = Record.objects.newest_first()[0]
    assert str(record) == "林可 在“枫林坳村”0101 户登记陈二"
    assert "name" not in record.facts


# --- Children -----------------------------------------------------------------------------------

CHILD = date(2020, 1, 1)


def test_child_is_registered_with_a_guardian(here, family, head):
    refused(refusals.NoGuardian, registering(family, Facts(name="陈苗", born=CHILD)), "不满 14 周岁")
    member = registering(family, Facts(name="陈苗", born=CHILD, guardian=head), "次女")()
    assert has_consent(member.person, CHILD_DATA)


def test_guardian_is_of_age_alive_and_hers(here, family, head, child, neighbours):
    facts = {"name": "陈苗", "born": CHILD}
    refused(refusals.NotOfAge, registering(family, Facts(**facts, guardian=child)), "陈小禾")
    stranger = membership_of(Person.objects.get(name="欧阳秀英")).person
    refused(NotAGuardian, registering(family, Facts(**facts, guardian=stranger)), "欧阳秀英")
    wrong = Facts(**facts, guardian=head, channel="letter")
    refused(refusals.UnknownChoice, registering(family, wrong), "letter")


def test_fourteen_is_no_child(here, household):
    today = timezone.localdate()
    born = today.replace(year=today.year - 14)
    assert registering(household, Facts(name="陈苗", born=born))().person.name == "陈苗"
    younger = Facts(name="陈禾", born=born + timedelta(days=1))
    refused(refusals.NoGuardian, registering(household, younger))


def test_child_that_comes_back_needs_no_second_consent(here, family, head, child):
    move_members(family, [child.pk], actor=SYSTEM, day=DAY, whereabouts="广东")
    facts = Facts(name="陈小禾", id_number=citizen_id(date(2018, 6, 1), 24), guardian=head)
    assert registering(family, facts, "女")().person == child


def test_newborn_belongs_to_its_parents(here, family, head, spouse, cadre):
    born = timezone.localdate()
    facts = Facts(name="陈新", born=born, sex="m", channel=Channel.SPOKEN)
    member = register_birth(family, facts, "长子", actor=cadre, mother=spouse, father=head)
    assert (member.since, member.entry, member.relation) == (born, "born", "22")
    assert are_kin(member.person, spouse)
    assert has_consent(member.person, CHILD_DATA)
    assert label_of(Change.objects.get(person=member.person)) == "出生"


def test_newborn_of_one_parent_alone(here, family, spouse, cadre):
    facts = Facts(name="李新", born=DAY, sex="f")
    member = register_birth(family, facts, "女", actor=cadre, mother=spouse)
    assert are_kin(member.person, spouse)


def test_birth_names_a_parent_who_can_be_one(here, family, head, spouse, child, cadre):
    facts = Facts(name="陈新", born=DAY)

    def birth(**parents):
        return lambda: register_birth(family, facts, "子", actor=cadre, **parents)

    refused(refusals.NoParent, birth())
    refused(refusals.NotTheParent, birth(mother=head), "母亲：登记的性别")
    refused(refusals.NotTheParent, birth(father=spouse), "父亲：登记的性别")
    young = Facts(name="陈老", born=date(2010, 1, 1), guardian=head)
    refused(
        refusals.NotTheParent,
        lambda: register_birth(family, young, "子", actor=cadre, mother=child),
        "晚于孩子",
    )
    refused(refusals.NoGuardian, birth(mother=child))  # a child is no guardian
    nobody = Facts(name="陈新")
    refused(refusals.NoBirth, lambda: register_birth(family, nobody, "子", actor=cadre, mother=spouse))


def test_birth_needs_the_right(here, family, spouse, supervisor):
    facts = Facts(name="陈新", born=DAY)
    refused(NotAllowed, lambda: register_birth(family, facts, "子", actor=supervisor, mother=spouse))


# --- Contact ------------------------------------------------------------------------------------


def test_contact_changes_with_its_mark(here, head, cadre):
    one = change_contact(head, actor=cadre, phone="13800000099", revision=head.revision)
    assert one.phone.clear() == "13800000099"
    assert one.phone_mark == one.phone.mark()
    line = Change.objects.filter(person=head).latest("made_at")
    assert line.facts == {"fields": "手机号"}  # never the number


def test_contact_is_taken_away(here, head, cadre):
    one = change_contact(head, actor=cadre, phone="", bank="")
    assert not one.phone
    assert not one.bank
    assert one.phone_mark == ""


def test_contact_is_refused(here, head, cadre, supervisor):
    refused(NotAllowed, lambda: change_contact(head, actor=supervisor, phone="13800000099"))
    refused(refusals.BadPhone, lambda: change_contact(head, actor=cadre, phone="1"))
    refused(refusals.BadBank, lambda: change_contact(head, actor=cadre, bank="1"))
    refused(refusals.NothingToChange, lambda: change_contact(head, actor=cadre, phone="13800000001"))
    refused(refusals.NothingToChange, lambda: change_contact(head, actor=cadre))
    change_contact(head, actor=cadre, phone="13800000099", revision=head.revision)
    act = lambda: change_contact(head, actor=cadre, phone="13800000098", revision=head.revision)  # noqa: E731 -- as the others
    refused(refusals.ChangedMeanwhile, act)


def test_contact_of_who_is_in_no_household_is_refused(here, family, spouse, cadre):
    move_members(family, [spouse.pk], actor=SYSTEM, day=DAY, whereabouts="广东")
    refused(refusals.InNoHousehold, lambda: change_contact(spouse, actor=cadre, phone="13800000099"))


def test_contact_that_no_key_opens_can_be_written_anew(here, head, cadre):
    Person.objects.filter(pk=head.pk).update(phone=b"\x01nobody has this key")
    one = change_contact(Person.objects.get(pk=head.pk), actor=cadre, phone="13800000099")
    assert one.phone.clear() == "13800000099"


# --- Residence ----------------------------------------------------------------------------------


def test_residence_of_earlier_days_stays_on_record(here, family, spouse, cadre):
    member = membership_of(spouse)
    later = note_residence(member, Residence.AWAY, "深圳", actor=cadre, day=DAY)
    assert (later.relation, later.residence, later.whereabouts) == ("12", "away", "深圳")
    before, after = DAY - timedelta(days=1), DAY
    on = Membership.objects.filter(person=spouse)
    assert [on.on(day).get().residence for day in (before, after)] == ["here", "away"]
    member.refresh_from_db()
    assert (member.until, member.leaving) == (DAY, Leaving.CHANGED)
    assert Change.objects.latest("made_at").facts == {"before": "here", "residence": "away"}
    home = note_residence(later, Residence.HERE, "深圳", actor=cadre, day=DAY)
    assert home.whereabouts == ""
    assert members(family) == {"陈建国": "02", "李桂芳": "12", "陈小禾": "30"}


def test_residence_is_refused(here, family, spouse, cadre, supervisor):
    member = membership_of(spouse)
    refused(NotAllowed, lambda: note_residence(member, "away", actor=supervisor))
    refused(refusals.NothingToChange, lambda: note_residence(member, "here", actor=cadre))
    refused(refusals.UnknownChoice, lambda: note_residence(member, "moon", actor=cadre))
    tomorrow = timezone.localdate() + timedelta(days=1)
    refused(refusals.DayToCome, lambda: note_residence(member, "away", actor=cadre, day=tomorrow))
    later = note_residence(member, "away", actor=cadre, day=DAY)
    early = DAY - timedelta(days=1)
    refused(refusals.DayTooEarly, lambda: note_residence(later, "here", actor=cadre, day=early))
    refused(
        refusals.ChangedMeanwhile,
        lambda: note_residence(later, "here", actor=cadre, revision=family.revision),
    )


def test_residence_of_who_left_is_refused(here, family, spouse, cadre):
    member = membership_of(spouse)
    move_members(family, [spouse.pk], actor=SYSTEM, day=DAY, whereabouts="广东")
    refused(refusals.NotAMember, lambda: note_residence(member, "away", actor=cadre))

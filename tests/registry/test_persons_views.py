"""The pages of persons: masked until a reason is given, read once, entered with each fault beside its field."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.registered import citizen_id

from wugong.accounts.models import User
from wugong.counties.standing import standing_in
from wugong.places.models import Place
from wugong.registry.models import Household, Membership, Person, Reading
from wugong.registry.queries import members_of

SignIn = Callable[[User], Client]
Make = Callable[..., Any]
PHONE, BANK = "13800000001", "6222020000000000001"


def at(place: Place, name: str, *keys: Any) -> str:
    return reverse(name, args=[place.code, *keys])


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


# --- Refused ------------------------------------------------------------------------------------


def test_a_person_of_another_village_is_not_here(
    head: Person, neighbour_village: Place, town_officer: User, as_user: SignIn
) -> None:
    client = as_user(town_officer)
    assert client.get(at(neighbour_village, "person", head.pk)).status_code == 404
    assert client.post(at(neighbour_village, "person_reveal", head.pk)).status_code == 404


def test_who_may_not_reveal_is_not_asked_for_a_reason(
    head: Person, village: Place, supervisor: User, as_user: SignIn
) -> None:
    client = as_user(supervisor)
    assert "看完整的号码" not in text_of(client, at(village, "person", head.pk))
    given = {"read": ["phone"], "reason": "0"}
    assert client.post(at(village, "person_reveal", head.pk), given).status_code == 403
    assert not Reading.everywhere.exists()


@pytest.mark.parametrize(
    ("given", "field", "why"),
    [
        ({"reason": "0"}, "read", "请勾"),
        ({"read": ["phone"]}, "reason", "请选"),
        ({"read": ["phone"], "reason": "other"}, "words", "还没有写原因"),
        ({"read": ["phone"], "reason": "other", "words": "看"}, "words", "写明原因"),
        ({"read": ["phone"], "reason": "other", "words": "问 13800000001"}, "words", "不能这样写"),
    ],
)
def test_nothing_is_read_without_what_and_why(
    given: dict[str, Any], field: str, why: str, head: Person, village: Place, cadre: User, as_user: SignIn
) -> None:
    answer = as_user(cadre).post(at(village, "person_reveal", head.pk), given)
    assert why in answer.context["form"].errors[field][0]
    assert "看完了" not in answer.content.decode()
    assert not Reading.everywhere.exists()


# --- Read ---------------------------------------------------------------------------------------


def test_no_page_shows_a_number(head: Person, village: Place, cadre: User, as_user: SignIn) -> None:
    text = text_of(as_user(cadre), at(village, "person", head.pk))
    for number in (PHONE, BANK, citizen_id(date(1975, 3, 8), 11)):
        assert number not in text
    assert "138××××0001" in text


def test_a_number_is_read_once_and_the_reading_kept(
    head: Person, village: Place, cadre: User, as_user: SignIn
) -> None:
    client = as_user(cadre)
    answer = client.post(at(village, "person_reveal", head.pk), {"read": ["phone"], "reason": "1"})
    text = answer.content.decode()
    assert PHONE in text
    assert BANK not in text
    assert "看得到是谁、为什么看的" in text
    assert "no-store" in answer["Cache-Control"]
    one = Reading.everywhere.get()
    assert (one.person, one.field, one.read_by) == (head, "phone", cadre)
    assert PHONE not in text_of(client, at(village, "person", head.pk))


def test_the_page_loaded_again_shows_and_reads_nothing(
    head: Person, village: Place, cadre: User, as_user: SignIn
) -> None:
    client = as_user(cadre)
    seen = client.get(at(village, "person", head.pk)).context["form"]["readings"].value()
    given = {"read": ["phone"], "reason": "1", "readings": seen}
    assert PHONE in client.post(at(village, "person_reveal", head.pk), given).content.decode()
    again = client.post(at(village, "person_reveal", head.pk), given, follow=True).content.decode()
    assert PHONE not in again
    assert "号码已经显示过一次" in again
    assert Reading.everywhere.count() == 1


def test_a_reason_in_own_words_is_kept(head: Person, village: Place, cadre: User, as_user: SignIn) -> None:
    given = {"read": ["phone", "bank"], "reason": "other", "words": "核对低保补贴的卡号"}
    text = as_user(cadre).post(at(village, "person_reveal", head.pk), given).content.decode()
    assert BANK in text
    assert set(Reading.everywhere.values_list("reason", flat=True)) == {"核对低保补贴的卡号"}


def test_a_child_is_hidden_whole_from_who_does_not_register(
    child: Person, village: Place, supervisor: User, as_user: SignIn
) -> None:
    text = text_of(as_user(supervisor), at(village, "person", child.pk))
    assert "小禾" not in text
    assert "2018" not in text
    assert "不满 14 岁" in text


@pytest.mark.parametrize("name", ["阿依古丽·买买提", "司马长青山", "欧阳秀英", "𠮷野"])
def test_names_of_every_kind_are_masked(
    name: str, household: Household, make_member: Make, village: Place, supervisor: User, as_user: SignIn
) -> None:
    one = make_member(household, name)
    text = text_of(as_user(supervisor), at(village, "person", one.pk))
    assert name not in text
    assert "×" in text


# --- Entered ------------------------------------------------------------------------------------

NEW = {"entry": "found", "papers": "citizen_id", "residence": "here"}


def test_a_head_is_registered(household: Household, cadre: User, as_user: SignIn) -> None:
    address = at(household.village, "member_new", household.pk)
    born = date(1970, 1, 2)
    given = NEW | {
        "name": "周大山",
        "id_number": citizen_id(born, 11),
        "relation": "02",
        "phone": "13900000000",
    }
    assert as_user(cadre).post(address, given).status_code == 302
    one = Person.everywhere.get(name="周大山")
    assert (one.born, one.sex, one.spelt.split()[0]) == (born, "m", "zhou")


@pytest.mark.parametrize(
    ("given", "field", "why"),
    [
        ({"name": "周"}, "born", "还没有填出生日期"),
        ({"name": "周3", "born": "1970-01-02"}, "name", "姓名"),
        ({"name": "周山", "id_number": "430101197001020011"}, "id_number", "校验位不对"),
        ({"name": "周山", "born": "1970-01-02", "sex": "m", "relation": "12"}, "relation", "与户主关系"),
        ({"name": "周山", "born": "1970-01-02", "phone": "12"}, "phone", "电话号码不对"),
        ({"name": "周小山", "born": "2020-01-02"}, "guardian", "监护人同意"),
        ({"name": "周山", "born": "1970-01-02", "since": "2090-01-01"}, "since", "还没有到"),
        ({"name": "陈建国", "born": "1975-03-08"}, "name", "已经登记了"),
    ],
)
def test_a_member_that_cannot_be_is_refused_beside_the_field(
    given: dict[str, str], field: str, why: str, family: Household, cadre: User, as_user: SignIn
) -> None:
    address = at(family.village, "member_new", family.pk)
    form = as_user(cadre).post(address, NEW | {"relation": "99"} | given).context["form"]
    assert why in form.errors[field][0]
    assert form["name"].value() == given["name"]


def test_two_register_at_once_the_second_is_told(family: Household, cadre: User, as_user: SignIn) -> None:
    client, address = as_user(cadre), at(family.village, "member_new", family.pk)
    seen = client.get(address).context["form"]["revision"].value()
    given = NEW | {"revision": seen, "relation": "99", "born": "1970-01-02"}
    assert client.post(address, given | {"name": "周大"}).status_code == 302
    assert "刚才有人改过" in client.post(address, given | {"name": "周二"}).content.decode()


def test_a_child_is_registered_with_a_guardian(
    family: Household, head: Person, cadre: User, as_user: SignIn
) -> None:
    given = {"name": "陈小山", "born": "2020-01-02", "sex": "m", "relation": "20"}
    more = {"guardian": str(head.pk), "channel": "paper"}
    address = at(family.village, "member_new", family.pk)
    assert as_user(cadre).post(address, NEW | given | more).status_code == 302


def test_a_birth_names_its_mother(family: Household, spouse: Person, cadre: User, as_user: SignIn) -> None:
    client, address = as_user(cadre), at(family.village, "member_new", family.pk) + "?as=born"
    given = {"name": "陈小雨", "sex": "f", "born": "2026-11-01", "relation": "30", "channel": "paper"}
    refused = client.post(address, given).context["form"]
    assert "写明父亲或母亲" in refused.errors["mother"][0]
    assert client.post(address, given | {"mother": str(spouse.pk)}).status_code == 302
    row = Membership.everywhere.get(person__name="陈小雨")
    assert (row.entry, row.since) == ("born", date(2026, 11, 1))


BABY = NEW | {"name": "陈小雨", "sex": "f", "born": "2026-11-01", "relation": "30", "channel": "paper"}


def test_who_is_not_a_year_old_is_asked_for_birth_once(
    family: Household, head: Person, cadre: User, as_user: SignIn
) -> None:
    client, address = as_user(cadre), at(family.village, "member_new", family.pk)
    given = BABY | {"born": str(timezone.localdate() - timedelta(days=364)), "guardian": str(head.pk)}
    form = client.post(address, given).context["form"]
    assert "请选“出生”" in form.errors["entry"][0]
    assert form.fields["entry"].choices[0][0] == "born"
    assert form["asked"].value() == "yes"
    assert client.post(address, given | {"asked": "yes"}).status_code == 302


def test_who_is_a_year_old_is_not_asked_for_birth(
    family: Household, head: Person, cadre: User, as_user: SignIn
) -> None:
    given = BABY | {"born": str(timezone.localdate() - timedelta(days=365)), "guardian": str(head.pk)}
    assert as_user(cadre).post(at(family.village, "member_new", family.pk), given).status_code == 302


def test_birth_as_the_way_she_came_leads_to_the_parents(
    family: Household, spouse: Person, cadre: User, as_user: SignIn
) -> None:
    client, address = as_user(cadre), at(family.village, "member_new", family.pk)
    form = client.post(address, BABY | {"entry": "born"}).context["form"]
    assert (form["name"].value(), form["step"].value(), form.is_bound) == ("陈小雨", "born", False)
    given = {name: BABY[name] for name in ("name", "sex", "born", "relation", "channel")}
    assert client.post(address, given | {"step": "born", "mother": str(spouse.pk)}).status_code == 302
    assert Membership.everywhere.get(person__name="陈小雨").entry == "born"


def test_guardian_is_said_to_be_needed_below_fourteen(
    family: Household, cadre: User, as_user: SignIn
) -> None:
    text = as_user(cadre).get(at(family.village, "member_new", family.pk)).content.decode()
    assert text.count("（不满 14 周岁要填）") == 2


def test_contact_changes_and_two_at_once_are_told(
    head: Person, village: Place, cadre: User, as_user: SignIn
) -> None:
    client, address = as_user(cadre), at(village, "person_contact", head.pk)
    page = client.get(address)
    assert PHONE not in page.content.decode()
    seen = page.context["form"]["revision"].value()
    assert client.post(address, {"revision": seen, "phone": "13900000009"}).status_code == 302
    second = client.post(address, {"revision": seen, "phone": "13900000008"})
    assert "刚才有人改过" in second.content.decode()
    head.refresh_from_db()
    assert head.phone.clear() == "13900000009"
    client.post(address, {"revision": head.revision, "no_phone": "on"})
    head.refresh_from_db()
    assert not head.phone


def test_residence_is_noted_and_the_history_kept(
    family: Household, spouse: Person, cadre: User, as_user: SignIn
) -> None:
    client, address = as_user(cadre), at(family.village, "person_residence", spouse.pk)
    given = {"residence": "away", "whereabouts": "广东省东莞市"}
    assert client.post(address, given).status_code == 302
    text = text_of(client, at(family.village, "person", spouse.pk))
    assert "外出，广东省东莞市" in text
    assert "常住 → 外出" in text
    assert "没有要改的" in client.post(address, given).content.decode()
    with standing_in(family.county):
        assert members_of(family).get(person=spouse).residence == "away"

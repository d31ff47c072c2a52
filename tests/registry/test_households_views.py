"""The pages of households: who may open them, what they show to whom, one row or three at the same cost."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import MakeUser

from wugong.access.roles import RoleKind
from wugong.accounts.models import User
from wugong.counties.actors import SYSTEM
from wugong.counties.standing import standing_in
from wugong.places.models import Place
from wugong.registry.households import mark_care
from wugong.registry.models import CareMark, Household, Membership, Person
from wugong.registry.states import Care

LIST_QUERIES, CARD_QUERIES = 14, 22
SignIn = Callable[[User], Client]
Make = Callable[..., Any]


def at(place: Place, name: str = "households", *keys: Any) -> str:
    return reverse(name, args=[place.code, *keys])


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()[-2000:]
    return answer.content.decode()


@pytest.fixture
def keeper(make_user: MakeUser, group: Place) -> User:
    """A grid keeper, who works in one group."""
    return make_user("keeper", "葛网", RoleKind.GRID_KEEPER, group)


# --- Refused ------------------------------------------------------------------------------------


def test_a_resident_is_told_who_may(village: Place, resident: User, as_user: SignIn) -> None:
    answer = as_user(resident).get(at(village))
    assert answer.status_code == 403
    assert "看户和人的登记要由" in answer.content.decode()


def test_a_household_of_another_village_is_not_here(
    family: Household, neighbour_village: Place, town_officer: User, as_user: SignIn
) -> None:
    client = as_user(town_officer)
    assert client.get(at(neighbour_village, "household", family.pk)).status_code == 404
    assert client.get(at(family.village, "household", family.pk)).status_code == 200


def test_a_keeper_opens_her_group_and_not_the_village(
    village: Place, group: Place, make_household: Make, keeper: User, as_user: SignIn
) -> None:
    mine, other = make_household(group, "0201"), make_household(village, "0202")
    client = as_user(keeper)
    assert "0201" in page(client, at(group))
    assert client.get(at(village)).status_code == 403
    assert page(client, at(group, "household", mine.pk))
    assert client.get(at(group, "household", other.pk)).status_code == 404


def test_a_supervisor_is_offered_nothing_to_change(
    family: Household, supervisor: User, as_user: SignIn
) -> None:
    text = page(as_user(supervisor), at(family.village, "household", family.pk))
    assert "添人" not in text
    assert "btn--go" not in text


# --- The list -----------------------------------------------------------------------------------


def test_the_list_names_heads_for_who_registers(family: Household, cadre: User, as_user: SignIn) -> None:
    text = page(as_user(cadre), at(family.village))
    assert "陈建国" in text
    assert "3 人，常住 3 人" in text


def test_the_list_hides_names_from_other_readers(
    family: Household, supervisor: User, as_user: SignIn
) -> None:
    text = page(as_user(supervisor), at(family.village))
    assert "陈×国" in text
    assert "陈建国" not in text


@pytest.mark.parametrize("words", ["0101", "陈建", "李桂芳", "chenjianguo", "cjg", "jianguo", "lgf"])
def test_a_household_is_found_by_number_name_pinyin_or_initials(
    words: str, family: Household, neighbours: Household, cadre: User, as_user: SignIn
) -> None:
    rows = as_user(cadre).get(at(family.village), {"q": words}).context["rows"]
    assert [row.household for row in rows] == [family]


@pytest.mark.parametrize("words", ["陈小禾", "chenxiaohe"])
def test_a_child_is_found_by_name_only_by_who_may_read_it(
    words: str,
    family: Household,
    child: Person,
    cadre: User,
    supervisor: User,
    as_user: SignIn,
) -> None:
    assert as_user(cadre).get(at(family.village), {"q": words}).context["rows"]
    assert not as_user(supervisor).get(at(family.village), {"q": words}).context["rows"]
    assert as_user(supervisor).get(at(family.village), {"q": "李桂芳"}).context["rows"]


@pytest.mark.parametrize(
    ("today", "born", "found"),
    [
        (date(2026, 11, 23), date(2012, 11, 23), True),
        (date(2026, 11, 23), date(2012, 11, 24), False),
        (date(2024, 2, 29), date(2010, 2, 28), True),
        (date(2024, 2, 29), date(2010, 3, 1), False),
    ],
)
def test_a_child_is_one_until_the_birthday(
    today: date,
    born: date,
    found: bool,
    family: Household,
    child: Person,
    supervisor: User,
    as_user: SignIn,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Person.everywhere.filter(pk=child.pk).update(born=born)
    monkeypatch.setattr("wugong.registry.household_lists.timezone.localdate", lambda: today)
    assert bool(as_user(supervisor).get(at(family.village), {"q": "陈小禾"}).context["rows"]) is found


def test_nothing_found_says_where_else(family: Household, cadre: User, as_user: SignIn) -> None:
    answer = as_user(cadre).get(at(family.village), {"q": "zzz"})
    assert "没有找到" in answer.content.decode()


def test_a_number_of_a_person_is_not_shown_again(family: Household, cadre: User, as_user: SignIn) -> None:
    text = as_user(cadre).get(at(family.village), {"q": "13800000001"}, follow=True).content.decode()
    assert "号码不在这里找" in text
    assert "13800000001" not in text


def test_the_list_narrows_by_care_residence_and_what_lacks(
    family: Household,
    neighbours: Household,
    make_household: Make,
    cadre: User,
    as_user: SignIn,
    make_member: Make,
) -> None:
    empty = make_household(family.village, "0103")
    make_member(neighbours, "欧阳远", "子", sex="m", residence="away", born=date(1980, 1, 1))
    with standing_in(family.county):
        mark_care(neighbours, Care.ELDER_ALONE, actor=SYSTEM)
    client = as_user(cadre)

    def found(**asked: str) -> list[Household]:
        return [row.household for row in client.get(at(family.village), asked).context["rows"]]

    assert found(care="any") == found(care="elder_alone") == found(residence="away") == [neighbours]
    assert found(care="disabled") == []
    assert found(lacks="head") == [empty]
    assert found(lacks="position") == [neighbours, empty]
    assert found(closed="yes") == []
    assert found(care="nonsense") == [family, neighbours, empty]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same(
    count: int,
    village: Place,
    make_household: Make,
    make_member: Make,
    cadre: User,
    as_user: SignIn,
    django_assert_num_queries: Any,
) -> None:
    for number in range(count):
        make_member(make_household(village, f"030{number}"), f"王喜{'一二三'[number]}")
    client = as_user(cadre)
    client.get(at(village))
    with django_assert_num_queries(LIST_QUERIES):
        client.get(at(village))


# --- The card -----------------------------------------------------------------------------------


def test_the_card_tells_who_belongs_and_what_comes_next(
    family: Household, child: Person, cadre: User, as_user: SignIn
) -> None:
    text = page(as_user(cadre), at(family.village, "household", family.pk))
    for word in ("陈建国", "李桂芳", "陈小禾", "户主", "枫林坳 1 号", "立户"):
        assert word in text
    assert "13800000001" not in text


def test_the_card_hides_a_child_whole_from_other_readers(
    family: Household, supervisor: User, as_user: SignIn
) -> None:
    text = page(as_user(supervisor), at(family.village, "household", family.pk))
    assert "陈×禾" not in text
    assert "小禾" not in text
    assert "××" in text


def test_an_empty_household_asks_for_its_head(
    make_household: Make, village: Place, cadre: User, as_user: SignIn
) -> None:
    one = make_household(village, "0400")
    text = page(as_user(cadre), at(village, "household", one.pk))
    assert "登记户主" in text


def test_a_household_of_one_asks_for_another_member(
    neighbours: Household, cadre: User, as_user: SignIn
) -> None:
    answer = as_user(cadre).get(at(neighbours.village, "household", neighbours.pk))
    assert answer.context["card"].step == "more"
    assert "再添一人" in answer.content.decode()


def test_a_household_without_a_place_asks_for_it(
    neighbours: Household, make_member: Make, cadre: User, as_user: SignIn
) -> None:
    make_member(neighbours, "周小梅", "女", sex="f")
    answer = as_user(cadre).get(at(neighbours.village, "household", neighbours.pk))
    assert answer.context["card"].step == "locate"


def test_who_has_left_and_belongs_elsewhere_is_masked(
    family: Household,
    spouse: Person,
    child: Person,
    make_household: Make,
    neighbour_village: Place,
    cadre: User,
    as_user: SignIn,
) -> None:
    with standing_in(family.county):
        there = make_household(neighbour_village, "0901")
        near = make_household(family.village, "0902")
        for person, to, relation in ((spouse, there, "02"), (child, near, "02")):
            Membership.objects.filter(person=person).update(until="2026-02-01", leaving="moved_out")
            facts = {"since": date(2026, 2, 1), "residence": "here"}
            Membership.objects.create(household=to, person=person, relation=relation, **facts)

    def left(user: User) -> dict[Any, str]:
        answer = as_user(user).get(at(family.village, "household", family.pk))
        return {one.pk: one.name for one in answer.context["card"].left}

    assert left(cadre) == {spouse.pk: "李×芳", child.pk: "陈小禾"}


# --- What is entered ----------------------------------------------------------------------------


def test_a_household_is_registered_and_its_head_comes_next(
    village: Place, cadre: User, as_user: SignIn
) -> None:
    client = as_user(cadre)
    given = {
        "place": village.code,
        "number": "0500",
        "address": "五道口",
        "longitude": "111.5",
        "latitude": "27.5",
    }
    answer = client.post(at(village, "household_new"), given)
    one = Household.everywhere.get(number="0500")
    assert answer["Location"] == at(village, "member_new", one.pk)
    assert "登记户主" in page(client, answer["Location"])


def test_a_number_given_before_is_refused_at_its_field(
    family: Household, cadre: User, as_user: SignIn
) -> None:
    given = {"place": family.village.code, "number": "0101", "address": "老屋"}
    form = as_user(cadre).post(at(family.village, "household_new"), given).context["form"]
    assert "已经有 0101 户" in form.errors["number"][0]
    assert form["address"].value() == "老屋"


@pytest.mark.parametrize(
    ("longitude", "latitude", "field", "why"),
    [
        ("111.5", "", "latitude", "请填"),
        ("30", "27.5", "longitude", "在国内"),
        ("x", "1", "longitude", "数字"),
    ],
)
def test_a_position_that_is_none_is_refused_at_its_field(
    longitude: str,
    latitude: str,
    field: str,
    why: str,
    family: Household,
    cadre: User,
    as_user: SignIn,
) -> None:
    address = at(family.village, "household_locate", family.pk)
    given = {"longitude": longitude, "latitude": latitude}
    assert why in as_user(cadre).post(address, given).context["form"].errors[field][0]


def test_half_a_position_of_a_new_household_is_refused_at_its_field(
    village: Place, cadre: User, as_user: SignIn
) -> None:
    given = {"place": village.code, "number": "0500", "longitude": "111.5", "latitude": ""}
    form = as_user(cadre).post(at(village, "household_new"), given).context["form"]
    assert "一起填" in form.errors["longitude"][0]


def test_two_at_once_the_second_is_told(family: Household, cadre: User, as_user: SignIn) -> None:
    client, address = as_user(cadre), at(family.village, "household_change", family.pk)
    seen = client.get(address).context["form"]["revision"].value()
    assert client.post(address, {"revision": seen, "address": "新屋"}).status_code == 302
    answer = client.post(address, {"revision": seen, "address": "老屋"})
    assert "刚才有人改过" in answer.content.decode()
    assert Household.everywhere.get(pk=family.pk).address == "新屋"


def test_care_is_marked_and_ended(family: Household, cadre: User, as_user: SignIn) -> None:
    client, address = as_user(cadre), at(family.village, "household_care", family.pk)
    client.post(address, {"care": "disabled"})
    assert "重度残疾" in page(client, at(family.village, "household", family.pk))
    assert "已经列为" in client.post(address, {"care": "disabled"}).content.decode()
    client.post(address, {"end": "disabled"})
    assert CareMark.everywhere.get().until is not None
    assert client.post(address, {"end": "disabled"}).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_card_costs_the_same(
    count: int,
    household: Household,
    make_member: Make,
    cadre: User,
    as_user: SignIn,
    django_assert_num_queries: Any,
) -> None:
    for number in range(count):
        make_member(household, f"王喜{'一二三'[number]}", "户主" if number == 0 else "非亲属")
    client = as_user(cadre)
    client.get(at(household.village, "household", household.pk))
    with django_assert_num_queries(CARD_QUERIES):
        client.get(at(household.village, "household", household.pk))


def test_a_household_with_members_is_not_closed(family: Household, cadre: User, as_user: SignIn) -> None:
    answer = as_user(cadre).post(at(family.village, "household_close", family.pk))
    assert answer.status_code == 409
    assert "还有 3 人，不能销户" in answer.content.decode()


def test_an_empty_household_is_closed_and_found_among_the_closed(
    make_household: Make, village: Place, cadre: User, as_user: SignIn
) -> None:
    client, one = as_user(cadre), make_household(village, "0400")
    assert "销户" in page(client, at(village, "household", one.pk))
    client.post(at(village, "household_close", one.pk))
    rows = client.get(at(village), {"closed": "yes"}).context["rows"]
    assert [row.household for row in rows] == [one]
    assert client.get(at(village)).context["rows"] == []

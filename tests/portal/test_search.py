"""Finding: by name, pinyin, initials, address or a whole number, as far as the searcher may see, never echoed."""

import logging
from collections.abc import Callable
from datetime import date

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from tests.cast import LONG_AGO, MakeUser
from tests.portal.test_boards import shown, words

from wugong.access.actions import grant_role
from wugong.access.roles import RoleKind
from wugong.accounts.models import User
from wugong.base.citizen_ids import check_digit
from wugong.counties.actors import SYSTEM
from wugong.counties.models import County
from wugong.counties.standing import standing_in
from wugong.places.models import Place
from wugong.portal import search
from wugong.registry.bodies import found_body
from wugong.registry.households import close_household, found_household
from wugong.registry.models import Membership
from wugong.registry.moves import note_death
from wugong.registry.persons import Facts, register_person
from wugong.rules.ages import child_below

AsUser = Callable[[User], Client]
Register = Callable[..., Membership]
ID = "43011119800101122" + check_digit("43011119800101122")
PHONE = "13900001234"


@pytest.fixture
def register(county: County) -> Register:
    """Return a registrar: a household of one, its head under that name."""

    def registering(at: Place, name: str, number: str = "07", **facts: object) -> Membership:
        with standing_in(at.county):
            household = found_household(at, number, actor=SYSTEM, address="上屋场7号")
            given = {"born": date(1980, 1, 1)} | facts
            return register_person(household, Facts(name, **given), "户主", actor=SYSTEM)

    return registering


def asked(client: Client, text: str) -> HttpResponse:
    """Send the form as a browser does, and follow where it leads."""
    return client.post("/search/", {"q": text}, follow=True)


def page_of(client: Client, text: str) -> str:
    return asked(client, text).content.decode()


def test_visitor_is_shown_to_the_door(client: Client, county: County) -> None:
    assert client.get("/search/").headers["Location"] == "/sign-in/?next=/search/"


def test_nothing_is_looked_for_before_something_is_typed(
    client: Client, as_user: AsUser, cadre: User
) -> None:
    as_user(cadre)
    page = shown(client, "/search/")
    assert "没有找到" not in page
    assert '<ul class="sheet reg">' not in page


@pytest.mark.parametrize(
    "text", ["张晓芳", "晓芳", "zxf", "zhang", "Zhāng Xiǎofāng", "zhang xiao fang", "张xf", "ZXF"]
)
def test_person_is_found_by(
    text: str, client: Client, as_user: AsUser, cadre: User, village: Place, register: Register
) -> None:
    member = register(village, "张晓芳")
    as_user(cadre)
    page = page_of(client, text)
    assert "张晓芳" in page
    assert f'href="/desk/{village.code}/persons/{member.person_id}/"' in page
    assert "户主，枫林坳村，户号 07" in page


@pytest.mark.parametrize("text", ["xzf", "hang", "李", "zhang li", "fang"])
def test_person_is_not_found_by(
    text: str, client: Client, as_user: AsUser, cadre: User, village: Place, register: Register
) -> None:
    register(village, "张晓芳")
    as_user(cadre)
    assert "没有找到" in page_of(client, text)


def test_words_stand_in_the_address_so_that_the_page_can_be_kept(
    client: Client, as_user: AsUser, cadre: User
) -> None:
    as_user(cadre)
    answer = client.post("/search/", {"q": " ZXF "})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/search/?q=zxf")
    assert 'value="zxf"' in shown(client, "/search/?q=zxf")


@pytest.mark.parametrize(
    "text", [PHONE, "139 0000 1234", "+86 139-0000-1234", ID, f"{ID[:6]} {ID[6:14]} {ID[14:]}"]
)
def test_whole_number_finds_its_person_and_is_not_echoed(
    text: str,
    client: Client,
    as_user: AsUser,
    cadre: User,
    village: Place,
    register: Register,
    caplog: pytest.LogCaptureFixture,
) -> None:
    register(village, "张晓芳", id_number=ID, phone=PHONE)
    as_user(cadre)
    with caplog.at_level(logging.DEBUG):
        answer = asked(client, text)
    page = answer.content.decode()
    assert answer.redirect_chain == []
    assert (
        answer.headers["Cache-Control"] == "private, no-store"
        or "no-store" in answer.headers["Cache-Control"]
    )
    assert "张晓芳" in page
    for number in (text, PHONE, ID):
        assert number not in page
    assert PHONE not in caplog.text


@pytest.mark.parametrize("text", [PHONE[:-1] + "5", ID[:-1], "4301111980", PHONE + "0"])
def test_part_of_a_number_finds_nobody(
    text: str, client: Client, as_user: AsUser, cadre: User, village: Place, register: Register
) -> None:
    register(village, "张晓芳", id_number=ID, phone=PHONE)
    as_user(cadre)
    page = page_of(client, text)
    assert "张晓芳" not in page
    assert "没有找到" in page


def test_number_in_an_address_is_taken_out_of_it(client: Client, as_user: AsUser, cadre: User) -> None:
    as_user(cadre)
    answer = client.get(f"/search/?q={PHONE}", follow=True)
    assert answer.redirect_chain == [("/search/", 302)]
    assert "号码不放在网址里" in answer.content.decode()
    assert PHONE not in answer.content.decode()


def test_old_id_of_fifteen_digits_finds_who_has_the_new_one(
    client: Client, as_user: AsUser, cadre: User, village: Place, register: Register
) -> None:
    register(village, "张晓芳", id_number=ID)
    as_user(cadre)
    assert "张晓芳" in page_of(client, ID[:6] + ID[8:17])


def test_number_of_a_household_finds_it_with_its_head(
    client: Client, as_user: AsUser, cadre: User, village: Place, register: Register
) -> None:
    household = register(village, "张晓芳", "A-107").household
    as_user(cadre)
    page = page_of(client, "a-107")
    assert f'href="/desk/{village.code}/households/{household.pk}/"' in page
    assert "张晓芳 户号 A-107，枫林坳村，上屋场7号" in words(page)


def test_household_of_a_group_is_named_with_its_village_once(
    client: Client, as_user: AsUser, cadre: User, group: Place, register: Register
) -> None:
    register(group, "张晓芳")
    as_user(cadre)
    assert "户号 07，枫林坳村一组，上屋场7号" in page_of(client, "屋场")


def test_household_without_a_head_is_found_too(
    client: Client, as_user: AsUser, cadre: User, county: County, village: Place
) -> None:
    with standing_in(county):
        found_household(village, "88", actor=SYSTEM)
    as_user(cadre)
    assert "没有户主 户号 88" in words(page_of(client, "88"))


def test_closed_household_and_the_dead_are_not_found(
    client: Client, as_user: AsUser, cadre: User, county: County, village: Place, register: Register
) -> None:
    with standing_in(county):
        close_household(found_household(village, "88", actor=SYSTEM), actor=SYSTEM)
    dead = register(village, "张晓芳").person
    with standing_in(county):
        note_death(dead, date(2024, 1, 1), actor=SYSTEM)
    as_user(cadre)
    assert "没有找到" in page_of(client, "88")
    assert "没有找到" in page_of(client, "张晓芳")


@pytest.mark.parametrize("text", ["红白理事会", "hblsh", "hongbai"])
def test_body_of_her_village_is_found_by(
    text: str,
    client: Client,
    as_user: AsUser,
    cadre: User,
    county: County,
    village: Place,
    neighbour_village: Place,
) -> None:
    with standing_in(county):
        here, there = (
            found_body(at, "红白理事会", kind="ceremony-council", actor=SYSTEM, since=date(2025, 3, 8))
            for at in (village, neighbour_village)
        )
    as_user(cadre)
    page = page_of(client, text)
    assert f'href="/desk/{village.code}/bodies/{here.pk}/"' in page
    assert str(there.pk) not in page
    assert "红白理事会 已成立 枫林坳村" in words(page)


@pytest.mark.parametrize("text", ["枫林坳", "fla", "flac", "fenglin", "990101101201"])
def test_place_is_found_by(text: str, client: Client, as_user: AsUser, cadre: User, village: Place) -> None:
    as_user(cadre)
    page = page_of(client, text)
    assert 'href="/desk/990101101201/register/"' in page
    assert "枫林坳村 村、社区 清江县，枫林镇" in words(page)


def test_place_whose_register_is_closed_to_her_leads_to_its_public_page(
    client: Client, as_user: AsUser, resident: User, group: Place
) -> None:
    as_user(resident)
    page = page_of(client, "枫林坳")
    assert 'href="/990101101201/"' in page
    assert "/register/" not in page


@pytest.mark.parametrize("member", ["resident", "county_officer", "assessor", "system_administrator"])
def test_who_reads_no_register_finds_no_person_and_no_household(
    member: str,
    request: pytest.FixtureRequest,
    client: Client,
    as_user: AsUser,
    village: Place,
    register: Register,
) -> None:
    register(village, "张晓芳", phone=PHONE)
    as_user(request.getfixturevalue(member))
    for text in ("张晓芳", "07", PHONE):
        assert "没有找到" in page_of(client, text)


def test_nobody_of_another_village_town_or_county_is_found(
    client: Client,
    as_user: AsUser,
    cadre: User,
    neighbour_village: Place,
    other_town_village: Place,
    far_village: Place,
    register: Register,
) -> None:
    for at in (neighbour_village, other_town_village, far_village):
        register(at, "张晓芳", phone=PHONE)
    as_user(cadre)
    for text in ("张晓芳", "07", PHONE):
        assert "没有找到" in page_of(client, text)


def test_officer_finds_those_of_all_villages_of_the_town(
    client: Client,
    as_user: AsUser,
    town_officer: User,
    village: Place,
    neighbour_village: Place,
    register: Register,
) -> None:
    for at in (village, neighbour_village):
        register(at, "张晓芳")
    as_user(town_officer)
    page = page_of(client, "zxf")
    assert "枫林坳村，户号" in page
    assert "青山村，户号" in page


def test_who_only_reads_sees_names_masked(
    client: Client, as_user: AsUser, supervisor: User, village: Place, register: Register
) -> None:
    register(village, "张晓芳")
    as_user(supervisor)
    page = page_of(client, "zxf")
    assert "张×芳" in page
    assert "张晓芳" not in page


@pytest.mark.parametrize(("days", "found"), [(0, True), (-1, False)])
def test_who_only_reads_does_not_find_a_child(
    days: int,
    found: bool,
    client: Client,
    as_user: AsUser,
    supervisor: User,
    cadre: User,
    county: County,
    village: Place,
    register: Register,
) -> None:
    head = register(village, "张晓芳")
    today = timezone.localdate()
    born = date(today.year - child_below(today), today.month, min(today.day, 28))
    born = born if found else date.fromordinal(search.grown(today).toordinal() + 1)
    with standing_in(county):
        facts = Facts("李子涵", born=born, guardian=head.person)
        register_person(head.household, facts, "子", actor=SYSTEM)
    as_user(supervisor)
    assert ("李×涵" in page_of(client, "lzh")) is found
    as_user(cadre)
    assert "李子涵" in page_of(client, "lzh")


@pytest.mark.parametrize(
    ("day", "born"),
    [(date(2026, 11, 23), date(2012, 11, 23)), (date(2028, 2, 29), date(2014, 2, 28))],
)
def test_who_is_no_child_any_more_was_born_by(day: date, born: date) -> None:
    assert search.grown(day) == born


def test_of_two_roles_the_one_that_sees_more_counts(
    client: Client,
    as_user: AsUser,
    county: County,
    make_user: MakeUser,
    village: Place,
    group: Place,
    register: Register,
) -> None:
    user = make_user("both", "两员", RoleKind.SUPERVISOR, village)
    with standing_in(county):
        grant_role(user, RoleKind.GRID_KEEPER, actor=SYSTEM, at=group, since=LONG_AGO)
    register(village, "张晓芳", "01")
    register(group, "张晓红", "02")
    as_user(user)
    page = page_of(client, "zhang")
    assert "张晓红" in page
    assert "张×芳" in page
    assert "张晓芳" not in page


def test_what_is_typed_is_no_pattern(
    client: Client, as_user: AsUser, cadre: User, village: Place, register: Register
) -> None:
    register(village, "张晓芳")
    as_user(cadre)
    for text in ("%", "_", "z%", "<script>", "'"):
        page = page_of(client, text)
        assert "张晓芳" not in page
        assert "<script>" not in page


@pytest.mark.parametrize(("count", "more"), [(search.SHOWN, False), (search.SHOWN + 1, True)])
def test_more_than_a_page_holds_is_said(
    count: int,
    more: bool,
    client: Client,
    as_user: AsUser,
    county: County,
    cadre: User,
    village: Place,
    register: Register,
) -> None:
    for number in range(count):
        register(village, "张晓芳", f"{number:03d}")
    as_user(cadre)
    assert ("多打几个字再找" in page_of(client, "zxf")) is more


@pytest.mark.parametrize("count", [1, 3])
def test_finding_costs_the_same_for_one_and_for_three(
    count: int,
    client: Client,
    as_user: AsUser,
    cadre: User,
    village: Place,
    register: Register,
    django_assert_num_queries,
) -> None:
    for number in range(count):
        register(village, "张晓芳", f"上屋{number}")
    as_user(cadre)
    with django_assert_num_queries(12):
        assert "上屋0" in shown(client, "/search/?q=zxf")
    with django_assert_num_queries(12):
        assert "上屋0" in shown(client, "/search/?q=上屋")

"""At the desk: accounts bound face to face, consents on paper, recusal noted and never explained."""

import pytest
from django.urls import reverse

from wugong.access.roles import RoleKind
from wugong.counties.actors import SYSTEM
from wugong.registry.bindings import bind_account, persons_of
from wugong.registry.consents import has_consent
from wugong.registry.kinship import are_kin, note_kin
from wugong.registry.models import Kinship, Person
from wugong.registry.states import Kin


@pytest.fixture
def desk(here, family, neighbours, cadre, as_user):
    return as_user(cadre)


@pytest.fixture
def widow(neighbours):
    return Person.objects.get(name="欧阳秀英")


def at(page, person, village):
    return reverse(page, args=[village.code, person.pk])


def text(answer):
    return answer.content.decode()


def test_the_card_of_a_person_leads_to_her_rights(desk, head, village):
    card = text(desk.get(at("person", head, village)))
    for page in ("person_account", "person_consents", "person_recusal"):
        assert at(page, head, village) in card


def test_an_account_is_bound_and_parted(desk, head, village, resident):
    there = at("person_account", head, village)
    assert "当面核对" in text(desk.get(there))
    answer = desk.post(there, {"login_name": " Resident ", "whose": "self"}, follow=True)
    assert "账号连好了" in text(answer)
    assert list(persons_of(resident)) == [head]
    assert "现在连着" in text(answer)
    assert "改好了" in text(desk.post(there, {"end": str(resident.pk)}, follow=True))
    assert not persons_of(resident).exists()


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"login_name": "nobody", "whose": "self"}, "没有“nobody”这个账号"),
        ({"login_name": "far-town-officer", "whose": "self"}, "没有“far-town-officer”这个账号"),
        ({"login_name": "cadre", "whose": "self"}, "自己的账号不能由自己"),
        ({"login_name": "", "whose": ""}, "还没有填登录名"),
    ],
)
def test_an_account_that_cannot_be_bound_is_refused_in_the_form(
    facts, says, desk, head, village, far_town_officer
):
    assert says in text(desk.post(at("person_account", head, village), facts))
    assert not head.bindings.exists()


def test_a_button_for_what_is_not_there_finds_nothing(desk, head, village, resident):
    for page in ("person_account", "person_consents", "person_recusal"):
        assert desk.post(at(page, head, village), {"end": str(resident.pk)}).status_code == 404


def test_what_was_signed_is_entered_and_taken_back(desk, head, village):
    there = at("person_consents", head, village)
    assert "监护人" not in text(desk.get(there))
    answer = desk.post(there, {"purpose": "photo_shown", "channel": "paper"}, follow=True)
    assert "同意已经记下" in text(answer)
    assert "现在同意着" in text(answer)
    assert has_consent(head, "photo_shown")
    assert "不用再办" in text(desk.post(there, {"purpose": "photo_shown", "channel": "paper"}))
    desk.post(there, {"end": "photo_shown"})
    assert not has_consent(head, "photo_shown")


def test_a_guardian_signs_for_a_child(desk, head, spouse, child, widow, village):
    note_kin(widow, child, Kin.GRANDPARENT, actor=SYSTEM)
    there = at("person_consents", child, village)
    page = text(desk.get(there))
    for guardian in (head, spouse, widow):
        assert guardian.name in page
    facts = {"purpose": "photo_shown", "channel": "spoken", "guardian": str(widow.pk)}
    assert "监护人欧阳秀英" in text(desk.post(there, facts, follow=True))
    assert has_consent(child, "photo_shown")
    assert "还差" in text(desk.post(there, {**facts, "guardian": str(child.pk)}))


def test_recusal_is_noted_struck_and_never_explained(desk, head, widow, village):
    there = at("person_recusal", head, village)
    facts = {"number": "0102", "name": "欧阳秀英", "kin": "parent"}
    desk.post(there, facts)
    assert are_kin(head, widow)
    shown = text(desk.get(there))
    listed = shown.partition("互相回避")[2].partition("<form")[0]
    assert "欧阳秀英" in listed
    assert "父母" not in listed
    assert "已经记过" in text(desk.post(there, facts))
    desk.post(there, {"end": str(widow.pk)})
    assert not Kinship.objects.exists()


def test_nobody_of_that_name_is_noted(desk, head, village):
    facts = {"number": "0102", "name": "无人", "kin": "parent"}
    assert "本村 0102 户没有无人" in text(desk.post(at("person_recusal", head, village), facts))


def test_nobody_is_found_beyond_the_place_of_the_desk(
    here, group, make_household, make_member, head, make_user, as_user
):
    keeper = make_user("keeper", "网格", RoleKind.GRID_KEEPER, group)
    mine = make_member(make_household(group, "0201"), "游方")
    facts = {"number": "0101", "name": head.name, "kin": "sibling"}
    assert "0101 户没有陈建国" in text(as_user(keeper).post(at("person_recusal", mine, group), facts))
    assert not Kinship.objects.exists()


def test_who_registers_in_one_group_sees_other_names_in_part(
    here, group, make_household, make_member, head, make_user, as_user
):
    keeper = make_user("keeper", "网格", RoleKind.GRID_KEEPER, group)
    mine = make_member(make_household(group, "0201"), "游方")
    note_kin(mine, head, Kin.SIBLING, actor=SYSTEM)
    shown = text(as_user(keeper).get(at("person_recusal", mine, group)))
    assert "陈×国" in shown
    assert "陈建国" not in shown


def test_who_only_reads_the_register_changes_no_rights(here, head, village, supervisor, as_user):
    for page in ("person_account", "person_consents", "person_recusal"):
        assert as_user(supervisor).get(at(page, head, village)).status_code == 403


@pytest.mark.parametrize("n", [1, 3])
def test_accounts_cost_the_same(
    n, here, head, village, cadre, make_user, as_user, django_assert_max_num_queries
):
    for one in range(n):
        bind_account(make_user(f"user-{one}"), head, actor=SYSTEM, is_self=one == 0)
    client = as_user(cadre)
    with django_assert_max_num_queries(20):
        client.get(at("person_account", head, village))

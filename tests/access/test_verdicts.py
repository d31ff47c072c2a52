"""A verdict is a yes, or a no that says why; roles count on all that lies within their place."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import override
from tests.cast import MEMBERS

from wugong.access.abilities import Ability
from wugong.access.refusals import NotAllowed
from wugong.access.roles import ABILITIES, OFFICE, RoleKind
from wugong.access.verdicts import YES, may, may_somewhere, refused, roles_of_visitor
from wugong.accounts.actions import deactivate_user
from wugong.counties.actors import SYSTEM

FIRST = refused("first", "先因 %(what)s", what="甲")
SECOND = refused("second", "后因")


def test_of_two_refusals_the_first_is_told():
    assert (YES & FIRST & SECOND).reason == (FIRST & YES).reason == "先因 甲"


def test_two_yeses_are_a_yes():
    assert (YES & YES).allowed
    assert YES.reason == ""
    YES.or_refuse()


def test_a_refusal_is_raised_with_its_reason():
    with pytest.raises(NotAllowed, match="先因 甲"):
        FIRST.or_refuse()


WHERE = {
    "town": "990101101",
    "village": "990101101201",
    "neighbour": "990101101202",
    "other town": "990101102",
    "county": "990101",
    "far": "990102101201",
}
REACH = {
    "resident": {"village"},
    "cadre": {"village"},
    "supervisor": {"village"},
    "assessor": {"town", "village", "neighbour"},
    "town_officer": {"town", "village", "neighbour"},
    "town_approver": {"town", "village", "neighbour"},
    "county_officer": {"county", "town", "village", "neighbour", "other town"},
    "rule_keeper": {"county", "town", "village", "neighbour", "other town"},
    "system_administrator": set(WHERE),
    "security_administrator": set(WHERE),
    "audit_administrator": set(WHERE),
    "other_town_officer": {"other town"},
    "far_town_officer": {"far"},
}
KIND = {name: RoleKind(name) for name in MEMBERS if name in set(RoleKind)} | {
    "cadre": RoleKind.VILLAGE_CADRE,
    "other_town_officer": RoleKind.TOWN_OFFICER,
    "far_town_officer": RoleKind.TOWN_OFFICER,
}


@pytest.mark.parametrize("who", MEMBERS)
def test_each_role_may_what_the_table_says_where_its_place_reaches(who, request):
    user = request.getfixturevalue(who)
    for ability in Ability:
        allowed = {name for name, code in WHERE.items() if may(user, ability, code)}
        assert allowed == (REACH[who] if ability in ABILITIES[KIND[who]] else set()), ability
        assert bool(may_somewhere(user, ability)) == bool(allowed)


def test_the_house_itself_may(db):
    assert may(SYSTEM, Ability.GRANT_ROLES, "990101")


def test_an_anonymous_visitor_is_told_to_sign_in():
    assert may(AnonymousUser(), Ability.APPROVE, "990101").reason == "这一步要先登录。"


def test_a_stopped_account_may_nothing(cadre, village):
    deactivate_user(cadre, actor=SYSTEM)
    assert not may(cadre, Ability.WORK_VILLAGE_DESK, village.code)


def test_a_no_names_who_could_and_where(resident, town):
    assert may(resident, Ability.APPROVE, town.code).reason == (
        "审批要由“枫林镇”的乡镇审批人来办，您现在没有这项职责。如应当有，请找安全管理员授予。"
    )
    assert "990109的" in may(resident, Ability.APPROVE, "990109").reason
    assert "本地的" in may_somewhere(resident, Ability.APPROVE).reason


def test_a_verdict_costs_one_query(town_officer, town, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert may(town_officer, Ability.PREPARE, town.code)


def test_a_label_is_told_in_the_readers_language(resident):
    with override("en"):
        assert may_somewhere(resident, Ability.APPROVE).reason


def test_office_roles_are_those_of_town_county_and_house():
    assert RoleKind.VILLAGE_CADRE not in OFFICE
    assert {RoleKind.TOWN_OFFICER, RoleKind.RULE_KEEPER, RoleKind.AUDIT_ADMINISTRATOR} <= OFFICE


def test_the_roles_of_a_visitor_are_asked_once_a_page(rf, cadre, django_assert_num_queries):
    request = rf.get("/")
    request.user = cadre
    with django_assert_num_queries(1):
        first, again = roles_of_visitor(request), roles_of_visitor(request)
    assert [role.kind for role in first] == [RoleKind.VILLAGE_CADRE]
    assert again is first


def test_who_has_not_signed_in_has_no_roles(rf):
    request = rf.get("/")
    assert roles_of_visitor(request) == []
    request.user = AnonymousUser()
    assert roles_of_visitor(request) == []

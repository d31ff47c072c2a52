"""The administration: what is changed there is an act with a verdict, and deleting is for nobody."""

import pytest
from tests.accounts.codes import with_authenticator
from tests.cast import PASSWORD

from wugong.access.actions import end_role
from wugong.access.models import Role
from wugong.access.roles import RoleKind
from wugong.accounts.models import User
from wugong.audit.models import Record
from wugong.counties.actors import SYSTEM
from wugong.places.models import Place

NEW = "mist-over-the-lake"


@pytest.fixture
def operator(as_user, system_administrator):
    return as_user(system_administrator)


@pytest.fixture
def guardian(as_user, security_administrator):
    return as_user(security_administrator)


def test_the_way_in_leads_through_our_own_door(client, db):
    page = client.get("/admin/", follow=True)
    assert page.redirect_chain[-1][0] == "/sign-in/?next=%2Fadmin%2F"


def test_a_stranger_to_the_administration_is_refused_at_its_door(as_user, town_officer):
    assert as_user(town_officer).get("/admin/", follow=True).status_code == 403


def test_passwords_are_changed_where_it_is_an_act(operator):
    assert operator.get("/admin/password_change/")["Location"] == "/me/password/"


@pytest.mark.parametrize("table", ["places/place", "accounts/user", "access/role"])
def test_nobody_deletes(table, operator, village, cadre):
    row = {"places/place": village, "accounts/user": cadre, "access/role": Role.everywhere.get(user=cadre)}[
        table
    ]
    assert operator.get(f"/admin/{table}/{row.pk}/delete/").status_code == 403


@pytest.mark.parametrize("table", ["places/place", "accounts/user", "access/role"])
def test_lists_are_of_the_administrators_county(table, operator, cadre, far_town_officer):
    page = operator.get(f"/admin/{table}/").content.decode()
    assert "枫林坳村" in page or "cadre" in page
    assert "渔浦镇" not in page
    assert "far-town-officer" not in page


class TestPlaces:
    def test_a_place_is_registered(self, operator, town, system_administrator):
        operator.post(
            "/admin/places/place/add/", {"code": "990101101203", "name": "桃花村", "since": "2026-01-01"}
        )
        place = Place.everywhere.get(code="990101101203")
        assert place.name == "桃花村"
        assert (
            Record.everywhere.get(act="places.place_registered", place=place.code).actor
            == system_administrator.pk
        )

    def test_a_refused_place_is_told_why(self, operator, town):
        answer = operator.post("/admin/places/place/add/", {"code": "9901011", "name": "某镇"})
        assert answer.status_code == 400
        assert "有 7 位" in answer.content.decode()

    def test_a_place_is_renamed_and_keeps_its_code(self, operator, village):
        operator.post(f"/admin/places/place/{village.pk}/change/", {"code": "990101101299", "name": "枫林村"})
        assert Place.everywhere.get(pk=village.pk).name == "枫林村"
        assert Place.everywhere.get(pk=village.pk).code == village.code


class TestUsers:
    def test_an_account_is_opened(self, operator, county):
        form = {"login_name": "newcomer", "display_name": "新人", "phone": "", "new_password": PASSWORD}
        operator.post("/admin/accounts/user/add/", form)
        user = User.objects.get(login_name="newcomer")
        assert (user.county, user.check_password(PASSWORD), user.is_active) == (county, True, True)

    def test_an_account_may_wait_for_its_password(self, operator):
        operator.post("/admin/accounts/user/add/", {"login_name": "newcomer", "display_name": "新人"})
        assert not User.objects.get(login_name="newcomer").has_usable_password()

    def test_phone_and_password_are_changed_and_the_account_stopped(self, operator, cadre):
        operator.post(
            f"/admin/accounts/user/{cadre.pk}/change/", {"phone": "13800138000", "new_password": NEW}
        )
        user = User.objects.get(pk=cadre.pk)
        assert (user.phone, user.is_active, user.check_password(NEW)) == ("13800138000", False, True)
        assert user.login_name == "cadre"

    def test_what_is_left_as_it_is_is_not_recorded(self, operator, cadre):
        before = Record.everywhere.count()
        operator.post(f"/admin/accounts/user/{cadre.pk}/change/", {"phone": "", "is_active": "on"})
        assert Record.everywhere.count() == before

    def test_a_lost_authenticator_is_taken_down(self, operator, cadre):
        with_authenticator(cadre)
        form = {"action": "remove_second_factor", "_selected_action": [str(cadre.pk)]}
        operator.post("/admin/accounts/user/", form)
        assert not cadre.authenticator_set.exists()

    def test_the_security_administrator_only_looks(self, guardian, cadre):
        assert guardian.get(f"/admin/accounts/user/{cadre.pk}/change/").status_code == 200
        assert guardian.post(f"/admin/accounts/user/{cadre.pk}/change/", {"phone": ""}).status_code == 403


class TestRoles:
    def grant(self, guardian, user, kind, place=None):
        form = {"user": user.pk, "kind": kind, "place": place.pk if place else "", "since": "2026-01-01"}
        return guardian.post("/admin/access/role/add/", form)

    def test_a_role_is_granted(self, guardian, resident, town, security_administrator):
        self.grant(guardian, resident, RoleKind.TOWN_OFFICER, town)
        assert Role.everywhere.get(user=resident, kind=RoleKind.TOWN_OFFICER).place == town
        assert Record.everywhere.filter(act="access.role_granted", actor=security_administrator.pk).exists()

    def test_a_pair_the_law_keeps_apart_is_refused_with_its_reason(self, guardian, cadre, village):
        answer = self.grant(guardian, cadre, RoleKind.SUPERVISOR, village)
        assert answer.status_code == 409
        assert "村监委要监督村干部" in answer.content.decode()

    def test_a_role_that_needs_a_place_is_not_granted_without(self, guardian, resident):
        assert "其他职责都要选地点" in self.grant(guardian, resident, RoleKind.TOWN_OFFICER).content.decode()

    def test_a_role_is_never_changed(self, guardian, cadre):
        role = Role.everywhere.get(user=cadre)
        assert guardian.post(f"/admin/access/role/{role.pk}/change/", {}).status_code == 403

    def test_roles_are_ended(self, guardian, cadre):
        role = Role.everywhere.get(user=cadre)
        guardian.post("/admin/access/role/", {"action": "end_now", "_selected_action": [str(role.pk)]})
        assert Role.everywhere.get(pk=role.pk).until is not None

    def test_of_several_none_is_ended_where_one_is_over(self, guardian, cadre, resident):
        mine, other = Role.everywhere.get(user=cadre), Role.everywhere.get(user=resident)
        end_role(mine, actor=SYSTEM)
        answer = guardian.post(
            "/admin/access/role/", {"action": "end_now", "_selected_action": [str(mine.pk), str(other.pk)]}
        )
        assert answer.status_code == 409
        assert "已经结束" in answer.content.decode()
        assert Role.everywhere.get(pk=other.pk).until is None

    def test_the_system_administrator_is_not_offered_to_end_them(self, operator, cadre):
        role = Role.everywhere.get(user=cadre)
        operator.post("/admin/access/role/", {"action": "end_now", "_selected_action": [str(role.pk)]})
        assert Role.everywhere.get(pk=role.pk).until is None

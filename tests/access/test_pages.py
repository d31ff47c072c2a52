"""One's own account on screen: roles, password, sessions, and the records about oneself."""

import re

import pytest
from axes.models import AccessAttempt
from django.test import Client
from tests.cast import PASSWORD

from wugong.access.actions import grant_role
from wugong.access.roles import RoleKind
from wugong.access.views import A_PAGE
from wugong.accounts.actions import set_phone
from wugong.accounts.models import User
from wugong.counties.actors import SYSTEM

NEW = "mist-over-the-lake"


def test_my_page_says_who_i_am_and_what_i_may_do_where(as_user, cadre):
    set_phone(cadre, "13800138000", actor=SYSTEM)
    page = as_user(cadre).get("/me/").content.decode()
    for words in ("林可", "cadre", "13800138000", "清江县", "枫林坳村", "村干部", "自 2020-01-01 起"):
        assert words in page


def test_my_page_says_when_there_is_no_role_and_where_to_ask(as_user, make_user):
    assert "请找安全管理员授予" in as_user(make_user("newcomer")).get("/me/").content.decode()


def test_an_administrator_finds_the_administration_from_there(as_user, system_administrator, resident):
    assert 'href="/admin/"' in as_user(system_administrator).get("/me/").content.decode()
    assert 'href="/admin/"' not in as_user(resident).get("/me/").content.decode()


def test_the_audit_administrator_finds_the_records_from_there(as_user, audit_administrator, resident):
    assert 'href="/records/"' in as_user(audit_administrator).get("/me/").content.decode()
    assert 'href="/records/"' not in as_user(resident).get("/me/").content.decode()


@pytest.mark.parametrize("n", [1, 3])
def test_my_page_costs_the_same_with_more_roles(
    n, as_user, make_user, village, neighbour_village, town, django_assert_num_queries
):
    person = make_user("person")
    for kind, at in [
        (RoleKind.TOWN_OFFICER, town),
        (RoleKind.CASHIER, village),
        (RoleKind.CASHIER, neighbour_village),
    ][:n]:
        grant_role(person, kind, actor=SYSTEM, at=at)
    client = as_user(person)
    client.get("/me/")
    with django_assert_num_queries(7):
        client.get("/me/")


class TestPassword:
    def change(self, client, present=PASSWORD, new=NEW):
        return client.post("/me/password/", {"present": present, "new": new})

    def test_a_wrong_present_password_changes_nothing(self, as_user, resident):
        assert "现在的密码不对" in self.change(as_user(resident), present="wrong").content.decode()
        assert User.objects.get(pk=resident.pk).check_password(PASSWORD)

    def test_wrong_ones_are_counted_as_at_the_door(self, as_user, resident):
        client = as_user(resident)
        assert "还可以试 4 次" in self.change(client, present="wrong").content.decode()
        assert "还可以试 3 次" in self.change(client, present="wrong").content.decode()

    def test_after_five_wrong_ones_even_the_right_one_has_to_wait(self, as_user, resident):
        client = as_user(resident)
        for _ in range(5):
            answer = self.change(client, present="wrong")
        again = self.change(client)
        for page in (answer, again):
            assert page.status_code == 429
            assert "以后再试" in page.content.decode()
        assert User.objects.get(pk=resident.pk).check_password(PASSWORD)

    def test_wrong_ones_shut_no_neighbour_out(self, as_user, resident, cadre):
        client = as_user(resident)
        for _ in range(5):
            self.change(client, present="wrong")
        assert self.change(as_user(cadre))["Location"] == "/me/"
        assert User.objects.get(pk=cadre.pk).check_password(NEW)

    def test_what_was_typed_is_not_kept(self, as_user, resident):
        self.change(as_user(resident), present="nearly-the-right-one", new="the-next-one")
        kept = AccessAttempt.objects.get().post_data
        assert "nearly-the-right-one" not in kept
        assert "the-next-one" not in kept

    def test_a_changed_password_forgets_the_wrong_ones(self, as_user, resident):
        client = as_user(resident)
        self.change(client, present="wrong")
        self.change(client)
        assert not AccessAttempt.objects.exists()

    def test_a_weak_new_password_is_refused_beside_its_field(self, as_user, resident):
        assert "这个密码不能用" in self.change(as_user(resident), new="12345678").content.decode()
        assert User.objects.get(pk=resident.pk).check_password(PASSWORD)


def through_the_door(user, agent):
    """Return a browser that has signed in by name and password."""
    browser = Client(headers={"user-agent": f"Mozilla/5.0 ({agent}) Chrome/156"})
    browser.post("/sign-in/", {"login": user.login_name, "password": PASSWORD})
    return browser


class TestSessions:
    @pytest.fixture
    def phone(self, resident):
        return through_the_door(resident, "Android 14")

    @pytest.fixture
    def desk(self, phone, resident):
        return through_the_door(resident, "Windows NT 10.0")

    def listed(self, browser):
        return [session.device for session in browser.get("/me/sessions/").context["sessions"]]

    def test_all_open_sessions_are_listed_and_this_one_is_named(self, desk):
        page = desk.get("/me/sessions/").content.decode()
        assert self.listed(desk) == ["Windows 电脑 Chrome", "安卓手机 Chrome"]
        assert page.count("就是这台") == 1

    def test_another_session_can_be_ended(self, desk, phone):
        session = next(s for s in desk.get("/me/sessions/").context["sessions"] if "安卓" in s.device)
        desk.post("/me/sessions/", {"session": session.row.pk})
        assert phone.get("/me/").status_code == 302
        assert desk.get("/me/").status_code == 200

    def test_all_others_can_be_ended_at_once(self, desk, phone):
        desk.post("/me/sessions/")
        assert phone.get("/me/").status_code == 302
        assert self.listed(desk) == ["Windows 电脑 Chrome"]

    def test_a_session_of_someone_else_cannot_be_ended(self, desk, cadre):
        stranger = through_the_door(cadre, "别人的")
        theirs = stranger.get("/me/sessions/").context["sessions"][0]
        desk.post("/me/sessions/", {"session": theirs.row.pk})
        assert stranger.get("/me/").status_code == 200

    def test_a_session_that_is_over_is_not_listed(self, desk, phone):
        phone.logout()
        assert self.listed(desk) == ["Windows 电脑 Chrome"]

    def test_a_new_password_keeps_this_session_and_ends_the_others(self, desk, phone):
        desk.post("/me/password/", {"present": PASSWORD, "new": NEW})
        assert phone.get("/me/").status_code == 302
        assert self.listed(desk) == ["Windows 电脑 Chrome"]

    def test_a_device_that_says_nothing_of_itself_is_another_one(self, resident):
        browser = Client()
        browser.post("/sign-in/", {"login": resident.login_name, "password": PASSWORD})
        assert self.listed(browser) == ["别的设备"]

    @pytest.mark.parametrize("n", [1, 3])
    def test_the_list_costs_the_same(self, n, resident, django_assert_num_queries):
        browsers = [through_the_door(resident, f"第 {number} 台") for number in range(n)]
        with django_assert_num_queries(8):
            browsers[0].get("/me/sessions/")


class TestRecords:
    def test_i_read_what_concerns_me_and_nothing_else(self, as_user, resident, cadre):
        page = as_user(resident).get("/me/records/").content.decode()
        assert "系统 为 陈禾 开了账号" in page
        assert "林可" not in page

    def test_whoever_has_no_record_is_told_so(self, as_user, other_county):
        stranger = User(login_name="stranger", display_name="生人", county=other_county)
        stranger.save()
        assert "还没有记录" in as_user(stranger).get("/me/records/").content.decode()

    def test_the_audit_administrator_reads_all_of_the_county(
        self, as_user, audit_administrator, resident, far_town_officer
    ):
        page = as_user(audit_administrator).get("/records/").content.decode()
        assert "系统 为 陈禾 开了账号" in page
        assert "远办" not in page

    @pytest.mark.parametrize("n", [1, 3])
    def test_a_page_of_records_costs_the_same(self, n, as_user, resident, django_assert_num_queries):
        for number in range(n):
            set_phone(resident, f"1380013800{number}", actor=SYSTEM)
        client = as_user(resident)
        client.get("/me/records/")
        with django_assert_num_queries(8):
            client.get("/me/records/")

    def test_many_records_come_in_pages(self, as_user, resident):
        for number in range(A_PAGE):
            set_phone(resident, f"138001380{number:02}", actor=SYSTEM)
        client = as_user(resident)
        assert "第 1 页，共 2 页" in client.get("/me/records/").content.decode()
        assert client.get("/me/records/?page=2").context["page"].number == 2


@pytest.mark.parametrize(("view", "most"), [("standard", 5), ("elder", 4)])
def test_a_phone_shows_a_few_tabs_and_the_door_and_the_rest_on_ones_page(as_user, cadre, view, most):
    client = as_user(cadre)
    client.cookies["view"] = view
    page = client.get("/me/").content.decode()
    tabs = re.findall(r"<li.*?</li>", page[page.index('class="tabs"') : page.index("tabs__door")])
    assert len(tabs) > most
    assert ["tabs__far" in one for one in tabs] == [place >= most for place in range(len(tabs))]
    own = page[page.index("各个页面") :]
    assert all(re.search('href="(.*?)"', one)[0] in own for one in tabs)

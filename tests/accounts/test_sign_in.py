"""The door: login name or phone, a password, five tries, and a second step for those who have one."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.utils import timezone
from tests.accounts.codes import present_code, with_authenticator
from tests.cast import PASSWORD

from wugong.accounts.actions import change_password, deactivate_user, reactivate_user, set_phone
from wugong.accounts.adapter import Door
from wugong.accounts.lockout import login_name_tried
from wugong.counties.actors import SYSTEM

PHONE = "13800138000"
WRONG = "mist-over-the-lake"


def sign_in(client, login, password=PASSWORD, follow=False, **extra):
    return client.post("/sign-in/", {"login": login, "password": password}, follow=follow, **extra)


def inside(client):
    return "_auth_user_id" in client.session


def test_nobody_opens_an_account_for_oneself(rf):
    assert not Door().is_open_for_signup(rf.get("/sign-in/"))


def test_an_empty_form_says_what_is_missing(client, db):
    page = sign_in(client, "", "").content.decode()
    assert "请填登录名或手机号。" in page
    assert "请填密码。" in page


def test_a_wrong_password_says_how_many_tries_are_left(client, resident):
    assert "还可以试 4 次" in sign_in(client, "resident", WRONG).content.decode()
    assert "还可以试 3 次" in sign_in(client, "resident", WRONG).content.decode()
    assert not inside(client)


def test_an_unknown_name_is_answered_like_a_wrong_password(client, db):
    assert "还可以试 4 次" in sign_in(client, "nobody", WRONG).content.decode()


def test_a_stopped_account_stays_outside(client, resident):
    deactivate_user(resident, actor=SYSTEM)
    sign_in(client, "resident")
    assert not inside(client)


def test_a_phone_that_several_accounts_share_asks_for_the_login_name(client, make_user):
    make_user("user-one", phone=PHONE)
    make_user("user-two", phone=PHONE)
    assert "请改用登录名登录" in sign_in(client, PHONE).content.decode()
    assert not inside(client)


@pytest.mark.parametrize("typed", ["resident", " Resident "])
def test_the_login_name_opens_the_door(typed, client, resident):
    assert sign_in(client, typed)["Location"] == "/desk/"
    assert inside(client)


def test_a_phone_of_one_active_account_opens_the_door(client, resident, make_user):
    set_phone(resident, PHONE, actor=SYSTEM)
    deactivate_user(make_user("user-two", phone=PHONE), actor=SYSTEM)
    sign_in(client, PHONE)
    assert client.session["_auth_user_id"] == str(resident.pk)


def test_the_door_leads_on_to_where_one_wanted_to_go(client, resident):
    answer = client.post("/sign-in/", {"login": "resident", "password": PASSWORD, "next": "/me/records/"})
    assert answer["Location"] == "/me/records/"


def test_the_door_leads_to_no_other_house(client, resident):
    answer = client.post(
        "/sign-in/", {"login": "resident", "password": PASSWORD, "next": "https://evil.example/"}
    )
    assert answer["Location"] == "/desk/"


def test_where_one_wanted_to_go_is_kept_through_a_wrong_try(client, resident):
    page = client.get("/sign-in/?next=/me/records/").content.decode()
    assert '<input type="hidden" name="next" value="/me/records/">' in page


def test_whoever_is_inside_is_sent_on(client, as_user, resident):
    assert as_user(resident).get("/sign-in/")["Location"] == "/desk/"


def test_signing_out_ends_the_session(client, as_user, resident):
    assert as_user(resident).post("/sign-out/")["Location"] == "/"
    assert not inside(client)


class TestLockOut:
    def lock(self, client, login="resident", tries=5, **extra):
        for _ in range(tries):
            answer = sign_in(client, login, WRONG, **extra)
        return answer

    def test_the_fifth_wrong_try_shuts_the_door_and_says_until_when(self, client, resident):
        answer = self.lock(client)
        opens = timezone.localtime(AccessAttempt.objects.get().attempt_time + timedelta(minutes=15))
        assert answer.status_code == 429
        assert f"请在 {opens:%H:%M} 以后再试" in answer.content.decode()

    def test_the_right_password_does_not_open_a_shut_door(self, client, resident):
        self.lock(client)
        answer = sign_in(client, "resident")
        assert answer.status_code == 429
        assert not inside(client)

    def test_a_phone_tried_shuts_the_door_of_its_account(self, client, resident):
        set_phone(resident, PHONE, actor=SYSTEM)
        self.lock(client, PHONE)
        assert sign_in(client, "resident").status_code == 429

    def test_a_neighbour_on_the_same_address_gets_in(self, client, resident, cadre):
        self.lock(client)
        neighbour = Client()
        sign_in(neighbour, "cadre")
        assert inside(neighbour)

    def test_the_owner_gets_in_from_another_address(self, client, resident):
        self.lock(client, REMOTE_ADDR="10.0.0.7")
        sign_in(client, "resident", REMOTE_ADDR="10.0.0.8")
        assert inside(client)

    def test_the_door_opens_again_after_a_while(self, client, resident):
        self.lock(client)
        AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
        sign_in(client, "resident")
        assert inside(client)

    def test_a_right_password_forgets_the_wrong_ones(self, client, resident):
        self.lock(client, tries=4)
        sign_in(client, "resident")
        client.logout()
        assert "还可以试 4 次" in sign_in(client, "resident", WRONG).content.decode()

    def test_a_try_at_a_shut_door_does_not_keep_it_shut_longer(self, client, resident):
        self.lock(client)
        AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=10))
        shut = AccessAttempt.objects.get()
        opens = timezone.localtime(shut.attempt_time + timedelta(minutes=15))
        assert f"请在 {opens:%H:%M} 以后再试" in sign_in(client, "resident", WRONG).content.decode()
        assert AccessAttempt.objects.get().attempt_time == shut.attempt_time

    def test_a_password_set_anew_opens_the_door_at_once_as_its_page_says(self, client, resident):
        assert "请村里或镇里管系统的人重设" in self.lock(client).content.decode()
        change_password(resident, "a-song-of-the-hills", actor=SYSTEM)
        sign_in(client, "resident", "a-song-of-the-hills")
        assert inside(client)

    def test_a_password_set_anew_opens_no_other_door(self, client, resident, cadre):
        self.lock(client, "cadre")
        change_password(resident, "a-song-of-the-hills", actor=SYSTEM)
        assert sign_in(client, "cadre").status_code == 429

    def test_an_account_opened_again_is_not_shut_out(self, client, resident):
        self.lock(client)
        deactivate_user(resident, actor=SYSTEM)
        reactivate_user(resident, actor=SYSTEM)
        sign_in(client, "resident")
        assert inside(client)

    def test_many_wrong_names_from_one_address_shut_nobody_out(self, client, resident):
        for number in range(40):
            sign_in(client, f"guess{number}", WRONG)
        sign_in(client, "resident")
        assert inside(client)

    def test_behind_a_proxy_of_ours_the_address_it_saw_counts(self, client, resident, settings):
        settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
        self.lock(client, headers={"x-forwarded-for": "10.9.9.9, 10.0.0.7"})
        sign_in(client, "resident", headers={"x-forwarded-for": "10.0.0.8"})
        assert inside(client)

    def test_an_address_that_a_visitor_invents_does_not_count(self, client, resident):
        for number in range(5):
            answer = sign_in(client, "resident", WRONG, headers={"x-forwarded-for": f"10.0.0.{number}"})
        assert answer.status_code == 429

    def test_a_shared_phone_counts_for_itself(self, rf, make_user):
        make_user("user-one", phone=PHONE)
        make_user("user-two", phone=PHONE)
        assert login_name_tried(rf.post("/sign-in/", {"login": PHONE})) == PHONE


class TestSecondStep:
    def test_a_password_alone_is_not_enough(self, client, resident):
        with_authenticator(resident)
        assert sign_in(client, "resident")["Location"] == "/sign-in/code/"
        assert not inside(client)

    def test_a_wrong_code_is_refused(self, client, resident):
        with_authenticator(resident)
        sign_in(client, "resident")
        page = client.post("/sign-in/code/", {"code": "000000"}).content.decode()
        assert "这 6 位数字不对" in page
        assert not inside(client)

    def test_too_many_wrong_codes_have_to_wait(self, client, resident):
        with_authenticator(resident)
        sign_in(client, "resident")
        for _ in range(6):
            page = client.post("/sign-in/code/", {"code": "000000"}).content.decode()
        assert "请过 10 分钟再试" in page

    def test_the_code_of_the_authenticator_opens_the_door(self, client, resident):
        secret = with_authenticator(resident)
        sign_in(client, "resident")
        assert client.post("/sign-in/code/", {"code": present_code(secret)})["Location"] == "/desk/"
        assert inside(client)

    def test_the_code_is_asked_for_only_after_the_password(self, client, db):
        assert client.get("/sign-in/code/")["Location"].startswith("/sign-in/")

    def test_the_page_of_the_second_step_says_what_to_do(self, client, resident):
        with_authenticator(resident)
        page = sign_in(client, "resident", follow=True).content.decode()
        assert "打开验证器，抄下 6 位数字" in page

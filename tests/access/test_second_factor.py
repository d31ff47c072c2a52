"""Office roles set up a second factor before anything else opens; everyone else may."""

import pytest
from allauth.mfa.models import Authenticator
from tests.accounts.codes import present_code, with_authenticator
from tests.cast import PASSWORD

from wugong.audit.models import Record

SET_UP = "/me/second-factor/set-up/"


@pytest.fixture
def signed_in(client):
    def signed_in(user):
        client.force_login(user)
        return client

    return signed_in


@pytest.mark.parametrize("path", ["/me/", "/me/records/", "/me/password/", "/admin/"])
@pytest.mark.parametrize(
    "who", ["town_officer", "town_approver", "county_officer", "rule_keeper", "system_administrator"]
)
def test_an_officer_without_one_is_sent_to_set_it_up(who, path, request, signed_in):
    answer = signed_in(request.getfixturevalue(who)).get(path)
    assert answer["Location"] == SET_UP


@pytest.mark.parametrize("path", ["/healthz", "/sign-in/", SET_UP, "/me/confirm/"])
def test_public_pages_and_the_setting_up_stay_open(path, signed_in, town_officer):
    assert signed_in(town_officer).get(path).get("Location") != SET_UP


@pytest.mark.parametrize("who", ["resident", "cadre", "supervisor", "assessor"])
def test_other_roles_may_do_without(who, request, signed_in):
    assert signed_in(request.getfixturevalue(who)).get("/me/").status_code == 200


def test_an_officer_with_one_enters(signed_in, town_officer):
    with_authenticator(town_officer)
    assert signed_in(town_officer).get("/me/").status_code == 200


def test_a_demonstration_may_do_without(signed_in, town_officer, settings):
    settings.SECOND_FACTOR = False
    assert signed_in(town_officer).get("/me/").status_code == 200


def test_a_page_that_does_not_exist_is_just_not_there(signed_in, town_officer):
    assert signed_in(town_officer).get("/nowhere/").status_code == 404


def confirmed(client):
    """Say the password again, as is asked before anything that touches the second factor."""
    return client.post("/me/confirm/", {"password": PASSWORD})


def test_setting_up_asks_for_the_password_first(signed_in, town_officer):
    client = signed_in(town_officer)
    assert client.get(SET_UP)["Location"].startswith("/me/confirm/")
    assert "请再输一次密码" in client.get("/me/confirm/").content.decode()
    assert "密码不对" in client.post("/me/confirm/", {"password": "wrong"}).content.decode()


def test_setting_up_shows_a_code_to_scan_and_a_key_to_type(signed_in, town_officer):
    client = signed_in(town_officer)
    confirmed(client)
    page = client.get(SET_UP)
    assert 'src="data:image/svg+xml;base64,' in page.content.decode()
    assert page.context["form"].secret in page.content.decode()


def set_up(client):
    confirmed(client)
    secret = client.get(SET_UP).context["form"].secret
    return client.post(SET_UP, {"code": present_code(secret)})


def test_a_wrong_first_code_sets_nothing_up(signed_in, town_officer):
    client = signed_in(town_officer)
    confirmed(client)
    client.get(SET_UP)
    assert "这 6 位数字不对" in client.post(SET_UP, {"code": "12"}).content.decode()
    assert not Authenticator.objects.exists()


def test_the_first_code_sets_it_up_shows_backup_codes_and_opens_the_house(here, signed_in, town_officer):
    client = signed_in(town_officer)
    assert set_up(client)["Location"] == "/me/second-factor/codes/"
    assert "还有 10 个没用过" in client.get("/me/second-factor/codes/").content.decode()
    assert "已开通" in client.get("/me/second-factor/").content.decode()
    assert str(Record.objects.latest("pk")) == "向办 给 向办 的账号加了第二步核对"


def test_the_secret_is_not_readable_in_the_database(signed_in, town_officer):
    client = signed_in(town_officer)
    confirmed(client)
    secret = client.get(SET_UP).context["form"].secret
    client.post(SET_UP, {"code": present_code(secret)})
    assert secret not in str(Authenticator.objects.get(type="totp").data)


def test_new_backup_codes_replace_the_old_ones(signed_in, town_officer):
    client = signed_in(town_officer)
    set_up(client)
    old = client.get("/me/second-factor/codes/").context["unused_codes"]
    assert "原来的备用码都不能用了" in client.get("/me/second-factor/codes/new/").content.decode()
    client.post("/me/second-factor/codes/new/")
    assert set(client.get("/me/second-factor/codes/").context["unused_codes"]).isdisjoint(old)


def test_a_backup_code_opens_the_door_once(client, signed_in, town_officer):
    set_up(signed_in(town_officer))
    code = client.get("/me/second-factor/codes/").context["unused_codes"][0]
    for location in ("/desk/", None):
        client.logout()
        client.post("/sign-in/", {"login": "town-officer", "password": PASSWORD})
        assert client.post("/sign-in/code/", {"code": code}).get("Location") == location


def test_taking_it_down_is_recorded_and_an_officer_sets_up_anew(here, signed_in, town_officer):
    client = signed_in(town_officer)
    set_up(client)
    assert "原来的验证器和备用码都不能用了" in client.get("/me/second-factor/take-down/").content.decode()
    client.post("/me/second-factor/take-down/")
    assert str(Record.objects.latest("pk")) == "向办 撤下了 向办 账号的第二步核对"
    assert client.get("/me/")["Location"] == SET_UP


def test_the_code_can_stand_for_the_password_when_it_is_asked_again(signed_in, town_officer):
    secret = with_authenticator(town_officer)
    client = signed_in(town_officer)
    assert "抄下 6 位数字" in client.get("/me/confirm/code/").content.decode()
    client.post("/me/confirm/code/", {"code": present_code(secret)})
    assert client.get("/me/second-factor/take-down/").status_code == 200


def test_a_resident_reads_what_it_is_good_for(signed_in, resident):
    assert "还没有开通" in signed_in(resident).get("/me/second-factor/").content.decode()

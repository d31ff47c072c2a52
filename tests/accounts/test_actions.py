"""Accounts: opened with a login name of the house, changed and stopped, each time on record."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from tests.cast import PASSWORD

from wugong.accounts import actions
from wugong.accounts.models import User
from wugong.accounts.refusals import BadLoginName, BadPhone, LoginNameTaken, WeakPassword
from wugong.audit.models import Record
from wugong.counties.actors import SYSTEM


def last_words(county=None):
    return str(Record.objects.latest("pk"))


@pytest.mark.parametrize("name", ["", "ab", "1abc", "张明", "a b c", "x" * 31, "a_b_c"])
def test_a_login_name_that_cannot_be_typed_is_refused(name, county):
    with pytest.raises(BadLoginName, match="3 到 30 个"):
        actions.create_user(name, "某人", actor=SYSTEM, county=county)


def test_a_login_name_is_given_once_in_the_whole_house(resident, other_county):
    with pytest.raises(LoginNameTaken, match="resident"):
        actions.create_user("Resident", "另一人", actor=SYSTEM, county=other_county)


@pytest.mark.parametrize(
    "phone", ["1380013800", "23800138000", "138001380000", "1380013800x", "１３８００１３８０００"]
)
def test_a_phone_that_cannot_be_dialled_is_refused(phone, county):
    with pytest.raises(BadPhone, match="11 位数字"):
        actions.create_user("someone", "某人", actor=SYSTEM, county=county, phone=phone)


@pytest.mark.parametrize("password", ["short", "password", "someone1"])
def test_a_weak_password_is_refused_with_its_reason(password, county):
    with pytest.raises(WeakPassword, match="这个密码不能用"):
        actions.create_user("someone", "某人", actor=SYSTEM, county=county, password=password)
    assert not User.objects.filter(login_name="someone").exists()


def test_a_user_is_made_in_a_county_and_on_record(here):
    user = actions.create_user(
        " Someone ", "某人", actor=SYSTEM, county=here, phone="13800138000", password=PASSWORD
    )
    assert (user.login_name, user.phone, user.county, str(user)) == ("someone", "13800138000", here, "某人")
    assert user.check_password(PASSWORD)
    assert last_words() == "系统 为 某人 开了账号"
    assert Record.objects.concerning(user.pk).exists()


def test_a_user_without_a_password_cannot_be_signed_in(county):
    assert not actions.create_user("someone", "某人", actor=SYSTEM, county=county).has_usable_password()


def test_two_people_may_share_a_phone(make_user):
    for name in ("one", "two"):
        make_user(f"user-{name}", phone="13800138000")
    assert User.objects.filter(phone="13800138000").count() == 2


def test_a_changed_password_is_the_only_one(here, resident):
    actions.change_password(resident, "mist-over-the-lake", actor=resident)
    assert User.objects.get(pk=resident.pk).check_password("mist-over-the-lake")
    assert last_words() == "陈禾 改了 陈禾 的密码"


def test_a_phone_can_be_changed_and_taken_away(here, resident):
    actions.set_phone(resident, "13900139000", actor=SYSTEM)
    assert User.objects.get(pk=resident.pk).phone == "13900139000"
    actions.set_phone(resident, "", actor=SYSTEM)
    assert User.objects.get(pk=resident.pk).phone == ""


def test_a_stopped_account_can_be_opened_again(here, resident):
    actions.deactivate_user(resident, actor=SYSTEM)
    assert not User.objects.active().filter(pk=resident.pk).exists()
    assert last_words() == "系统 停用了 陈禾 的账号"
    actions.reactivate_user(resident, actor=SYSTEM)
    assert User.objects.active().filter(pk=resident.pk).exists()


def test_what_is_so_already_is_not_recorded_again(here, resident):
    before = Record.objects.count()
    actions.reactivate_user(resident, actor=SYSTEM)
    assert Record.objects.count() == before


def test_the_administration_is_opened_and_closed(here, resident):
    actions.open_administration(resident, actor=SYSTEM)
    assert User.objects.get(pk=resident.pk).is_staff
    actions.close_administration(resident, actor=SYSTEM)
    assert not User.objects.get(pk=resident.pk).is_staff


def test_a_lost_authenticator_is_taken_away_with_its_backup_codes(here, resident):
    RecoveryCodes.activate(resident)
    actions.remove_second_factor(resident, actor=SYSTEM)
    assert not Authenticator.objects.filter(user=resident).exists()
    assert last_words() == "系统 撤下了 陈禾 账号的第二步核对"


def test_taking_away_nothing_is_not_recorded(here, resident):
    before = Record.objects.count()
    actions.remove_second_factor(resident, actor=SYSTEM)
    assert Record.objects.count() == before


def test_django_permissions_say_no(resident):
    assert not resident.has_perm("places.add_place")
    assert not resident.has_module_perms("places")

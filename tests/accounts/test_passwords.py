"""Why a password will not do is said in Chinese, whichever rule it breaks."""

import re

import pytest
from django.conf import settings

from wugong.accounts.actions import change_password, set_phone
from wugong.accounts.refusals import WeakPassword
from wugong.counties.actors import SYSTEM

WEAK = {
    "UserAttributeSimilarityValidator": ("resident-1", "跟 登录名 太相似"),
    "LongEnough": ("x7-q", "至少要 8 个字符"),
    "CommonPasswordValidator": ("password", "太常见"),
    "NumericPasswordValidator": ("20260917331", "只包含数字"),
}


def test_every_rule_has_its_weak_password() -> None:
    assert {rule["NAME"].rpartition(".")[2] for rule in settings.AUTH_PASSWORD_VALIDATORS} == set(WEAK)


@pytest.mark.parametrize(("password", "why"), WEAK.values(), ids=WEAK)
def test_a_weak_password_is_refused_in_chinese(password, why, resident) -> None:
    with pytest.raises(WeakPassword, match=why) as refused:
        change_password(resident, password, actor=SYSTEM)
    assert not re.search("[A-Za-z]", str(refused.value))


@pytest.mark.parametrize("password", ["陈禾陈禾陈禾", "13800138000-", "a-resident"])
def test_what_others_know_of_a_person_is_no_password(password, resident) -> None:
    set_phone(resident, "13800138000", actor=SYSTEM)
    with pytest.raises(WeakPassword):
        change_password(resident, password, actor=SYSTEM)

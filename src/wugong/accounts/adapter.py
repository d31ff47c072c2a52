"""How the sign-in library behaves at our door: what it counts, what it says, what it keeps unreadable."""

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wugong.accounts.lockout import tries_left

WRONG_CODE = gettext_lazy("这 6 位数字不对。请看验证器上现在的数字，30 秒换一次；备用码每个只能用一次。")


class Door(DefaultAccountAdapter):  # type: ignore[misc] # the package ships no types
    """Sign-in by login name and password; nobody opens an account for themselves."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": gettext_lazy("数字错得太多，请过 10 分钟再试。"),
        "rate_limited": gettext_lazy("数字错得太多，请过 10 分钟再试。"),
        "incorrect_password": gettext_lazy("密码不对，请再输一次。"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say no: accounts are opened by the system administrator."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count nothing: wrong passwords are counted by login name and address (see `lockout`)."""

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Say that name and password do not fit, and how many tries are left."""
        left = tries_left(request, str(credentials.get("username", "")))
        raise ValidationError(
            _("登录名或密码不对，还可以试 %(left)s 次。") % {"left": left}, code="wrong_pair"
        )

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing of its own: our pages show what has changed."""


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc] # the package ships no types
    """Secrets and backup codes are kept under the house's key, unreadable in a copy of the database."""

    error_messages = DefaultMFAAdapter.error_messages | {"incorrect_code": WRONG_CODE}

    def encrypt(self, text: str) -> str:
        """Return the text under the house's key."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return the text again."""
        return _box().decrypt(encrypted_text.encode()).decode()


def _box() -> Fernet:
    key = salted_hmac("wugong.accounts.second_factor", settings.SECRET_KEY, algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))

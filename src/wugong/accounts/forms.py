"""The forms at the door: name and password, and the second factor's six digits."""

from typing import Any

from allauth.account.forms import LoginForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wugong.accounts.queries import login_name_of
from wugong.accounts.refusals import PhoneShared
from wugong.web.refusals import said


class SignInForm(LoginForm):  # type: ignore[misc] # the package ships no types
    """Login name or phone, and the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(
            label=_("登录名或手机号"),
            max_length=60,
            widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
            error_messages={"required": _("请填登录名或手机号。")},
        )
        self.fields["password"] = forms.CharField(
            label=_("密码"),
            max_length=200,
            strip=False,
            widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
            error_messages={"required": _("请填密码。")},
        )

    def clean_login(self) -> str:
        """Return the login name meant; a phone that several accounts share is refused."""
        try:
            return login_name_of(self.cleaned_data["login"])
        except PhoneShared as refusal:
            raise ValidationError(said(refusal)) from refusal


def code_field(help_text: Any) -> forms.CharField:
    """Return the field for the digits that an authenticator shows."""
    attrs = {"autocomplete": "one-time-code", "inputmode": "numeric"}
    return forms.CharField(
        label=_("6 位数字"), help_text=help_text, max_length=20, widget=forms.TextInput(attrs=attrs)
    )


class CodeForm(AuthenticateForm):  # type: ignore[misc] # the package ships no types
    """The second step at the door; a backup code will do as well."""

    code = code_field(_("打开验证器，抄下 6 位数字，30 秒换一次。没带手机，就填一个备用码。"))


class CodeAgainForm(ReauthenticateForm):  # type: ignore[misc] # the package ships no types
    """The second factor asked again, before something that matters."""

    code = code_field(_("打开验证器，抄下 6 位数字。"))


class FirstCodeForm(ActivateTOTPForm):  # type: ignore[misc] # the package ships no types
    """The first code, which proves that the authenticator was set up."""

    code = code_field(_("扫码以后，验证器上会出现 6 位数字，抄在这里。"))

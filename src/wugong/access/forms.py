"""Forms of one's own account."""

from django import forms
from django.utils.translation import gettext_lazy as _


def _secret(autocomplete: str) -> forms.PasswordInput:
    return forms.PasswordInput(attrs={"autocomplete": autocomplete})


class PasswordForm(forms.Form):
    """The present password, and the new one."""

    present = forms.CharField(label=_("现在的密码"), strip=False, widget=_secret("current-password"))
    new = forms.CharField(
        label=_("新密码"),
        strip=False,
        help_text=_("至少 8 个字符，不要只用数字，也不要用姓名和手机号。"),
        widget=_secret("new-password"),
    )

"""Forms of a resident's own pages: a correction to ask for, a new phone number, a consent."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from wugong.registry.forms.asking import RegisterForm
from wugong.registry.forms.parts import digits
from wugong.registry.purposes import purposes
from wugong.registry.states import Sex
from wugong.web.texts import WordsField

UNCHOSEN = {"required": _("还没有选，请选一项。")}
DAY = re.compile(r"(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})\D?")


class CorrectionForm(RegisterForm):
    """What is registered wrongly, how it should be, and how that is known."""

    what = forms.ChoiceField(
        label=_("哪一项不对"),
        widget=forms.RadioSelect,
        choices=[
            ("name", _("姓名")),
            ("sex", _("性别")),
            ("born", _("出生日期")),
            ("id_number", _("证件号")),
        ],
        error_messages=UNCHOSEN,
    )
    value = WordsField(
        label=_("应当是"),
        max_length=60,
        widget=digits(),
        help_text=_("日期写成 1975-03-08，性别写男或女"),
        error_messages={"required": _("还没有写，请写上应当是什么。")},
    )
    reason = WordsField(
        label=_("依据是什么"),
        max_length=200,
        help_text=_("如：身份证上写的、户口本上写的"),
        error_messages={"required": _("还没有写，请写上是从哪里知道的。")},
    )
    faults = {
        "registry.no_person_name": "value",
        "registry.bad_id_number": "value",
        "registry.registered_already": "value",
        "registry.nothing_to_change": "value",
        "registry.no_reason": "reason",
        "registry.number_in_request": "reason",
    }

    def clean(self) -> dict[str, Any]:
        """Read a day or a sex as people write them."""
        given = self.cleaned_data
        reader = {"born": _day, "sex": _sex}.get(given.get("what", ""))
        if reader and given.get("value"):
            read = reader(given["value"])
            if read is None:
                self.add_error("value", said("看不懂，请照说明写：日期如 1975-03-08，性别写男或女。"))
            given["value"] = read
        return given

    def wanted(self) -> Mapping[str, str]:
        """Return what the request is to carry out."""
        return {self.cleaned_data["what"]: self.cleaned_data["value"]}


class OwnPhoneForm(RegisterForm):
    """The number by which somebody is reached; empty takes it away."""

    phone = forms.CharField(
        label=_("新的手机号"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        help_text=_("不想留号码，就空着"),
    )
    faults = {
        "registry.bad_phone": "phone",
        "registry.nothing_to_change": "phone",
        "registry.guardian_has_not_agreed": "phone",
    }


class ConsentForm(RegisterForm):
    """To agree to a purpose for somebody, or to withdraw."""

    person = forms.UUIDField()
    purpose = forms.CharField(max_length=40)
    agree = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])

    def clean_purpose(self) -> str:
        """Refuse a purpose that there is not."""
        key: str = self.cleaned_data["purpose"]
        if key not in purposes():
            raise forms.ValidationError(said("没有这个用途，请刷新再选。"))
        return key


def _day(text: str) -> str | None:
    match = DAY.fullmatch(text.strip())
    try:
        return date(*(int(part) for part in match.groups())).isoformat() if match else None
    except ValueError:
        return None


def _sex(text: str) -> str | None:
    return {str(Sex(one).label): one for one in Sex.values}.get(text.strip())

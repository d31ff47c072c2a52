"""Forms by which a cadre, face to face, binds an account, enters a consent, notes whom to recuse."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wugong.registry.forms.asking import RegisterForm
from wugong.registry.models import Person
from wugong.registry.purposes import Purpose
from wugong.registry.states import Channel, Kin
from wugong.web.texts import WordsField

UNCHOSEN = {"required": _("还没有选，请选一项。")}
UNWRITTEN = {"required": _("还没有写，请写上。")}


class AccountForm(RegisterForm):
    """The account of somebody who stands before the cadre, and whether it is her own."""

    login_name = WordsField(
        label=_("登录名"),
        max_length=30,
        help_text=_("看着本人在手机上登录，照“我的账号”里写的填"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
        error_messages={"required": _("还没有填登录名，请看着本人的手机填。")},
    )
    whose = forms.ChoiceField(
        label=_("是谁的账号"),
        widget=forms.RadioSelect,
        choices=[("self", _("本人的")), ("family", _("家人代用"))],
        error_messages=UNCHOSEN,
    )
    faults = {
        "registry.no_such_account": "login_name",
        "registry.own_account": "login_name",
        "registry.bound_already": "login_name",
        "registry.self_already": "whose",
        "registry.has_an_account": "whose",
    }


class PaperConsentForm(RegisterForm):
    """What was signed on paper, or said face to face."""

    purpose = forms.ChoiceField(label=_("用途"), widget=forms.RadioSelect, error_messages=UNCHOSEN)
    guardian = forms.ChoiceField(label=_("监护人"), error_messages=UNCHOSEN)
    channel = forms.ChoiceField(
        label=_("怎么同意的"),
        widget=forms.RadioSelect,
        choices=[(one.value, one.label) for one in (Channel.PAPER, Channel.SPOKEN)],
        error_messages=UNCHOSEN,
    )
    faults = {
        "registry.consent_stands": "purpose",
        "registry.needs_guardian": "guardian",
        "registry.not_a_guardian": "guardian",
    }

    def __init__(
        self, purposes: Iterable[Purpose], guardians: Iterable[Person] | None, *given: Any, **options: Any
    ) -> None:
        super().__init__(*given, **options)
        purpose = self.fields["purpose"]
        assert isinstance(purpose, forms.ChoiceField)
        purpose.choices = [(one.key, one.title) for one in purposes]
        if guardians is None:
            del self.fields["guardian"]
            return
        guardian = self.fields["guardian"]
        assert isinstance(guardian, forms.ChoiceField)
        self.guardians = {str(one.pk): one for one in guardians}
        guardian.choices = [(key, one.name) for key, one in self.guardians.items()]

    def given(self) -> dict[str, Any]:
        """Return what the act takes."""
        facts = dict(self.cleaned_data)
        if "guardian" in facts:
            facts["guardian"] = self.guardians[facts["guardian"]]
        return facts | {"channel": Channel(facts["channel"])}


class RecusalForm(RegisterForm):
    """Somebody of the same village before whom this person recuses herself, and why: kept, never shown."""

    number = WordsField(label=_("对方的户号"), max_length=30, error_messages=UNWRITTEN)
    name = WordsField(label=_("对方的姓名"), max_length=60, error_messages=UNWRITTEN)
    kin = forms.ChoiceField(
        label=_("为什么要回避"),
        choices=Kin.choices,
        widget=forms.RadioSelect,
        help_text=_("只用来判断回避，哪里都不显示"),
        error_messages=UNCHOSEN,
    )
    faults = {
        "registry.nobody_of_this_name": "name",
        "registry.kin_noted_already": "name",
        "registry.kin_to_oneself": "name",
    }

"""Forms of one's own account, and of the acts on places."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wugong.places.models import Place
from wugong.places.queries import siblings_of


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


class PlaceSearchForm(forms.Form):
    """Part of a name, or the beginning of a code."""

    q = forms.CharField(label=_("名称或代码"), required=False, max_length=60)


class PlaceForm(forms.Form):
    """What an act on a place needs to know."""

    def __init__(self, place: Place, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self.place = place

    def summary(self) -> list[tuple[str, str]]:
        """Return what was filled in, field by field, as it is read back before the act."""
        given = self.cleaned_data.items()
        return [(str(self[name].label), _read_back(value)) for name, value in given if value]


def _read_back(value: Any) -> str:
    if isinstance(value, str | date):
        return str(value)
    return "、".join(" ".join(one) if isinstance(one, tuple) else f"{one.code} {one.name}" for one in value)


def _day(label: Any, help_text: Any) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, help_text=help_text, widget=widget)


def _code() -> forms.CharField:
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    help_text = _("县区 6 位，乡镇街道 9 位，村和社区 12 位，村民小组 14 位。")
    return forms.CharField(label=_("新代码"), max_length=20, help_text=help_text, widget=widget)


def _since() -> forms.DateField:
    return _day(_("从哪天起"), _("批文上的日期。文到得晚，可以填过去的日期。"))


class RenameForm(PlaceForm):
    """Another name."""

    name = forms.CharField(label=_("新名称"), max_length=60, help_text=_("写全称，如“青山村”。"))


class RecodeForm(PlaceForm):
    """Another code, from a day on."""

    code = _code()
    day = _since()


class _BesideForm(PlaceForm):
    """With a choice among the places beside this one, under the same parent."""

    others = forms.ModelMultipleChoiceField(Place.everywhere.none(), widget=forms.CheckboxSelectMultiple)

    def __init__(self, place: Place, *given: Any, **options: Any) -> None:
        super().__init__(place, *given, **options)
        choice = self.fields["others"]
        assert isinstance(choice, forms.ModelMultipleChoiceField)
        choice.queryset = siblings_of(place)


class MergeForm(_BesideForm):
    """With whom, what comes of it, and from which day on."""

    name = forms.CharField(label=_("合并后的名称"), max_length=60)
    code = _code()
    day = _since()

    def __init__(self, place: Place, *given: Any, **options: Any) -> None:
        super().__init__(place, *given, **options)
        self.fields["others"].label = _("和哪些合并")
        self.fields["code"].label = _("合并后的代码")
        self.fields["code"].initial = place.code
        own = {"name": place.name, "code": place.code}
        said = gettext("现在填的是%(name)s的代码 %(code)s：合并以后还用它，%(name)s的成绩接着算。")
        more = gettext("也可以换成一起合并的另一个村的代码；要设一个全新的村，就填批下来的新代码。")
        self.fields["code"].help_text = said % own + more


class CloseForm(_BesideForm):
    """The last day, and who follows if anybody does."""

    day = _day(_("最后一天"), _("这一天还在，第二天起没有了。"))

    def __init__(self, place: Place, *given: Any, **options: Any) -> None:
        super().__init__(place, *given, **options)
        self.fields["others"].label = _("由谁接续")
        self.fields["others"].required = False


class SplitForm(PlaceForm):
    """The parts, a line each, and the day."""

    parts = forms.CharField(
        label=_("拆成哪几个"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("一行一个：代码、空格、名称。原村继续的，把它现在的代码也写一行。"),
    )
    day = _since()

    def clean_parts(self) -> list[tuple[str, str]]:
        """Return code and name of each part; a line that lacks one of them is named."""
        lines = self.cleaned_data["parts"].splitlines()
        words = [(number, line.split(None, 1)) for number, line in enumerate(lines, 1) if line.strip()]
        if short := [number for number, parts in words if len(parts) < 2]:
            raise forms.ValidationError(_faulty(short))
        return [(code, name) for _number, (code, name) in words]


def _faulty(numbers: Iterable[int]) -> str:
    lines = "、".join(map(str, numbers))
    return gettext("第 %(lines)s 行缺代码或名称，请写成“代码 名称”。") % {"lines": lines}

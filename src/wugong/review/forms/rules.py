"""What the pages about rules take in: a draft with its switches, the day from which it holds, populations."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from wugong.base.citations import without_codes
from wugong.base.periods import Period
from wugong.places.models import Place
from wugong.review.rule_pages import SWITCH, Counted
from wugong.rules.scheme import Scheme

LARGEST = 1 << 20  # bytes of a scheme
TOO_LARGE = _("这份文件超过 1 MB，不像一份办法，请核对后再选。")
NOT_TEXT = _("这不是 UTF-8 文字，请另存为 UTF-8 的 YAML。")


class TextForm(forms.Form):
    """A text in a box, or a file in its place."""

    file = forms.FileField(label=_("换成文件里的全文"), required=False)
    text = forms.CharField(
        label=_("全文（可以直接改）"),
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false"}),
        max_length=LARGEST,
        strip=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.files.get("file"):
            self.fields["text"].required = False

    def clean_file(self) -> str:
        """Return the text of the file, or nothing."""
        file: UploadedFile | None = self.cleaned_data["file"]
        if file is None:
            return ""
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(TOO_LARGE)
        try:
            return bytes(file.read()).decode("utf-8-sig")
        except UnicodeDecodeError:
            raise forms.ValidationError(NOT_TEXT) from None

    @property
    def whole(self) -> str:
        """Return the text that counts, with the line ends of a file."""
        text: str = self.cleaned_data.get("file") or self.cleaned_data.get("text", "")
        return text.replace("\r\n", "\n")


class DraftForm(TextForm):
    """A draft of a scheme, and over which town's year it is replayed."""

    town = forms.ChoiceField(label=_("用哪个乡镇的成绩"))
    year = forms.ChoiceField(label=_("用哪一年的成绩"))

    def __init__(
        self,
        *args: Any,
        towns: Sequence[Place],
        years: Sequence[Period],
        scheme: Scheme | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.choose("town", [(town.code, town.name) for town in towns])
        self.choose("year", [(str(year), year.label) for year in years])
        for name, switch in (scheme.switches if scheme else {}).items():
            self.fields[SWITCH + name] = forms.ChoiceField(
                label=without_codes(switch.title),
                choices=[(name, without_codes(title)) for name, title in switch.choices.items()],
                initial=scheme.settings[name] if scheme else None,
            )
        self.order_fields(["town", "year", *self.switch_names, "file", "text"])

    def choose(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        """Offer these; where there is one only it is not asked."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)
        if len(choices) == 1:
            field.widget, field.initial = forms.HiddenInput(), choices[0][0]

    @property
    def switch_names(self) -> list[str]:
        return [name for name in self.fields if name.startswith(SWITCH)]

    def short(self) -> list[forms.BoundField]:
        """Return the fields of one line: town, year and switches."""
        return [self[name] for name in ("town", "year", *self.switch_names)]

    @property
    def settings(self) -> dict[str, str]:
        """Return what was chosen for each switch."""
        given = {
            name.removeprefix(SWITCH): self.data.get(name, "")
            for name in self.data
            if name.startswith(SWITCH)
        }
        return {name: value for name, value in given.items() if value}


class SinceForm(forms.Form):
    """From which day a draft holds."""

    since = forms.DateField(
        label=_("自哪一天起用"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": _("请选一个生效日期。"), "invalid": _("日期要写成 2026-01-01 这样。")},
    )


class PeopleForm(forms.Form):
    """How many people each village has, from a day on."""

    since = forms.DateField(
        label=_("自哪一天起"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    source = forms.CharField(label=_("出处"), max_length=120, help_text=_("比如：镇派出所年初户籍人口。"))

    def __init__(self, *args: Any, villages: Sequence[Counted], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in villages:
            self.fields[one.village.code] = forms.IntegerField(
                label=one.village.name,
                min_value=1,
                max_value=999_999,
                required=False,
                initial=one.newest.people if one.newest else None,
                widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "input"}),
            )
        self.villages = {one.village.code: one.village for one in villages}

    @property
    def people(self) -> dict[Place, int]:
        """Return the villages with a number."""
        given = self.cleaned_data
        return {place: given[code] for code, place in self.villages.items() if given.get(code)}

    def rows(self) -> list[forms.BoundField]:
        """Return the fields of the villages."""
        return [self[code] for code in self.villages]

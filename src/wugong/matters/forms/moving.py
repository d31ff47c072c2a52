"""The form of a move: what the register says must come with it, and nothing else."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wugong.base.amounts import written
from wugong.matters.forms.fields import PREFIX, facts_of, form_fields
from wugong.matters.models import Matter
from wugong.matters.permissions import is_showable
from wugong.matters.trios import held_facts
from wugong.media.forms import PhotosField
from wugong.registry.forms.asking import RegisterForm
from wugong.registry.forms.parts import BLANK, day_field
from wugong.registry.models import Body
from wugong.rules.register_parts import Field, FieldType, Move, Need, Version
from wugong.web.texts import WordsField

LONGEST = 500
ONE = 1  # photo of a signature
MOST = 3


def words_field(label: Any, help_text: Any = "", *, required: bool = True) -> WordsField:
    """Return a field for a sentence or two."""
    widget = forms.Textarea({"rows": 2})
    return WordsField(label=label, required=required, max_length=LONGEST, help_text=help_text, widget=widget)


def unit_field(units: Sequence[Body], *, required: bool = True) -> forms.ChoiceField:
    """Return a choice of one of the units."""
    choices = [BLANK, *((str(one.pk), one.name) for one in units)]
    widget = forms.Select(attrs={"class": "input"})
    return forms.ChoiceField(label=_("责任单位"), required=required, choices=choices, widget=widget)


def show_field() -> forms.BooleanField:
    """Return the tick that lets everybody see the photos; off to begin with."""
    words = _("公开页面和地图上都有。照片里有人脸、车牌、门牌的，不要勾。")
    return forms.BooleanField(label=_("让大家看到这些照片"), required=False, help_text=words)


class MoveForm(RegisterForm):
    """One move: its needs, its fields, and the state in which the page showed the matter."""

    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    faults = {
        "matters.needs_photo": "photos",
        "matters.needs_unit": "unit",
        "matters.needs_day": "day",
        "matters.needs_signature": "signature",
    }

    def __init__(
        self, matter: Matter, version: Version, move: Move, units: Sequence[Body], *args: Any, **options: Any
    ) -> None:
        options["prefix"] = f"m-{move.code}"
        asked = [version.field(code) for code in move.fields]
        options["initial"] = {"seen": matter.state, **initial_of(asked, held_facts(matter, version))}
        super().__init__(*args, **options)
        self.move, self.units = move, {str(one.pk): one for one in units}
        self.fields.update(form_fields(asked))
        for name in (f"{PREFIX}{one.code}" for one in asked):
            self.fields[name].required = True
        for need in move.needs:
            self.fields.update(_needed(need, units, matter))
        self.ask_to_show(matter, version)

    def ask_to_show(self, matter: Matter, version: Version) -> None:
        """Where photos come with the move and the matter is public, the form asks who is to see them."""
        if "photos" in self.fields and is_showable(matter, version):
            self.fields["shown"] = show_field()

    @property
    def empty(self) -> bool:
        """Say whether the move asks for nothing: one press makes it."""
        return len(self.fields) == 1

    @property
    def sends_files(self) -> bool:
        """Say whether photos come with it."""
        return any(isinstance(field, forms.FileField) for field in self.fields.values())

    def facts(self) -> dict[str, Any]:
        """Return what the act takes beside the matter and the move."""
        given = self.cleaned_data
        found: dict[str, Any] = {name: given[name] for name in ("seen", "reason", "answer") if name in given}
        found |= {name: given[name] for name in ("photos", "before", "day", "shown") if given.get(name)}
        if unit := self.units.get(given.get("unit", "")):
            found["unit"] = unit
        if signature := given.get("signature"):
            found["signature"] = signature[0]
        if facts := facts_of(given):
            found["facts"] = facts
        return found


def _needed(need: Need, units: Sequence[Body], matter: Matter) -> Mapping[str, forms.Field]:
    """Return the fields for something that must come with a move."""
    found: dict[Need, dict[str, forms.Field]] = {
        Need.REASON: {"reason": words_field(_("原因"), _("提出的人看得到。"))},
        Need.ANSWER: {"answer": words_field(_("办得怎样"), _("提出的人看得到，写做了什么。"))},
        Need.PHOTO: {"photos": PhotosField(label=_("照片"), most=MOST, required=True)},
        Need.BEFORE_AFTER: {
            "before": PhotosField(label=_("办理前的照片"), most=MOST, help_text=_("登记时拍过的不用再传。")),
            "photos": PhotosField(label=_("办理后的照片"), most=MOST, required=True),
        },
        Need.UNIT: {"unit": unit_field(units, required=matter.lead_unit_id is None)},
        Need.DAY: {"day": day_field(_("日期"))},
        Need.SIGNATURE: {"signature": PhotosField(label=_("签名的照片"), most=ONE, required=True)},
    }
    return found[need]


def initial_of(fields: Sequence[Field], facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is written down already as a form shows it: money in yuan, several choices as a list."""
    return {
        f"{PREFIX}{one.code}": _initial(one, str(facts[one.code])) for one in fields if facts.get(one.code)
    }


def _initial(field: Field, value: str) -> object:
    if field.type is FieldType.MONEY:
        return written(int(value), 2)
    if field.type is FieldType.CHOICES:
        return value.split(",")
    return value

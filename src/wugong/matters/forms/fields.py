"""The fields of a register as fields of a form; what comes out of them is text, as the acts take it."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from wugong.rules.register_parts import Field, FieldType, Version
from wugong.web.texts import WordsField

PREFIX: Final = "field-"
SELECT_FROM: Final = 6  # so many choices no longer fit as chips on a phone
MOST_LETTERS: Final = 120
LONG_LETTERS: Final = 500
YES_OR_NO: Final = (("yes", _("是")), ("no", _("否")))


def asked_at_opening(version: Version) -> tuple[Field, ...]:
    """Return the fields that the one who opens fills; what a later step asks for is left to that step."""
    later = {code for move in version.moves for code in move.fields}
    return tuple(one for one in version.fields if one.required or one.code not in later)


def deadline_asked(version: Version) -> Field | None:
    """Return the field for the day up to which it is wanted, where that is known at opening and not asked.

    It is where a step from the very first state must have it.
    """
    limits = (limit for clock in version.clocks for limit in clock.limits)
    code = next((limit.field for limit in limits if limit.field), None)
    soon = {one for move in version.moves if version.first.code in move.sources for one in move.fields}
    asked = {one.code for one in asked_at_opening(version)}
    return version.field(code) if code and code in soon and code not in asked else None


def form_fields(fields: Iterable[Field]) -> dict[str, forms.Field]:
    """Return the form fields for these, each under its code behind a prefix."""
    return {f"{PREFIX}{one.code}": form_field(one) for one in fields}


def facts_of(given: Mapping[str, Any]) -> dict[str, str]:
    """Return what was filled into those fields, by the code of each; days as ISO dates, lists with commas."""
    return {
        name.removeprefix(PREFIX): _text(value)
        for name, value in given.items()
        if name.startswith(PREFIX) and value not in (None, "", [])
    }


def _text(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return ",".join(str(one) for one in value)
    return str(value)


def form_field(field: Field) -> forms.Field:
    """Return the form field that asks for this; its label, hint and bounds are the register's."""
    facts: dict[str, Any] = {"label": field.title, "required": field.required, "help_text": _hint(field)}
    if field.type in {FieldType.CHOICE, FieldType.CHOICES}:
        return _choosing(field, facts)
    if field.type is FieldType.DATE:
        return forms.DateField(**facts, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    if field.type is FieldType.YES:
        return forms.ChoiceField(**facts, choices=YES_OR_NO, widget=forms.RadioSelect)
    if field.type is FieldType.NUMBER:
        widget = forms.NumberInput({"inputmode": "numeric"})
        return forms.IntegerField(**facts, min_value=field.least, max_value=field.most, widget=widget)
    if field.type in {FieldType.DECIMAL, FieldType.MONEY}:
        widget = forms.NumberInput({"inputmode": "decimal", "step": "0.01"})
        return forms.DecimalField(**facts, min_value=field.least, max_value=field.most, widget=widget)
    long = field.type is FieldType.LONG
    most = field.most or (LONG_LETTERS if long else MOST_LETTERS)
    return WordsField(**facts, max_length=most, widget=forms.Textarea({"rows": 3}) if long else None)


def _choosing(field: Field, facts: Mapping[str, Any]) -> forms.Field:
    choices = [(one.code, one.title) for one in field.choices]
    if field.type is FieldType.CHOICES:
        return forms.MultipleChoiceField(**facts, choices=choices, widget=forms.CheckboxSelectMultiple)
    if len(choices) < SELECT_FROM:
        return forms.ChoiceField(**facts, choices=choices, widget=forms.RadioSelect)
    return forms.ChoiceField(**facts, choices=[("", _("请选")), *choices], widget=forms.Select)


def _hint(field: Field) -> str:
    return "，".join(part for part in (field.hint, field.unit) if part)

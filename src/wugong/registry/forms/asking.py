"""The forms of the register say by name what was left empty, and whether to write or to choose it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

WRITE, CHOOSE, TICK = _("请填“%(label)s”。"), _("请选“%(label)s”。"), _("请勾“%(label)s”。")
USUAL = forms.Field.default_error_messages["required"]


class RegisterForm(forms.Form):
    """A form of the register: what is missing is named; a field's own sentence stays."""

    def add_error(self, field: str | None, error: Any) -> None:
        """The form is refused; where a field was left empty, its sentence names the field."""
        super().add_error(field, self._saying_which(field, error) if field else error)

    def _saying_which(self, field: str, error: Any) -> Any:
        empty = getattr(error, "code", "") == "required" and error.message == USUAL
        if not empty:
            return error
        return ValidationError(_sentence(self.fields[field]) % {"label": self[field].label}, code="required")


def _sentence(field: forms.Field) -> str:
    if isinstance(field, forms.BooleanField):
        return str(TICK)
    choosing = isinstance(field, forms.ChoiceField | forms.FileField)
    return str(CHOOSE if choosing else WRITE)

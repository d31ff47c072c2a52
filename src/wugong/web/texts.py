"""The form field for what somebody writes in her own words."""

from typing import Any

from django import forms

from wugong.base.texts import printable


class WordsField(forms.CharField):
    """A free text without control characters: it may come to hang on a wall."""

    def to_python(self, value: Any) -> str | None:
        """Return the text as it can be printed."""
        return super().to_python(printable(str(value or "")))

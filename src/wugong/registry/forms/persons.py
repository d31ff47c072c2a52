"""Forms of persons: reading what lies under seal, a new member, contact, residence."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from wugong.registry.forms.asking import RegisterForm
from wugong.registry.readings import MOST, OFFERED
from wugong.registry.states import Sealed
from wugong.web.texts import WordsField

OTHER = "other"


class RevealForm(RegisterForm):
    """Which numbers to read in clear, and why: one of the usual reasons, or in own words."""

    read = forms.MultipleChoiceField(
        label=_("看哪一项"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("还没有勾，请勾要看的。")},
    )
    reason = forms.ChoiceField(
        label=_("为什么要看"),
        widget=forms.RadioSelect,
        error_messages={"required": _("还没有选原因，请选一个。")},
    )
    words = WordsField(
        label=_("其他原因"),
        required=False,
        max_length=MOST,
        help_text=_("选了“其他原因”才写，不要写号码。"),
    )
    readings = forms.IntegerField(widget=forms.HiddenInput, required=False)  # of the visitor's, so far
    faults = {
        "registry.no_reading_reason": "words",
        "registry.number_in_reason": "words",
        "registry.nothing_there": "read",
    }

    def __init__(self, sealed: Iterable[tuple[Sealed, str]], *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        read, reason = self.fields["read"], self.fields["reason"]
        assert isinstance(read, forms.MultipleChoiceField)
        assert isinstance(reason, forms.ChoiceField)
        read.choices = [(one.value, one.label) for one, _shown in sealed]
        usual = [(str(number), text) for number, text in enumerate(OFFERED)]
        reason.choices = [*usual, (OTHER, _("其他原因，写在下面"))]

    def clean(self) -> None:
        """Refuse another reason that is not said."""
        if self.cleaned_data.get("reason") == OTHER and not self.cleaned_data.get("words"):
            self.add_error("words", said("还没有写原因，请写明为什么要看。"))

    def was_read(self, readings: int) -> bool:
        """Say whether this very form was sent and answered before: the page was loaded again."""
        return self.cleaned_data["readings"] not in {None, readings}

    def asked(self) -> list[Sealed]:
        """Return what is to be read."""
        return [Sealed(value) for value in self.cleaned_data["read"]]

    def why(self) -> str:
        """Return the reason in words, as the person will read it."""
        reason = self.cleaned_data["reason"]
        return str(self.cleaned_data["words"] if reason == OTHER else OFFERED[int(reason)])

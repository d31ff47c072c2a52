"""Forms of who asked: following by number and code, and saying whether it is solved."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wugong.media.forms import PhotosField
from wugong.registry.forms.asking import RegisterForm
from wugong.web.texts import WordsField


class FollowForm(RegisterForm):
    """The number and the code that were given when it was handed in."""

    number = forms.CharField(
        label=_("编号"),
        max_length=20,
        help_text=_("九个数字，例如 26-0041-783"),
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )
    code = forms.CharField(
        label=_("查询码"),
        max_length=12,
        help_text=_("交上去时给您看过的六个数字"),
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )
    faults = {"matters.no_number": "number", "matters.wrong_number": "number"}


class AnswerForm(RegisterForm):
    """Why it is not solved, with photos; saying that it is takes one press."""

    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    reason = WordsField(
        label=_("哪里没有解决"),
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("写一句，办的人看得到"),
    )
    photos = PhotosField(label=_("照片"), most=3)
    faults = {"matters.no_reason": "reason"}

    def needs(self, *, reason: bool) -> None:
        """The reason must be written, or need not be."""
        self.fields["reason"].required = reason

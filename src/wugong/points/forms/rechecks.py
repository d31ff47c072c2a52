"""The form of a re-check: whether it fits, and a sentence."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from wugong.points.states import RecheckResult
from wugong.registry.forms.asking import RegisterForm
from wugong.web.texts import WordsField


class RecheckForm(RegisterForm):
    """Fits or differs, and what was seen on the spot."""

    result = forms.ChoiceField(
        label=_("查下来"),
        widget=forms.RadioSelect,
        choices=[(one.value, one.label) for one in (RecheckResult.FITS, RecheckResult.DIFFERS)],
    )
    found = WordsField(
        label=_("看到的情况"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("写一句话：什么时候去看的，问了谁，和申报的一样不一样。不写身份证号和电话。"),
    )
    faults: ClassVar = {"points.no_words": "found", "points.numbers_inside": "found"}

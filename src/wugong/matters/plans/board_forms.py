"""Forms by which a plan is followed: a figure with its evidence, the text of a paper."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wugong.matters.models import Indicator
from wugong.matters.plans.comparing import base_of
from wugong.registry.forms.asking import RegisterForm
from wugong.web.texts import WordsField

PAPER_MOST = 60_000  # characters of a paper's text


def _figure(label: Any, help_text: Any = "") -> forms.DecimalField:
    widget = forms.NumberInput({"inputmode": "decimal", "step": "any"})
    return forms.DecimalField(
        label=label, help_text=help_text, min_value=0, max_digits=18, decimal_places=4, widget=widget
    )


class FigureForm(RegisterForm):
    """What was reached on a day, of how many where it is a share, and by what one sees it."""

    day = forms.DateField(label=_("统计到哪天"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    value = _figure(_("完成数"))
    whole = _figure(_("总数"), _("占比由系统按两个数算，不用填百分数"))
    evidence = WordsField(label=_("依据"), max_length=200, help_text=_("哪本台账、哪份表、哪次验收"))
    faults = {
        "matters.figure_of_a_day_ahead": "day",
        "matters.figure_below_nothing": "value",
        "matters.no_share_of": "whole",
        "matters.words_missing": "evidence",
        "matters.numbers_in_words": "evidence",
    }

    def __init__(self, indicator: Indicator, *args: Any) -> None:
        super().__init__(*args)
        self.initial.setdefault("day", timezone.localdate())
        if not base_of(indicator.counted_in):
            del self.fields["whole"]
            self.fields["value"].help_text = indicator.counted_in


class PaperForm(RegisterForm):
    """The text of a paper, as it was changed by hand."""

    text = forms.CharField(
        label=_("正文"),
        max_length=PAPER_MOST,
        widget=forms.Textarea({"rows": 24, "class": "input"}),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    faults = {"matters.words_missing": "text", "matters.numbers_in_words": "text"}

    def show(self, seen: str) -> None:
        """The form comes back beside the text of this digest: what is sent next has seen it."""
        self.data = {"text": self.data.get("text", ""), "seen": seen}


class BackForm(RegisterForm):
    """Why a paper is given back."""

    remark = WordsField(label=_("退回意见"), max_length=200, help_text=_("写清哪里要改"))
    faults = {"matters.words_missing": "remark", "matters.numbers_in_words": "remark"}

"""Forms of lists and objections: up to which day, what is wrong, the answer, what is taken back."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from wugong.points.listing_pages import Open
from wugong.points.panel_rules import Range
from wugong.points.texts import LONGEST
from wugong.registry.forms.asking import RegisterForm
from wugong.registry.forms.parts import day_field
from wugong.web.texts import WordsField


def _words(label: Any, help_text: Any = "") -> WordsField:
    widget = forms.Textarea(attrs={"rows": 3})
    return WordsField(label=label, max_length=LONGEST, help_text=help_text, widget=widget)


class ListForm(RegisterForm):
    """Up to which day what was done hangs."""

    until = day_field(_("公示到哪一天为止做的"), help_text=_("这一天以前评定好、还没公示的都列进去。"))
    faults = {"points.listed_month_ahead": "until", "points.nothing_to_list": "until"}


class ObjectForm(RegisterForm):
    """Which claim is doubted, and why."""

    claim = forms.ChoiceField(label=_("对哪一件有意见"), widget=forms.RadioSelect)
    reason = _words(_("哪里不对"), _("写清哪一天、哪一处、应当怎样。不写身份证号、手机号。"))
    assisted = forms.BooleanField(label=_("替村民代办"), required=False, help_text=_("不记村民的姓名。"))
    faults = {"points.no_words": "reason", "points.numbers_inside": "reason"}

    def __init__(self, claims: Sequence[Open], *args: Any, helps: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.claims = {str(one.claim.pk): one for one in claims}
        field = self.fields["claim"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, _label(one)) for key, one in self.claims.items()]
        if not helps:
            del self.fields["assisted"]

    @property
    def chosen(self) -> Open:
        """Return the claim that was chosen."""
        return self.claims[self.cleaned_data["claim"]]


def _label(one: Open) -> str:
    facts = {"name": one.name, "title": one.claim.title, "day": one.claim.day, "points": one.claim.points}
    return said("%(name)s，%(title)s，%(day)s，%(points)s 分") % facts


class AnswerForm(RegisterForm):
    """What another hand found: the points stay, or they are others."""

    outcome = forms.ChoiceField(
        label=_("复核下来"),
        widget=forms.RadioSelect,
        choices=[("kept", _("维持原分")), ("upheld", _("改分"))],
    )
    points = forms.IntegerField(
        label=_("改成几分"),
        required=False,
        min_value=0,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    answer = _words(_("答复"), _("说清查了什么、为什么这样定。提异议的人和这一户都看得到。"))
    faults = {
        "points.no_words": "answer",
        "points.numbers_inside": "answer",
        "points.score_out_of_range": "points",
        "points.nothing_changes": "points",
    }

    def __init__(self, allowed: Range, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["points"].help_text = said("选“改分”才填：%(range)s。") % {"range": allowed.said}

    def clean(self) -> dict[str, Any] | None:
        """Refuse to change points without saying to how many."""
        cleaned: dict[str, Any] | None = super().clean()
        if (
            cleaned
            and cleaned.get("outcome") == "upheld"
            and cleaned.get("points") is None
            and not self.errors
        ):
            self.add_error("points", ValidationError(said("请写改成几分。")))
        return cleaned


class ReasonForm(RegisterForm):
    """Why what was booked is taken back."""

    reason = _words(_("为什么要冲正"), _("这一户看得到。不写身份证号、手机号。"))
    faults = {"points.no_words": "reason", "points.numbers_inside": "reason"}

"""Forms of visits: what was asked, spoken or typed; how it was followed up."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wugong.media.forms import SoundField
from wugong.places.models import Place
from wugong.registry.forms.asking import RegisterForm
from wugong.registry.forms.parts import day_field
from wugong.registry.models import Household
from wugong.registry.queries import household_numbered
from wugong.registry.visits import LONGEST
from wugong.web.texts import WordsField


def _words(label: Any, help_text: Any, *, required: bool) -> WordsField:
    area = forms.Textarea(attrs={"rows": 4})
    return WordsField(label=label, required=required, max_length=LONGEST, help_text=help_text, widget=area)


class VisitForm(RegisterForm):
    """What was asked at a household, by word or by voice."""

    number = forms.CharField(label=gettext_lazy("户号"), max_length=30)
    asked = _words(
        gettext_lazy("问了什么、看到什么"),
        gettext_lazy("一两句就行，不写身份证号、手机号。"),
        required=False,
    )
    spoken = SoundField(label=gettext_lazy("录音"), help_text=gettext_lazy("不想打字就说，最长两分钟。"))
    wants = forms.BooleanField(label=gettext_lazy("有事要答复"), required=False)
    day = day_field(gettext_lazy("哪天去的"))

    def __init__(self, place: Place, days: int, known: Household | None, *args: Any, **options: Any) -> None:
        options.setdefault("initial", {"day": timezone.localdate()})
        super().__init__(*args, **options)
        self.place, self.days, self.known = place, days, known
        self.fields["wants"].help_text = _("%(days)s 天内答复，到期会排在最前面。") % {"days": days}
        if known:
            del self.fields["number"]

    def clean_number(self) -> Household:
        """Return the household of this number, if it lies within the place."""
        found = household_numbered(self.place, self.cleaned_data["number"])
        if found is None or not found.place.code.startswith(self.place.code):
            raise ValidationError(_("这里没有这个户号，请核对；也可以先按姓名找到户。"))
        return found

    @property
    def household(self) -> Household:
        """Return whom the visit was to."""
        return self.known or self.cleaned_data["number"]

    @property
    def answer_until(self) -> date | None:
        """Return until when an answer is wanted, if one is."""
        wanted = self.cleaned_data["wants"]
        return timezone.localdate() + timedelta(days=self.days) if wanted else None


class FollowUpForm(RegisterForm):
    """How what was asked was dealt with."""

    answer = _words(gettext_lazy("怎么办的"), gettext_lazy("办了什么，怎么答复的。"), required=True)

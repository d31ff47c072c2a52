"""Forms of a run: how long it is posted, and when and where the review meeting is."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wugong.publish.notice_periods import APPRAISAL_BULLETIN, notice_days
from wugong.review.meetings import LONGEST

MOST = 365  # days: more than a year is a slip of the hand


class ApproveForm(forms.Form):
    """The run as the approver saw it, and for how many days it is posted."""

    run = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        least = notice_days(APPRAISAL_BULLETIN, day)
        self.fields["days"] = forms.IntegerField(
            label=_("公示天数"),
            initial=least,
            min_value=least,
            max_value=MOST,
            error_messages={
                "min_value": _("公示不少于 %(limit_value)s 天"),
                "max_value": _("公示不多于 %(limit_value)s 天"),
            },
        )


class SendBackForm(forms.Form):
    """The run as it was seen."""

    run = forms.UUIDField(widget=forms.HiddenInput)


class MeetingForm(forms.Form):
    """When and where a period is talked over."""

    day = forms.DateField(label=_("日期"), widget=forms.DateInput(attrs={"type": "date"}))
    where = forms.CharField(label=_("地点"), max_length=LONGEST)

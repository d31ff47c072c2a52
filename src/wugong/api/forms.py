"""The form on which a key is given."""

from django import forms
from django.utils.translation import gettext_lazy as _

MOST_A_DAY = 20_000


class KeyForm(forms.Form):
    """For whom a key is, and how much may come in by it."""

    title = forms.CharField(label=_("给谁用、做什么用"), max_length=60)
    a_day = forms.IntegerField(label=_("每天最多几件"), min_value=1, max_value=MOST_A_DAY, initial=500)
    reads_referred = forms.BooleanField(
        label=_("也可以取走转出的事项"),
        required=False,
        help_text=_("给上级平台用；内容已遮盖，不含限制公开的台账。"),
    )

"""The form by which something is done again and again."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wugong.registry.forms.asking import RegisterForm
from wugong.registry.forms.parts import BLANK, day_field
from wugong.rules.recurrences import TITLES, WEEKDAYS
from wugong.web.texts import WordsField

SELECT = {"class": "input"}
MONTHLY = ("monthly:20", "monthly:10")


def rule_choices() -> list[tuple[str, str]]:
    """Return the rules that a form offers, in the words people use."""
    weekly = [(f"weekly:{day}", f"每周{name}") for day, name in enumerate(WEEKDAYS, start=1)]
    monthly = [(rule, f"每月{rule.partition(':')[2]}日前") for rule in MONTHLY]
    return [*weekly, *monthly, *TITLES.items()]


class RecurrenceForm(RegisterForm):
    """What is done again and again, by which rule, from when to when."""

    title = WordsField(label=_("什么任务"), max_length=120)
    rule = forms.ChoiceField(
        label=_("多久一次"), choices=[BLANK, *rule_choices()], widget=forms.Select(attrs=SELECT)
    )
    since = day_field(_("从哪天起"))
    until = day_field(_("到哪天为止"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("since", timezone.localdate())

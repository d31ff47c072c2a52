"""Fields that several forms of the register share: days, relations, one of the members."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wugong.registry.models import Membership
from wugong.rules.relations import relations

BLANK = ("", _("请选"))


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """Return a field for a day."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, required=required, help_text=help_text, widget=widget)


def digits() -> forms.TextInput:
    """Return a control for a number that the browser must not keep."""
    return forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text", "spellcheck": "false"})


def relation_field(*, required: bool = True, head: bool = True) -> forms.ChoiceField:
    """Return a choice of what one is to the head, the usual first; without the head where there is one."""
    known = [one for one in relations().values() if head or not one.code.startswith("0")]
    usual = [(one.code, one.name) for one in known if one.usual]
    rest = [(one.code, one.name) for one in known if not one.usual]
    choices = [BLANK, (_("常用"), usual), (_("更多"), rest)]
    widget = forms.Select(attrs={"class": "input"})
    return forms.ChoiceField(label=_("与户主关系"), required=required, choices=choices, widget=widget)


class MemberField(forms.ChoiceField):
    """One of the members of a household; comes out as the membership, None where nobody was chosen."""

    def __init__(self, members: Iterable[Membership] = (), **options: Any) -> None:
        super().__init__(**options)
        self.take(members)

    def take(self, members: Iterable[Membership]) -> None:
        """Offer these members."""
        self.members = {str(one.person_id): one for one in members}
        self.choices = [BLANK, *((key, one.person.name) for key, one in self.members.items())]

    def clean(self, value: Any) -> Membership | None:
        """Return the member that was chosen."""
        return self.members.get(str(super().clean(value)))

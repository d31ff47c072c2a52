"""The other acts on a matter, one form each: given to somebody, handed on, referred outside."""

from abc import ABCMeta, abstractmethod
from collections.abc import Iterable
from typing import Any, ClassVar, Final

from django import forms
from django.forms.forms import DeclarativeFieldsMetaclass
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wugong.accounts.models import User
from wugong.matters import assigning, routing
from wugong.matters.desk_pages import units_near
from wugong.matters.desk_people import line_of, officers_at
from wugong.matters.forms.moving import unit_field, words_field
from wugong.matters.matter_pages import MatterPage
from wugong.registry.forms.asking import RegisterForm
from wugong.registry.forms.parts import BLANK
from wugong.web.texts import WordsField

SELECT: Final = {"class": "input"}


class AbstractForm(DeclarativeFieldsMetaclass, ABCMeta):
    """The kind of a form that leaves to its heirs what it does."""


class ActForm(RegisterForm, metaclass=AbstractForm):
    """An act on the matter of a page: what it asks for, and how it is done."""

    heading: ClassVar[Promise]
    button: ClassVar[Promise]
    told: ClassVar[Promise]
    name: ClassVar[str]

    def __init__(self, page: MatterPage, *args: Any, **options: Any) -> None:
        options["prefix"] = f"a-{self.name}"
        super().__init__(*args, **options)
        self.page = page
        self.ask()

    def ask(self) -> None:
        """The form asks for what depends on the matter."""

    @abstractmethod
    def do(self, actor: User) -> object:
        """The act is done."""

    @staticmethod
    def fits(page: MatterPage) -> bool:
        """Say whether there is anything to do by this act."""
        return page.handles

    @property
    def sends_files(self) -> bool:
        """Say whether files come with it."""
        return any(isinstance(field, forms.FileField) for field in self.fields.values())


def chooser(label: Any, choices: Iterable[tuple[str, str]], *, required: bool = True) -> forms.ChoiceField:
    """Return a choice of one, nobody's to begin with."""
    widget = forms.Select(attrs=SELECT)
    return forms.ChoiceField(label=label, required=required, choices=[BLANK, *choices], widget=widget)


class AssignForm(ActForm):
    """责任领导、责任单位、责任人员, and the units that support."""

    heading, button, told, name = _("分派"), _("分派"), _("分派好了。"), "assign"

    def ask(self) -> None:
        """Units near the place, and who does the desk or works for a unit."""
        matter = self.page.matter
        self.units = units_near(matter.lies_with)
        self.officers = officers_at(matter.lies_with, self.units)
        self.fields["lead_unit"] = unit_field(self.units, required=False)
        self.fields["handler"] = chooser(
            _("责任人员"), [(str(one.pk), one.display_name) for one in self.officers], required=False
        )
        self.fields["leader"] = WordsField(label=_("责任领导"), required=False, max_length=40)
        if self.units:
            names = [(str(one.pk), one.name) for one in self.units]
            self.fields["support"] = forms.MultipleChoiceField(
                label=_("配合单位"), required=False, choices=names, widget=forms.CheckboxSelectMultiple
            )
        self.initial.update(
            {
                "lead_unit": matter.lead_unit_id,
                "handler": matter.handler_id,
                "leader": matter.leader,
            }
        )
        self.initial["support"] = self.page.supporting

    def do(self, actor: User) -> object:
        given = self.cleaned_data
        units = {str(one.pk): one for one in self.units}
        people = {str(one.pk): one for one in self.officers}
        return assigning.assign(
            self.page.matter,
            actor=actor,
            lead_unit=units.get(given["lead_unit"]),
            leader=given["leader"],
            handler=people.get(given["handler"]),
            support=[units[key] for key in given.get("support", ())],
        )

    @staticmethod
    def fits(page: MatterPage) -> bool:
        return page.works and page.runs


class RouteForm(ActForm):
    """Up or down the matter's own line."""

    heading, button, told, name = _("转到别的一级"), _("转过去"), _("转过去了。"), "route"
    reason = words_field(_("为什么转"))

    def ask(self) -> None:
        """Only the places of the matter's own line."""
        self.places = {one.code: one for one in line_of(self.page.matter)}
        names = [(code, f"{one.name}（{one.level.label}）") for code, one in self.places.items()]
        self.fields["to"] = forms.ChoiceField(label=_("转给"), choices=names, widget=forms.RadioSelect)
        self.order_fields(["to", "reason"])

    def do(self, actor: User) -> object:
        given = self.cleaned_data
        return routing.route(self.page.matter, self.places[given["to"]], actor=actor, reason=given["reason"])

    @staticmethod
    def fits(page: MatterPage) -> bool:
        return page.works and page.runs


class ReferForm(ActForm):
    """To whom it belongs outside: courts, police, another county."""

    heading, button, told, name = _("移交外单位"), _("记下移交"), _("记下移交了。"), "refer"
    to = WordsField(label=_("移交给"), max_length=60)
    reason = words_field(_("为什么移交"))

    def do(self, actor: User) -> object:
        given = self.cleaned_data
        return routing.refer(self.page.matter, given["to"], actor=actor, reason=given["reason"])

    @staticmethod
    def fits(page: MatterPage) -> bool:
        return page.works and page.runs

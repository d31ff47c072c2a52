"""The forms of acts on many matters: given to the same, handed on to the same place, moved alike."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wugong.accounts.models import User
from wugong.matters.batches import Batch, assign_many, move_many, route_many
from wugong.matters.desk_pages import places_below, units_near
from wugong.matters.desk_people import officers_at
from wugong.matters.desk_sights import Sight
from wugong.matters.forms.matter_acts import AbstractForm, chooser
from wugong.matters.forms.moving import unit_field, words_field
from wugong.matters.models import Matter
from wugong.places.codes import lineage
from wugong.places.models import Place
from wugong.registry.forms.asking import RegisterForm
from wugong.rules.register_parts import Move
from wugong.web.texts import WordsField


class ManyForm(RegisterForm, metaclass=AbstractForm):
    """An act on many matters of a desk."""

    name = ""

    def __init__(self, sight: Sight, matters: Sequence[Matter], *args: Any, **options: Any) -> None:
        options["prefix"] = self.name
        super().__init__(*args, **options)
        self.sight, self.matters = sight, matters
        self.ask()

    def ask(self) -> None:
        """The form asks for what depends on the desk."""

    @abstractmethod
    def do(self, actor: User) -> Batch:
        """Each of the matters had the act tried on it."""


class AssignMany(ManyForm):
    """The same unit, leader or officer for all."""

    name, heading, button = "assign", _("分派给同一个"), _("分派")

    def ask(self) -> None:
        """Units near the desk, and who works at it."""
        self.units = units_near(self.sight.place)
        self.officers = officers_at(self.sight.place, self.units)
        people = [(str(one.pk), one.display_name) for one in self.officers]
        self.fields["lead_unit"] = unit_field(self.units, required=False)
        self.fields["handler"] = chooser(_("责任人员"), people, required=False)
        self.fields["leader"] = WordsField(label=_("责任领导"), required=False, max_length=40)

    def do(self, actor: User) -> Batch:
        """All are given as far as they may be."""
        given = self.cleaned_data
        unit = next((one for one in self.units if str(one.pk) == given["lead_unit"]), None)
        who = next((one for one in self.officers if str(one.pk) == given["handler"]), None)
        return assign_many(self.matters, actor=actor, lead_unit=unit, leader=given["leader"], handler=who)


class RouteMany(ManyForm):
    """The same place for all, above the desk or below it."""

    name, heading, button = "route", _("转到同一处"), _("转过去")
    reason = words_field(_("为什么转"))

    def ask(self) -> None:
        """The places above the desk, and those of the level below."""
        above = [code for code in lineage(self.sight.code) if code != self.sight.code]
        found = [*Place.objects.filter(code__in=above).order_by("-code"), *places_below(self.sight.place)]
        self.places = {one.code: one for one in found}
        self.fields["to"] = chooser(_("转给"), [(code, one.name) for code, one in self.places.items()])
        self.order_fields(["to", "reason"])

    def do(self, actor: User) -> Batch:
        """All that are of the line of the place lie there."""
        given = self.cleaned_data
        return route_many(self.matters, self.places[given["to"]], actor=actor, reason=given["reason"])


class MoveMany(ManyForm):
    """The same move for all that stand where it begins."""

    name, heading, button = "move", _("办同一步"), _("办")
    words = words_field(
        _("原因或办得怎样"), _("每一件的时间线上都写这一句；不要写的步骤可以空着。"), required=False
    )

    def __init__(self, moves: Sequence[Move], *args: Any, **options: Any) -> None:
        self.moves = moves
        super().__init__(*args, **options)

    def ask(self) -> None:
        """The moves that all of them could make."""
        choices = [(one.code, one.title) for one in self.moves]
        self.fields["move"] = forms.ChoiceField(label=_("哪一步"), choices=choices, widget=forms.RadioSelect)
        self.order_fields(["move", "words"])

    def do(self, actor: User) -> Batch:
        """All that could make the move have made it."""
        given = self.cleaned_data
        return move_many(self.matters, given["move"], actor=actor, words=given["words"])

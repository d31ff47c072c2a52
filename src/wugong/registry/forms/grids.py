"""Forms of grids: another name, another grid for a group."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from wugong.places.models import Place
from wugong.registry.forms.asking import RegisterForm
from wugong.registry.grids import LONGEST
from wugong.registry.models import Grid
from wugong.web.texts import WordsField

OWN = "own"


class NameForm(RegisterForm):
    """How a grid is called."""

    name = WordsField(label=gettext_lazy("网格名称"), max_length=LONGEST)


class RegroupForm(RegisterForm):
    """Into which grid a group goes."""

    group = forms.ChoiceField(label=gettext_lazy("哪个组"))
    grid = forms.ChoiceField(label=gettext_lazy("划入哪个网格"))

    def __init__(self, groups: Iterable[Place], grids: Iterable[Grid], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.groups = {str(one.pk): one for one in groups}
        self.grids = {str(one.pk): one for one in grids}
        own = (OWN, gettext_lazy("单独一个网格"))
        self._offer("group", [(key, one.name) for key, one in self.groups.items()])
        self._offer("grid", [*((key, f"{one.code} {one.name}") for key, one in self.grids.items()), own])

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    @property
    def chosen(self) -> tuple[Place, Grid | None]:
        """Return the group and its grid; none where it is to have one of its own."""
        given = self.cleaned_data
        return self.groups[given["group"]], self.grids.get(given["grid"])

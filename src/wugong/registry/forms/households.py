"""Forms of households: which to list, a new one, its address and place, its care marks."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from wugong.places.models import Place
from wugong.registry.forms.asking import RegisterForm
from wugong.registry.forms.parts import day_field
from wugong.registry.households import LONGEST_ADDRESS, LONGEST_NUMBER, position
from wugong.registry.refusals import NoPosition
from wugong.registry.states import Care, Residence
from wugong.web.refusals import said
from wugong.web.texts import WordsField

ALL = ("", _("全部"))
LACKS = (ALL, ("head", _("没有户主")), ("position", _("没有定位置")))


class HouseholdsForm(forms.Form):
    """Which households to list: words, a part of the place, care, residence, what is lacking, closed ones."""

    q = forms.CharField(label=_("找户、找人"), required=False, max_length=40)
    part = forms.ChoiceField(required=False)
    care = forms.ChoiceField(
        label=_("重点照护"), required=False, choices=(ALL, ("any", _("有重点照护的")), *Care.choices)
    )
    residence = forms.ChoiceField(label=_("居住情况"), required=False, choices=(ALL, *Residence.choices))
    lacks = forms.ChoiceField(label=_("还缺"), required=False, choices=LACKS)
    closed = forms.ChoiceField(
        label=_("户的状态"), required=False, choices=(("", _("在册")), ("yes", _("已销户")))
    )

    def __init__(self, parts: Iterable[Place], label: str, data: Any) -> None:
        super().__init__(data)
        field = self.fields["part"]
        assert isinstance(field, forms.ChoiceField)
        field.label = label
        field.choices = [ALL, *((part.code, part.name) for part in parts)]
        if len(field.choices) == 1:
            del self.fields["part"]
        for one in self.fields.values():
            one.widget.attrs["class"] = "input"

    def asked(self) -> dict[str, str]:
        """Return what to narrow the list to; what no such form offers counts for nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def narrowing(self) -> list[forms.BoundField]:
        """Return the fields beside the words."""
        return [self[name] for name in self.fields if name != "q"]


def _degrees(label: Any, example: Any) -> forms.DecimalField:
    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    return forms.DecimalField(label=label, help_text=example, widget=widget)


class RevisionForm(RegisterForm):
    """A form that goes by what its page showed: what was changed since is refused."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    faults: ClassVar[dict[str, str]] = {}

    def seen(self) -> int | None:
        """Return the revision that the page showed."""
        revision: int | None = self.cleaned_data["revision"]
        return revision


class LocateForm(RevisionForm):
    """Where the house stands."""

    longitude = _degrees(_("经度"), _("如 113.123456"))
    latitude = _degrees(_("纬度"), _("如 28.123456"))
    faults: ClassVar = {"registry.no_position": "longitude"}

    def clean(self) -> dict[str, Any]:
        """Refuse a point outside the country at both fields; one that fits exchanged was written so."""
        given = self.cleaned_data
        east, north = given.get("longitude"), given.get("latitude")
        if not self.errors.keys() & {"longitude", "latitude"} and not _lies(east, north):
            words = said(NoPosition()) if not _lies(north, east) else _("经度和纬度可能写反了，请换过来填。")
            for name in ("longitude", "latitude"):
                self.add_error(name, words)
        return given


def _lies(east: Decimal | None, north: Decimal | None) -> bool:
    try:
        position(east, north)
    except NoPosition:
        return False
    return True


class AddressForm(RevisionForm):
    """Where the household is found, in words."""

    address = WordsField(
        label=_("住址"), max_length=LONGEST_ADDRESS, help_text=_("组名、门牌或认得出的地方。")
    )
    faults: ClassVar = {"registry.too_long": "address", "registry.nothing_to_change": "address"}


class HouseholdForm(LocateForm):
    """A new household: its place, number, address, since when, where it stands."""

    place = forms.ChoiceField(label=_("村或组"))
    number = WordsField(
        label=_("户号"), max_length=LONGEST_NUMBER, help_text=_("村里给这一户的号，同一个村里不重复。")
    )
    address = WordsField(
        label=_("住址"),
        required=False,
        max_length=LONGEST_ADDRESS,
        help_text=_("组名、门牌或认得出的地方。"),
    )
    since = day_field(_("立户之日"), required=False, help_text=_("不清楚的不填。"))
    field_order = ("place", "number", "address", "since", "longitude", "latitude")
    faults: ClassVar = {
        "registry.no_number": "number",
        "registry.number_taken": "number",
        "registry.too_long": "address",
        "registry.no_position": "longitude",
        "registry.not_a_village": "place",
        "registry.place_is_closed": "place",
        "registry.day_to_come": "since",
        "registry.day_too_early": "since",
    }

    def __init__(self, places: Iterable[Place], *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["longitude"].required = self.fields["latitude"].required = False
        self.places = {one.code: one for one in places}
        field = self.fields["place"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.code, one.name) for one in self.places.values()]

    def clean_place(self) -> Place:
        """Return the village or group."""
        return self.places[self.cleaned_data["place"]]


class CareForm(RegisterForm):
    """Why a household is visited first, and since when."""

    care = forms.ChoiceField(label=_("为什么"), choices=Care.choices, widget=forms.RadioSelect)
    since = day_field(_("从哪天起"), required=False, help_text=_("不填就是今天。"))
    faults: ClassVar = {
        "registry.care_marked_already": "care",
        "registry.day_to_come": "since",
        "registry.day_too_early": "since",
    }

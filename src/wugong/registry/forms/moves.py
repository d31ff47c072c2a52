"""Forms by which members leave a household for another: split, merger, move."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Protocol

from django import forms
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from wugong.places.models import Place
from wugong.registry.facts import LONGEST_WHEREABOUTS
from wugong.registry.forms.asking import RegisterForm
from wugong.registry.forms.parts import BLANK
from wugong.registry.forms.requests import AskForm, MembersForm, Wanted
from wugong.registry.households import LONGEST_ADDRESS, LONGEST_NUMBER
from wugong.registry.models import Household, Membership
from wugong.registry.queries import household_numbered
from wugong.web.texts import WordsField


class Moving(Protocol):
    """The household that is left, its members, the places of its town."""

    @property
    def household(self) -> Household: ...

    @property
    def members(self) -> Sequence[Membership]: ...

    @property
    def places(self) -> Sequence[Place]: ...


class SplitForm(MembersForm):
    """Who goes into a household of their own, what each is to its head, under what number."""

    number = WordsField(label=_("新户的户号"), max_length=LONGEST_NUMBER)
    address = WordsField(
        label=_("新户的住址"), required=False, max_length=LONGEST_ADDRESS, help_text=_("不填就和原来一样。")
    )
    field_order = ("number", "address", "day", "reason")
    faults: ClassVar = {
        **AskForm.faults,
        "registry.no_number": "number",
        "registry.number_taken": "number",
        "registry.too_long": "address",
    }

    def __init__(self, members: Sequence[Membership], *given: Any, **options: Any) -> None:
        super().__init__(members, *given, **options)
        self.ask_who()
        self.ask_relations("as", members)
        self.ask_relations("stay", members)

    def wanted(self) -> Wanted:
        """Return who goes as what, and what those are that stay."""
        given, going = self.cleaned_data, [str(key) for key in self.going()]
        new, stay = self.relations("as"), self.relations("stay")
        return {
            "number": given["number"],
            "address": given["address"],
            "day": given["day"],
            "members": {key: new.get(key, "") for key in going},
            "remaining": {key: code for key, code in stay.items() if key not in going},
        }


class MergeForm(MembersForm):
    """The other household, by its number in the village, and what its members are to the head here."""

    def __init__(
        self, members: Sequence[Membership], coming: Sequence[Membership], *given: Any, **options: Any
    ) -> None:
        super().__init__([*members, *coming], *given, **options)
        self.coming = coming
        self.ask_relations("as", members, now=True)
        self.ask_relations("as", coming)

    def wanted(self) -> Wanted:
        """Return everybody's relation in the household that stays."""
        return {"day": self.cleaned_data["day"], "relations": self.relations("as")}


class NumberForm(RegisterForm):
    """Another household of the same village, by its number."""

    number = WordsField(
        label=_("另一户的户号"), max_length=LONGEST_NUMBER, help_text=_("那一户并到这一户来，然后销户。")
    )

    def __init__(self, household: Household, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self.household = household

    def clean_number(self) -> Household:
        """Return the household of this number; refuse one that is none, closed, or this one."""
        return another(self.household, self.household.village, self.cleaned_data["number"])


def another(household: Household, place: Place, number: str) -> Household:
    """Return the standing household of this number; refused where there is none, or it is this one."""
    found = household_numbered(place, number)
    if found is None or found.until is not None:
        words = said("“%(place)s”没有在册的 %(number)s 户，请核对户号。")
        raise forms.ValidationError(words % {"place": place.name, "number": number})
    if found.pk == household.pk:
        raise forms.ValidationError(said("这就是本户，请填另一户的户号。"))
    return found


class MoveForm(MembersForm):
    """A move out of a household; what each way needs stands in the form of that way."""

    faults: ClassVar = {
        **AskForm.faults,
        "registry.no_whereabouts": "whereabouts",
        "registry.too_long": "whereabouts",
        "registry.number_taken": "number",
        "registry.same_place": "place",
    }

    def __init__(self, spot: Moving, who: str, *given: Any, **options: Any) -> None:
        super().__init__(spot.members, *given, **options)
        self.household = spot.household
        self.take(spot.places)
        if self.some:
            self.ask_who(who)
            self.ask_relations("stay", spot.members)

    some = True  # of the members go, not the whole household

    def take(self, places: Sequence[Place]) -> None:
        """Offer the places of the town."""

    def leaving(self) -> Wanted:
        """Return who goes, and what those are that stay."""
        going = [str(key) for key in self.going()]
        stay = {key: code for key, code in self.relations("stay").items() if key not in going}
        return {"day": self.cleaned_data["day"], "persons": going, "remaining": stay}


class _PlacesForm(MoveForm):
    """With a choice of places of the town."""

    def take(self, places: Sequence[Place]) -> None:
        """Offer these places."""
        self.places = {one.code: one for one in places}
        field = self.fields["place"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [BLANK, *((one.code, one.name) for one in places)]

    def clean_place(self) -> Place:
        """Return the place chosen."""
        return self.places[self.cleaned_data["place"]]


class WholeForm(_PlacesForm):
    """The whole household stands in another village or group from a day on."""

    place = forms.ChoiceField(label=_("迁到的村或组"))
    number = WordsField(
        label=_("新户号"),
        required=False,
        max_length=LONGEST_NUMBER,
        help_text=_("迁到别的村才填；不填就用原来的号。"),
    )
    address = WordsField(label=_("新住址"), required=False, max_length=LONGEST_ADDRESS)
    field_order = ("place", "number", "address", "day", "reason")
    some = False

    def wanted(self) -> Wanted:
        """Return the place, and what the household is called there."""
        kept = {name: self.cleaned_data[name] for name in ("day", "number", "address")}
        return {**kept, "place": self.cleaned_data["place"].pk}


class JoinForm(_PlacesForm):
    """Members who go into another household of the town."""

    place = forms.ChoiceField(label=_("那一户在哪个村或组"))
    number = WordsField(label=_("那一户的户号"), max_length=LONGEST_NUMBER)
    married = forms.BooleanField(label=_("因结婚迁走"), required=False)
    field_order = ("place", "number", "married", "day", "reason")

    def __init__(self, spot: Moving, *given: Any, **options: Any) -> None:
        super().__init__(spot, *given, **options)
        self.ask_relations("as", spot.members)

    def clean(self) -> dict[str, Any]:
        """Find the household."""
        given = self.cleaned_data
        if given.get("place") and given.get("number"):
            try:
                given["to"] = another(self.household, given["place"], given["number"])
            except forms.ValidationError as wrong:
                self.add_error("number", wrong)
        return given

    def wanted(self) -> Wanted:
        """Return who goes, to whom, and as what."""
        leaving, new = self.leaving(), self.relations("as")
        relations = {key: new.get(key, "") for key in leaving["persons"]}
        given = self.cleaned_data
        return {**leaving, "to": given["to"].pk, "relations": relations, "married": given["married"]}


class AwayForm(MoveForm):
    """Members who leave the town."""

    whereabouts = WordsField(
        label=_("迁到的地方"),
        max_length=LONGEST_WHEREABOUTS,
        help_text=_("写到县，如“湖北省武汉市洪山区”。"),
    )
    married = forms.BooleanField(label=_("因结婚迁走"), required=False)
    field_order = ("whereabouts", "married", "day", "reason")

    def wanted(self) -> Wanted:
        """Return who goes where."""
        return {**self.leaving(), **{name: self.cleaned_data[name] for name in ("whereabouts", "married")}}


class MistakenForm(MoveForm):
    """Members who never belonged to the household."""

    def wanted(self) -> Wanted:
        """Return who was registered by mistake."""
        return {**self.leaving(), "mistaken": True}


WAYS: Mapping[str, tuple[Any, type[MoveForm]]] = {
    "place": (_("整户迁到别的村组"), WholeForm),
    "household": (_("几个人迁到另一户"), JoinForm),
    "away": (_("迁出本镇"), AwayForm),
    "mistaken": (_("登记错了，去掉"), MistakenForm),
}

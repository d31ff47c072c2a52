"""Forms of change requests: what is asked for and why, and the decision."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from wugong.registry.facts import LONGEST_NAME
from wugong.registry.forms.asking import RegisterForm
from wugong.registry.forms.parts import day_field, digits, relation_field
from wugong.registry.models import HEAD, Membership, Person
from wugong.registry.requests import LONGEST
from wugong.registry.states import Papers, Sex
from wugong.web.texts import WordsField

APPROVE, REFUSE, WITHDRAW = "approve", "refuse", "withdraw"
PARTS = ("go", "as", "stay")  # goes along; is to the head there; is to the head of those who stay
Wanted = dict[str, Any]


class DecisionForm(RegisterForm):
    """Carry it out, or refuse it with an answer; who asked can take it back."""

    answer = WordsField(
        label=_("答复"),
        required=False,
        max_length=LONGEST,
        help_text=_("不予办理要写明原因和下一步；照办的可以不写。不写号码。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    do = forms.ChoiceField(choices=[(one, one) for one in (APPROVE, REFUSE, WITHDRAW)])
    faults: ClassVar = {"registry.no_reason": "answer", "registry.number_in_request": "answer"}

    def clean(self) -> dict[str, Any]:
        """Refuse to say no without a word."""
        if self.cleaned_data.get("do") == REFUSE and not self.cleaned_data.get("answer"):
            self.add_error("answer", said("不予办理要写明原因，请写给申请的人看。"))
        return self.cleaned_data


class AskForm(RegisterForm):
    """What somebody asks for, and why."""

    reason = WordsField(
        label=_("理由"),
        max_length=LONGEST,
        help_text=_("凭什么证件或证明办，如“结婚证”“户口迁移证”。不写号码。"),
    )
    faults: ClassVar[Mapping[str, str]] = {
        "registry.no_reason": "reason",
        "registry.number_in_request": "reason",
        "registry.day_to_come": "day",
        "registry.day_too_early": "day",
    }

    def wanted(self) -> Wanted:
        """Return what is asked for, as a request keeps it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "reason" and value}


class CorrectForm(AskForm):
    """What is to be registered instead; the number stays unless another one is given."""

    name = WordsField(label=_("姓名"), max_length=LONGEST_NAME)
    sex = forms.ChoiceField(label=_("性别"), required=False, choices=Sex.choices, widget=forms.RadioSelect)
    born = day_field(_("出生日期"), required=False)
    papers = forms.ChoiceField(label=_("证件种类"), choices=Papers.choices)
    id_number = forms.CharField(
        label=_("新证件号"), required=False, max_length=40, widget=digits(), help_text=_("不改的空着。")
    )
    field_order = ("name", "sex", "born", "papers", "id_number", "reason")
    faults: ClassVar = {
        **AskForm.faults,
        "registry.no_person_name": "name",
        "registry.nothing_to_change": "name",
        "registry.bad_id_number": "id_number",
        "registry.bad_papers": "id_number",
        "registry.registered_already": "id_number",
        "registry.birth_disagrees": "born",
        "registry.sex_disagrees": "sex",
        "registry.relation_of_other_sex": "sex",
        "registry.day_to_come": "born",
    }

    def __init__(self, person: Person, data: Any = None) -> None:
        self.now = {name: getattr(person, name) for name in ("name", "sex", "born", "papers")}
        super().__init__(data, initial=self.now)

    def wanted(self) -> Wanted:
        """Return what is to be another."""
        return {name: value for name, value in super().wanted().items() if self.now.get(name) != value}


class MembersForm(AskForm):
    """Something about several members: `go_<key>`, `as_<key>`, `stay_<key>` are the fields of one of them."""

    day = day_field(_("从哪天起"))
    field_order: Iterable[str] | None = ("day", "reason")

    def __init__(self, members: Sequence[Membership], *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self.members = members
        self.fields["day"].initial = timezone.localdate()

    def ask_relations(self, prefix: str, members: Iterable[Membership], *, now: bool = False) -> None:
        """Ask what each of these is to the head; prefilled with what she is now, if wished."""
        for one in members:
            field = relation_field(required=False)
            field.label = one.person.name
            field.initial = one.relation if now else ""
            self.fields[f"{prefix}_{one.person_id}"] = field

    def ask_who(self, chosen: str = "") -> None:
        """Ask which members; this one is ticked already."""
        for one in self.members:
            ticked = chosen in {"all", str(one.person_id)}
            field = forms.BooleanField(label=one.person.name, required=False, initial=ticked)
            self.fields[f"go_{one.person_id}"] = field

    def relations(self, prefix: str) -> dict[str, str]:
        """Return what was said about these, by key."""
        start = f"{prefix}_"
        given = self.cleaned_data.items()
        return {name.removeprefix(start): value for name, value in given if name.startswith(start) and value}

    def going(self) -> list[UUID]:
        """Return the keys of the members that were ticked."""
        return [one.person_id for one in self.members if self.cleaned_data.get(f"go_{one.person_id}")]

    def rows(self) -> list[tuple[Membership, dict[str, forms.BoundField]]]:
        """Return each member with her fields."""
        return [
            (one, {part: self[name] for part in PARTS if (name := f"{part}_{one.person_id}") in self.fields})
            for one in self.members
        ]

    def alone(self) -> list[forms.BoundField]:
        """Return the fields that are not about one member."""
        return [one for one in self if not one.name.startswith(tuple(f"{part}_" for part in PARTS))]


class RelationsForm(MembersForm):
    """Who is the head from a day on, and what the others are to the head."""

    faults: ClassVar = {**AskForm.faults, "registry.nothing_to_change": "day"}

    def __init__(self, members: Sequence[Membership], *given: Any, **options: Any) -> None:
        super().__init__(members, *given, **options)
        self.ask_relations("as", members, now=True)

    def wanted(self) -> Wanted:
        """Return everybody's relation."""
        return {"day": self.cleaned_data["day"], "relations": self.relations("as")}


class DeathForm(MembersForm):
    """The day of a death, and, where the head died, who is the head now."""

    faults: ClassVar = {**AskForm.faults, "registry.dead_already": "day"}

    def __init__(self, gone: Membership, members: Sequence[Membership], *given: Any, **options: Any) -> None:
        rest = [one for one in members if one.person_id != gone.person_id]
        super().__init__(rest, *given, **options)
        self.fields["day"].label = _("哪天去世")
        self.fields["day"].initial = None
        if gone.relation == HEAD:
            self.ask_relations("stay", rest)

    def wanted(self) -> Wanted:
        """Return the day and the relations of those that remain."""
        return {"died": self.cleaned_data["day"], "remaining": self.relations("stay")}

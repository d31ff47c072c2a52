"""Forms of members: who joins a household, born or come; how she is reached; where she lives."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from wugong.registry.facts import LONGEST_NAME, LONGEST_WHEREABOUTS, Facts
from wugong.registry.forms.households import RevisionForm
from wugong.registry.forms.parts import MemberField, day_field, digits, relation_field
from wugong.registry.models import HEAD, Membership, Person
from wugong.registry.states import Channel, Entry, Papers, Residence, Sex
from wugong.rules.ages import child_below
from wugong.web.texts import WordsField

ENTRIES = [(one.value, one.label) for one in (Entry.FOUND, Entry.MARRIED, Entry.MOVED_IN)]
BIRTH = (Entry.BORN.value, Entry.BORN.label)
NEWBORN = timedelta(days=365)  # who is younger was likely born into the household
CHANNELS = [(one.value, one.label) for one in (Channel.PAPER, Channel.SPOKEN)]
OF_A_PERSON = {
    "registry.no_person_name": "name",
    "registry.unknown_relation": "relation",
    "registry.relation_of_other_sex": "relation",
    "registry.head_exists": "relation",
    "registry.bad_id_number": "id_number",
    "registry.bad_papers": "id_number",
    "registry.registered_already": "id_number",
    "registry.registered_before": "id_number",
    "registry.registered_as_dead": "id_number",
    "registry.birth_disagrees": "born",
    "registry.no_birth": "born",
    "registry.sex_disagrees": "sex",
    "registry.in_household_already": "name",
    "registry.bad_phone": "phone",
    "registry.bad_bank": "bank",
}


class _PersonForm(RevisionForm):
    """Who somebody is, and what she is to the head."""

    name = WordsField(label=_("姓名"), max_length=LONGEST_NAME, help_text=_("照证件写；少数民族姓名带“·”。"))
    id_number = forms.CharField(label=_("证件号"), required=False, max_length=40, widget=digits())
    sex = forms.ChoiceField(
        label=_("性别"),
        required=False,
        choices=Sex.choices,
        widget=forms.RadioSelect,
        help_text=_("填了身份证号的不用选。"),
    )
    born = day_field(_("出生日期"), required=False, help_text=_("填了身份证号的不用填。"))
    relation = relation_field()

    def __init__(self, members: Sequence[Membership], *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self.members = members
        if any(one.relation == HEAD for one in members):
            self.fields["relation"] = relation_field(head=False)
        else:
            self.initial.setdefault("relation", HEAD)

    def facts(self) -> Facts:
        """Return what is known of the person."""
        given = self.cleaned_data
        named = {name: given[name] for name in ("name", "id_number", "sex", "born")}
        more = {name: given[name] for name in ("papers", "phone", "bank", "channel") if given.get(name)}
        return Facts(**named, **more, guardian=self.chosen("guardian"))

    def chosen(self, field: str) -> Person | None:
        """Return the member chosen in this field."""
        member: Membership | None = self.cleaned_data.get(field)
        return member.person if member else None

    def offer(self, *names: str) -> None:
        """Offer the members of the household in these fields; where there are none, leave the fields out."""
        for name in names:
            field = self.fields[name]
            assert isinstance(field, MemberField)
            field.take(self.members)


class MemberForm(_PersonForm):
    """Somebody who comes into the household otherwise than by birth."""

    entry = forms.ChoiceField(
        label=_("怎么来的"), choices=ENTRIES, initial=Entry.FOUND, widget=forms.RadioSelect
    )
    asked = forms.CharField(required=False, widget=forms.HiddenInput)  # whether she was born here
    papers = forms.ChoiceField(label=_("证件种类"), choices=Papers.choices)
    since = day_field(_("从哪天起"), required=False, help_text=_("一直在这一户的不填。"))
    residence = forms.ChoiceField(
        label=_("居住情况"), choices=Residence.choices, initial=Residence.HERE, widget=forms.RadioSelect
    )
    whereabouts = WordsField(
        label=_("去向或户籍地"),
        required=False,
        max_length=LONGEST_WHEREABOUTS,
        help_text=_("外出的写到哪里，户籍在外的写在哪里。"),
    )
    phone = forms.CharField(label=_("手机号"), required=False, max_length=30, widget=digits())
    guardian = MemberField(label=_("监护人"), required=False, help_text=_("孩子要监护人同意才能登记。"))
    channel = forms.ChoiceField(
        label=_("监护人怎么同意的"), required=False, choices=CHANNELS, widget=forms.RadioSelect
    )
    field_order = (
        *("entry", "name", "papers", "id_number", "sex", "born", "relation", "since"),
        *("residence", "whereabouts", "phone", "guardian", "channel"),
    )
    faults: ClassVar = {
        **OF_A_PERSON,
        "registry.no_guardian": "guardian",
        "registry.not_of_age": "guardian",
        "registry.too_long": "whereabouts",
        "registry.day_to_come": "since",
        "registry.day_too_early": "since",
    }

    def __init__(self, members: Sequence[Membership], *given: Any, **options: Any) -> None:
        super().__init__(members, *given, **options)
        self.offer("guardian")
        when = said("不满 %(age)s 周岁要填") % {"age": child_below(timezone.localdate())}
        for name in ("guardian", "channel"):
            self.fields[name].when = when  # type: ignore[attr-defined] # read where the field is drawn
        if members:
            self.offer_birth(first=False)

    def offer_birth(self, *, first: bool) -> None:
        """Offer that she was born into the household, before all else or at the end."""
        field = self.fields["entry"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [BIRTH, *ENTRIES] if first else [*ENTRIES, BIRTH]

    def clean(self) -> dict[str, Any]:
        """Ask once whether who is not a year old was born here."""
        given = self.cleaned_data
        born, today = given.get("born"), timezone.localdate()
        if self.members and born and today - NEWBORN < born <= today:
            self.offer_birth(first=True)
            if given.get("entry") == Entry.FOUND and not given.get("asked"):
                self.data = {**dict(self.data.items()), "asked": "yes"}
                self.add_error(
                    "entry", said("不满一周岁。在这一户出生的，请选“出生”；不是的，再按一次“登记”。")
                )
        return given

    def was_born(self) -> bool:
        """Say whether birth was chosen: the parents are asked for next."""
        return bool(self.is_bound and self.members and self.data.get("entry") == Entry.BORN)

    def as_birth(self) -> dict[str, Any]:
        """Return what was filled in already, for the form of a birth."""
        kept = ("name", "id_number", "sex", "born", "relation", "revision")
        return {name: self.data.get(name, "") for name in kept}

    def come(self) -> dict[str, Any]:
        """Return how she came, since when, and where she lives."""
        given = self.cleaned_data
        return {name: given[name] for name in ("since", "residence", "whereabouts")} | {
            "entry": Entry(given["entry"])
        }


class BirthForm(_PersonForm):
    """A child born into the household, and her parents."""

    mother = MemberField(label=_("母亲"), required=False)
    father = MemberField(label=_("父亲"), required=False)
    step = forms.CharField(required=False, initial="born", widget=forms.HiddenInput)
    channel = forms.ChoiceField(
        label=_("父母怎么同意登记的"), choices=CHANNELS, initial=Channel.PAPER, widget=forms.RadioSelect
    )
    field_order = ("name", "sex", "born", "mother", "father", "relation", "id_number", "channel")
    faults: ClassVar = {
        **OF_A_PERSON,
        "registry.no_parent": "mother",
        "registry.not_the_parent": "mother",
        "registry.no_guardian": "mother",
        "registry.not_of_age": "mother",
        "registry.day_to_come": "born",
        "registry.day_too_early": "born",
    }

    def __init__(self, members: Sequence[Membership], *given: Any, **options: Any) -> None:
        super().__init__(members, *given, **options)
        self.offer("mother", "father")
        self.fields["born"].required = self.fields["sex"].required = True
        self.fields["born"].help_text = ""
        self.fields["sex"].help_text = ""
        self.fields["id_number"].help_text = _("还没有办的不填。")

    def parents(self) -> dict[str, Any]:
        """Return the parents who are of the household."""
        return {"mother": self.chosen("mother"), "father": self.chosen("father")}


class ContactForm(RevisionForm):
    """How somebody is reached and paid; what is left empty stays as it is."""

    phone = forms.CharField(
        label=_("新手机号"), required=False, max_length=30, widget=digits(), help_text=_("不改的空着。")
    )
    no_phone = forms.BooleanField(label=_("不再登记手机号"), required=False)
    bank = forms.CharField(
        label=_("新银行账号"), required=False, max_length=40, widget=digits(), help_text=_("不改的空着。")
    )
    no_bank = forms.BooleanField(label=_("不再登记银行账号"), required=False)
    faults: ClassVar = {"registry.bad_phone": "phone", "registry.bad_bank": "bank"}

    def contact(self) -> dict[str, str | None]:
        """Return what changes: another number, none any more, or nothing."""
        return {
            name: "" if self.cleaned_data[f"no_{name}"] else self.cleaned_data[name] or None
            for name in ("phone", "bank")
        }


class ResidenceForm(RevisionForm):
    """Where a member lives, and since when."""

    residence = forms.ChoiceField(label=_("居住情况"), choices=Residence.choices, widget=forms.RadioSelect)
    whereabouts = WordsField(
        label=_("去向或户籍地"),
        required=False,
        max_length=LONGEST_WHEREABOUTS,
        help_text=_("外出的写到哪里，户籍在外的写在哪里。"),
    )
    day = day_field(_("从哪天起"), required=False, help_text=_("不填就是今天。"))
    faults: ClassVar = {
        "registry.too_long": "whereabouts",
        "registry.day_to_come": "day",
        "registry.day_too_early": "day",
        "registry.nothing_to_change": "residence",
    }

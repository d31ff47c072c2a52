"""Forms of duties: who is to answer, since when, and until when; yards; the county's lists."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wugong.access.models import Role
from wugong.access.roles import RoleKind
from wugong.accounts.models import User
from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.registry.duties import Assignment
from wugong.registry.duty_clusters import LONGEST
from wugong.registry.duty_spots import Spot
from wugong.registry.forms.asking import RegisterForm
from wugong.registry.forms.parts import BLANK, day_field
from wugong.registry.models import Cluster, Household, Person
from wugong.rules.duty_plans import Line, Unit
from wugong.web.texts import WordsField

PERSON, USER, NAMED = "person", "user", "named"
WHO = (
    (PERSON, gettext_lazy("登记在册的居民")),
    (USER, gettext_lazy("干部账号")),
    (NAMED, gettext_lazy("外来人员、单位")),
)
MOST_NUMBERS = 60  # households assigned at once


class HolderForm(RegisterForm):
    """Who is to answer: a resident by name, an account, or whoever is named."""

    who = forms.ChoiceField(
        label=gettext_lazy("由谁承担"), choices=WHO, widget=forms.RadioSelect, initial=PERSON
    )
    name = WordsField(
        label=gettext_lazy("姓名或单位名称"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("选了干部账号的，这里不用写。"),
    )
    number = forms.CharField(
        label=gettext_lazy("居民的户号"),
        required=False,
        max_length=30,
        help_text=gettext_lazy("有同名的人才要写。"),
    )
    user = forms.ChoiceField(label=gettext_lazy("干部账号"), required=False)
    unit = WordsField(label=gettext_lazy("所在单位、职务"), required=False, max_length=60)
    since = day_field(gettext_lazy("从哪天起"))
    note = WordsField(label=gettext_lazy("说明"), required=False, max_length=120)

    def __init__(self, place: Place, line: Line, *args: Any, **options: Any) -> None:
        options.setdefault("initial", {"since": timezone.localdate(), "who": PERSON})
        super().__init__(*args, **options)
        self.place, self.line = place, line
        if line.of_units:
            for name in ("who", "number", "user", "unit", "deputy"):
                self.fields.pop(name, None)
            self.fields["name"].label, self.fields["name"].help_text = _("单位名称"), ""
            self.fields["name"].required = True
            return
        self.users = {str(one.pk): one for one in users_around(place)}
        choices = [BLANK, *((key, one.display_name) for key, one in self.users.items())]
        self.fields["user"].choices = choices  # type: ignore[attr-defined] # a ChoiceField

    def clean(self) -> dict[str, Any]:
        """Find the holder; say at the field what is lacking."""
        given: dict[str, Any] = super().clean() or {}
        if not self.errors:
            find = {PERSON: self._person, USER: self._user}.get(given.get("who", NAMED), self._named)
            given["holder"] = find(given)
        return given

    def _person(self, given: dict[str, Any]) -> Person | None:
        name, number = given["name"], given["number"].strip()
        if not name:
            self.add_error("name", _("请写姓名。"))
            return None
        found = Person.objects.living().within(self.place.code[: Level.VILLAGE]).filter(name=name)
        if number:
            found = found.filter(memberships__until__isnull=True, memberships__household__number=number)
        persons = list(found.distinct()[:2])
        if not persons:
            said = _("登记里没有这位居民。请核对姓名和户号；不是本地居民的，选“外来人员、单位”。")
            self.add_error("name", said)
        elif len(persons) > 1:
            self.add_error("number", _("有同名的人，请写户号。"))
        return persons[0] if len(persons) == 1 else None

    def _user(self, given: dict[str, Any]) -> User | None:
        user = self.users.get(given["user"])
        if user is None:
            self.add_error("user", _("请选一个账号。"))
        return user

    def _named(self, given: dict[str, Any]) -> str:
        name = str(given["name"])
        if not name:
            self.add_error("name", _("请写姓名或单位名称。"))
        return name

    def asked(self) -> Assignment:
        """Return what is to be written beside the holder."""
        given = self.cleaned_data
        deputy = bool(given.get("deputy"))
        return Assignment(given["since"], deputy, given.get("unit", ""), given.get("note", ""))


class AssignForm(HolderForm):
    """Who is to answer for a unit that is known."""

    deputy = forms.BooleanField(label=gettext_lazy("登记为副职（负责日常）"), required=False)

    def spots(self) -> list[Spot]:
        """Return the units asked for: none beside the one of the page."""
        return []


class AssignHouseholdsForm(AssignForm):
    """Who is to link a whole yard, or the households of these numbers."""

    field_order = ("yard", "numbers")
    yard = forms.ChoiceField(label=gettext_lazy("整个院落"), required=False)
    numbers = forms.CharField(
        label=gettext_lazy("户号"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("几户的，用空格分开。选了院落就不用写。"),
    )

    def __init__(self, place: Place, line: Line, *args: Any, **options: Any) -> None:
        super().__init__(place, line, *args, **options)
        yards = Cluster.objects.filter(until__isnull=True, place__code__startswith=place.code)
        self.yards = {str(one.pk): one for one in yards.select_related("place")}
        choices = [BLANK, *((key, f"{one.place.name} {one.name}") for key, one in self.yards.items())]
        self.fields["yard"].choices = choices  # type: ignore[attr-defined] # a ChoiceField

    def clean(self) -> dict[str, Any]:
        """Find the households; say which numbers are none."""
        given = super().clean()
        given["spots"] = []
        if yard := self.yards.get(given.get("yard", "")):
            given["spots"] = [yard]
        elif numbers := split_numbers(given.get("numbers", "")):
            given["spots"] = self._households(numbers)
        elif "numbers" not in self.errors and "yard" not in self.errors:
            self.add_error("numbers", _("请选院落，或写户号。"))
        return given

    def _households(self, numbers: list[str]) -> list[Household]:
        if len(numbers) > MOST_NUMBERS:
            self.add_error("numbers", _("一次最多 %(most)s 户，请分几次。") % {"most": MOST_NUMBERS})
            return []
        inside = Household.objects.standing().within(self.place.code).filter(number__in=numbers)
        found = {one.number: one for one in inside.select_related("place")}
        if missing := [number for number in numbers if number not in found]:
            self.add_error("numbers", _("没有这些户号：%(numbers)s") % {"numbers": "、".join(missing[:10])})
        return list(found.values())

    def spots(self) -> list[Spot]:
        """Return the yard or the households."""
        return list(self.cleaned_data["spots"])


def assign_form(place: Place, line: Line, *args: Any, unit_known: bool) -> AssignForm:
    """Return the form for a unit that is known, or for households yet to be named."""
    if line.unit is Unit.HOUSEHOLD and not unit_known:
        return AssignHouseholdsForm(place, line, *args)
    return AssignForm(place, line, *args)


class EndForm(RegisterForm):
    """From which day on somebody answers no longer."""

    day = day_field(gettext_lazy("从哪天起不再承担"))


class FillForm(RegisterForm):
    """Which households lie in a yard."""

    numbers = forms.CharField(
        label=gettext_lazy("户号"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("用空格分开。一户只在一个院落里，写到这里就从别处移出。"),
    )

    def each(self) -> list[str]:
        """Return the numbers one by one."""
        return split_numbers(self.cleaned_data["numbers"])


class ClusterForm(FillForm):
    """A new yard: its name, where it lies, which households."""

    field_order = ("name", "place", "numbers")
    name = WordsField(label=gettext_lazy("院落名称"), max_length=LONGEST)
    place = forms.ChoiceField(label=gettext_lazy("在哪个组"))

    def __init__(self, places: Iterable[Place], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.places = {one.code: one for one in places}
        choices = [(one.code, one.name) for one in self.places.values()]
        self.fields["place"].choices = choices  # type: ignore[attr-defined] # a ChoiceField


class DocumentForm(RegisterForm):
    """A list of duties or a visiting rhythm in YAML, and from which day on it holds."""

    kind = forms.ChoiceField(
        label=gettext_lazy("换哪一种"),
        choices=(("duties", gettext_lazy("责任清单")), ("rhythm", gettext_lazy("走访频次"))),
        widget=forms.RadioSelect,
        initial="duties",
    )
    file = forms.FileField(label=gettext_lazy("YAML 文件"), max_length=200)
    since = day_field(gettext_lazy("从哪天起"))

    def clean_file(self) -> str:
        """Return the text of the file."""
        try:
            return str(self.cleaned_data["file"].read(1 << 20).decode("utf-8-sig"))
        except UnicodeDecodeError as fault:
            raise ValidationError(_("这不是 UTF-8 文字，请另存为 UTF-8 的 YAML。")) from fault


def split_numbers(text: str) -> list[str]:
    """Return the household numbers of a text, each once."""
    for mark in "，、,;；":
        text = text.replace(mark, " ")
    return list(dict.fromkeys(text.split()))


def users_around(place: Place) -> list[User]:
    """Return the accounts that hold an office in the town of this place, by name: one query."""
    today = timezone.localdate()
    inside = Role.objects.in_force(today).filter(place__code__startswith=place.code[: Level.TOWN])
    held = inside.exclude(kind=RoleKind.RESIDENT)
    found = User.objects.filter(pk__in=held.values("user"), is_active=True)
    return list(found.order_by("display_name", "pk"))

"""Forms of the steps after the review: what units mean, what is in place, the adoption, the copies."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from wugong.matters.models import PlanUnit
from wugong.matters.plans.readiness import LONGEST, Item
from wugong.matters.states import CheckState, RulesState
from wugong.places.models import Place
from wugong.registry.forms.asking import RegisterForm
from wugong.registry.models import Body
from wugong.web.texts import WordsField

SELECT: Final = {"class": "input"}
CHECKED: Final = [(one.value, one.label) for one in (CheckState.READY, CheckState.GAP)]


def called(bodies: Iterable[Body]) -> dict[str, Body]:
    """Return the bodies by what a list calls them: those of one name with their place."""
    rows = list(bodies)
    names = [one.name for one in rows]
    return {
        one.name if names.count(one.name) == 1 else f"{one.name}（{one.place.name}）": one for one in rows
    }


class UnitForm(RegisterForm):
    """Which body of the register a name of the plan means, and whether it owes rules of its own."""

    body = WordsField(
        label=_("对上的组织"),
        required=False,
        max_length=200,
        widget=forms.TextInput({"list": "bodies", "autocomplete": "off"}),
    )
    rules = forms.ChoiceField(
        label=_("配套细则"), choices=RulesState.choices, required=False, widget=forms.Select(attrs=SELECT)
    )
    faults = {"matters.plan_body_elsewhere": "body"}

    def __init__(self, unit: PlanUnit, bodies: Mapping[str, Body], data: Any = None) -> None:
        super().__init__(data, prefix=f"u-{unit.pk}")
        self.unit, self.bodies = unit, bodies
        named = {body.pk: name for name, body in bodies.items()}
        now = named.get(unit.body_id, unit.body.name if unit.body else "") if unit.body_id else ""
        self.initial = {"body": now, "rules": unit.rules}

    def clean_body(self) -> Body | None:
        """Return the body of that name; say so where there is none."""
        name = str(self.cleaned_data.get("body") or "").strip()
        if not name:
            return None
        if "body" not in self.changed_data:
            return self.unit.body
        if (found := self.bodies.get(name)) is None:
            raise forms.ValidationError(
                _g("没有叫“%(name)s”的组织，请从列表里选，或者先到组织台账登记。") % {"name": name}
            )
        return found

    @property
    def settles(self) -> bool:
        """Say whether somebody looked at the body: changed it, or let stand what was proposed."""
        return "body" in self.changed_data or (self.unit.proposed and self.unit.body_id is not None)


class CheckForm(RegisterForm):
    """Whether a condition is in place, on what ground, or who closes the gap by when."""

    state = forms.ChoiceField(label=_("到位没有"), choices=CHECKED, required=False, widget=forms.RadioSelect)
    note = WordsField(
        label=_("依据，或者由谁在哪天以前补上"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 2}),
    )
    faults = {"matters.gap_needs_words": "note"}

    def __init__(self, item: Item, data: Any = None) -> None:
        super().__init__(data, prefix=item.condition.key)
        self.item = item
        if item.check:
            self.initial = {"state": item.check.state, "note": item.check.note}

    @property
    def told(self) -> bool:
        """Say whether there is something new to keep."""
        return self.has_changed() and bool(self.cleaned_data.get("state"))


class AdoptForm(RegisterForm):
    """By which decision a plan is adopted."""

    decision = WordsField(label=_("立项依据"), max_length=120, help_text=_("写明会议或文件的名称和日期。"))
    faults = {"matters.words_missing": "decision", "matters.no_decision": "decision"}


class EvaluationForm(RegisterForm):
    """What a pilot has reached and what is still missing."""

    text = WordsField(
        label=_("试点做成了什么，还差什么"), max_length=2000, widget=forms.Textarea({"rows": 5})
    )
    faults = {
        "matters.words_missing": "text",
        "matters.numbers_in_words": "text",
        "matters.words_too_long": "text",
    }


class CopyForm(RegisterForm):
    """To which places a plan is carried over."""

    places = forms.MultipleChoiceField(label=_("推广到哪里"), widget=forms.CheckboxSelectMultiple)
    faults = {"matters.nowhere_to_copy": "places", "matters.copied_to_itself": "places"}

    def __init__(self, places: Sequence[Place], *args: Any) -> None:
        super().__init__(*args)
        self.known = {one.code: one for one in places}
        self.fields["places"].choices = [(one.code, one.name) for one in places]  # type: ignore[attr-defined] # it is one of choices

    def chosen(self) -> list[Place]:
        """Return the places that were ticked."""
        return [self.known[code] for code in self.cleaned_data["places"]]

"""The form of one row of the matrix with its goals; only cells that somebody changed are corrected."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from wugong.accounts.models import User
from wugong.matters.forms.recurring import rule_choices
from wugong.matters.models import Indicator, PlanTask
from wugong.matters.plans.cells import UNITS, WORDS
from wugong.matters.plans.correcting import correct_indicator, correct_task, digest_of
from wugong.matters.plans.goals import COMPARES
from wugong.matters.plans.words import figure_said, recurrence_said
from wugong.registry.forms.asking import RegisterForm
from wugong.registry.forms.parts import day_field
from wugong.web.texts import WordsField

SELECT: Final = {"class": "input"}
KEPT: Final = "as-read"  # the recurrences stay as the plan words them
APART: Final = _("几个单位用“、”隔开")


def _wide(label: Any, help_text: Any = "") -> WordsField:
    return WordsField(
        label=label, help_text=help_text, required=False, max_length=2000, widget=forms.Textarea({"rows": 2})
    )


class RowForm(RegisterForm):
    """What stands in the cells of a row."""

    title = WordsField(label=_("任务"), max_length=WORDS["title"], widget=forms.Textarea({"rows": 2}))
    lead_units = _wide(_("牵头单位"), APART)
    support_units = _wide(_("配合单位"), APART)
    group_units = _wide(_("各村各单位"), _("如“各村”，立项时一村一件"))
    until = day_field(_("完成时限"), required=False)
    leader = WordsField(label=_("责任领导"), required=False, max_length=WORDS["leader"])
    officer = WordsField(label=_("责任人员"), required=False, max_length=WORDS["officer"])
    phase = forms.ChoiceField(label=_("阶段"), required=False, widget=forms.Select(attrs=SELECT))
    recurrences = forms.ChoiceField(label=_("周期"), required=False, widget=forms.Select(attrs=SELECT))
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    faults = {
        "matters.no_plan_day": "until",
        "matters.too_many_plan_units": "lead_units",
    }

    def __init__(self, task: PlanTask, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.task = task
        phases = dict.fromkeys([*(one["name"] for one in task.plan.phases), task.phase])
        self.fields["phase"].choices = [("", _g("不分阶段")), *((one, one) for one in phases if one)]  # type: ignore[attr-defined] # it is one of choices
        rules = "、".join(one["rule"] for one in task.recurrences if one.get("rule"))
        usual = rule_choices()
        if task.recurrences:
            rules = rules if all(one.get("rule") for one in task.recurrences) else KEPT
            if rules not in dict(usual):
                said = "、".join(recurrence_said(one) for one in task.recurrences)
                usual = [(rules, _g("照方案：%(said)s") % {"said": said[:60]}), *usual]
        self.fields["recurrences"].choices = [("", _g("不重复")), *usual]  # type: ignore[attr-defined] # it is one of choices
        self.initial = {cell: getattr(task, cell) for cell in (*WORDS, "until")}
        self.initial |= {cell: "、".join(getattr(task, cell)) for cell in UNITS} | {"recurrences": rules}
        self.initial["seen"] = digest_of(task)

    def cells(self) -> dict[str, str]:
        """Return what was changed, as the act takes it."""
        given = {cell: self.cleaned_data[cell] for cell in self.changed_data if cell != "seen"}
        if given.get("recurrences") == KEPT:
            del given["recurrences"]
        return {
            cell: value.isoformat() if cell == "until" and value else value or ""
            for cell, value in given.items()
        }


class GoalForm(RegisterForm):
    """One goal of a row; emptied words and figure take it away."""

    raw = WordsField(label=_("指标"), required=False, max_length=200)
    compare = forms.ChoiceField(
        label=_("怎样算达到"), choices=list(COMPARES.items()), widget=forms.Select(attrs=SELECT)
    )
    goal = WordsField(
        label=_("目标值"), required=False, max_length=20, widget=forms.TextInput({"inputmode": "decimal"})
    )
    goal_most = WordsField(
        label=_("上限"), required=False, max_length=20, widget=forms.TextInput({"inputmode": "decimal"})
    )
    counted_in = WordsField(label=_("单位"), required=False, max_length=20)
    faults = {
        "matters.no_plan_figure": "goal",
        "matters.no_upper_goal": "goal_most",
        "matters.words_missing": "raw",
    }

    def __init__(self, indicator: Indicator | None, data: Any = None) -> None:
        self.indicator = indicator
        super().__init__(
            data,
            prefix=f"goal-{indicator.pk}" if indicator else "goal-new",
            empty_permitted=indicator is None,
            use_required_attribute=False,
        )
        self.initial = {"compare": next(iter(COMPARES))}  # what a browser sends of an untouched one
        if indicator:
            figures = {cell: figure_said(getattr(indicator, cell)) for cell in ("goal", "goal_most")}
            self.initial = {
                "raw": indicator.raw,
                "compare": indicator.compare,
                "counted_in": indicator.counted_in,
                **figures,
            }

    @property
    def title(self) -> str:
        """Return what stands over the form."""
        return self.indicator.raw if self.indicator else _g("加一个指标")

    def cells(self) -> Mapping[str, str]:
        """Return all cells, as the act takes them."""
        return {cell: value or "" for cell, value in self.cleaned_data.items()}


class RowForms:
    """The form of a row and those of its goals, sent together."""

    def __init__(self, task: PlanTask, data: Mapping[str, Any] | None = None) -> None:
        self.task = task
        given = (data,) if data is not None else ()
        self.row = RowForm(task, *given)
        self.goals = [GoalForm(one, *given) for one in (*task.indicators.all(), None)]

    def __iter__(self) -> Iterator[RegisterForm]:
        yield self.row
        yield from self.goals

    @property
    def changed(self) -> bool:
        """Say whether anything was changed at all."""
        return any(set(form.changed_data) - {"seen"} for form in self)

    def show_anew(self) -> None:
        """What was typed comes back beside the row as it is now: what is sent next has seen it."""
        self.row.data = {
            **{key: self.row.data[key] for key in self.row.data},
            "seen": self.row.initial["seen"],
        }

    def is_valid(self) -> bool:
        """Say whether all hold; each says what is wrong with it."""
        return not any(len(form.errors) for form in self)

    def write(self, *, actor: User) -> PlanTask:
        """The row and its goals say what was written, all or nothing."""
        with transaction.atomic():
            task = correct_task(self.task, self.row.cells(), actor=actor, seen=self.row.cleaned_data["seen"])
            for form in self.goals:
                if form.has_changed():
                    correct_indicator(form.indicator, task, form.cells(), actor=actor)
        return task

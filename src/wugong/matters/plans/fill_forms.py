"""The form that fills what an adopted plan left blank in a row; what stands is not asked."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from wugong.matters.models import PlanTask
from wugong.matters.plans.cells import GOAL, TITLES, WORDS
from wugong.registry.forms.asking import RegisterForm
from wugong.registry.forms.parts import day_field
from wugong.web.texts import WordsField

CELLS: Final = ("title", "lead_units", "until", "leader", "officer")


class FillForm(RegisterForm):
    """Fields for the blanks of a row, and for the first masked goal."""

    title = WordsField(label=_("任务"), required=False, max_length=WORDS["title"])
    lead_units = WordsField(label=_("牵头单位"), required=False, max_length=120)
    until = day_field(_("完成时限"), required=False)
    leader = WordsField(label=_("责任领导"), required=False, max_length=WORDS["leader"])
    officer = WordsField(label=_("责任人员"), required=False, max_length=WORDS["officer"])
    goal = WordsField(
        label=_("目标值"),
        required=False,
        max_length=20,
        widget=forms.TextInput({"inputmode": "decimal"}),
    )
    goal_most = WordsField(
        label=_("目标上限"),
        required=False,
        max_length=20,
        widget=forms.TextInput({"inputmode": "decimal"}),
    )
    faults = {"matters.no_plan_figure": "goal", "matters.no_upper_goal": "goal_most"}

    def __init__(self, task: PlanTask, fills: list[str], *args: Any) -> None:
        super().__init__(*args)
        masked = next((one for one in task.indicators.all() if one.goal is None), None)
        wanted = {cell for cell in CELLS if TITLES[cell] in fills}
        if masked and GOAL in fills:
            wanted |= {"goal", "goal_most"} if masked.compare == "between" else {"goal"}
            self.fields["goal"].help_text = masked.raw
        for name in [name for name in self.fields if name not in wanted]:
            del self.fields[name]

    def cells(self) -> Mapping[str, str]:
        """Return what was filled, as the act takes it."""
        given = {cell: value for cell, value in self.cleaned_data.items() if value}
        return {cell: value.isoformat() if cell == "until" else value for cell, value in given.items()}

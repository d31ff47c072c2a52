"""Forms of plans: how one is brought, given a year, dropped, extended by a row."""

from typing import Any, Final
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from wugong.base.refusals import Refusal
from wugong.matters.documents.files import LARGEST, text_of_bytes
from wugong.matters.documents.refusals import UnreadablePlan
from wugong.matters.models import PlanDocument
from wugong.matters.plans.cells import WORDS
from wugong.matters.plans.refusals import BothBrought, NothingBrought
from wugong.registry.forms.asking import RegisterForm
from wugong.web.refusals import said
from wugong.web.texts import WordsField

KINDS: Final = ".docx,.doc,.txt"


def _year(*, required: bool, help_text: Any = "") -> forms.IntegerField:
    widget = forms.NumberInput({"inputmode": "numeric"})
    return forms.IntegerField(
        label=_("方案年份"),
        required=required,
        min_value=2000,
        max_value=2100,
        widget=widget,
        help_text=help_text,
    )


class BringForm(RegisterForm):
    """A plan as a file or as pasted text."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    file = forms.FileField(
        label=_("方案文件"),
        required=False,
        help_text=_(".docx、.doc 或 .txt，不超过 20 MB。一个文件里可以有几份方案。"),
        widget=forms.ClearableFileInput({"accept": KINDS}),
    )
    text = forms.CharField(
        label=_("或者把正文粘贴在这里"),
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 8, "spellcheck": "false", "class": "input"}),
    )
    year = _year(
        required=False,
        help_text=_("方案里写“20xx年”的，都算这一年。不填就从标题和正文里找，遮住的年份留着待填。"),
    )
    faults = {"matters.no_plan_year": "year", "matters.not_a_plan": "file"}

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, initial={"key": uuid4()})

    def clean(self) -> dict[str, Any]:
        """Return what was given, with the whole text of the file or the field under `whole`."""
        given: dict[str, Any] = super().clean() or {}
        file, text = given.get("file"), (given.get("text") or "")
        try:
            given["whole"] = self._whole(file, text)
        except Refusal as refusal:
            self.add_error("file", said(refusal))
        return given

    def _whole(self, file: Any, text: str) -> str:
        if file and text.strip():
            raise BothBrought
        if file:
            if file.size > LARGEST:
                why = f"文件大于 {LARGEST >> 20} MB，不像方案，请只留正文再交"
                raise UnreadablePlan(name=file.name, why=why)
            return text_of_bytes(file.read(), file.name)
        if not text.strip() and "file" not in self.errors:
            raise NothingBrought
        return text


class YearForm(RegisterForm):
    """Which year the masked and missing ones of a plan stand for."""

    year = _year(required=True)
    faults = {"matters.no_plan_year": "year"}


class DropForm(RegisterForm):
    """Why a plan is followed no further."""

    reason = WordsField(label=_("为什么作废"), max_length=120)
    faults = {"matters.words_missing": "reason", "matters.numbers_in_words": "reason"}


class AddForm(RegisterForm):
    """A row that the reader passed over: its lines and what it is called."""

    title = WordsField(label=_("任务"), max_length=WORDS["title"])
    first = forms.IntegerField(
        label=_("从第几行"), min_value=1, widget=forms.NumberInput({"inputmode": "numeric"})
    )
    last = forms.IntegerField(
        label=_("到第几行"), min_value=1, widget=forms.NumberInput({"inputmode": "numeric"})
    )
    faults = {"matters.outside_the_plan": "first", "matters.words_missing": "title"}

    def __init__(self, plan: PlanDocument, data: Any = None) -> None:
        super().__init__(data, prefix="add")
        self.fields["last"].help_text = _("正文是第 %(first)s 行到第 %(last)s 行") % {
            "first": plan.first,
            "last": plan.last,
        }

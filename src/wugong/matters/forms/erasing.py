"""The form by which an approver has erased what is past its years."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wugong.matters.erasing import Past
from wugong.registry.forms.asking import RegisterForm
from wugong.web.texts import WordsField


class EraseForm(RegisterForm):
    """Which of them, and what the archive said."""

    basis = WordsField(
        label=_("依据"), max_length=120, help_text=_("档案鉴定意见的文号或日期。要移交的，先移交再删。")
    )
    sure = forms.BooleanField(label=_("我核对过：勾选的都到了保存年限，删了找不回来"))

    def __init__(self, rows: Sequence[Past], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(str(one.matter.pk), one.matter.number) for one in rows]
        self.fields["m"] = forms.MultipleChoiceField(
            label=_("删去哪几件"), choices=choices, error_messages={"required": _("还没有勾选。")}
        )

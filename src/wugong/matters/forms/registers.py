"""Forms of registers: how one is handed out, which one a county adopts, which days are worked."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from wugong.registry.forms.asking import RegisterForm
from wugong.registry.forms.parts import day_field
from wugong.web.texts import WordsField

BOOK, LINES = "xlsx", "jsonl"
MASKED, CLEAR = "masked", "clear"
LARGEST: Final = 200_000  # bytes of a file


class ExportForm(RegisterForm):
    """In which form, and how much it tells."""

    kind = forms.ChoiceField(
        label=_("格式"),
        choices=((BOOK, _("表格（.xlsx）")), (LINES, _("JSON Lines，给别的系统用"))),
        initial=BOOK,
        widget=forms.RadioSelect,
    )
    how = forms.ChoiceField(
        label=_("姓名和号码"),
        choices=((MASKED, _("隐去")), (CLEAR, _("不隐去"))),
        initial=MASKED,
        required=False,
        widget=forms.RadioSelect,
    )
    reason = WordsField(
        label=_("不隐去的用途"),
        required=False,
        max_length=100,
        help_text=_("选“不隐去”时要写，和导出的人一起留记录。"),
    )
    faults = {"matters.words_missing": "reason", "matters.numbers_in_words": "reason"}


class DraftForm(RegisterForm):
    """A register as a county writes it."""

    text = forms.CharField(
        label=_("台账办法（YAML）"),
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 16, "spellcheck": "false", "class": "input"}),
    )
    file = forms.FileField(
        label=_("或者交文件"), required=False, widget=forms.ClearableFileInput({"accept": ".yaml,.yml"})
    )

    def clean_file(self) -> Any:
        """Return the text of the file, if one came."""
        file = self.cleaned_data.get("file")
        if file is None:
            return None
        if file.size > LARGEST:
            raise forms.ValidationError(_("文件太大了，台账办法一般只有几页。"))
        try:
            return file.read().decode("utf-8-sig")
        except UnicodeDecodeError as fault:
            raise forms.ValidationError(_("这不是 UTF-8 的文字，请另存为 UTF-8。")) from fault

    @property
    def whole(self) -> str:
        """Return the text, of the file where one came."""
        return self.cleaned_data.get("file") or self.cleaned_data.get("text") or ""


class AdoptForm(RegisterForm):
    """By which decision a register is adopted."""

    decision = WordsField(label=_("发布的依据"), max_length=120, help_text=_("写明会议或文件的名称和日期。"))
    faults = {"matters.no_decision": "decision"}


class DayForm(RegisterForm):
    """A day that the office settles."""

    day = day_field(_("哪一天"))
    working = forms.ChoiceField(
        label=_("这一天"),
        choices=(("no", _("放假")), ("yes", _("上班"))),
        initial="no",
        widget=forms.RadioSelect,
    )
    title = WordsField(label=_("是什么日子"), max_length=60)
    source = WordsField(label=_("依据"), max_length=120, help_text=_("如“国务院办公厅 2027 年节假日通知”。"))

"""Forms about pools: money and days of one, more money, and the paper book that is taken over."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wugong.base.amounts import scaled, written
from wugong.registry.forms.asking import RegisterForm
from wugong.registry.forms.parts import day_field
from wugong.web.texts import WordsField

LARGEST = 4 << 20  # bytes of a table
BAD_MONEY = _("金额写成 3000 或 3000.50 这样，单位是元，要大于零。")
MOST_DIGITS = 12


class YuanField(forms.CharField):
    """Money typed in yuan; comes out in fen."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(max_length=MOST_DIGITS, widget=widget, **options)

    def clean(self, value: Any) -> Any:
        """Return the fen."""
        text = str(super().clean(value)).replace(",", "").replace("，", "")
        try:
            fen = scaled(text, 2)
        except ValueError:
            raise forms.ValidationError(BAD_MONEY) from None
        if fen <= 0:
            raise forms.ValidationError(BAD_MONEY)
        return fen


class DecidedForm(RegisterForm):
    """By which meeting, on which day."""

    decision = WordsField(
        label=_("哪次会议定的"), max_length=120, help_text=_("如：村民代表会议 2026 年第 3 次。")
    )
    decided_on = day_field(_("哪天定的"))


class PoolForm(DecidedForm):
    """A new pool."""

    title = WordsField(label=_("名称"), max_length=60)
    since = day_field(_("自哪一天"))
    until = day_field(_("到哪一天"))
    budget = YuanField(label=_("资金（元）"))
    rate = YuanField(label=_("每分值多少元"), initial="1.00", help_text=_("常见的是 1 分值 1 元。"))
    funded_from = WordsField(label=_("钱从哪里来"), max_length=100, help_text=_("如：村集体经营收入。"))
    field_order = ("title", "budget", "rate", "funded_from", "since", "until", "decision", "decided_on")
    faults = {
        "points.pool_days": "until",
        "points.budget_too_small": "budget",
        "points.rate_while_held": "rate",
        "points.decided_later": "decided_on",
    }


class TopUpForm(DecidedForm):
    """More money for the pool that is in use."""

    fen = YuanField(label=_("追加多少元"))
    funded_from = WordsField(label=_("钱从哪里来"), max_length=100)
    seen = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ("fen", "funded_from", "decision", "decided_on", "seen")
    faults = {"points.nothing_to_mint": "fen", "points.decided_later": "decided_on"}


class OpeningForm(DecidedForm):
    """A paper book: pasted or as a file."""

    table = forms.FileField(label=_("或者选一个表格文件（.xlsx 或 .csv）"), required=False)
    text = WordsField(
        label=_("把积分册贴在这里"),
        required=False,
        max_length=400_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        help_text=_("每户一行：户号、姓名、分数，中间用逗号或空格隔开。"),
    )
    day = day_field(_("余额截至哪一天"))
    field_order = ("text", "table", "day", "decision", "decided_on")
    faults = {"points.decided_later": "decided_on"}

    def clean_table(self) -> UploadedFile | None:
        """Return the file; refuse one too large to be a village's book."""
        file: UploadedFile | None = self.cleaned_data["table"]
        if file and (file.size or 0) > LARGEST:
            raise forms.ValidationError(_("这份文件超过 4 MB，不像一个村的积分册，请核对后再选。"))
        return file

    def clean(self) -> dict[str, Any]:
        """Refuse where there is neither text nor file."""
        given = super().clean() or self.cleaned_data
        if not given.get("text", "").strip() and not given.get("table") and "table" not in self.errors:
            self.add_error("text", _("请把积分册贴进来，或者选一个表格文件。"))
        return given


def this_year() -> dict[str, Any]:
    """Return what a new pool usually is: of this year, from today on."""
    today = timezone.localdate()
    title = _("%(year)s 年积分池") % {"year": today.year}
    until = today.replace(month=12, day=31)
    return {"title": title, "since": today, "until": until, "rate": written(100, 2), "decided_on": today}

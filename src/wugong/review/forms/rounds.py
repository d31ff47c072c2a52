"""The forms for one village: a score sheet, or a total where no sheet is adopted."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wugong.base.periods import Period
from wugong.media.forms import PhotosField
from wugong.review.evidence import Findings
from wugong.review.round_pages import Card, Cell
from wugong.review.round_sheets import InForce
from wugong.review.tables import points_wanted, read_points
from wugong.rules.scheme import Input
from wugong.rules.score_sheets import MOST, Criterion, Spot, Veto
from wugong.web.texts import WordsField

NOTE_MOST: Final = 300
TABLE_MOST: Final = 2 * 1024 * 1024  # bytes


class PointsField(forms.CharField):
    """Points of an inspection within the scheme's range, handed over in hundredths."""

    def __init__(self, fact: Input, **options: Any) -> None:
        self.fact = fact
        attrs = {"inputmode": "decimal", "autocomplete": "off", "enterkeyhint": "next"}
        super().__init__(max_length=8, widget=forms.TextInput(attrs=attrs), **options)

    def clean(self, value: Any) -> int | None:
        """Return hundredths, None for an empty cell; else say what may stand here."""
        text = super().clean(value).strip()
        if not text:
            return None
        try:
            return read_points(text, self.fact)
        except ValueError:
            said = _("写的是“%(text)s”，要写 %(wanted)s。")
            raise ValidationError(said, params={"text": text, "wanted": points_wanted(self.fact)}) from None


class InspectionDay(forms.DateField):
    """The day of an inspection: in its month, and not after today."""

    def __init__(self, month: Period, **options: Any) -> None:
        self.month = month
        attrs = {
            "type": "date",
            "min": str(month.first_day),
            "max": str(min(month.last_day, max(timezone.localdate(), month.first_day))),
        }
        options.setdefault("label", gettext_lazy("检查日期"))
        said = {
            "required": _("请填检查日期。"),
            "invalid": _("日期要写成 %(day)s 这样。") % {"day": month.first_day},
        }
        widget = forms.DateInput(attrs=attrs, format="%Y-%m-%d")
        super().__init__(widget=widget, error_messages=said, **options)

    def clean(self, value: Any) -> date | None:
        """Return the day, or say why an inspection cannot have been then."""
        day: date | None = super().clean(value)
        if day and not self.month.first_day <= day <= self.month.last_day:
            raise ValidationError(
                _("%(day)s 不在%(month)s，请改成当月的日期。") % {"day": day, "month": self.month.label}
            )
        if day and day > timezone.localdate():
            raise ValidationError(_("%(day)s 还没有到，请改成实际检查的日期。") % {"day": day})
        return day


def note_field(late: bool) -> forms.CharField:
    """Return the field for a note; who enters late has to say why."""
    late_help = gettext_lazy("检查期已过，这是补录。请写明为什么现在才录。")
    return WordsField(
        label=gettext_lazy("补录说明") if late else gettext_lazy("说明"),
        help_text=late_help if late else "",
        required=late,
        max_length=NOTE_MOST,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("这是补录，请写明原因。")},
    )


def posted_day(data: Any, name: str, otherwise: date) -> date:
    """Return the day that was handed in; what is no day is said by its field."""
    try:
        return forms.DateField(required=False).clean(data.get(name)) or otherwise
    except ValidationError:
        return otherwise


class FillForm(forms.Form):
    """What every entry of one village says: the day, a note, photos, and which version was seen."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    photos = PhotosField(label=gettext_lazy("照片"))

    def __init__(self, card: Card, cell: Cell, data: Any, files: Any, first: dict[str, object]) -> None:
        now = cell.score
        day, note = (now.day or card.day, now.note) if now else (card.day, "")
        super().__init__(data, files, initial={"day": day, "note": note, "seen": cell.seen, **first})
        self.fields["day"] = InspectionDay(card.month)
        self.fields["note"] = note_field(card.overdue and now is None)

    @property
    def common(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("day", "note", "seen", "photos")}

    def renew(self, **values: object) -> None:
        """The form, shown again, carries these values in its hidden fields."""
        data: Any = self.data.copy()  # type: ignore[attr-defined] # a QueryDict
        for name, value in values.items():
            data[name] = str(value)
        self.data = data


class TotalForm(FillForm):
    """One field for the total."""

    def __init__(self, card: Card, cell: Cell, fact: Input, data: Any = None, files: Any = None) -> None:
        super().__init__(card, cell, data, files, {"score": cell.points})
        says = {"required": _("请填得分。")}
        self.fields["score"] = PointsField(fact, label=_("得分"), error_messages=says)

    def entry(self) -> Findings:
        """Return what was found."""
        return Findings(**self.common, total=self.cleaned_data["score"])


class SheetForm(FillForm):
    """The score sheet in force: how many of each finding, and which vetoes."""

    version = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, card: Card, cell: Cell, sheet: InForce, data: Any = None, files: Any = None) -> None:
        now = cell.score
        counts = {f"n-{key}": count for key, count in (now.counts if now else {}).items()}
        super().__init__(card, cell, data, files, {**counts, "version": sheet.token})
        self.sheet = sheet
        self.fields["nothing"] = forms.BooleanField(label=_("查过，一处也没有"), required=False)
        for key, (_line, spot) in sheet.version.spots.items():
            self.fields[f"n-{key}"] = _count_field(spot)
        if sheet.version.vetoes:
            self.fields["vetoes"] = forms.MultipleChoiceField(
                label=_("有这些情况的，打勾"),
                required=False,
                choices=[(veto.key, veto.title) for veto in sheet.version.vetoes],
                widget=VetoBoxes(sheet.version.vetoes),
                initial=list(now.vetoes) if now else [],
            )

    def entry(self) -> Findings:
        """Return what was found; what was not counted is left out."""
        found = {key: self.cleaned_data[f"n-{key}"] for key in self.sheet.version.spots}
        counts = {key: count for key, count in found.items() if count}
        return Findings(**self.common, counts=counts, vetoes=self.cleaned_data.get("vetoes", []))

    def groups(self) -> Iterator[tuple[str, list[tuple[Criterion, list[tuple[Spot, forms.BoundField]]]]]]:
        """Yield the groups of the sheet, each criterion with its spots and their fields."""
        for group in self.sheet.version.groups:
            yield (
                group.title,
                [
                    (line, [(spot, self[f"n-{line.key}.{spot.key}"]) for spot in line.spots])
                    for line in group.criteria
                ],
            )

    def clean(self) -> dict[str, Any] | None:
        """Refuse what was counted by a sheet that does not hold on the day."""
        if self.cleaned_data.get("version") != self.sheet.token:
            self.renew(version=self.sheet.token)
            raise ValidationError(_("这一天用的是另一版评分细则，下面已经换好，请核对后再交。"))
        if not self.errors:
            self._ask_whether_clean()
        return super().clean()

    def _ask_whether_clean(self) -> None:
        """An untouched sheet is no clean village: that somebody looked and found nothing has to be said."""
        data = self.cleaned_data
        found = any(data[f"n-{key}"] for key in self.sheet.version.spots) or bool(data.get("vetoes"))
        if not found and not data["nothing"]:
            self.add_error("nothing", _("一处也没有填。真的查过、一处也没有的，请打勾再交。"))
        elif found and data["nothing"]:
            self.add_error("nothing", _("上面填了看到的，这里就不打勾。"))


class VetoBoxes(forms.CheckboxSelectMultiple):
    """Ticks that say to the running total which line they empty, or to how much they hold the sheet."""

    def __init__(self, vetoes: Sequence[Veto]) -> None:
        self.vetoes = {veto.key: veto for veto in vetoes}
        super().__init__()

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        veto = self.vetoes[str(value)]
        option["attrs"]["data-veto"] = ""
        if veto.criterion is not None:
            option["attrs"]["data-criterion"] = veto.criterion
        else:
            option["attrs"]["data-cap"] = veto.cap
        return option


def _count_field(spot: Spot) -> forms.IntegerField:
    attrs = {
        "class": "input stepper__n",
        "inputmode": "numeric",
        "data-each": spot.each,
        "data-most": "" if spot.at_most is None else spot.at_most,
    }
    said = _("要写 0 到 %(most)s 的整数。") % {"most": MOST}
    return forms.IntegerField(
        label=spot.title,
        required=False,
        min_value=0,
        max_value=MOST,
        initial=0,
        widget=forms.NumberInput(attrs=attrs),
        error_messages={"invalid": said, "min_value": said, "max_value": said},
    )


def fill_form(
    card: Card, cell: Cell, sheet_on: Callable[[date], InForce | None], data: Any = None, files: Any = None
) -> TotalForm | SheetForm:
    """Return the form for the day that was handed in, or is proposed: by the sheet in force on it."""
    now = cell.score
    day = (now.day if now else None) or card.day
    day = day if data is None else posted_day(data, "day", day)
    if sheet := sheet_on(day):
        return SheetForm(card, cell, sheet, data, files)
    return TotalForm(card, cell, card.input_on(day), data, files)


class UploadForm(forms.Form):
    """A table of the round, and whether it may change what stands."""

    table = forms.FileField(
        label=gettext_lazy("填好的表格"),
        help_text=gettext_lazy("用这一轮的模板，.xlsx 或 .csv"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={
            "required": gettext_lazy("请选一个文件。"),
            "empty": gettext_lazy("这个文件是空的。"),
        },
    )
    overwrite = forms.BooleanField(
        label=gettext_lazy("覆盖已有的分"),
        help_text=gettext_lazy("不勾选：表里的分和已有的不一样，就不收这份表"),
        required=False,
    )

    def clean_table(self) -> Any:
        """Return the file, or say that it is too large or of another kind."""
        file = self.cleaned_data["table"]
        if file.size > TABLE_MOST:
            most = TABLE_MOST // 1024 // 1024
            raise ValidationError(_("文件超过 %(most)s MB，请只留这一轮的村再交。"), params={"most": most})
        if not file.name.lower().endswith((".xlsx", ".csv")):
            raise ValidationError(_("只收 .xlsx 和 .csv，请在表格软件里另存成其中一种。"))
        return file

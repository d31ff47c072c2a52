"""Forms of the shelves: a good, a price, what came in, what was counted, when the shop is open."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast
from uuid import UUID, uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wugong.media.forms import PhotosField
from wugong.share.models import Good
from wugong.web.texts import WordsField

WEEK = [(1, _("一")), (2, _("二")), (3, _("三")), (4, _("四")), (5, _("五")), (6, _("六")), (7, _("日"))]
NUMBER = {"inputmode": "numeric", "autocomplete": "off"}


def number(
    label: Any, *, least: int = 1, help_text: Any = "", initial: int | None = None
) -> forms.IntegerField:
    """Return a field for a whole number, with the number pad of a phone."""
    widget = forms.TextInput(attrs=NUMBER)
    return forms.IntegerField(
        label=label, min_value=least, max_value=1_000_000, widget=widget, help_text=help_text, initial=initial
    )


def day(label: Any, help_text: Any = "") -> forms.DateField:
    """Return a field for a day, today at first."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, widget=widget, initial=timezone.localdate, help_text=help_text)


def hour(label: Any) -> forms.TimeField:
    """Return a field for a time of the day."""
    return forms.TimeField(label=label, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))


class OnePhotoField(PhotosField):
    """A photo, or none."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return the photo."""
        return next(iter(super().clean(data, initial)), None)


class GoodForm(forms.Form):
    """What is offered, for how many points."""

    name = WordsField(label=_("名称"), max_length=40, help_text=_("写清规格，如：大米 5 公斤"))
    unit = WordsField(label=_("单位"), max_length=8, help_text=_("袋、瓶、盒"))
    points = number(_("每件积分"))
    since = day(_("从哪天起"))
    photo = OnePhotoField(label=_("照片"), most=1)
    faults = {"share.name_taken": "name", "share.day_over": "since", "share.no_pieces": "points"}


class PriceForm(forms.Form):
    """What a piece costs from a day on."""

    points = number(_("新的每件积分"))
    since = day(_("从哪天起"), _("今天的价定过了，就从明天起"))
    faults = {"share.price_there": "since", "share.day_over": "since", "share.no_pieces": "points"}


class ReceiptForm(forms.Form):
    """What came in."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    good = forms.ChoiceField(label=_("进了什么"), widget=forms.Select(attrs={"class": "input"}))
    pieces = number(_("几件"))
    cost = forms.DecimalField(
        label=_("一共多少钱（元）"),
        min_value=0,
        max_digits=9,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    supplier = WordsField(label=_("从哪里进的"), max_length=60)
    day = day(_("哪一天"))
    paper = OnePhotoField(label=_("单据照片"), most=1)
    faults = {"share.not_yet": "day", "share.no_pieces": "pieces"}

    def __init__(self, goods: Sequence[Good], data: Any = None, files: Any = None, chosen: str = "") -> None:
        super().__init__(data, files, initial={"key": uuid4(), "good": chosen})
        self.goods = {str(good.pk): good for good in goods}
        cast(forms.ChoiceField, self.fields["good"]).choices = [(k, g.name) for k, g in self.goods.items()]

    def clean_key(self) -> str:
        """Return the key as receipts keep it."""
        return str(self.cleaned_data["key"])

    def clean_good(self) -> Good:
        """Return the good that came in."""
        return self.goods[self.cleaned_data["good"]]

    def clean_cost(self) -> int:
        """Return what it cost, in fen."""
        return int(self.cleaned_data["cost"] * 100)


class BackForm(forms.Form):
    """Why a receipt is taken back."""

    reason = WordsField(label=_("错在哪里"), max_length=100, help_text=_("如：12 袋写成了 120 袋"))
    faults = {"share.gone_from_shelf": "reason", "share.no_reason": "reason"}


class CountForm(forms.Form):
    """How many pieces of each good there are, and why that differs."""

    def __init__(self, goods: Sequence[Good], booked: Mapping[UUID, int], data: Any = None) -> None:
        super().__init__(data)
        self.goods, self.booked = goods, booked
        for good in goods:
            self.fields[f"n-{good.pk.hex}"] = number(_("实有"), least=0)
            self.fields[f"w-{good.pk.hex}"] = WordsField(label=_("差在哪里"), required=False, max_length=100)

    def rows(self) -> Iterable[tuple[Good, int, forms.BoundField, forms.BoundField]]:
        """Return each good with what the book says and its two fields."""
        return [
            (good, self.booked[good.pk], self[f"n-{good.pk.hex}"], self[f"w-{good.pk.hex}"])
            for good in self.goods
        ]

    def counted(self) -> dict[Good, tuple[int, str]]:
        """Return what was counted."""
        given = self.cleaned_data
        return {good: (given[f"n-{good.pk.hex}"], given[f"w-{good.pk.hex}"] or "") for good in self.goods}

    def clean(self) -> None:
        """Ask for a reason beside the good that differs."""
        for good in self.goods:
            counted = self.cleaned_data.get(f"n-{good.pk.hex}")
            differs = counted is not None and counted != self.booked[good.pk]
            if differs and not self.cleaned_data.get(f"w-{good.pk.hex}"):
                said = _("账上 %(booked)s，实有 %(counted)s，请写明差在哪里。")
                facts = {"booked": self.booked[good.pk], "counted": counted}
                self.add_error(f"w-{good.pk.hex}", str(said) % facts)


class AnswerForm(forms.Form):
    """Why a stock-take is sent back."""

    answer = WordsField(label=_("哪里不对"), max_length=100)


class RuleForm(forms.Form):
    """When the shop is open, how long it holds an order."""

    weekdays = forms.MultipleChoiceField(
        label=_("每周星期几开门"), required=False, choices=WEEK, widget=forms.CheckboxSelectMultiple
    )
    month_days = forms.CharField(
        label=_("每月几号开门"), required=False, max_length=80, help_text=_("用空格隔开，如：5 15 25")
    )
    opens = hour(_("几点开门"))
    closes = hour(_("几点关门"))
    hold_days = number(_("预订的东西留几天"))
    weigh_cap = number(_("称可回收物，每户每天最多得几分"), least=0)
    decision = WordsField(
        label=_("依据"), max_length=120, required=False, help_text=_("如：村民代表会议第 3 号决议")
    )
    since = day(_("从哪天起"))
    faults = {
        "share.cap_raised": "weigh_cap",
        "share.no_opening_day": "weekdays",
        "share.bad_hours": "closes",
        "share.day_over": "since",
    }

    def clean_month_days(self) -> list[int]:
        """Return the days of the month."""
        words = self.cleaned_data["month_days"].replace("、", " ").replace("，", " ").split()
        if not all(word.isdecimal() and 1 <= int(word) <= 31 for word in words):
            raise forms.ValidationError(_("请写 1 到 31 的数，用空格隔开。"))
        return [int(word) for word in words]

    def clean_weekdays(self) -> list[int]:
        """Return the days of the week."""
        return [int(one) for one in self.cleaned_data["weekdays"]]


class MaterialForm(forms.Form):
    """What a material is worth from a day on."""

    name = WordsField(label=_("可回收物"), max_length=20, help_text=_("废纸板、塑料瓶、废铁"))
    grams = number(_("每多少克"), initial=500)
    points = number(_("得几分"), least=0, help_text=_("写 0 就是不再收"))
    since = day(_("从哪天起"))
    faults = {"share.price_there": "since", "share.day_over": "since", "share.no_pieces": "grams"}

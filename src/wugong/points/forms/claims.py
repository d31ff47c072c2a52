"""Forms of claims: by the resident, answered, checked; by the cadre in batches."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from wugong.media.forms import PhotosField
from wugong.points.chain_claims import Ask
from wugong.points.claim_pages import evidence_said, offered
from wugong.points.claim_rules import wants_photo
from wugong.points.claims import LONGEST
from wugong.points.states import Channel
from wugong.registry.forms.asking import RegisterForm
from wugong.registry.forms.parts import day_field
from wugong.rules.points_catalogue import Catalogue, Evidence, Item
from wugong.web.texts import WordsField

MOST_PHOTOS = 4
FAULTS = {
    "points.day_to_come": "day",
    "points.no_catalogue": "day",
    "points.no_evidence": "photos",
    "points.numbers_in_words": "text",
    "points.words_too_long": "text",
    "rules.quantity_refused": "quantity",
}


def new_key() -> str:
    """Return a key by which a form that is sent twice is known."""
    return str(uuid4())


def quantity_field(unit: str = "") -> forms.IntegerField:
    """Return a field for how much was done."""
    label = said("做了几%(unit)s") % {"unit": unit} if unit else _("数量")
    widget = forms.NumberInput(attrs={"inputmode": "numeric", "min": 1})
    return forms.IntegerField(label=label, min_value=1, max_value=9999, initial=1, widget=widget)


def _words(label: Any, help_text: Any = "", *, required: bool = False) -> WordsField:
    widget = forms.Textarea(attrs={"rows": 2})
    return WordsField(label=label, required=required, max_length=LONGEST, help_text=help_text, widget=widget)


class ClaimForm(RegisterForm):
    """One claim of one's own household: when, how much, a photo, one sentence."""

    day = day_field(_("哪一天做的"))
    quantity = quantity_field()
    photos = PhotosField(label=_("照片"), most=MOST_PHOTOS)
    text = _words(_("说一句"), _("做了什么、谁看见的。不写身份证号、手机号。"))
    key = forms.UUIDField(widget=forms.HiddenInput)  # of nobody's choosing: no list has such a key
    faults = FAULTS

    def __init__(self, item: Item, *args: Any, **options: Any) -> None:
        options.setdefault("initial", {"day": timezone.localdate(), "key": new_key()})
        super().__init__(*args, **options)
        if item.measure is None:
            del self.fields["quantity"]
        else:
            self.fields["quantity"] = quantity_field(item.measure.unit)
        self.order_fields(["day", "quantity", "photos", "text", "key"])
        self.fields["day"].widget.attrs["max"] = timezone.localdate().isoformat()
        self.fields["photos"].required = bool(wants_photo(item))
        self.fields["photos"].help_text = evidence_said(item)
        if set(item.evidence) <= {Evidence.WITNESS}:
            self.fields["text"].required = True

    def facts(self) -> dict[str, Any]:
        """Return what the act takes beside household and item."""
        given = self.cleaned_data
        facts = {"text": given["text"], "photos": given["photos"], "key": str(given["key"])}
        return {**facts, "day": given["day"], "quantity": given.get("quantity") or 1}


class AnswerForm(RegisterForm):
    """What was missing in a claim that came back."""

    text = _words(_("补充说明"), _("差什么补什么，原来的说明会换成这一段。"), required=True)
    photos = PhotosField(label=_("再加照片"), most=MOST_PHOTOS)
    faults = FAULTS


class ReasonForm(RegisterForm):
    """Why a claim is sent back or refused."""

    reason = _words(_("原因"), _("申报的人会看到，写清差什么。通过的不用写。"))
    faults = {"points.no_reason": "reason", "points.numbers_in_words": "reason"}


class DeskForm(RegisterForm):
    """What many did on one day: the item, the day, how much each, one sentence."""

    item = forms.ChoiceField(label=_("哪一项"), widget=forms.Select(attrs={"class": "input"}))
    day = day_field(_("哪一天做的"))
    quantity = quantity_field()
    text = _words(_("凭什么"), _("谁看见的、签到表或工票在哪。每一户的申报里都写上这一句。"))
    faults = FAULTS | {"points.no_evidence": "text"}
    channel = Channel.DESK

    def __init__(self, catalogue: Catalogue, *args: Any, **options: Any) -> None:
        options.setdefault("initial", {"day": timezone.localdate(), "quantity": 1})
        super().__init__(*args, **options)
        self.fields["item"].choices = item_choices(catalogue, self.channel)  # type: ignore[attr-defined] # a choice
        self.fields["day"].widget.attrs["max"] = timezone.localdate().isoformat()

    def ask(self) -> Ask:
        """Return what the list is about."""
        given = self.cleaned_data
        return Ask(given["item"], given["day"], given["quantity"], given["text"])


class BatchForm(DeskForm):
    """The same for the households that are ticked in a list, with photos for all of them."""

    photos = PhotosField(label=_("照片"), most=MOST_PHOTOS)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, catalogue: Catalogue, *args: Any, keeps: bool = True, **options: Any) -> None:
        today = timezone.localdate()
        options.setdefault("initial", {"day": today, "quantity": 1, "key": new_key()})
        super().__init__(catalogue, *args, **options)
        choices = item_choices(catalogue, self.channel, keeps=keeps)
        self.fields["item"].choices = choices  # type: ignore[attr-defined] # a choice


class ChainForm(DeskForm):
    """The same for those whom a chain of names names."""

    chain = WordsField(
        label=_("接龙"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("在群里长按接龙，复制，贴到这里。表情、序号、备注都不用删。"),
    )
    channel = Channel.CHAIN
    field_order = ["chain", "item", "day", "quantity", "text"]

    def choices(self, given: Any) -> dict[int, str]:
        """Return by line whom somebody chose for it."""
        found = {name.removeprefix("line-"): value for name, value in given.items() if name[:5] == "line-"}
        return {int(number): value for number, value in found.items() if number.isdigit() and value}


class TableForm(RegisterForm):
    """A filled-in workbook."""

    table = forms.FileField(
        label=_("填好的表格"),
        help_text=_(".xlsx 或 .csv"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )


class EventForm(RegisterForm):
    """An event to which households sign in."""

    title = WordsField(label=_("活动名称"), max_length=80)
    item = forms.ChoiceField(label=_("按哪一项记分"), widget=forms.Select(attrs={"class": "input"}))
    day = day_field(_("哪一天"))
    quantity = quantity_field()
    faults = FAULTS

    def __init__(self, catalogue: Catalogue, *args: Any, **options: Any) -> None:
        options.setdefault("initial", {"day": timezone.localdate(), "quantity": 1})
        super().__init__(*args, **options)
        choices = item_choices(catalogue, Channel.EVENT)
        self.fields["item"].choices = choices  # type: ignore[attr-defined] # a choice


def item_choices(catalogue: Catalogue, channel: Channel, *, keeps: bool = True) -> Iterable[Any]:
    """Return the items that can be claimed this way, by category, each with its value."""
    groups = [
        (category.title, [(item.code, said("%(title)s（%(says)s）") % _says(item)) for item in items])
        for category, items in offered(catalogue, channel, keeps=keeps)
    ]
    return [("", _("请选")), *groups]


def _says(item: Item) -> dict[str, str]:
    return {"title": item.title, "says": item.says}

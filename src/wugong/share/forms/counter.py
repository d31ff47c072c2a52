"""Forms of the counter: the code, the signature, the household, what was weighed."""

import base64
import binascii
from collections.abc import Sequence
from typing import Any, cast
from uuid import uuid4

from django import forms
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from wugong.base.refusals import Refusal
from wugong.media.pictures import Picture, picture_of
from wugong.share.forms.shelves import OnePhotoField
from wugong.share.models import Material, MaterialPrice
from wugong.share.states import Signed
from wugong.web.refusals import said
from wugong.web.texts import WordsField

DRAWN = "data:image/png;base64,"
JIN = 500  # grams
MOST_DRAWN = 400_000  # characters
PAD = {"inputmode": "numeric", "autocomplete": "off", "class": "input code"}


class CodeForm(forms.Form):
    """The six figures as they are read out, or what a scanner types."""

    given = forms.CharField(
        label=_("取货码，或扫码、扫户卡"), max_length=200, widget=forms.TextInput(attrs=PAD)
    )
    faults = {"share.wrong_code": "given", "share.too_many_tries": "given", "share.nothing_held": "given"}


class HandOverForm(forms.Form):
    """The code once more, or nothing; and how it was signed for."""

    given = forms.CharField(
        label=_("取货码，或扫户卡"),
        max_length=200,
        required=False,
        help_text=_("码和卡都没有，就空着：请他签名，这一单村监委会看。"),
        widget=forms.TextInput(attrs=PAD),
    )
    signed = forms.ChoiceField(label=_("签收"), choices=Signed.choices, widget=forms.RadioSelect)
    signature = forms.CharField(required=False, max_length=MOST_DRAWN, widget=forms.HiddenInput)
    slip = OnePhotoField(label=_("纸上签的，拍下来"), most=1)
    faults = CodeForm.faults | {
        "share.no_signature": "signed",
        "share.no_own_signature": "signed",
        "share.signature_used": "signed",
    }

    def clean_signature(self) -> Picture | None:
        """Return what was drawn on the screen."""
        text: str = self.cleaned_data["signature"]
        if not text.startswith(DRAWN):
            return None
        try:
            return picture_of(ContentFile(base64.b64decode(text.removeprefix(DRAWN), validate=True)))
        except binascii.Error:
            return None
        except Refusal as refusal:
            raise forms.ValidationError(said(refusal)) from refusal

    def clean(self) -> dict[str, Any]:
        """Return what acts ask for: the slip is the signature where it was signed on paper."""
        given, slip = self.cleaned_data, self.cleaned_data.pop("slip", None)
        if given.get("signed") == Signed.PAPER:
            given["signature"] = slip
        return given


class LookForm(forms.Form):
    """What a supervisor has to say of an order that went without a code."""

    note = WordsField(label=_("有不对的，写一句；没有就空着"), required=False, max_length=100)


class WhoForm(forms.Form):
    """Which household stands at the counter."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    home = forms.CharField(
        label=_("户号，或扫户卡"),
        max_length=200,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    faults = {"share.no_such_household": "home", "share.household_gone": "home"}

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.initial.setdefault("key", uuid4())

    def clean_key(self) -> str:
        """Return the key as acts keep it."""
        return str(self.cleaned_data["key"])


class WeighForm(WhoForm):
    """Which material, how many grams."""

    material = forms.ChoiceField(label=_("可回收物"), widget=forms.RadioSelect)
    grams = forms.DecimalField(
        label=_("几斤"),
        min_value=0,
        max_digits=6,
        decimal_places=2,
        help_text=_("1 斤是 500 克，可以写两位小数"),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    faults = WhoForm.faults | {
        "share.too_light": "grams",
        "share.cap_reached": "grams",
        "share.no_material_price": "material",
    }

    def __init__(self, prices: Sequence[MaterialPrice], data: Any = None) -> None:
        super().__init__(data)
        self.materials = {str(price.material_id): price.material for price in prices}
        field = cast(forms.ChoiceField, self.fields["material"])
        field.choices = [(key, material.name) for key, material in self.materials.items()]

    def clean_material(self) -> Material:
        """Return the material that was chosen."""
        return self.materials[self.cleaned_data["material"]]

    def clean_grams(self) -> int:
        """Return what it weighs, in grams: it is asked for in 斤."""
        return int(self.cleaned_data["grams"] * JIN)

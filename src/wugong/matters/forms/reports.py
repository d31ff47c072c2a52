"""The form by which a resident reports: few questions, those of the register, photos, a voice note."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from wugong.accounts.models import User
from wugong.matters.forms.fields import asked_at_opening, facts_of, form_fields
from wugong.matters.registers import Held
from wugong.matters.states import Channel, Shown
from wugong.matters.wishes import Wish
from wugong.media.forms import PhotosField, SoundField
from wugong.places.models import Place
from wugong.registry.forms.asking import RegisterForm
from wugong.registry.models import Person
from wugong.rules.event_categories import categories_on
from wugong.web.texts import WordsField

FEW: Final = 5  # places that fit as chips on a phone
TITLE: Final = 40
LONGEST: Final = 500
SENTENCE_ENDS: Final = re.compile(r"[。！？!?；;\n]")
SHOWN: Final = (
    (Shown.MASKED, _("写成“张×芳”这样")),
    (Shown.ANONYMOUS, _("只写“村民”")),
)


def _coordinate(most: int) -> forms.DecimalField:
    widget = forms.HiddenInput
    return forms.DecimalField(
        required=False, min_value=-most, max_value=most, max_digits=9, decimal_places=6, widget=widget
    )


class ReportForm(RegisterForm):
    """One report: what, where, of what kind, what the register asks, photos, voice, how it is shown."""

    text = WordsField(
        label=_("什么事"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("写一句就行，不想写就录一段话。不写身份证号、手机号。"),
    )
    where = WordsField(
        label=_("在什么地方"),
        required=False,
        max_length=120,
        help_text=_("写旁边认得出的东西，例如“桥头第二根灯杆”"),
    )
    spoken = SoundField(label=_("录一段话"))
    key = forms.UUIDField(widget=forms.HiddenInput)
    by = forms.CharField(required=False, widget=forms.HiddenInput)  # whose account wrote it
    faults = {"matters.numbers_in_words": "text"}

    def __init__(
        self, held: Held, places: Sequence[Place], user: User | None, *args: Any, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.held, self.places, self.user = held, {one.code: one for one in places}, user
        version = held.version
        self.fields["place"] = _place_field(places)
        self.fields["text"].when = _("写一句，或者录一段话")  # type: ignore[attr-defined] # read by the field's template
        if version.categories:
            self.fields["category"] = _category_field()
        self.fields.update(form_fields(asked_at_opening(version)))
        if version.photos:
            self.fields["photos"] = PhotosField(label=_("照片"), most=version.photos)
            self.fields["photos"].help_text = said("最多 %(most)s 张，可以不拍。照片里的位置会去掉。") % {
                "most": version.photos
            }
            self.fields["photos"].widget.attrs |= {"data-most": version.photos, "data-remove": said("去掉")}
        if version.point:
            self.fields["latitude"], self.fields["longitude"] = _coordinate(90), _coordinate(180)
        if user is not None:
            self.fields["shown"] = shown_field(_("公示时您的名字"))

    def clean(self) -> dict[str, Any]:
        """Return what was filled in; something must have been said."""
        given: dict[str, Any] = super().clean() or {}
        if not given.get("text") and not given.get("spoken") and "spoken" not in self.errors:
            self.add_error("text", said("还没有说是什么事。请写一句，或者录一段话。"))
        return given

    def asked(self) -> list[Any]:
        """Return the visible fields in the order in which they are asked."""
        first = ["text", "spoken", "photos", "place", "where", "category"]
        rest = [name for name in self.fields if name.startswith("field-")]
        return [self[name] for name in [*first, *rest, "shown"] if name in self.fields]

    def wish(self, person: Person | None) -> Wish:
        """Return what the act of opening takes."""
        given = self.cleaned_data
        return Wish(
            register=self.held.code,
            place=self.places[given["place"]],
            title=_title(given["text"], self.held.register.title),
            key=given["key"],
            channel=Channel.PHONE,
            text=given["text"],
            where=given["where"],
            point=_point(given),
            category=given.get("category") or "",
            facts=facts_of(given),
            shown=Shown(given.get("shown") or Shown.ANONYMOUS),
            person=person,
            photos=given.get("photos") or (),
            spoken=given.get("spoken"),
        )


def _place_field(places: Sequence[Place]) -> forms.ChoiceField:
    choices = [(one.code, one.name) for one in places]
    widget = forms.RadioSelect if len(choices) <= FEW else forms.Select
    return forms.ChoiceField(label=_("哪个村、组"), choices=choices, widget=widget, initial=choices[0][0])


def _category_field() -> forms.ChoiceField:
    known = categories_on(timezone.localdate()).values()
    choices = [("", _("说不清，让村里定")), *((one.code, one.title) for one in known)]
    return forms.ChoiceField(label=_("是哪一类"), required=False, choices=choices, widget=forms.Select)


def shown_field(label: Any) -> forms.ChoiceField:
    """Return the choice of how who asked is named."""
    return forms.ChoiceField(
        label=label,
        choices=SHOWN,
        widget=forms.RadioSelect,
        help_text=_("名字在哪里都隐去一部分，经办的人看到的也是。"),
    )


def _point(given: dict[str, Any]) -> tuple[Decimal, Decimal] | None:
    latitude, longitude = given.get("latitude"), given.get("longitude")
    return None if latitude is None or longitude is None else (latitude, longitude)


def _title(text: str, register: str) -> str:
    """Return the first sentence, cut where it is long; of a voice note alone, that it is one."""
    first = SENTENCE_ENDS.split(text.strip(), maxsplit=1)[0].strip()
    if not first:
        return said("%(register)s（语音）") % {"register": register}
    return first if len(first) <= TITLE else first[: TITLE - 1] + "…"

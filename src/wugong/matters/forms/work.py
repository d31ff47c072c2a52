"""The form of a step made in the field: what the move needs, and photos before and after in any case."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wugong.matters.forms.moving import MoveForm, words_field
from wugong.matters.models import Matter
from wugong.media.forms import PhotosField
from wugong.registry.models import Body
from wugong.rules.register_parts import Move, Version

MOST = 3


class WorkForm(MoveForm):
    """A move from the phone: the pair of photos stands at its end, an answer before them."""

    def __init__(
        self, matter: Matter, version: Version, move: Move, units: Sequence[Body], *args: Any
    ) -> None:
        super().__init__(matter, version, move, units, *args)
        if "reason" not in self.fields:
            self.fields.setdefault(
                "answer", words_field(_("办得怎样"), _("提出的人看得到。"), required=False)
            )
        self.fields.setdefault("before", PhotosField(label=_("办理前的照片"), most=MOST))
        self.fields.setdefault("photos", PhotosField(label=_("办理后的照片"), most=MOST))
        self.ask_to_show(matter, version)
        for name in ("before", "photos", "signature"):
            if name in self.fields:
                self.fields[name].widget.attrs |= {"data-most": MOST, "data-remove": _("去掉")}

    def asked(self) -> list[forms.BoundField]:
        """Return the visible fields, words first, photos last."""
        last = ("before", "photos", "shown", "signature")
        names = [name for name in self.fields if name != "seen" and name not in last]
        return [self[name] for name in [*names, *(name for name in last if name in self.fields)]]


class SendingForm(forms.Form):
    """What every sending carries: its key, and whose account wrote it."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    by = forms.CharField(required=False, widget=forms.HiddenInput)

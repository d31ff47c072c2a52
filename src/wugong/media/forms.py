"""The fields by which a phone hands in photos and spoken words."""

from collections.abc import Iterable
from typing import Any, Final, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext as _

from wugong.base.refusals import Refusal
from wugong.media.pictures import Picture, picture_of
from wugong.media.sounds import MOST_SECONDS, Speech, speech_of
from wugong.web.refusals import said

MOST: Final = 6


class PhotosInput(forms.ClearableFileInput):
    """A phone offers its camera and its pictures; several may be chosen."""

    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__(attrs={"accept": "image/*"})


class PhotosField(forms.FileField):
    """Photos as they may be kept, ready for `keep_photo`; each one that may not is named with the reason.

    The form needs `enctype="multipart/form-data"`. Pictures are decoded here, before any transaction.
    """

    def __init__(self, *, most: int = MOST, required: bool = False, **options: Any) -> None:
        self.most = most
        super().__init__(widget=PhotosInput, required=required, **options)

    def clean(self, data: Any, initial: Any = None) -> list[Picture]:
        """Return the photos, or say of each one what is wrong with it."""
        files = [super(PhotosField, self).clean(file, initial) for file in data or [None]]
        handed_in = cast("list[File[bytes]]", [file for file in files if file])
        if len(handed_in) > self.most:
            said_so = _("一次最多交 %(most)s 张照片，您选了 %(count)s 张，请少选几张。")
            raise ValidationError(said_so % {"most": self.most, "count": len(handed_in)})
        return _pictures(handed_in)


class SoundInput(forms.ClearableFileInput):
    """A phone offers its recorder; where the browser records, a button appears beside it."""

    def __init__(self) -> None:
        super().__init__(attrs={"accept": "audio/*", "data-record": str(MOST_SECONDS)})


class SoundField(forms.FileField):
    """Spoken words as they may be kept, ready for `keep_sound`; encoded here, before any transaction.

    The form needs `enctype="multipart/form-data"`.
    """

    def __init__(self, *, required: bool = False, **options: Any) -> None:
        super().__init__(widget=SoundInput, required=required, **options)

    def clean(self, data: Any, initial: Any = None) -> Speech | None:
        """Return the words, none where nothing was handed in, or say what is wrong with the file."""
        file = super().clean(data, initial)
        if not file:
            return None
        try:
            return speech_of(cast("File[bytes]", file))
        except Refusal as refusal:
            raise ValidationError(said(refusal)) from refusal


def _pictures(files: Iterable["File[bytes]"]) -> list[Picture]:
    pictures, faults = [], []
    for file in files:
        try:
            pictures.append(picture_of(file))
        except Refusal as refusal:
            faults.append(_("“%(name)s”：%(why)s") % {"name": file.name, "why": said(refusal)})
    if faults:
        raise ValidationError(faults)
    return pictures

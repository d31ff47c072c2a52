"""The field by which a phone hands in photos."""

from collections.abc import Iterable
from typing import Any, Final, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext as _

from wugong.base.refusals import Refusal
from wugong.media.pictures import Picture, picture_of
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

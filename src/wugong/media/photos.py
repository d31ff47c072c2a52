"""The acts on photos: keep one, and sweep away files that no photo or sound owns."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import PurePosixPath
from typing import Final

from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.counties.actors import System
from wugong.counties.standing import county_here
from wugong.counties.uuid7 import uuid7
from wugong.media import acts
from wugong.media.models import Photo, Sound, small_beside
from wugong.media.pictures import Picture, picture_of
from wugong.places.models import Place

UNFINISHED: Final = timedelta(days=1)  # a younger file may belong to a transaction that still runs


def keep_photo(file: "File[bytes] | Picture", *, actor: User | System, at: Place) -> Photo:
    """The place has this photo, encoded anew; the same photo again is the one that is there already.

    Who may hand in a photo is said by the act that asks for one. The file is written before its row, so
    that no row is ever without its file; what a roll-back leaves behind is swept away.
    """
    picture = file if isinstance(file, Picture) else picture_of(file)
    there = Photo.objects.filter(place=at, sha256=picture.digest)
    if photo := there.first():
        return photo
    made = _written(picture, actor, at)
    with transaction.atomic():
        Photo.objects.bulk_create([made], ignore_conflicts=True)
        photo = there.get()
        if photo.pk == made.pk:
            record(acts.PHOTO_KEPT, actor=actor, at=at.code, place=at.name)
    if photo.pk != made.pk:  # somebody handed in the same one at the same moment
        _delete(str(made.file))
    return photo


@transaction.atomic
def erase_photos(photos: Iterable[Photo], *, actor: User | System) -> int:
    """These photos are gone with their files, but those that something else still shows; returns how many.

    Part of an act that has asked who may.
    """
    gone = 0
    for photo in photos:
        try:
            with transaction.atomic():
                Photo.objects.filter(pk=photo.pk).delete()
        except ProtectedError:
            continue
        transaction.on_commit(partial(_delete, str(photo.file)))
        record(acts.PHOTO_ERASED, actor=actor, at=photo.place.code, place=photo.place.name)
        gone += 1
    return gone


def _written(picture: Picture, actor: User | System, at: Place) -> Photo:
    """Return the photo with its files on disk and no row yet."""
    key, now = uuid7(), timezone.now()
    name = f"{county_here().code}/{timezone.localdate(now):%Y-%m}/{key}.jpg"
    default_storage.save(name, ContentFile(picture.jpeg))
    default_storage.save(small_beside(name), ContentFile(picture.small))
    return Photo(
        pk=key,
        county=county_here(),
        place=at,
        file=name,
        width=picture.width,
        height=picture.height,
        bytes=len(picture.jpeg),
        sha256=picture.digest,
        print=picture.print,
        taken_by=actor if isinstance(actor, User) else None,
        kept_at=now,
    )


def _delete(name: str) -> None:
    default_storage.delete(name)
    default_storage.delete(small_beside(name))


def sweep_orphans(*, actor: User | System) -> int:
    """No file older than a day lies there without its photo or sound, in any county; returns how many went.

    It takes nothing away that anyone has ever been able to see, and so leaves no record.
    """
    swept = 0
    for folder, names in _folders():
        owned = set(Photo.everywhere.filter(file__startswith=f"{folder}/").values_list("file", flat=True))
        owned |= {small_beside(name) for name in owned}
        owned |= set(Sound.everywhere.filter(file__startswith=f"{folder}/").values_list("file", flat=True))
        for name in (f"{folder}/{name}" for name in names):
            if name not in owned and _old(name):
                default_storage.delete(name)
                swept += 1
    return swept


def _folders() -> Iterator[tuple[str, list[str]]]:
    """Yield each county's months, with the names of the files that lie there."""
    if not default_storage.exists(""):
        return
    for county in default_storage.listdir("")[0]:
        for month in default_storage.listdir(county)[0]:
            folder = str(PurePosixPath(county, month))
            yield folder, default_storage.listdir(folder)[1]


def _old(name: str) -> bool:
    return default_storage.get_modified_time(name) < timezone.now() - UNFINISHED

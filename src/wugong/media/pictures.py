"""From an uploaded file to what may be kept of it: a new, upright, small JPEG, its preview, nothing else."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from django.core.files import File
from PIL import Image

from wugong.media import refusals
from wugong.media.prints import print_of

MEGABYTE: Final = 1_000_000
MOST_MEGABYTES: Final = 20
MOST_PIXELS: Final = 50_000_000
FORMATS: Final = ("JPEG", "PNG", "WEBP")
LONGEST_SIDE: Final = 1600
KEPT_BYTES: Final = 200_000
SMALL_SIDE: Final = 320
SMALL_QUALITY: Final = 70
QUALITIES: Final = (85, 75, 65, 55)
SHRINK: Final = 0.8

# A picture file holds pixels: these are the first words of pages and programs that ride along.
MARKUP: Final = (b"<html", b"<script", b"<!doctype", b"<?php", b"<svg", b"rar!\x1a\x07")
ARCHIVE_ENDS: Final = b"PK\x05\x06"
ARCHIVE_TAIL: Final = 22 + 65_535  # an unpacker looks for the end of a zip archive no further from the end
APPLE: Final = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"})

ORIENTATION: Final = 0x0112
UPRIGHT: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo as it may be kept, before anyone has kept it."""

    jpeg: bytes
    small: bytes
    width: int
    height: int
    print: int

    @property
    def digest(self) -> str:
        """Return the SHA-256 of what is kept."""
        return sha256(self.jpeg).hexdigest()


def picture_of(file: "File[bytes]") -> Picture:
    """Return what may be kept of the file; refuse what is too large, damaged, no photo or more than one."""
    image = _clean(_opened(_read(file)))
    jpeg, (width, height) = _light(image)
    small = image.copy()
    small.thumbnail((SMALL_SIDE, SMALL_SIDE))
    return Picture(jpeg, _jpeg(small, SMALL_QUALITY), width, height, print_of(image))


def _read(file: "File[bytes]") -> bytes:
    most = MOST_MEGABYTES * MEGABYTE
    file.seek(0)
    data: bytes = file.read(most + 1)
    if len(data) > most:
        raise refusals.TooManyBytes(most=MOST_MEGABYTES)
    return data


def _opened(data: bytes) -> Image.Image:
    """Return the picture with its size known and checked, none of its pixels decoded yet."""
    if data[4:8] == b"ftyp" and data[8:12] in APPLE:
        raise refusals.AppleFormat
    try:
        image = Image.open(io.BytesIO(data), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise refusals.TooManyPixels(most=MOST_PIXELS // 10_000) from bomb
    except Exception as fault:
        raise refusals.NotAPhoto from fault
    if image.width * image.height > MOST_PIXELS:
        raise refusals.TooManyPixels(most=MOST_PIXELS // 10_000)
    _refuse_riders(data)
    return image


def _refuse_riders(data: bytes) -> None:
    """Refuse a picture that is at once an archive or a page; the film behind a phone's photo may pass."""
    plain = data.lower()
    if ARCHIVE_ENDS in data[-ARCHIVE_TAIL:] or any(word in plain for word in MARKUP):
        raise refusals.SomethingInside


def _clean(image: Image.Image) -> Image.Image:
    """Return the pixels alone, upright, on white where they let light through, at most so large."""
    try:
        turn = UPRIGHT.get(image.getexif().get(ORIENTATION, 1))
        image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), reducing_gap=2.0)
        see_through = image.convert("RGBA") if image.has_transparency_data else image.convert("RGB")
    except Exception as fault:  # a broken file breaks its decoder in any way it likes
        raise refusals.Damaged from fault
    plain = Image.new("RGB", see_through.size, "white")
    plain.paste(see_through, mask=see_through if see_through.mode == "RGBA" else None)
    return plain.transpose(turn) if turn is not None else plain


def _light(image: Image.Image) -> tuple[bytes, tuple[int, int]]:
    """Return the best JPEG that is light enough, and its size: first the quality falls, then the size."""
    return next((jpeg, size) for jpeg, size in _lighter_and_lighter(image) if len(jpeg) <= KEPT_BYTES)


def _lighter_and_lighter(image: Image.Image) -> Iterator[tuple[bytes, tuple[int, int]]]:
    while True:
        for quality in QUALITIES:
            yield _jpeg(image, quality), image.size
        width, height = (max(1, round(side * SHRINK)) for side in image.size)
        image = image.resize((width, height), Image.Resampling.LANCZOS)


def _jpeg(image: Image.Image, quality: int) -> bytes:
    into = io.BytesIO()
    image.save(into, "JPEG", quality=quality, optimize=True)
    return into.getvalue()

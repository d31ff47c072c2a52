"""Drawn photos for the demonstration's claims: invented places, nobody on them."""

import io
from random import Random

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageFilter

from wugong.media.pictures import Picture, picture_of

SIZE = (800, 600)
QUALITY = 80


def drawn(seed: int) -> Image.Image:
    """Return a ditch between fields and walls; another seed is another place."""
    dice = Random(f"ditch {seed}")  # noqa: S311 -- play data
    image = Image.linear_gradient("L").rotate(180).resize(SIZE).convert("RGB")
    pen = ImageDraw.Draw(image)
    width, height = SIZE
    for _ in range(9):
        x, y, wide = dice.randrange(width), dice.randrange(height // 4, height), dice.randrange(90, 300)
        shade = tuple(dice.randrange(60, 200) for _ in range(3))
        pen.polygon([(x - wide, y + 160), (x, y - dice.randrange(40, 160)), (x + wide, y + 160)], fill=shade)
    for _ in range(260):
        x, y, side = dice.randrange(width), dice.randrange(height // 3, height), dice.randrange(4, 34)
        tone = dice.randrange(30, 230)
        pen.ellipse([x, y, x + side, y + side * 2 // 3], fill=(tone, tone, tone - 20))
    return image.filter(ImageFilter.GaussianBlur(1))


def whole(seed: int) -> Picture:
    """Return the photo as it was handed in first."""
    return _picture(drawn(seed))


def part(seed: int) -> Picture:
    """Return a piece of the same photo, cut out and stretched, as somebody handed it in again."""
    width, height = SIZE
    box = (width // 8, height // 8, width * 7 // 8, height * 7 // 8)
    return _picture(drawn(seed).crop(box).resize((720, 540)), quality=55)


def _picture(image: Image.Image, quality: int = QUALITY) -> Picture:
    into = io.BytesIO()
    image.save(into, "JPEG", quality=quality)
    return picture_of(ContentFile(into.getvalue(), "IMG.jpg"))

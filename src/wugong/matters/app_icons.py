"""The seal of the product as a PNG: phones take no other picture for an app on their first screen."""

import io
from functools import lru_cache
from typing import Final

from PIL import Image, ImageDraw

SIZES: Final = (192, 512)
GREEN, PAPER = "#1D6446", "#FFFDF8"
FIELD: Final = 32  # the strokes are told on a field of so many parts
STROKE: Final = 2.6
STROKES: Final = (
    ((10, 5), (10, 18)),
    ((22, 5), (22, 18)),
    ((5, 10), (27, 10)),
    ((3, 18), (29, 18)),
    ((12, 21), (7, 27)),
    ((20, 21), (25, 27)),
)


@lru_cache(maxsize=len(SIZES))
def seal_png(size: int) -> bytes:
    """Return the seal, drawn four times as large and made small, so that its edges are smooth."""
    scale = size * 4 / FIELD
    image = Image.new("RGB", (size * 4, size * 4), GREEN)
    pen = ImageDraw.Draw(image)
    for (x, y), (to_x, to_y) in STROKES:
        pen.line((x * scale, y * scale, to_x * scale, to_y * scale), PAPER, round(STROKE * scale))
    into = io.BytesIO()
    image.resize((size, size), Image.Resampling.LANCZOS).save(into, "PNG", optimize=True)
    return into.getvalue()

"""The similarity print of a picture: 64 bits that stay nearly the same when it is shrunk or re-compressed."""

from typing import Final

from PIL import Image

BITS: Final = 64
WIDTH, HEIGHT = 9, 8


def print_of(image: Image.Image) -> int:
    """Return the difference hash as a signed number, as a database keeps 64 bits.

    Each bit says whether one of 8 × 8 fields is brighter than the field to its right. A picture of one
    plain colour has no such differences, so all plain pictures are alike.
    """
    small = image.convert("L").resize((WIDTH, HEIGHT), Image.Resampling.BOX)
    fields = small.tobytes()
    bits = 0
    for row in range(HEIGHT):
        for column in range(WIDTH - 1):
            at = row * WIDTH + column
            bits = bits << 1 | (fields[at] > fields[at + 1])
    return bits - (1 << BITS) if bits >> (BITS - 1) else bits


def distance(one: int, other: int) -> int:
    """Return how many of the bits of two prints differ."""
    return ((one ^ other) & ((1 << BITS) - 1)).bit_count()

"""Which photos of the county look like these."""

from collections.abc import Collection, Iterator
from uuid import UUID

from wugong.media.models import Photo
from wugong.media.prints import BITS, distance

# Bits of 64. Of 300 made-up scenes all stayed within when shrunk, 298 with a hundredth cut off each side,
# 275 with two hundredths; the two most alike of different ones lay 12 apart.
WITHIN = 6


def near(prints: Collection[int], within: int = WITHIN) -> dict[int, list[UUID]]:
    """Return for each print the county's photos that differ from it in so few bits, the nearest first.

    One query, however many prints: of two that differ in n bits at least one of n + 1 bands is the same,
    so that each photo of the county is compared only with those that share a band with it.
    """
    sharing: dict[tuple[int, int], list[int]] = {}
    for one in set(prints):
        for band in _bands(one, within):
            sharing.setdefault(band, []).append(one)
    found: dict[int, list[tuple[int, int, UUID]]] = {one: [] for one in prints}
    for key, other in Photo.objects.values_list("pk", "print").iterator():
        for one in {one for band in _bands(other, within) for one in sharing.get(band, ())}:
            if (bits := distance(one, other)) <= within:
                found[one].append((bits, -key.int, key))
    return {one: [key for _, _, key in sorted(photos)] for one, photos in found.items()}


def _bands(print: int, within: int) -> Iterator[tuple[int, int]]:
    """Yield the bands of a print, each with its number."""
    width = BITS // (within + 1)
    for number in range(within + 1):
        yield number, (print >> number * width) & ((1 << width) - 1)

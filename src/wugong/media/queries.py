"""Which photos of the county look like this one."""

from wugong.media.models import Photo
from wugong.media.prints import distance

# Bits of 64. Of 300 made-up scenes all stayed within when shrunk, 298 with a hundredth cut off each side,
# 275 with two hundredths; the two most alike of different ones lay 12 apart.
WITHIN = 6


def similar_to(photo: Photo, within: int = WITHIN) -> list[tuple[Photo, int]]:
    """Return the other photos of the county that look like this one, each with its distance, newest first."""
    return [(other, bits) for other, bits in near(photo.print, within) if other.pk != photo.pk]


def near(print: int, within: int = WITHIN) -> list[tuple[Photo, int]]:
    """Return the county's photos whose print differs in so few bits, with the distance, newest first.

    Two queries: all prints, which are compared here, and the few photos that were found.
    """
    prints = Photo.objects.values_list("pk", "print")
    found = {pk: bits for pk, other in prints.iterator() if (bits := distance(print, other)) <= within}
    photos = Photo.objects.filter(pk__in=found).select_related("place").order_by("-pk")
    return [(photo, found[photo.pk]) for photo in photos]

"""Who may look at a photo, and why not."""

from typing import Final

from wugong.access.abilities import Ability
from wugong.access.verdicts import Verdict, Visitor, may
from wugong.media.models import Photo

LOOKING: Final = (Ability.SCORE, Ability.PREPARE, Ability.READ_PLACE)


def can_look(visitor: Visitor, photo: Photo) -> Verdict:
    """Whoever scores, prepares or reads the registers at its place sees a photo; nobody else does."""
    for ability in LOOKING:
        if verdict := may(visitor, ability, photo.place.code):
            return verdict
    return verdict

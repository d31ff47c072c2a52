"""Who may look at a photo, and why not."""

from typing import Final

from wugong.access.abilities import Ability
from wugong.access.verdicts import YES, Verdict, Visitor, may
from wugong.accounts.models import User
from wugong.media.models import Photo

LOOKING: Final = (Ability.SCORE, Ability.PREPARE, Ability.READ_PLACE)


def can_look(visitor: Visitor, photo: Photo) -> Verdict:
    """Whoever took a photo sees it, and whoever scores, prepares or reads the registers at its place."""
    if isinstance(visitor, User) and visitor.pk == photo.taken_by_id:
        return YES
    for ability in LOOKING:
        if verdict := may(visitor, ability, photo.place.code):
            return verdict
    return verdict

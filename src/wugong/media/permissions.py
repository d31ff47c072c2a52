"""Who may look at a photo or listen to a sound, and why not."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from wugong.access.abilities import Ability
from wugong.access.verdicts import YES, Verdict, Visitor, may, roles_of
from wugong.accounts.models import User
from wugong.media.models import Photo, Sound

LOOKING: Final = (Ability.SCORE, Ability.PREPARE, Ability.READ_PLACE)
LISTENING: Final = (Ability.VISIT, Ability.READ_REGISTER)


def can_look(visitor: Visitor, photo: Photo) -> Verdict:
    """Whoever took a photo sees it, and whoever scores, prepares or reads the registers at its place."""
    if isinstance(visitor, User) and visitor.pk == photo.taken_by_id:
        return YES
    return _any_of(LOOKING, visitor, photo.place.code)


def can_listen(visitor: Visitor, sound: Sound) -> Verdict:
    """Whoever spoke hears it, and whoever visits there or reads the register of the place."""
    if isinstance(visitor, User) and visitor.pk == sound.spoken_by_id:
        return YES
    return _any_of(LISTENING, visitor, sound.place.code)


def _any_of(abilities: Iterable[Ability], visitor: Visitor, code: str) -> Verdict:
    for ability in abilities:
        if verdict := may(visitor, ability, code):
            return verdict
    return verdict


def looks_at(visitor: User, photos: Iterable[Photo]) -> set[UUID]:
    """Return which of these photos, each with its place, the visitor may look at: one query."""
    roles = [role for role in roles_of(visitor) if any(role.enables(one) for one in LOOKING)]
    return {
        photo.pk
        for photo in photos
        if photo.taken_by_id == visitor.pk or any(role.covers(photo.place.code) for role in roles)
    }

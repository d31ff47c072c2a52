"""Photos and spoken words that belong to a line of the timeline."""

from collections.abc import Iterable, Sequence

from wugong.accounts.models import User
from wugong.counties.actors import System
from wugong.matters.models import Evidence, Step
from wugong.matters.states import EvidenceKind
from wugong.matters.wishes import Pictured
from wugong.media.models import Photo
from wugong.media.photos import keep_photo
from wugong.media.pictures import Picture, picture_of
from wugong.media.sounds import Speech, keep_sound


def pictures(photos: Iterable[Pictured]) -> list[Photo | Picture]:
    """Return the photos as they may be kept; refuse what is none. Done before anything is locked."""
    return [one if isinstance(one, Photo | Picture) else picture_of(one) for one in photos]


def attach(
    step: Step,
    photos: Sequence[Photo | Picture] = (),
    kind: EvidenceKind = EvidenceKind.SHOWS,
    spoken: Speech | None = None,
    *,
    actor: User | System,
) -> None:
    """The line of the timeline has these photos and these spoken words."""
    place = step.matter.place
    kept = [one if isinstance(one, Photo) else keep_photo(one, actor=actor, at=place) for one in photos]
    rows = [_row(step, kind, photo=photo) for photo in dict.fromkeys(kept)]
    if spoken is not None:
        rows.append(_row(step, EvidenceKind.VOICE, sound=keep_sound(spoken, actor=actor, at=place)))
    Evidence.objects.bulk_create(rows)


def _row(step: Step, kind: EvidenceKind, **what: object) -> Evidence:
    return Evidence(county_id=step.county_id, step=step, matter_id=step.matter_id, kind=kind, **what)

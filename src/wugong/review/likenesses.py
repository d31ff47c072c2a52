"""Photos of an inspection that look like one handed in for another village or another month."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from wugong.accounts.models import User
from wugong.base.periods import Period
from wugong.media.models import Photo
from wugong.media.permissions import looks_at
from wugong.media.queries import near
from wugong.places.models import Place
from wugong.review.models import Score, ScorePhoto


@dataclass(frozen=True)
class Sighting:
    """A photo, and for which village in which month it was handed in."""

    photo: Photo
    village: Place
    month: Period


@dataclass(frozen=True)
class Likeness:
    """A photo and the one it looks like most; `shown` says whether the visitor may look at both."""

    here: Sighting
    there: Sighting
    shown: bool


def likenesses(scores: Collection[Score], visitor: User) -> list[Likeness]:
    """Return which photos of these scores look like one of elsewhere: four queries, one without photos."""
    here = _sightings(ScorePhoto.objects.filter(score__in=scores))
    if not here:
        return []
    close = near({one.photo.print for one in here})
    wanted = {key for keys in close.values() for key in keys}
    known: dict[UUID, list[Sighting]] = {}
    for one in _sightings(ScorePhoto.objects.filter(photo__in=wanted)):
        known.setdefault(one.photo.pk, []).append(one)
    pairs = []
    for one in here:
        others = (other for key in close[one.photo.print] for other in known.get(key, ()))
        if there := next((other for other in others if _elsewhere(one, other)), None):
            pairs.append((one, there))
    seen = looks_at(visitor, [one.photo for pair in pairs for one in pair]) if pairs else set()
    return [Likeness(one, there, {one.photo.pk, there.photo.pk} <= seen) for one, there in pairs]


def _elsewhere(one: Sighting, other: Sighting) -> bool:
    return (one.village.pk, one.month) != (other.village.pk, other.month)


def _sightings(rows: QuerySet[ScorePhoto]) -> list[Sighting]:
    """Return each photo once for a village and month, in the order in which they came."""
    found = {}
    for row in rows.select_related("photo__place", "score__village"):
        one = Sighting(row.photo, row.score.village, Period.parse(row.score.month))
        found[one.photo.pk, one.village.pk, one.month] = one
    return list(found.values())

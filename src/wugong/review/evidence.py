"""Acts of an inspection on the spot: a village's score, and the photos that go with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.base.periods import Period
from wugong.media.photos import keep_photo
from wugong.media.pictures import Picture
from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.review import acts
from wugong.review.filling import fill_sheet
from wugong.review.models import Score, ScorePhoto
from wugong.review.permissions import can_score
from wugong.review.scores import Entered, Sheet, enter_scores


@dataclass(frozen=True)
class Target:
    """Which village of which round was inspected."""

    town: Place
    village: Place
    month: Period
    name: str


@dataclass(frozen=True)
class Findings:
    """What came of an inspection: counts by the score sheet, or a total where none is in force."""

    day: date
    note: str
    seen: int
    total: int | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    vetoes: Sequence[str] = ()
    photos: Sequence[Picture] = ()


@transaction.atomic
def enter_visit(target: Target, found: Findings, *, actor: User) -> Entered:
    """The village has the score that was found, and its photos with it."""
    if found.total is None:
        done = fill_sheet(
            target.town,
            target.village,
            target.month,
            target.name,
            actor=actor,
            day=found.day,
            counts=found.counts,
            vetoes=found.vetoes,
            note=found.note,
            seen=found.seen,
        )
    else:
        done = enter_scores(target.town, [_row(target, found, found.total)], actor=actor)
    if found.photos:
        scores = Score.objects.current().of_round(target.town, target.month, target.name)
        attach_photos(scores.get(village=target.village), found.photos, actor=actor)
    return done


def _row(target: Target, found: Findings, total: int) -> Sheet:
    return Sheet(
        target.village.code,
        target.month,
        target.name,
        total,
        day=found.day,
        note=found.note,
        seen=found.seen,
    )


@transaction.atomic
def attach_photos(score: Score, photos: Sequence[Picture], *, actor: User) -> None:
    """The score has these photos, kept at its village; one that it has already stays once."""
    village = score.village
    town = Place.objects.get(code=village.code[: Level.TOWN])
    can_score(actor, town, {(village.code, score.month, score.input)}).or_refuse()
    kept = [keep_photo(photo, actor=actor, at=village) for photo in photos]
    there = set(ScorePhoto.objects.filter(score=score).values_list("photo", flat=True))
    new = {photo.pk: photo for photo in kept if photo.pk not in there}
    ScorePhoto.objects.bulk_create(ScorePhoto(score=score, photo=photo) for photo in new.values())
    month = Period.parse(score.month).label
    record(
        acts.PHOTOS_ATTACHED,
        actor=actor,
        at=village.code,
        village=village.name,
        month=month,
        count=len(new),
    )

"""Acts and reads of photos that are alike: the same photo, or a part of it, handed in for two claims."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any, Final
from uuid import UUID

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from PIL import Image

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.counties.actors import System
from wugong.counties.standing import county_here
from wugong.media.models import Photo
from wugong.media.prints import distance
from wugong.media.spots import alike, spots_of
from wugong.places.models import Place
from wugong.points import recheck_acts as acts
from wugong.points.models import Claim, ClaimPhoto, PhotoLikeness, PhotoSpots
from wugong.points.permissions import can_read
from wugong.rules.points_fairness import fairness_on

NEVER: Final = datetime(2000, 1, 1, tzinfo=UTC)  # spots that are known, not yet compared with all others


def compare_photos(village: Place, *, actor: User | System) -> int:
    """Every photo of the village's claims was compared with the others; returns how many likenesses are new.

    Nothing follows of a likeness by itself: people look at the two photos. Photos that came for one act of
    many (a list ticked together) are one photo. What had been compared is not compared again. The work is
    done before anything is written, so that nobody waits for it.
    """
    can_read(actor, village).or_refuse()
    photos = {link.photo_id: link.photo for link in _not_compared(village)}
    if not photos:
        return 0
    spots = {key: _spots(photo) for key, photo in photos.items()}
    found = _likenesses(village, spots)
    with transaction.atomic():
        rows = [_row(village, photos[key], body) for key, body in spots.items()]
        once: Any = {"unique_fields": ["county", "photo"], "update_fields": ["made_at"]}
        PhotoSpots.objects.bulk_create(rows, update_conflicts=True, **once)
        PhotoLikeness.objects.bulk_create(found, ignore_conflicts=True)
        _record(village, len(photos), len(found), actor)
    return len(found)


def compare_at_once(claims: Sequence[Claim], *, actor: System) -> int:
    """The photos of these claims were compared with the few that look most like them; returns how many are.

    It comes right after the claims are made, and only says to people where to look; the night does the rest.
    """
    village, links = claims[0].village, ClaimPhoto.objects.filter(claim__in=claims).select_related("photo")
    photos = {link.photo_id: link.photo for link in links}
    spots = {key: _spots(photo) for key, photo in photos.items()}
    found = _likenesses(village, spots, photos)
    with transaction.atomic():
        rows = [_row(village, photos[key], body, made_at=NEVER) for key, body in spots.items()]
        PhotoSpots.objects.bulk_create(rows, ignore_conflicts=True)
        PhotoLikeness.objects.bulk_create(found, ignore_conflicts=True)
        if found:
            _record(village, len(photos), len(found), actor)
    return len(found)


def _record(village: Place, count: int, found: int, actor: User | System) -> None:
    facts: dict[str, Any] = {"village": village.name, "count": count, "found": found}
    record(acts.PHOTOS_COMPARED, actor=actor, at=village.code, **facts)


def waiting_photos(village: Place) -> int:
    """Return how many photos of the village's claims were not compared yet."""
    return len({link.photo_id for link in _not_compared(village)})


def likenesses_of(claims: Iterable[Claim]) -> Mapping[UUID, list[PhotoLikeness]]:
    """Return what the photos of these claims are alike to, by claim, with both: one query."""
    found: dict[UUID, list[PhotoLikeness]] = defaultdict(list)
    rows = PhotoLikeness.objects.filter(claim__in=[claim.pk for claim in claims])
    for row in rows.select_related("photo__place", "earlier_photo__place", "earlier__household"):
        found[row.claim_id].append(row)
    return found


def _not_compared(village: Place) -> Sequence[ClaimPhoto]:
    """Return the links whose photo has no spots yet, or came again since it had them."""
    spots = PhotoSpots.objects.filter(photo=OuterRef("photo"))
    later = spots.filter(made_at__gte=OuterRef("claim__claimed_at"))
    links = ClaimPhoto.objects.filter(claim__village=village).filter(~Exists(later))
    return list(links.select_related("photo", "claim"))


def _spots(photo: Photo) -> bytes:
    """Return the spots of the photo's file; of one that is gone or damaged there are none."""
    try:
        with default_storage.open(str(photo.file)) as file, Image.open(file, formats=("JPEG",)) as image:
            return spots_of(image)
    except OSError:
        return b""


def _row(village: Place, photo: Photo, body: bytes, **facts: Any) -> PhotoSpots:
    return PhotoSpots(county=county_here(), village=village, photo=photo, body=body, **facts)


def _likenesses(
    village: Place, new: Mapping[UUID, bytes], nearest: Mapping[UUID, Photo] | None = None
) -> list[PhotoLikeness]:
    """Return each pair of claims once that has photos alike, one of them new, and was not found before.

    With `nearest` only those are looked at that look most like one of these.
    """
    claims, fewest = _claims_by_photo(village), fairness_on(timezone.localdate())["photos"]["spots"]
    rows = PhotoSpots.objects.filter(photo__in=_nearest(list(claims), nearest)).order_by("pk")
    spots = {row.photo_id: bytes(row.body) for row in rows} | dict(new)
    known = set(PhotoLikeness.objects.filter(village=village).values_list("claim_id", "earlier_id"))
    found: dict[tuple[UUID, UUID], PhotoLikeness] = {}
    for photo in sorted(new):
        for other, shared in zip(spots, alike(new[photo], list(spots.values())), strict=True):
            if shared >= fewest or photo == other:
                for one, before in product(claims[photo], claims[other]):
                    pair = _pair(village, (one, photo), (before, other), shared)
                    if pair and (pair.claim_id, pair.earlier_id) not in known:
                        found.setdefault((pair.claim_id, pair.earlier_id), pair)
    return list(found.values())


def _nearest(keys: list[UUID], photos: Mapping[UUID, Photo] | None) -> list[UUID]:
    """Return of these photos the few whose prints differ least from one of those; all without any."""
    if photos is None:
        return keys
    most = fairness_on(timezone.localdate())["photos"]["at_once"]
    prints = dict(Photo.objects.filter(pk__in=keys).values_list("pk", "print"))
    off = {key: min(distance(one, photo.print) for photo in photos.values()) for key, one in prints.items()}
    return sorted(off, key=lambda key: (off[key], -key.int))[:most]


def _claims_by_photo(village: Place) -> Mapping[UUID, list[Claim]]:
    since = timezone.now() - timedelta(days=fairness_on(timezone.localdate())["photos"]["days"])
    found: dict[UUID, list[Claim]] = defaultdict(list)
    links = ClaimPhoto.objects.filter(claim__village=village, claim__claimed_at__gte=since)
    for link in links.select_related("claim"):
        found[link.photo_id].append(link.claim)
    return found


def _pair(
    village: Place, one: tuple[Claim, UUID], other: tuple[Claim, UUID], shared: int
) -> PhotoLikeness | None:
    """Return the likeness, the later claim first; none between claims of one act of one person."""
    if one[0].pk == other[0].pk or _act(one[0]) == _act(other[0]):
        return None
    ordered = sorted((one, other), key=lambda two: (two[0].claimed_at, two[0].pk))
    (earlier, before), (later, photo) = ordered
    return PhotoLikeness(
        county=county_here(),
        village=village,
        claim=later,
        photo_id=photo,
        earlier=earlier,
        earlier_photo_id=before,
        shared=shared,
    )


def _act(claim: Claim) -> tuple[object, ...]:
    """Return what claims have in common that were made in one act."""
    return claim.item, claim.day, claim.claimed_by_id, claim.channel

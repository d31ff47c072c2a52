"""Reads of what hangs and what hung."""

from uuid import UUID

from wugong.places.models import Place
from wugong.publish.models import Posting


def standing_posting(kind: str, subject: UUID) -> Posting | None:
    """Return the posting of this kind about this that hangs, if any."""
    return Posting.objects.filter(kind=kind).about(subject).up().select_related("place").first()


def postings_of(place: Place, kind: str) -> list[Posting]:
    """Return all postings of this kind at the place that anybody may read, newest first."""
    return list(Posting.objects.of(place, kind).readable())

"""Reads of what hangs and what hung, and of the words and template with which a place makes it."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.publish.models import Posting, Template, Wording
from wugong.publish.notice_periods import APPRAISAL_BULLETIN, answer_days, kind_of
from wugong.publish.states import TableChoice


def standing_posting(kind: str, subject: UUID) -> Posting | None:
    """Return the posting of this kind about this that hangs, if any."""
    return Posting.objects.filter(kind=kind).about(subject).up().select_related("place").first()


def postings_of(place: Place, kind: str) -> list[Posting]:
    """Return all postings of this kind at the place that anybody may read, newest first."""
    return list(Posting.objects.of(place, kind).readable())


@dataclass(frozen=True)
class Words:
    """The words and choices for a kind of bulletin: the place's own, or the usual ones."""

    heading: str
    organ: str
    phone: str
    where: str
    closing: str
    table: str = TableChoice.FULL

    def as_fields(self) -> dict[str, Any]:
        """Return them by name, as a form or a row takes them."""
        return asdict(self)


def wording_for(place: Place, kind: str) -> Words:
    """Return the words that hold at the place, else the usual ones."""
    own = Wording.objects.filter(place=place, kind=kind, ended_at__isnull=True).first()
    if own is None:
        return usual_words(place, kind, timezone.localdate())
    return Words(own.heading, own.organ, own.phone, own.where, own.closing, own.table)


def usual_words(place: Place, kind: str, day: date) -> Words:
    """Return the words for a place that set none of its own."""
    organ = _organ(place)
    closing = f"有不同意见，请在公示期内提出，口头、书面都可以，{answer_days(kind, day)} 天内答复。"
    subject = "人居环境" if kind == APPRAISAL_BULLETIN else ""
    return Words(f"{subject}{kind_of(kind).title}", organ, "", organ, closing)


def _organ(place: Place) -> str:
    """Return the office of a place, by its level and the end of its name."""
    if place.level is Level.VILLAGE:
        return f"{place.name}村民委员会" if place.name.endswith("村") else f"{place.name}居民委员会"
    return f"{place.name}办事处" if place.name.endswith("街道") else f"{place.name}人民政府"


def template_of(place: Place, kind: str, day: date | None = None) -> Template | None:
    """Return the place's own Word template in force on that day (today), if any."""
    found: Template | None = Template.objects.of(place, kind).in_force(day or timezone.localdate()).first()
    return found

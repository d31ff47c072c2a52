"""Requests as the open interface (Open311 GeoReport v2) lists them, with our extensions."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.http.request import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from wugong.api import refusals
from wugong.api.services import REGISTER, held_now, service
from wugong.matters.models import Evidence, Matter, Step
from wugong.matters.publicity import PublicMatter, blanked, public_matters, public_sides
from wugong.matters.showing import shown_photos
from wugong.places.models import Place
from wugong.rules.register_parts import StateKind

DAYS: Final = 90  # GeoReport v2: the longest span, and the one meant where none is named
MOST: Final = 1000  # GeoReport v2: so many requests at most in an answer
Address = Callable[[str], str]
STATUSES: Final = ("open", "closed")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list of requests was asked for."""

    numbers: tuple[str, ...]
    services: tuple[str, ...]
    statuses: tuple[str, ...]
    since: datetime
    until: datetime
    page: int
    size: int


def asked_for(words: QueryDict, now: datetime) -> Asked:
    """Return what these parameters ask for; each that does not fit is refused."""
    until = _time(words, "end_date") or now
    since = _time(words, "start_date") or until - timedelta(days=DAYS)
    if until - since > timedelta(days=DAYS):
        raise refusals.TooLong(days=DAYS)
    statuses = _listed(words, "status")
    for status in statuses:
        if status not in STATUSES:
            raise refusals.BadWord(name="status", value=status)
    codes = _listed(words, "service_code")
    for code in codes:
        service(code)
    return Asked(
        numbers=_listed(words, "service_request_id"),
        services=codes,
        statuses=statuses,
        since=since,
        until=until,
        page=_count(words, "page", 1),
        size=_count(words, "page_size", MOST),
    )


def requests_asked(place: Place, asked: Asked, address: Address) -> list[dict[str, Any]]:
    """Return the documents of the public requests asked for, the newest first: three queries."""
    rows = public_matters(place.code, [REGISTER])
    if asked.numbers:
        rows = rows.filter(number__in=asked.numbers)
    else:
        rows = rows.filter(opened_at__gte=asked.since, opened_at__lte=asked.until)
        if asked.services:
            rows = rows.filter(category__in=asked.services)
        if asked.statuses:
            rows = rows.filter(state__in=_states(asked.statuses))
    start = (asked.page - 1) * asked.size
    return documents(rows[start : start + asked.size], address)


def documents(matters: Iterable[Matter], address: Address) -> list[dict[str, Any]]:
    """Return the documents of those of these matters that are public; `address` makes a path a whole one."""
    sides = list(public_sides(matters))
    keys = [side.key for side in sides]
    words, photos = _last_words(keys), shown_photos(keys)
    return [
        document(side, words.get(side.key, ""), _pictured(side, photos.get(side.key, ()), address))
        for side in sides
    ]


def _pictured(side: PublicMatter, photos: Sequence[Evidence], address: Address) -> str:
    """Return where the last of the photos that everybody sees lies, if there is one."""
    return address(f"{reverse('matter_photo', args=[side.number, photos[-1].pk])}?full") if photos else ""


def document(side: PublicMatter, words: str, picture: str) -> dict[str, Any]:
    """Return one request as the interface shows it."""
    latitude, longitude = side.point or (None, None)
    return {
        "service_request_id": side.number,
        "status": side.state.open311,
        "status_notes": words,
        "service_name": side.category_title,
        "service_code": side.category,
        "description": side.text or side.title,
        "agency_responsible": side.lead_unit or side.place_name,
        "service_notice": "",
        "requested_datetime": _written(side.opened_at),
        "updated_datetime": _written(side.moved_at),
        "expected_datetime": _written(side.due_at),
        "address": " ".join(part for part in (side.place_name, side.where) if part),
        "address_id": side.place_code,
        "zipcode": "",
        "lat": None if latitude is None else float(latitude),
        "long": None if longitude is None else float(longitude),
        "media_url": picture,
        "extended_attributes": _extended(side),
    }


def _extended(side: PublicMatter) -> Mapping[str, Any]:
    return {
        "title": side.title,
        "number": side.number,
        "stage": side.stage,
        "extended_status": side.state.code,
        "extended_status_name": side.state.title,
        "solved": side.state.kind is StateKind.SOLVED,
        "reopened": side.reopened,
        "language": "zh-CN",
    }


def _last_words(keys: list[UUID]) -> dict[UUID, str]:
    """Return what was said last of each matter where its asker reads it: one query."""
    said = Step.objects.filter(matter__in=keys, public=True).exclude(text="").order_by("pk")
    return {matter: blanked(text) for matter, text in said.values_list("matter_id", "text")}


def _states(statuses: tuple[str, ...]) -> list[str]:
    return [one.code for one in held_now().version.states if one.open311 in statuses]


def _listed(words: QueryDict, name: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in words.get(name, "").split(",") if one.strip())


def _time(words: QueryDict, name: str) -> datetime | None:
    text = words.get(name, "").strip().replace(" ", "+")  # an address says a space for an unwritten plus
    if not text:
        return None
    try:
        found = parse_datetime(text)
    except ValueError:
        found = None
    if found is None:
        raise refusals.BadDate(name=name)
    return found if timezone.is_aware(found) else timezone.make_aware(found)


def _count(words: QueryDict, name: str, default: int) -> int:
    text = words.get(name, "").strip() or str(default)
    if not (text.isascii() and text.isdigit() and len(text) <= 6 and int(text) >= 1):
        raise refusals.BadPage(most=MOST)
    if name == "page_size" and int(text) > MOST:
        raise refusals.BadPage(most=MOST)
    return int(text)


def _written(moment: datetime | None) -> str | None:
    return timezone.localtime(moment).isoformat(timespec="seconds") if moment else None

"""What a map of public matters shows: their points, the outlines that the county keeps, the tiles."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

from wugong.matters.models import Evidence
from wugong.matters.numbers import spoken
from wugong.matters.publicity import PublicMatter
from wugong.matters.showing import shown_photos

MOST_POINTS: Final = 2_000  # the newest; more would only be one blot
KINDS: Final = {"open": "wait", "done": "wait", "solved": "go", "lasting": "go", "ended": "plain"}


@dataclass(frozen=True, slots=True)
class Tiles:
    """底图: the address of its tiles, whose they are, and the host that a page must be let ask."""

    address: str
    words: str

    @property
    def host(self) -> str:
        """Return scheme and host, as a content policy names them."""
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def tiles() -> Tiles | None:
    """Return the tiles that the house is told to use, if any: an address, then whose they are."""
    address, _, words = settings.TILES.strip().partition(" ")
    return Tiles(address, words.strip()) if address else None


def outlines_of(code: str) -> list[dict[str, Any]]:
    """Return the outlines of this place and of all within it; none where the county keeps no file of them."""
    file = Path(settings.OUTLINES)
    if not file.is_file():
        return []
    return [one for one in _read(file, file.stat().st_mtime_ns) if _code(one).startswith(code)]


@lru_cache(maxsize=4)
def _read(file: Path, changed: int) -> tuple[dict[str, Any], ...]:
    return tuple(json.loads(file.read_text("utf-8"))["features"])


def _code(feature: dict[str, Any]) -> str:
    return str((feature.get("properties") or {}).get("code", ""))


def is_drawn(code: str) -> bool:
    """Say whether a map of this place would show anything to go by: tiles or outlines."""
    return tiles() is not None or bool(outlines_of(code))


def features(code: str, matters: Iterable[PublicMatter]) -> dict[str, Any]:
    """Return outlines and points as GeoJSON (RFC 7946): longitude first."""
    shapes = [{**one, "properties": {"kind": "outline", "code": _code(one)}} for one in outlines_of(code)]
    drawn = [one for one in matters if one.point is not None]
    photos = shown_photos([one.key for one in drawn])
    points = [_point(one, photos.get(one.key, ())) for one in drawn]
    return {"type": "FeatureCollection", "features": [*shapes, *points]}


def _point(matter: PublicMatter, photos: Sequence[Evidence]) -> dict[str, Any]:
    latitude, longitude = matter.point or (0, 0)
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [float(longitude), float(latitude)]},
        "properties": {
            "kind": KINDS[matter.state.kind],
            "number": spoken(matter.number),
            "title": matter.title,
            "state": matter.state.title,
            "address": reverse("matter", args=[matter.number]),
            "photo": reverse("matter_photo", args=[matter.number, photos[-1].pk]) if photos else "",
        },
    }

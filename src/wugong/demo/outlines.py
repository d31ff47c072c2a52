"""The outlines of the demonstration's villages for maps: made up, side by side on a crooked grid, WGS84."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from wugong.demo import county as demo
from wugong.places.codes import Level

Point = tuple[float, float]  # longitude, latitude

ACROSS: Final = 4  # villages side by side in a town
WEST, NORTH = 111.375, 27.536  # of the first town; the reports of 枫林坳 lie in its third cell
WIDE, HIGH = 0.040, 0.036  # of a village, in degrees
TOWN_AT: Final = {demo.YUNTANG.code: (0, 0), demo.SONGLING.code: (5, 1), demo.QINGHE.code: (1, 5)}
CROOKED: Final = 0.0012  # degrees by which a corner is shifted, times -3 to 3
ROUND: Final = ((0, 0), (1, 0), (2, 0), (2, 1), (2, 2), (1, 2), (0, 2), (0, 1), (0, 0))  # half cells


def write_outlines(file: Path) -> None:
    """The file holds the outlines of all villages; one that is there already is left."""
    if file.exists():
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(outlines(), ensure_ascii=False), "utf-8")


def outlines() -> dict[str, Any]:
    """Return the outlines as GeoJSON (RFC 7946), one polygon a village, its code among the properties."""
    return {"type": "FeatureCollection", "features": list(_features())}


def _features() -> Iterator[dict[str, Any]]:
    for town in demo.TOWNS:
        east, south = TOWN_AT[town.code]
        for number, (code, name) in enumerate(town.village_names.items()):
            cell = (east + number % ACROSS, south + number // ACROSS)
            yield {
                "type": "Feature",
                "geometry": {"type": "Polygon", "coordinates": [_ring(*cell)]},
                "properties": {"code": code, "name": name, "level": Level.VILLAGE.name.lower()},
            }


def _ring(column: int, row: int) -> list[Point]:
    """Return the border of a cell, against the clock; neighbours share their corners."""
    return [_corner(2 * column + x, 2 * row + y) for x, y in reversed(ROUND)]


def _corner(x: int, y: int) -> Point:
    """Return a corner of the grid, shifted by what only depends on which corner it is."""
    east, south = (5 * x + 3 * y + x * y) % 7 - 3, (3 * x + 5 * y + x * x) % 7 - 3
    return (round(WEST + x * WIDE / 2 + east * CROOKED, 6), round(NORTH - y * HIGH / 2 - south * CROOKED, 6))

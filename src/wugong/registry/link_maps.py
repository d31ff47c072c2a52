"""The map of links as a drawing: where each household lies on a sheet, joined to its head by a line."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from wugong.rules.grouping.layout import Floats
from wugong.rules.ten_links_homes import Home, metres_of

WIDTH: Final = 720
TALLEST: Final = 900
MARGIN: Final = 24
BARS: Final = (10, 20, 50, 100, 200, 500, 1000, 2000, 5000)  # metres that a scale may show


@dataclass(frozen=True, slots=True)
class Spot:
    """一户 on the drawing; a head carries the number of its cluster, others a line to their head."""

    x: float
    y: float
    number: int
    household: str
    is_head: bool
    care: bool
    to_x: float
    to_y: float


@dataclass(frozen=True, slots=True)
class Map:
    """联户图: the spots, the heads last so that they lie on top, and a scale in metres."""

    height: int
    spots: Sequence[Spot]
    bar: float
    bar_metres: int

    @property
    def width(self) -> int:
        return WIDTH

    @property
    def bar_from(self) -> float:
        return MARGIN

    @property
    def bar_to(self) -> float:
        return MARGIN + self.bar

    @property
    def bar_y(self) -> int:
        return self.height - MARGIN // 2


def draw(homes: Collection[Home], heads: Mapping[UUID, UUID], numbers: Mapping[UUID, int]) -> Map | None:
    """Return the drawing of the linked homes that have a place; none where fewer than two have one."""
    placed = [home for home in homes if home.longitude is not None and home.id in heads]
    if len(placed) < 2:
        return None
    metres = metres_of(placed)
    low, wide = metres.min(axis=0), metres.max(axis=0) - metres.min(axis=0)
    scale = min((WIDTH - 2 * MARGIN) / max(wide[0], 1.0), (TALLEST - 3 * MARGIN) / max(wide[1], 1.0))
    height = int(wide[1] * scale) + 3 * MARGIN
    points = _points(placed, (metres - low) * scale, height)
    spots = [_spot(home, heads[home.id], points, numbers) for home in placed]
    metres_shown = max((bar for bar in BARS if bar * scale <= WIDTH / 3), default=BARS[0])
    return Map(height, sorted(spots, key=lambda spot: spot.is_head), metres_shown * scale, metres_shown)


def _points(homes: Sequence[Home], units: Floats, height: int) -> dict[UUID, tuple[float, float]]:
    """Return where each home lies on the sheet; north is above."""
    return {
        home.id: (round(MARGIN + float(east), 1), round(height - 2 * MARGIN - float(north), 1))
        for home, (east, north) in zip(homes, units, strict=True)
    }


def _spot(
    home: Home, head: UUID, points: Mapping[UUID, tuple[float, float]], numbers: Mapping[UUID, int]
) -> Spot:
    here = points[home.id]
    there = points.get(head, here)
    return Spot(*here, numbers[head], home.number, home.id == head, home.care, *there)

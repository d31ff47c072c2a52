"""Households as the linking sees them: group, number, place on the land, or a guess where none is known."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import numpy as np

from wugong.rules.grouping.layout import Floats, in_metres

STEP: Final = 10.0  # metres between households of which no place is known, in the order of their numbers


@dataclass(frozen=True, slots=True)
class Home:
    """A household: where it stands, and whether it is visited first."""

    id: UUID
    group: str
    number: str
    longitude: float | None = None
    latitude: float | None = None
    care: bool = False


def in_order(homes: Sequence[Home]) -> list[Home]:
    """Return the homes by group and number, 2 before 10."""
    return sorted(homes, key=lambda home: (home.group, _counted(home.number), home.number, home.id))


def places_of(homes: Sequence[Home]) -> Floats:
    """Return where the homes (in order) are, in metres.

    A home without a place is thought beside the one before it in its group, else the one after it; where no
    place of the group is known, its homes stand in a row.
    """
    known = [home for home in homes if home.longitude is not None and home.latitude is not None]
    placed = dict(zip((home.id for home in known), metres_of(known), strict=True))
    beside = _neighbours(homes, {home.id for home in known})
    found = np.empty((len(homes), 2))
    for row, home in enumerate(homes):
        held = beside[home.id]
        found[row] = placed[held] if held else (row * STEP, 0.0)
    return found


def metres_of(homes: Sequence[Home]) -> Floats:
    """Return the places of homes that have one, in metres on one plane."""
    return in_metres(np.array([[home.longitude, home.latitude] for home in homes], float).reshape(-1, 2))


def _neighbours(homes: Sequence[Home], known: set[UUID]) -> dict[UUID, UUID | None]:
    """Return for each home the one whose place it takes: itself, one of its group, or none."""
    found: dict[UUID, UUID | None] = {}
    for row in (homes, homes[::-1]):
        last: dict[str, UUID] = {}
        for home in row:
            if home.id in known:
                last[home.group] = home.id
            if found.get(home.id) is None:
                found[home.id] = last.get(home.group)
    return found


def _counted(number: str) -> list[int]:
    return [int(part) for part in re.findall(r"[0-9]+", number)]

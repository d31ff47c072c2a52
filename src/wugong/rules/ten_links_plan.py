"""Proposes who links whom: nearest first, never too many, care spread, groups kept together."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

import numpy as np
import numpy.typing as npt

from wugong.rules.grouping.layout import Floats, Whole
from wugong.rules.grouping.nearness import groups_around_heads, groups_by_nearness
from wugong.rules.ten_links import Figures
from wugong.rules.ten_links_homes import Home, in_order, places_of

FREE = -1


@dataclass(frozen=True, slots=True)
class Proposal:
    """The head of each linked home (a head is its own), and the homes for which no head has room."""

    heads: Mapping[UUID, UUID]
    uncovered: tuple[UUID, ...]


def propose(
    homes: Sequence[Home],
    figures: Figures,
    *,
    heads: Collection[UUID] | None = None,
    wished: Collection[UUID] = (),
    across: bool = False,
) -> Proposal:
    """Return who links whom; the same homes come out the same, in whatever order they stand.

    `heads` are given and stay; without them the middle one of each cluster is head, one of the `wished` where
    it has any. Links cross the border of a villager group only where `across` is asked.
    """
    found: dict[UUID, UUID] = {}
    for part in _parts(homes, across):
        places = places_of(part)
        if heads is None:
            found |= _clustered(part, places, figures, wished)
        else:
            found |= _around(part, places, figures, heads)
    return Proposal(found, tuple(home.id for home in in_order(homes) if home.id not in found))


def _parts(homes: Sequence[Home], across: bool) -> list[list[Home]]:
    ordered = in_order(homes)
    if across:
        return [ordered] if ordered else []
    return [list(part) for _, part in groupby(ordered, key=lambda home: home.group)]


def _clustered(
    part: list[Home], places: Floats, figures: Figures, wished: Collection[UUID]
) -> dict[UUID, UUID]:
    """Return the head of each home, where clusters are made and each chooses its middle."""
    groups = groups_by_nearness(places, figures.size, ids=np.arange(len(part)), care=_care(part))
    found: dict[UUID, UUID] = {}
    for group in range(int(groups.max()) + 1):
        rows = np.flatnonzero(groups == group)
        chosen = [row for row in rows.tolist() if part[row].id in wished]
        head = part[_middle(rows, places, chosen)].id
        found |= {part[row].id: head for row in rows}
    return found


def _middle(rows: Whole, places: Floats, wished: Sequence[int]) -> int:
    """Return the row that is nearest to all others, among the wished where there are any."""
    chosen = list(wished) or rows.tolist()
    apart = np.linalg.norm(places[chosen][:, None] - places[rows][None], axis=2).sum(axis=1)
    return int(chosen[int(apart.argmin())])


def _around(part: list[Home], places: Floats, figures: Figures, heads: Collection[UUID]) -> dict[UUID, UUID]:
    """Return the head of each home that finds room, where the heads are given."""
    chosen = np.array([row for row, home in enumerate(part) if home.id in heads], np.int64)
    if not len(chosen):
        return {}
    start = _nearest_first(places, chosen, figures.links)
    rows = np.flatnonzero(start != FREE)
    back = np.full(len(part), FREE)
    back[rows] = np.arange(len(rows))
    care = _care(part)
    found = groups_around_heads(
        places[rows], figures.size, ids=rows, heads=back[chosen], start=back[start[rows]], care=care[rows]
    )
    return {part[row].id: part[rows[head]].id for row, head in zip(rows, found, strict=True)}


def _nearest_first(places: Floats, heads: Whole, room: int) -> Whole:
    """Return the head (row) of each point, the shortest links first; FREE where no head has room left."""
    found = np.full(len(places), FREE)
    found[heads] = heads
    apart = np.linalg.norm(places[heads][:, None] - places[None], axis=2)
    taken: Counter[int] = Counter()
    for flat in np.argsort(apart, axis=None, kind="stable"):
        head, row = divmod(int(flat), len(places))
        if found[row] == FREE and taken[head] < room:
            found[row] = heads[head]
            taken[head] += 1
    return found


def _care(part: Sequence[Home]) -> npt.NDArray[np.bool_]:
    return np.array([home.care for home in part], bool)

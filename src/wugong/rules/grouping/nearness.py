"""Groups of at most so many points by nearness: a first division, then exchanges that shorten the links."""

from typing import Final

import numpy as np
import numpy.typing as npt

from wugong.rules.grouping.layout import UNITS, Floats, Layout, Whole, halves, lay_out

NEAR: Final = 10  # neighbours whose group a point may go to
TRIALS: Final = 1500  # for each point
HOTTEST, COOLEST = 8.0, 0.3  # in mean distances to a neighbour
PIECE: Final = 400  # groups on a piece of land that is walked as a whole
SPREAD: Final = 50.0  # what uneven care costs, in mean distances to a neighbour
LANES: Final = 8  # slots that a processor takes at once; those of nobody weigh nothing
SEED: Final = 88172645463325252
CHANCES: Final = -np.log((np.arange(1024) + 0.5) / 1024)


def groups_by_nearness(points: Floats, size: int, *, ids: Whole, care: npt.NDArray[np.bool_]) -> Whole:
    """Return the group of each point (metres), numbered from west; as few groups as can be.

    The sum of distances inside groups is made small, points under care are spread evenly. The same points
    with the same ids come out in the same groups, however the rows are ordered.
    """
    if len(points) <= size:
        return np.zeros(len(points), np.int64)
    layout = lay_out(points, ids)
    found = improve(layout, first_division(layout, size), size, care=care[layout.order])
    return _back(layout, found)


def groups_around_heads(
    points: Floats, size: int, *, ids: Whole, heads: Whole, start: Whole, care: npt.NDArray[np.bool_]
) -> Whole:
    """Return the head (row) of each point, from `start` on, where the heads stay what they are.

    No head has more than `size` points, itself among them; how near a point is to its head weighs most.
    """
    if len(points) == len(heads):
        return start
    layout = lay_out(points, ids)
    place = np.empty(len(points), np.int64)
    place[layout.order] = np.arange(len(points))
    numbers = np.empty(len(points), np.int64)
    numbers[heads] = np.arange(len(heads))
    groups = numbers[start][layout.order]
    found = improve(layout, groups, size, care=care[layout.order], heads=place[heads])
    back = np.empty(len(points), np.int64)
    back[layout.order] = heads[found]
    return back


def first_division(layout: Layout, size: int) -> Whole:
    """Return a group for each point: those that follow each other on a walk over their piece of land."""
    from wugong.rules.grouping import kernels  # noqa: PLC0415 # why: slow import

    groups, made = np.empty(len(layout.x), np.int64), 0
    pieces = halves(layout, size * PIECE)
    for piece in range(int(pieces.max()) + 1):
        rows = np.flatnonzero(pieces == piece)
        walked = rows[kernels.walk(layout.x[rows], layout.y[rows])]
        groups[walked] = made + np.arange(len(rows)) // size
        made += -(-len(rows) // size)
    return groups


def improve(
    layout: Layout, groups: Whole, size: int, *, care: npt.NDArray[np.bool_], heads: Whole | None = None
) -> Whole:
    """Return the groups after exchanges that make the sum of distances inside them small."""
    from wugong.rules.grouping import kernels  # noqa: PLC0415 # why: slow import

    near = kernels.nearest(layout.x, layout.y, min(NEAR, len(groups) - 1))
    members, slots, weights = _tables(groups, size, heads)
    scale = max(_mean_distance(layout, near), 1.0)
    cares = np.bincount(groups, weights=care, minlength=len(members)).astype(np.int64)
    steps = np.geomspace(HOTTEST, COOLEST, len(groups) * TRIALS // kernels.STAGE + 1) * scale
    held = groups.astype(np.int64)
    kernels.exchange(
        layout.x,
        layout.y,
        near,
        held,
        members,
        slots,
        weights,
        0 if heads is None else 1,
        size,
        care.astype(np.int8),
        cares,
        int(SPREAD * scale),
        CHANCES,
        steps,
        SEED,
    )
    return held


def _tables(
    groups: Whole, size: int, heads: Whole | None
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """Return who stands in which slot, each point's slot, and what each slot weighs."""
    count = int(groups.max()) + 1
    members = np.full((count, -(-size // LANES) * LANES), -1, np.int32)
    slots = np.zeros(len(groups), np.int32)
    first = np.zeros(len(groups), bool)
    if heads is not None:
        first[heads] = True
    order = np.lexsort((~first, groups))
    starts = np.searchsorted(groups[order], np.arange(count))
    slots[order] = np.arange(len(groups)) - starts[groups[order]]
    members[groups, slots] = np.arange(len(groups))
    weights = (members >= 0).astype(np.int32)
    if heads is not None:
        weights[:, 0] = size
    return members, slots, weights


def _mean_distance(layout: Layout, near: npt.NDArray[np.int32]) -> float:
    across = layout.x[near] - layout.x[:, None]
    along = layout.y[near] - layout.y[:, None]
    return float(np.sqrt(across * across + along * along).mean())


def _back(layout: Layout, found: Whole) -> Whole:
    """Return the groups in the order of the rows, numbered by their westernmost point."""
    _, first, number = np.unique(found, return_index=True, return_inverse=True)
    rank = np.empty(len(first), np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    back = np.empty(len(found), np.int64)
    back[layout.order] = rank[number]
    return back


def mean_pairwise(points: Floats, groups: Whole) -> float:
    """Return the mean distance between two points of one group, in metres."""
    total, pairs = 0.0, 0
    order = np.argsort(groups, kind="stable")
    for part in np.split(order, np.flatnonzero(np.diff(groups[order])) + 1):
        apart = np.linalg.norm(points[part][:, None] - points[part][None], axis=2)
        total += float(apart.sum())
        pairs += len(part) * (len(part) - 1)
    return total / pairs if pairs else 0.0


def least_pairwise(points: Floats, size: int) -> float:
    """Return what no groups of exactly `size` can be below: the mean distance to the nearest others."""
    from wugong.rules.grouping import kernels  # noqa: PLC0415 # why: slow import

    layout = lay_out(points, np.arange(len(points)))
    return _mean_distance(layout, kernels.nearest(layout.x, layout.y, size - 1)) / UNITS

"""Points laid out for the kernels: an order that rows do not change, whole units, handy pieces of land."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

UNITS: Final = 10  # units to a metre: decimetres
FARTHEST: Final = 5_000_000  # units from the middle: sums of a group stay within 32 bits
METRES_A_DEGREE: Final = 111_320.0


@dataclass(frozen=True, slots=True)
class Layout:
    """Points sorted from west to east, in decimetres around their middle."""

    order: Whole
    x: npt.NDArray[np.float32]
    y: npt.NDArray[np.float32]


def in_metres(degrees: Floats) -> Floats:
    """Return longitudes and latitudes as metres on a plane that touches the earth in their middle."""
    middle = float(degrees[:, 1].mean()) if len(degrees) else 0.0
    return np.asarray(degrees * METRES_A_DEGREE * np.array([np.cos(np.radians(middle)), 1.0]))


def lay_out(points: Floats, ids: Whole) -> Layout:
    """Return the points (metres) in an order that only places and ids decide."""
    order = np.lexsort((ids, points[:, 1], points[:, 0]))
    middle = (points.max(axis=0) + points.min(axis=0)) / 2
    units = np.clip(np.rint((points[order] - middle) * UNITS), -FARTHEST, FARTHEST).astype(np.float32)
    return Layout(order, units[:, 0].copy(), units[:, 1].copy())


def halves(layout: Layout, size: int) -> Whole:
    """Return a piece for each point: the land is cut across its longer side until `size` are left in each.

    All pieces but one of each cut are multiples of `size`.
    """
    units = np.column_stack([layout.x, layout.y])
    pieces = np.empty(len(units), np.int64)
    waiting, made = [np.arange(len(units))], 0
    while waiting:
        part = waiting.pop()
        if len(part) <= size:
            pieces[part] = made
            made += 1
            continue
        axis = int(np.argmax(np.ptp(units[part], axis=0)))
        cut = -(-len(part) // size) // 2 * size
        sorted_part = part[np.argsort(units[part, axis], kind="stable")]
        waiting += [sorted_part[cut:], sorted_part[:cut]]
    return pieces

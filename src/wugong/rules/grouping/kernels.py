"""Nearest neighbours, a walk over the land, the exchange of members between groups, as compiled loops.

Importing this module loads numba. Distances are whole units and sums of them whole numbers, so the groups do
not depend on how wide a processor adds. Every array is laid out by `layout.py`.
"""

# mypy: disable-error-code="no-untyped-def, no-untyped-call, untyped-decorator"

import numpy as np
from numba import njit

NOBODY = -1
STAGE = 512  # trials at one temperature

_inline = njit(inline="always", error_model="numpy")


@njit(error_model="numpy", cache=True)
def nearest(x, y, count):
    """The `count` nearest others of each point; the points come sorted by x."""
    found = np.empty((x.shape[0], count), np.int32)
    least = np.empty(count, np.float32)
    for i in range(x.shape[0]):
        held = 0
        left, right = i - 1, i + 1
        while left >= 0 or right < x.shape[0]:
            to_left = left >= 0 and (right >= x.shape[0] or x[i] - x[left] <= x[right] - x[i])
            j = left if to_left else right
            across = x[j] - x[i]
            if held == count and across * across >= least[count - 1]:
                break
            apart = across * across + (y[j] - y[i]) * (y[j] - y[i])
            if held < count or apart < least[count - 1]:
                place = min(held, count - 1)
                while place > 0 and least[place - 1] > apart:
                    least[place], found[i, place] = least[place - 1], found[i, place - 1]
                    place -= 1
                least[place], found[i, place] = apart, j
                held = min(held + 1, count)
            left, right = (left - 1, right) if to_left else (left, right + 1)
    return found


@_inline
def _tree(x, y, parent, edge):
    """The shortest tree that joins all points, grown from the first one (Prim); `edge` is squared."""
    near, done = np.full(x.shape[0], np.inf, np.float32), np.zeros(x.shape[0], np.bool_)
    v = 0
    for _ in range(x.shape[0]):
        done[v], edge[v] = True, near[v]
        least, following = np.float32(np.inf), 0
        for u in range(x.shape[0]):
            if done[u]:
                continue
            across, along = x[u] - x[v], y[u] - y[v]
            apart = across * across + along * along
            if apart < near[u]:
                near[u], parent[u] = apart, v
            if near[u] < least:
                least, following = near[u], u
        v = following


@njit(error_model="numpy", cache=True)
def walk(x, y):
    """The points in an order in which branches of their shortest tree follow each other, leaves first."""
    count = x.shape[0]
    parent, edge = np.zeros(count, np.int32), np.empty(count, np.float32)
    _tree(x, y, parent, edge)
    first, beside = np.full(count, NOBODY, np.int32), np.full(count, NOBODY, np.int32)
    for u in np.argsort(edge, kind="mergesort")[: count - 1]:  # the first point, infinitely far, comes last
        beside[u], first[parent[u]] = first[parent[u]], u
    found, stack = np.empty(count, np.int32), np.zeros(count, np.int32)
    held = 1
    for place in range(count - 1, -1, -1):
        held -= 1
        found[place] = stack[held]
        u = first[found[place]]
        while u != NOBODY:
            stack[held] = u
            held += 1
            u = beside[u]
    return found


@_inline
def _to_all(x, y, g, xs, ys, weights):
    """The sum of distances from a point to the members of one group, each by its weight."""
    total = np.int32(0)
    for m in range(xs.shape[1]):
        across, along = x - xs[g, m], y - ys[g, m]
        total += np.int32(weights[g, m] * np.int32(np.sqrt(across * across + along * along)))
    return total


@_inline
def _longer(i, j, x, y, g, h, xs, ys, weights):
    """How much longer all links are once i stands in h, and j (perhaps nobody) in g."""
    here, there = _to_all(x[i], y[i], g, xs, ys, weights), _to_all(x[i], y[i], h, xs, ys, weights)
    if j == NOBODY:
        return np.int64(there - here)
    back, away = _to_all(x[j], y[j], g, xs, ys, weights), _to_all(x[j], y[j], h, xs, ys, weights)
    across, along = x[i] - x[j], y[i] - y[j]
    return np.int64(there - here + back - away - 2 * np.int32(np.sqrt(across * across + along * along)))


@_inline
def _place(i, g, slot, x, y, members, slots, groups, xs, ys, weights):
    members[g, slot] = i
    if i == NOBODY:
        weights[g, slot] = 0
        return
    xs[g, slot], ys[g, slot], weights[g, slot] = x[i], y[i], 1
    groups[i], slots[i] = g, slot


@_inline
def _drawn(dice, start, bits, count):
    """A number below `count`, from so many bits of the dice."""
    part = (dice >> np.uint64(start)) & np.uint64((1 << bits) - 1)
    return np.int64((part * np.uint64(count)) >> np.uint64(bits))


@njit(error_model="numpy", cache=True)
def exchange(
    x, y, near, groups, members, slots, weights, fixed, size, care, cares, spread, chances, steps, seed
):
    """Let points change places, or take a free one, while it shortens the links; rather freely at first.

    `steps` are the temperatures, each for `STAGE` trials; `chances` are logarithms of a chance. The first
    `fixed` slots of a group stay as they are. `spread` is what uneven counts of care cost.
    """
    xs, ys = np.zeros(members.shape, np.float32), np.zeros(members.shape, np.float32)
    for g in range(members.shape[0]):
        for m in range(members.shape[1]):
            if members[g, m] != NOBODY:
                xs[g, m], ys[g, m] = x[members[g, m]], y[members[g, m]]
    dice = np.uint64(seed)
    for step in range(steps.shape[0]):
        for _ in range(STAGE):
            dice ^= dice << np.uint64(13)
            dice ^= dice >> np.uint64(7)
            dice ^= dice << np.uint64(17)
            i = _drawn(dice, 32, 32, x.shape[0])
            g, h = groups[i], groups[near[i, _drawn(dice, 21, 11, near.shape[1])]]
            if g == h or slots[i] < fixed:
                continue
            there = fixed + _drawn(dice, 10, 11, size - fixed)
            j = members[h, there]
            longer = _longer(i, j, x, y, g, h, xs, ys, weights)
            more = np.int64(care[i]) - (np.int64(care[j]) if j != NOBODY else 0)
            longer += spread * more * 2 * (np.int64(cares[h]) - np.int64(cares[g]) + more)
            if longer > steps[step] * chances[_drawn(dice, 0, 10, chances.shape[0])]:
                continue
            here = slots[i]
            _place(j, g, here, x, y, members, slots, groups, xs, ys, weights)
            _place(i, h, there, x, y, members, slots, groups, xs, ys, weights)
            cares[g] -= more
            cares[h] += more

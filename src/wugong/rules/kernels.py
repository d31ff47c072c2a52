"""The steps of a plan as compiled loops over blocks of pools: fixed primitives, no generated code.

Importing this module loads numba; only work of a country's size does. Every array is laid out by
`compiled.py`. A block of pools runs through all steps while its rows lie in the processor's cache.
"""

# mypy: disable-error-code="no-untyped-def, no-untyped-call, untyped-decorator"

import numpy as np
from numba import njit, prange

MISSING = -(2**31)
SMALL = 128  # pools up to this size are ranked by counting, larger ones by sorting
WEIGH, GREATER, TIMES, RANK, PAY, GAIN, BOTH = range(7)
TIED_SPLIT, TIED_EACH, TIED_NONE = range(3)

_inline = njit(inline="never", error_model="numpy", cache=True)


@_inline
def _weigh_dense(out, terms, inputs, rows, constant, lo, hi):
    for i in range(hi - lo):
        out[i] = constant
    for t in range(terms.shape[0]):
        source, weight = terms[t, 0], terms[t, 1]
        if source < inputs.shape[0]:
            fact = inputs[source, lo:hi]
            for i in range(hi - lo):
                out[i] = np.int32(out[i] + weight * np.int32(fact[i]))
        else:
            row = rows[source - inputs.shape[0], lo:hi]
            for i in range(hi - lo):
                out[i] = np.int32(out[i] + weight * row[i])


@_inline
def _mark_missing(bad, terms, inputs, rows, empty, lo, hi):
    for i in range(hi - lo):
        bad[i] = False
    for t in range(terms.shape[0]):
        source = terms[t, 0]
        if source < inputs.shape[0]:
            fact = inputs[source, lo:hi]
            for i in range(hi - lo):
                bad[i] |= fact[i] == empty
        else:
            row = rows[source - inputs.shape[0], lo:hi]
            for i in range(hi - lo):
                bad[i] |= row[i] == MISSING


@_inline
def _half_up(out, divisor):
    twice, half = 2.0 * divisor, np.float64(divisor)
    for i in range(out.shape[0]):
        value = np.float64(out[i])
        whole = np.int32((2.0 * abs(value) + half) / twice)
        out[i] = whole if value >= 0 else -whole


@_inline
def _rank_counting(key, by_code, out):
    count = key.shape[0]
    for i in range(count):
        mine, before = key[i], np.int32(1)
        if by_code:
            for j in range(i):
                before += key[j] >= mine
            for j in range(i + 1, count):
                before += key[j] > mine
        else:
            for j in range(count):
                before += key[j] > mine
        out[i] = before


@_inline
def _rank_sorting(key, by_code, out):
    count = key.shape[0]
    order = np.argsort(key, kind="mergesort")
    rank = np.int32(1)
    for place in range(count):
        if place and key[order[count - 1 - place]] != key[order[count - place]]:
            rank = np.int32(place + 1)
        out[order[count - 1 - place]] = rank
    if by_code:
        start = 0
        while start < count:
            end = start
            while end < count and key[order[end]] == key[order[start]]:
                end += 1
            for place in range(start, end):
                out[order[place]] = np.int32(count - end + 1 + place - start)
            start = end


@_inline
def _rank(key, first, by_code, out):
    if key.shape[0] <= SMALL:
        _rank_counting(key, by_code, out)
    else:
        _rank_sorting(key, by_code, out)
    for i in range(key.shape[0]):
        if first[i] == MISSING:
            out[i] = MISSING


@_inline
def _join_keys(joined, keys, rows, mask, masks, lo, hi):
    for i in range(hi - lo):
        joined[i] = 0
    for k in range(keys.shape[0]):
        row, least, radix = rows[keys[k, 0], lo:hi], keys[k, 1], keys[k, 2]
        for i in range(hi - lo):
            digit = 0 if row[i] == MISSING else row[i] - least + 1
            joined[i] = joined[i] * radix + digit
    if mask >= 0:
        for i in range(hi - lo):
            if masks[mask, lo + i]:
                joined[i] = 0


@_inline
def _pay(out, rank, full, present, amounts, bottom, tied_rule, at_least):
    count, stand, shown = 0, 0, 0
    for i in range(out.shape[0]):
        out[i] = 0
        count += rank[i] != MISSING
        stand += full[i] != MISSING
        shown += present[i] if present.shape[0] else 0
    if stand < at_least or (present.shape[0] and stand < shown):
        return
    for i in range(out.shape[0]):
        place = count - rank[i] + 1 if bottom else rank[i]
        if rank[i] == MISSING or place > amounts.shape[0]:
            continue
        tied = 0
        for j in range(out.shape[0]):
            tied += rank[j] == rank[i]
        if tied_rule == TIED_SPLIT:
            shared = 0
            for k in range(place - 1, min(place - 1 + tied, amounts.shape[0])):
                shared += amounts[k]
            out[i] = shared // tied if shared >= 0 else -(-shared // tied)
        elif tied_rule == TIED_EACH or tied == 1:
            out[i] = amounts[place - 1]


@_inline
def _gain(out, rank, before, score, may, at_least, quota, amount):
    for i in range(out.shape[0]):
        out[i] = 0
    top_gain, top_score, paid = np.int64(MISSING), np.int64(MISSING), 0
    first = True
    while True:
        best_gain, best_score, same = np.int64(MISSING), np.int64(MISSING), 0
        for i in range(out.shape[0]):
            if not may[i] or rank[i] == MISSING or before[i] == MISSING:
                continue
            gain, mine = np.int64(before[i] - rank[i]), np.int64(score[i])
            if gain < at_least:
                continue
            if not first and (gain > top_gain or (gain == top_gain and mine >= top_score)):
                continue
            if gain > best_gain or (gain == best_gain and mine > best_score):
                best_gain, best_score, same = gain, mine, 0
            same += gain == best_gain and mine == best_score
        if same == 0 or paid + same > quota:
            return
        for i in range(out.shape[0]):
            if may[i] and rank[i] != MISSING and before[i] != MISSING:
                if before[i] - rank[i] == best_gain and score[i] == best_score:
                    out[i] = amount
        paid, top_gain, top_score, first = paid + same, best_gain, best_score, False


@_inline
def _row_step(step, terms, inputs, rows, dense, empty, bad, lo, hi):
    code, out = step[0], rows[step[1], lo:hi]
    part = terms[step[2] : step[3]]
    if code == WEIGH:
        _weigh_dense(out, part, inputs, rows, step[4], lo, hi)
        if step[5] > 1:
            _half_up(out, step[5])
    elif code == BOTH:
        for i in range(hi - lo):
            out[i] = 1
        for t in range(part.shape[0]):
            row = rows[part[t, 0] - inputs.shape[0], lo:hi]
            for i in range(hi - lo):
                out[i] &= row[i]
    else:
        left = rows[part[0, 0] - inputs.shape[0], lo:hi]
        right = rows[part[1, 0] - inputs.shape[0], lo:hi]
        for i in range(hi - lo):
            if code == TIMES:
                out[i] = np.int32(left[i] * right[i])
            else:
                out[i] = max(left[i], right[i]) if step[4] else min(left[i], right[i])
    if not dense and code != BOTH:
        _mark_missing(bad, part, inputs, rows, empty, lo, hi)
        for i in range(hi - lo):
            if bad[i]:
                out[i] = MISSING


@_inline
def _pool_step(step, keys, amounts, rows, masks, presents, joined, may, lo, hi):
    code, out = step[0], rows[step[1], lo:hi]
    if code == RANK:
        part = keys[step[2] : step[3]]
        first = rows[part[0, 0], lo:hi]
        if part.shape[0] == 1 and step[5] < 0:
            _rank(first, first, step[4], out)
            return
        _join_keys(joined, part, rows, step[5], masks, lo, hi)
        _rank(joined[: hi - lo], first, step[4], out)
        if step[5] >= 0:
            for i in range(hi - lo):
                if masks[step[5], lo + i]:
                    out[i] = MISSING
    elif code == PAY:
        present = presents[step[6], lo:hi] if step[6] >= 0 else presents[0, 0:0]
        part = amounts[step[2] : step[3]]
        _pay(out, rows[step[4], lo:hi], rows[step[5], lo:hi], present, part, step[7], step[8], step[9])
    else:
        for i in range(hi - lo):
            may[i] = (step[7] < 0 or rows[step[7], lo + i] != MISSING) and (
                step[8] < 0 or rows[step[8], lo + i] == 0
            )
        rank, before, score = rows[step[4], lo:hi], rows[step[5], lo:hi], rows[step[6], lo:hi]
        _gain(out, rank, before, score, may, step[9], step[2], step[3])


@njit(parallel=True, error_model="numpy", cache=True)
def run_blocks(steps, terms, keys, amounts, inputs, rows, masks, presents, starts, blocks, dense, empty):
    """Run every step for the pools of each block; `blocks` are edges among the pools."""
    for b in prange(blocks.shape[0] - 1):
        first, last = blocks[b], blocks[b + 1]
        lo, hi = starts[first], starts[last]
        bad = np.empty(hi - lo, np.bool_)
        joined = np.empty(hi - lo, np.int64)
        may = np.empty(hi - lo, np.bool_)
        for s in range(steps.shape[0]):
            if steps[s, 0] in (RANK, PAY, GAIN):
                for pool in range(first, last):
                    _pool_step(
                        steps[s],
                        keys,
                        amounts,
                        rows,
                        masks,
                        presents,
                        joined,
                        may,
                        starts[pool],
                        starts[pool + 1],
                    )
            else:
                _row_step(steps[s], terms, inputs, rows, dense, empty, bad, lo, hi)

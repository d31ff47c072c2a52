"""The steps of a plan as compiled loops over blocks of pools: fixed primitives, no generated code.

Importing this module loads numba; only work of a country's size does. Every array is laid out by
`compiled.py`. A block of pools runs through all steps while its rows lie in the processor's cache.
"""

# mypy: disable-error-code="no-untyped-def, no-untyped-call, untyped-decorator"

import numpy as np
from numba import njit, prange

MISSING = -(2**31)
SMALL = 128  # pools up to this size are ranked by counting, larger ones by sorting
WEIGH, GREATER, TIMES, RANK, PAY, GAIN, BOTH, WITHIN, GIVEN = range(9)
TIED_SPLIT, TIED_EACH, TIED_NONE = range(3)

_inline = njit(inline="never", error_model="numpy", cache=True)


@_inline
def _add_one(out, weight, source):
    for i in range(out.shape[0]):
        out[i] = np.int32(out[i] + weight * np.int32(source[i]))


@_inline
def _add_three(out, weights, one, two, three):
    first, second, third = weights[0, 1], weights[1, 1], weights[2, 1]
    for i in range(out.shape[0]):
        total = first * np.int32(one[i]) + second * np.int32(two[i]) + third * np.int32(three[i])
        out[i] = np.int32(out[i] + np.int32(total))


@_inline
def _weigh(out, terms, inputs, rows, constant, lo, hi):
    for i in range(hi - lo):
        out[i] = constant
    facts, t = inputs.shape[0], 0
    while t < terms.shape[0]:
        if t + 2 < terms.shape[0] and max(terms[t, 0], terms[t + 1, 0], terms[t + 2, 0]) < facts:
            one, two = inputs[terms[t, 0], lo:hi], inputs[terms[t + 1, 0], lo:hi]
            _add_three(out, terms[t : t + 3], one, two, inputs[terms[t + 2, 0], lo:hi])
            t += 3
        elif terms[t, 0] < facts:
            _add_one(out, terms[t, 1], inputs[terms[t, 0], lo:hi])
            t += 1
        else:
            _add_one(out, terms[t, 1], rows[terms[t, 0] - facts, lo:hi])
            t += 1


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
    # A quotient of whole numbers below 2**32 is never rounded up to the next whole number by a double.
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
            shared = amounts[place - 1 : place - 1 + tied].sum()
            out[i] = shared // tied if shared >= 0 else -(-shared // tied)
        elif tied_rule == TIED_EACH or tied == 1:
            out[i] = amounts[place - 1]


@_inline
def _next_gain(gained, score, at_least, above_gain, above_score):
    """The best (gain, score) below the one given, and how many share it."""
    gain, mine, same = np.int64(MISSING), np.int64(MISSING), 0
    for i in range(score.shape[0]):
        taken = gained[i] > above_gain or (gained[i] == above_gain and score[i] >= above_score)
        if gained[i] < at_least or taken:
            continue
        if gained[i] > gain or (gained[i] == gain and score[i] > mine):
            gain, mine, same = np.int64(gained[i]), np.int64(score[i]), 0
        same += gained[i] == gain and score[i] == mine
    return gain, mine, same


@_inline
def _gain(out, gained, score, at_least, quota, amount):
    for i in range(out.shape[0]):
        out[i] = 0
    gain, mine, paid = np.int64(-MISSING), np.int64(-MISSING), 0
    while True:
        gain, mine, same = _next_gain(gained, score, at_least, gain, mine)
        paid += same
        if same == 0 or paid > quota:
            return
        for i in range(out.shape[0]):
            if gained[i] == gain and score[i] == mine:
                out[i] = amount


@_inline
def _pair(out, left, right, code, greatest):
    for i in range(out.shape[0]):
        if code == TIMES:
            out[i] = np.int32(left[i] * right[i])
        elif code == GIVEN:
            out[i] = right[i] if left[i] == MISSING else left[i]
        else:
            out[i] = max(left[i], right[i]) if greatest else min(left[i], right[i])


@_inline
def _both(out, terms, facts, rows, lo, hi):
    for i in range(hi - lo):
        out[i] = 1
    for t in range(terms.shape[0]):
        row = rows[terms[t, 0] - facts, lo:hi]
        for i in range(hi - lo):
            out[i] &= row[i]


@_inline
def _row_step(step, terms, inputs, rows, dense, empty, bad, lo, hi):
    code, out, facts = step[0], rows[step[1], lo:hi], inputs.shape[0]
    part = terms[step[2] : step[3]]
    if code == BOTH:
        _both(out, part, facts, rows, lo, hi)
        return
    if code == WEIGH:
        _weigh(out, part, inputs, rows, step[4], lo, hi)
        if step[5] > 1:
            _half_up(out, step[5])
    elif code == WITHIN:
        source = rows[part[0, 0] - facts, lo:hi]
        for i in range(hi - lo):
            out[i] = step[4] <= source[i] <= step[5]
    else:
        left, right = rows[part[0, 0] - facts, lo:hi], rows[part[1, 0] - facts, lo:hi]
        _pair(out, left, right, code, step[4])
    if not dense and code != GIVEN:
        _mark_missing(bad, part, inputs, rows, empty, lo, hi)
        for i in range(hi - lo):
            if bad[i]:
                out[i] = MISSING


@_inline
def _gain_step(step, rows, gained, lo, hi):
    rank, before, score = rows[step[4], lo:hi], rows[step[5], lo:hi], rows[step[6], lo:hi]
    for i in range(hi - lo):
        may = rank[i] != MISSING and before[i] != MISSING
        may = may and (step[7] < 0 or rows[step[7], lo + i] != MISSING)
        may = may and (step[8] < 0 or rows[step[8], lo + i] == 0)
        gained[i] = before[i] - rank[i] if may else MISSING
    _gain(rows[step[1], lo:hi], gained, score, step[9], step[2], step[3])


@_inline
def _rank_step(step, keys, rows, masks, joined, lo, hi):
    out, part = rows[step[1], lo:hi], keys[step[2] : step[3]]
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


@_inline
def _pool_step(step, keys, amounts, rows, masks, presents, scratch, lo, hi):
    if step[0] == RANK:
        _rank_step(step, keys, rows, masks, scratch, lo, hi)
    elif step[0] == PAY:
        present = presents[step[6], lo:hi] if step[6] >= 0 else presents[0, 0:0]
        part, rank, full = amounts[step[2] : step[3]], rows[step[4], lo:hi], rows[step[5], lo:hi]
        _pay(rows[step[1], lo:hi], rank, full, present, part, step[7], step[8], step[9])
    else:
        _gain_step(step, rows, scratch, lo, hi)


@njit(parallel=True, error_model="numpy", cache=True)
def run_blocks(steps, terms, keys, amounts, inputs, rows, masks, presents, starts, blocks, dense, empty):
    """Run every step for the pools of each block; `blocks` are edges among the pools."""
    for b in prange(blocks.shape[0] - 1):
        first, last = blocks[b], blocks[b + 1]
        lo, hi = starts[first], starts[last]
        bad = np.empty(hi - lo, np.bool_)
        scratch = np.empty(hi - lo, np.int64)
        for s in range(steps.shape[0]):
            if steps[s, 0] == RANK or steps[s, 0] == PAY or steps[s, 0] == GAIN:
                for pool in range(first, last):
                    lo_pool, hi_pool = starts[pool], starts[pool + 1]
                    _pool_step(steps[s], keys, amounts, rows, masks, presents, scratch, lo_pool, hi_pool)
            else:
                _row_step(steps[s], terms, inputs, rows, dense, empty, bad, lo, hi)

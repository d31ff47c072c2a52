"""The floor of the appraisal benches: one kernel written by hand for exactly one scheme, on two threads."""

# mypy: disable-error-code="no-untyped-def, untyped-decorator"

import numpy as np
from numba import njit, prange


@njit(parallel=True, error_model="numpy", cache=True)
def year_run(starts, a, b, quarters, year, rank, pay):
    """Fill quarters, year, rank in town and pay (yuan) from twelve months of two inputs in hundredths."""
    for town in prange(len(starts) - 1):
        lo, hi = starts[town], starts[town + 1]
        for q in range(4):
            for i in range(lo, hi):
                quarters[q, i] = 3 * (np.int32(a[3 * q, i]) + a[3 * q + 1, i] + a[3 * q + 2, i]) + 7 * (
                    np.int32(b[3 * q, i]) + b[3 * q + 1, i] + b[3 * q + 2, i]
                )
        for i in range(lo, hi):
            year[i] = quarters[0, i] + quarters[1, i] + quarters[2, i] + quarters[3, i]
        for i in range(lo, hi):
            place = 1
            for j in range(lo, hi):
                place += (year[j] > year[i]) or (year[j] == year[i] and j < i)
            rank[i] = place
            money = 0
            if place == 1:
                money = 10000
            elif place == 2:
                money = 8000
            elif place == 3:
                money = 6000
            back = hi - lo - place + 1
            if back == 1:
                money -= 2000
            elif back == 2:
                money -= 1000
            pay[i] = money

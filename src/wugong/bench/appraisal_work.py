"""One measured work of the appraisal bench, in a process of its own: prints seconds, peak and checks."""

import json
import resource
import statistics
import sys
import time
from collections.abc import Callable
from importlib.resources import files

import numba
import numpy as np

from wugong.base.periods import Level, Period
from wugong.bench.country import MONTHS, checksum, made_up
from wugong.bench.floor_appraisal import year_run
from wugong.rules.calendar import lay_out
from wugong.rules.compiled import Country, fits
from wugong.rules.compiling import compile_scheme
from wugong.rules.library import read_scheme, scheme_text

ROUNDS = 15
CHANGED = 17  # the town that the third work changes


def floor(villages: int) -> dict[str, object]:
    """The hand-written kernel."""
    starts, a, b = made_up(villages)
    quarters = np.empty((4, villages), np.int32)
    year, rank, pay = (np.empty(villages, np.int32) for _ in range(3))
    seconds = _median(lambda: year_run(starts, a, b, quarters, year, rank, pay), lambda: checksum(rank))
    return {"seconds": seconds, "ranks": checksum(rank), "money": int(pay.sum(dtype=np.int64))}


def year(villages: int) -> dict[str, object]:
    """The same work, said by a scheme file."""
    country, ranks = _country("country-rank", villages)
    seconds = _median(country.run, lambda: checksum(country.rows[ranks]))
    plan = country.tables.plan
    money = sum(int(country.rows[row - plan.inputs].sum(dtype=np.int64)) for row in plan.awards.values())
    return {"seconds": seconds, "ranks": checksum(country.rows[ranks]), "money": money // 100}


def whole(villages: int) -> dict[str, object]:
    """The whole town-environment scheme: all periods, ties, eligible ranks, awards and consequences."""
    country, ranks = _country("town-environment", villages)
    seconds = _median(country.run, lambda: checksum(country.rows[ranks]))
    return {"seconds": seconds, "ranks": checksum(country.rows[ranks])}


def town(villages: int) -> dict[str, object]:
    """One town whose scores changed, by the whole scheme."""
    country, ranks = _country("town-environment", villages)
    country.run()
    before = checksum(country.rows[ranks])
    pool = min(CHANGED, len(country.starts) - 2)
    lo, hi = country.starts[pool], country.starts[pool + 1]
    country.inputs[:MONTHS, lo:hi] = country.inputs[:MONTHS, lo:hi][:, ::-1].copy()
    seconds = _median(lambda: country.run(pool), lambda: checksum(country.rows[ranks]))
    partly = checksum(country.rows[ranks])
    country.run()
    if checksum(country.rows[ranks]) != partly or (hi - lo > 1 and partly == before):
        raise SystemExit("一个镇单独重算的名次和全部重算的不一样")
    return {"seconds": seconds, "ranks": partly, "rows": int(hi - lo) * MONTHS}


def _country(name: str, villages: int) -> tuple[Country, int]:
    bundled = files("wugong.bench").joinpath(f"{name}.yaml")
    scheme = read_scheme(bundled.read_text("utf-8") if bundled.is_file() else scheme_text(name))
    months = [Period(Level.MONTH, 2025, number) for number in (1, MONTHS)]
    plan = compile_scheme(scheme, lay_out(scheme, *months))
    if not fits(plan):
        raise SystemExit("这份办法不能证明放得进 32 位整数")
    starts, a, b = made_up(villages)
    parts = [a, b, *(np.full_like(a, np.iinfo(np.int16).min) for _ in list(scheme.inputs)[2:])]
    inputs = np.concatenate(parts)
    masks = np.zeros((max(1, len(plan.masks)), villages), np.uint8)
    presents = np.ones((max(1, len(plan.presents)), villages), np.uint8)
    country = Country(plan, starts, inputs, masks, presents)
    return country, plan.ranks[Period(Level.YEAR, 2025)] - plan.inputs


def _median(work: Callable[[], object], check: Callable[[], int]) -> float:
    work()
    first, taken = check(), []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
        if check() != first:
            raise SystemExit("两次计算的名次不一样")
    return statistics.median(taken)


WORKS: dict[str, Callable[[int], dict[str, object]]] = {
    "floor": floor,
    "year": year,
    "whole": whole,
    "town": town,
}


def main() -> None:
    """Run the work named in the arguments and print one JSON object."""
    numba.set_num_threads(min(2, numba.get_num_threads()))
    found = WORKS[sys.argv[1]](int(sys.argv[2]))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"rows": int(sys.argv[2]) * MONTHS, **found, "peak_mb": round(peak, 1)}))


if __name__ == "__main__":
    main()

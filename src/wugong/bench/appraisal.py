"""The appraisal bench: three works of a country's size beside one hand-written kernel."""

import json
import statistics
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

WORKS = ("year", "whole", "town")


class BenchFailed(Exception):
    """A work that did not come to its end, or came to other figures than the floor."""


def run(villages: int, rounds: int) -> Iterator[dict[str, Any]]:
    """Yield one object a work: (a) the floor's own work, (b) the whole town scheme, (c) one changed town.

    Work and floor run by turns, so many rounds, each in a process of its own whose kernels are already
    compiled; `seconds` and `floor_seconds` are medians, `peak_mb` is the work's largest.
    """
    for work in ("floor", "year"):
        _measure(work, 1000)
    for work in WORKS:
        floors, ours = [], []
        for _ in range(rounds):
            floors.append(_measure("floor", villages))
            ours.append(_measure(work, villages))
        if work == "year" and {(f["ranks"], f["money"]) for f in floors + ours} != {_sums(floors[0])}:
            raise BenchFailed("名次或金额和底线的不一样")
        if len({found["ranks"] for found in ours}) != 1:
            raise BenchFailed("几次运行的名次不一样")
        seconds = statistics.median(found["seconds"] for found in ours)
        floor = statistics.median(found["seconds"] for found in floors)
        yield {
            "work": work,
            "rows": ours[0]["rows"],
            "seconds": round(seconds, 6),
            "floor_seconds": round(floor, 6),
            "ratio": round(seconds / floor, 3),
            "peak_mb": max(found["peak_mb"] for found in ours),
        }


def _sums(found: dict[str, Any]) -> tuple[int, int]:
    return found["ranks"], found["money"]


def _measure(work: str, villages: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "wugong.bench.appraisal_work", work, str(villages)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BenchFailed(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else work)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found

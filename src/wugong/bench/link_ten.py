"""The bench of ten households a head: distance inside groups and CPU beside k-means-constrained."""

import json
import statistics
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

VILLAGE, TOWN = 2_000, 20_000
PEER = "k_means_constrained"


class BenchFailed(Exception):
    """A work that did not come to its end, or to other groups the second time."""


def run(rounds: int) -> Iterator[dict[str, Any]]:
    """Yield one object each for 2,000 and 20,000 households; the peer, where installed, only for the first.

    Each round runs in a process of its own whose kernels are already compiled; seconds are medians, `peak_mb`
    is the largest.
    """
    _measure("ours", 200)
    for households in (VILLAGE, TOWN):
        ours = [_measure("ours", households) for _ in range(rounds)]
        if len({found["checksum"] for found in ours}) != 1:
            raise BenchFailed("几次运行的分组不一样")
        peer = _peer(households, rounds)
        yield {
            "households": households,
            "cpu_s": _median(ours),
            "pairwise_m": ours[0]["pairwise_m"],
            "bound_m": ours[0]["bound_m"],
            "kmeans_pairwise_m": peer[0]["pairwise_m"] if peer else None,
            "kmeans_cpu_s": _median(peer) if peer else None,
            "peak_mb": max(found["peak_mb"] for found in ours),
        }


def _peer(households: int, rounds: int) -> list[dict[str, Any]]:
    """Return the peer's rounds; none where it is not installed or could not finish."""
    if households > VILLAGE or find_spec(PEER) is None:
        return []
    return [_measure("kmeans", households) for _ in range(rounds)]


def _median(found: list[dict[str, Any]]) -> float:
    return round(float(statistics.median(one["cpu_s"] for one in found)), 4)


def _measure(work: str, households: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "wugong.bench.link_ten_work", work, str(households)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BenchFailed(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else work)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found

"""One measured round of the bench link-ten, in a process of its own: prints CPU, distances and peak."""

import json
import resource
import sys
import time
import zlib
from collections.abc import Callable
from importlib import import_module
from typing import Any

import numpy as np

from wugong.rules.grouping.layout import Floats, Whole
from wugong.rules.grouping.nearness import groups_by_nearness, least_pairwise, mean_pairwise

SIZE = 10
SIDE = 4000.0  # metres of a square for 2,000 households; the land grows with their number


def made_up(households: int) -> Floats:
    """Hamlets of 20 to 120 households, 40 to 150 m wide, anywhere in a square; always the same."""
    dice = np.random.default_rng(11)
    side = SIDE * (households / 2000) ** 0.5
    hamlets: list[Floats] = []
    while sum(map(len, hamlets)) < households:
        count = int(dice.integers(20, 121))
        middle = dice.uniform(0, side, 2)
        hamlets.append(middle + dice.normal(0, dice.uniform(40, 150), (count, 2)))
    return np.vstack(hamlets)[:households]


def ours(points: Floats) -> Whole:
    """Our groups."""
    count = len(points)
    return groups_by_nearness(points, SIZE, ids=np.arange(count), care=np.zeros(count, bool))


def kmeans(points: Floats) -> Whole:
    """The peer's groups."""
    clusters = -(-len(points) // SIZE)
    peer = import_module("k_means_constrained").KMeansConstrained(
        n_clusters=clusters, size_max=SIZE, n_init=1, max_iter=50, random_state=0, n_jobs=1
    )
    return np.asarray(peer.fit_predict(points), dtype=np.int64)


WORKS: dict[str, Callable[[Floats], Whole]] = {"ours": ours, "kmeans": kmeans}


def main() -> None:
    """Run the work named in the arguments and print one JSON object."""
    work, points = WORKS[sys.argv[1]], made_up(int(sys.argv[2]))
    work(points[: 20 * SIZE])  # start-up: imports and compiled loops
    before = time.process_time()
    groups = work(points)
    taken = time.process_time() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found: dict[str, Any] = {
        "cpu_s": taken,
        "pairwise_m": round(mean_pairwise(points, groups), 2),
        "bound_m": round(least_pairwise(points, SIZE), 2),
        "checksum": zlib.crc32(groups.tobytes()),
        "peak_mb": round(peak, 1),
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main()

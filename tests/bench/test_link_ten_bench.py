"""The bench link-ten prints what its contract says and keeps its promise beside the bound."""

import json
import subprocess
import sys

import pytest

KEYS = [
    "households",
    "cpu_s",
    "pairwise_m",
    "bound_m",
    "kmeans_pairwise_m",
    "kmeans_cpu_s",
    "peak_mb",
]


@pytest.mark.slow
def test_the_bench_prints_one_object_a_size():
    command = [sys.executable, "-m", "wugong.config.cli", "bench", "link-ten", "--rounds", "1", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    village, town = (json.loads(line) for line in done.stdout.splitlines())
    assert list(village) == list(town) == KEYS
    assert (village["households"], town["households"]) == (2_000, 20_000)
    assert town["kmeans_pairwise_m"] is town["kmeans_cpu_s"] is None
    for found in (village, town):
        assert found["bound_m"] < found["pairwise_m"] <= 1.6 * found["bound_m"]
        assert found["peak_mb"] <= 350

"""The appraisal bench prints what its contract says, in order, and its figures are those of the floor."""

import json
import subprocess
import sys

KEYS = ["work", "rows", "seconds", "floor_seconds", "ratio", "peak_mb"]


def test_the_bench_prints_one_object_a_work():
    command = [
        sys.executable,
        "-m",
        "wugong.config.cli",
        "bench",
        "appraisal",
        "--villages",
        "2000",
        "--rounds",
        "1",
        "--json",
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["work"] for one in found] == ["year", "whole", "town"]
    assert all(list(one) == KEYS for one in found)
    assert found[0]["rows"] == 24_000
    assert all(one["ratio"] > 0 and one["peak_mb"] > 0 for one in found)

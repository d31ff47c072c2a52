"""The households bench: it ends, takes every row, and prints what was agreed."""

import json

import pytest

from wugong.bench import households
from wugong.bench.commands import bench

KEYS = {"rows", "seconds", "floor_seconds", "ratio", "peak_mb"}


def test_the_bench_prints_one_object(capsys):
    assert bench(["households", "--rows", "60", "--rounds", "1", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert set(found) == KEYS
    assert found["rows"] == 60
    assert found["ratio"] == pytest.approx(found["seconds"] / found["floor_seconds"], rel=0.2)


def test_a_run_that_breaks_off_is_a_fault(tmp_path):
    with pytest.raises(households.BenchFailed):
        households._measure("ours", tmp_path / "none.xlsx", households._surroundings(tmp_path, "sqlite://x"))

"""The matters bench: it ends, exports every row, and prints what was agreed."""

import json

import pytest

from wugong.bench import matters
from wugong.bench.commands import bench

LIST = ["work", "seconds", "floor_seconds", "ratio"]
EXPORT = ["work", "rows_per_s", "floor_rows_per_s", "ratio", "peak_mb"]


def test_the_bench_prints_one_object_a_work(capsys, monkeypatch):
    monkeypatch.setenv("WUGONG_BENCH_BLOCKS", "1")
    assert bench(["matters", "--matters", "300", "--rounds", "1", "--json"]) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["work"] for one in found] == ["desk", "filter", "export"]
    assert [list(one) for one in found] == [LIST, LIST, EXPORT]


def test_a_run_that_breaks_off_is_a_fault(tmp_path):
    with pytest.raises(matters.BenchFailed):
        matters._do(matters.FLOOR, tmp_path, "desk")

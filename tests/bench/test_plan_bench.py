"""The bench of the plan reader: its marks count as they say, and what has no truth is refused."""

import json
from pathlib import Path

import pytest

from wugong.bench.commands import bench
from wugong.bench.plan import NoTruth
from wugong.bench.plan_marks import Mark

PLANS = Path(__file__).parents[1] / "data" / "plans"


def test_each_find_hits_at_most_one_truth():
    mark = Mark()
    mark.add(["a", "a", "b"], ["a", "c"], lambda one, other: one == other)
    assert mark.figures() == {"precision": 0.3333, "recall": 0.5, "f1": 0.4, "hits": 1, "found": 3, "true": 2}


def test_nothing_to_find_and_nothing_found_is_right():
    assert Mark().figures()["f1"] == 1.0


def test_the_bench_prints_each_kind_and_the_speed(capsys, monkeypatch):
    monkeypatch.setattr("wugong.bench.plan.LONG", 1)
    assert bench(["plan", "--data", str(PLANS), "--json"]) == 0
    printed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["kind"] for one in printed] == [
        "is_plan", "tasks", "titles", "lead_units", "support_units", "group_units", "deadlines", "inherited",
        "targets", "recurrences", "placeholders", "speed",
    ]  # fmt: skip
    assert printed[-1]["mb_per_s"] > 0


def test_a_folder_without_a_truth_is_refused(tmp_path):
    with pytest.raises(NoTruth):
        bench(["plan", "--data", str(tmp_path)])

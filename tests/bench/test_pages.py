"""The bench of the pages: what it prints, and that the promises of the pages hold in it."""

import json
import os
import subprocess
import sys

import pytest

KEYS = ["work", "rows", "seconds", "floor_seconds", "ratio", "drawn_seconds", "queries", "bytes", "requests"]


@pytest.mark.long
def test_pages_stay_near_their_floor() -> None:
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("WUGONG_")}
    surroundings.pop("DJANGO_SETTINGS_MODULE", None)
    surroundings["WUGONG_BENCH_BLOCKS"] = "1"
    done = subprocess.run(
        [sys.executable, "-m", "wugong.config.cli", "bench", "pages", "--json"],
        env=surroundings,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    board, village, workbook, poster = (json.loads(line) for line in done.stdout.splitlines())
    assert list(board) == list(village) == list(workbook) == list(poster) == KEYS
    assert (board["work"], village["work"]) == ("town board", "village page")
    assert (workbook["work"], poster["work"]) == ("bulletin workbook", "poster on A4")
    for file in (workbook, poster):
        assert file["queries"] <= 8
        assert file["requests"] == 1
    for page in (board, village):
        assert page["queries"] <= 6
        assert page["bytes"] <= 60_000
        assert page["requests"] <= 6
        assert min(page["seconds"], page["floor_seconds"], page["drawn_seconds"]) > 0

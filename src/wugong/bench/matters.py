"""The matters bench: a desk, a filtered list and an export beside the same SQL with a template by hand."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

LISTS: Final = ("desk", "filter")
OURS, FLOOR = "wugong.bench.matters_work", "wugong.bench.floor_matters"


class BenchFailed(Exception):
    """A run that did not come to its end, or that did not export every row."""


def run(matters: int, rounds: int) -> Iterator[dict[str, Any]]:
    """Yield one object each for the desk, the filtered list and the export; work and floor by turns.

    Each runs in a process of its own on one SQLite file; seconds, and those of the rows a second, are of the
    CPU: of a whole request, of a whole export. All are medians.
    """
    with tempfile.TemporaryDirectory(prefix="wugong-bench-") as name:
        folder = Path(name)
        _do(OURS, folder, "prepare", str(matters))
        for work in LISTS:
            found = _by_turns(folder, work, rounds, "seconds")
            yield {
                "work": work,
                "seconds": round(found["ours"], 6),
                "floor_seconds": round(found["floor"], 6),
                "ratio": round(found["ours"] / found["floor"], 2),
            }
        yield _export(folder, rounds)


def _export(folder: Path, rounds: int) -> dict[str, Any]:
    ours, floor = [], []
    for _ in range(rounds):
        floor.append(_do(FLOOR, folder, "export"))
        ours.append(_do(OURS, folder, "export"))
    if {one["rows"] for one in ours} != {one["rows"] for one in floor}:
        raise BenchFailed("导出的行数不同")
    quick, bare = (statistics.median(one["rows_per_s"] for one in side) for side in (ours, floor))
    told = {name: ours[0][name] for name in ("rows", "start_mb", "book_rows_per_s")}
    print(f"export: {told}", file=sys.stderr, flush=True)
    return {
        "work": "export",
        "rows_per_s": round(quick),
        "floor_rows_per_s": round(bare),
        "ratio": round(bare / quick, 2),
        "peak_mb": max(one["peak_mb"] for one in ours),
    }


def _by_turns(folder: Path, work: str, rounds: int, what: str) -> dict[str, float]:
    """Return the median of each side, the sides by turns."""
    found: dict[str, list[float]] = {"floor": [], "ours": []}
    for _ in range(rounds):
        found["floor"].append(_do(FLOOR, folder, work)[what])
        found["ours"].append(_do(OURS, folder, work)[what])
    return {side: statistics.median(all_found) for side, all_found in found.items()}


def _do(module: str, folder: Path, *words: str) -> Any:
    command = [sys.executable, "-m", module, str(folder), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=_surroundings(folder))
    if done.returncode:
        raise BenchFailed(done.stderr.strip()[-2000:])
    return json.loads(done.stdout.strip().rpartition("\n")[2] or "null")


def _surroundings(folder: Path) -> Mapping[str, str]:
    given = {"WUGONG_STATE": str(folder), "WUGONG_DATABASE": "", "WUGONG_HOSTS": "127.0.0.1"}
    given |= {"WUGONG_SECOND_FACTOR": "no", "DJANGO_SETTINGS_MODULE": "wugong.config.settings"}
    return os.environ | given

"""The households bench: a workbook checked, sealed and committed, beside reading and copying it."""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from wugong.bench.clusters import cluster, programs
from wugong.bench.household_file import write_workbook

BASE = "prepared"
Surroundings = Mapping[str, str]


class BenchFailed(Exception):
    """A run that did not come to its end, or did not take every row."""


def run(rows: int, rounds: int) -> Iterator[dict[str, Any]]:
    """Yield one object; work and floor run by turns, each in a process and a database of its own.

    The database is PostgreSQL where its programs are found, else SQLite; seconds are medians, the peak is
    the work's largest.
    """
    with tempfile.TemporaryDirectory(prefix="wugong-bench-") as folder, _fresh(Path(folder)) as fresh:
        path = Path(folder, "households.xlsx")
        write_workbook(path, rows)
        found: dict[str, list[dict[str, Any]]] = {"floor": [], "ours": []}
        for _ in range(rounds):
            for work, runs in found.items():
                runs.append(_measure(work, path, fresh()))
        if {one["taken"] for runs in found.values() for one in runs} != {rows}:
            raise BenchFailed("有的行没有收下")
        ours, floor = (statistics.median(one["seconds"] for one in found[work]) for work in ("ours", "floor"))
        yield {
            "rows": rows,
            "seconds": round(ours, 3),
            "floor_seconds": round(floor, 3),
            "ratio": round(ours / floor, 2),
            "peak_mb": max(one["peak_mb"] for one in found["ours"]),
        }


@contextmanager
def _fresh(folder: Path) -> Iterator[Callable[[], Surroundings]]:
    """Yield a maker of surroundings, each with a database that holds the places and nothing else."""
    binaries = programs()
    if binaries is None:
        yield _lite(folder)
        return
    with cluster(binaries) as address:
        yield _postgres(folder, address)


def _postgres(folder: Path, address: str) -> Callable[[], Surroundings]:
    def said(sql: str) -> None:
        with psycopg.connect(f"{address}/postgres", autocommit=True) as connection:
            connection.execute(sql)

    said(f"create database {BASE}")
    _measure("prepare", folder, _surroundings(folder, f"{address}/{BASE}"))

    def fresh() -> Surroundings:
        said("drop database if exists round")
        said(f"create database round template {BASE}")
        said("checkpoint")
        return _surroundings(folder, f"{address}/round")

    return fresh


def _lite(folder: Path) -> Callable[[], Surroundings]:
    base, copy = folder / "base.sqlite3", folder / "round.sqlite3"
    _measure("prepare", folder, _surroundings(folder, f"sqlite:///{base}"))

    def fresh() -> Surroundings:
        for old in folder.glob("round.sqlite3*"):
            old.unlink()
        shutil.copy(base, copy)
        return _surroundings(folder, f"sqlite:///{copy}")

    return fresh


def _surroundings(folder: Path, database: str) -> Surroundings:
    given = {"WUGONG_STATE": str(folder), "WUGONG_DATABASE": database}
    return os.environ | given | {"DJANGO_SETTINGS_MODULE": "wugong.config.settings"}


def _measure(work: str, path: Path, surroundings: Surroundings) -> dict[str, Any]:
    command = [sys.executable, "-m", "wugong.bench.households_work", work, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=dict(surroundings))
    if done.returncode:
        raise BenchFailed(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else work)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found

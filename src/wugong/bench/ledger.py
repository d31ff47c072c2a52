"""The ledger bench: our entries a second beside the least code that writes the same rows, on both engines.

Every commit of PostgreSQL is durable; every client is a process of its own with a book of its own. Ours,
the floor and, where it is installed, django-hordak work by turns in the same run.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import psycopg

from wugong.bench import floor_ledger, peer_hordak
from wugong.bench.clusters import cluster, programs


class BenchFailed(Exception):
    """A client that did not come to its end, or books that do not verify."""


@dataclass(frozen=True, slots=True)
class Size:
    """How long and how much: seconds of a cell, rounds of cells, awards of a month, legs at the end."""

    seconds: float = 1.0
    rounds: int = 3
    awards: int = 100_000
    legs: int = 1_000_000
    clients: tuple[int, ...] = (1, 4)


USUAL: Final = Size()


def run(size: Size = USUAL) -> Iterator[dict[str, Any]]:
    """Yield one object for each work, engine and number of clients; what else was seen goes to stderr."""
    with tempfile.TemporaryDirectory(prefix="wugong-bench-") as name:
        folder = Path(name)
        if (binaries := programs()) is not None:
            with cluster(binaries) as address:
                yield from _engine("postgresql", size, _servers(address, folder))
        yield from _engine("sqlite", size, _files(folder))


def _servers(address: str, folder: Path) -> dict[str, tuple[str, Mapping[str, str]]]:
    """Return the address and the surroundings of each side on PostgreSQL; its tables stand."""
    sides = ["ours", "floor", *(["hordak"] if peer_hordak.there() else [])]
    with psycopg.connect(f"{address}/postgres", autocommit=True) as server:
        for side in sides:
            server.execute(f"create database {side}".encode())
    return _made({side: f"{address}/{side}" for side in sides}, folder)


def _files(folder: Path) -> dict[str, tuple[str, Mapping[str, str]]]:
    return _made({side: f"sqlite:///{folder}/{side}.sqlite3" for side in ("ours", "floor")}, folder)


def _made(addresses: Mapping[str, str], folder: Path) -> dict[str, tuple[str, Mapping[str, str]]]:
    found = {side: (address, _surroundings(folder, address)) for side, address in addresses.items()}
    floor_ledger.make(addresses["floor"])
    _do("wugong.bench.ledger_ours", [], found["ours"][1])
    if "hordak" in found:
        _do("wugong.bench.peer_hordak", [addresses["hordak"]], found["hordak"][1])
    return found


def _surroundings(folder: Path, address: str) -> Mapping[str, str]:
    given = {"WUGONG_STATE": str(folder), "WUGONG_DATABASE": address}
    return os.environ | given | {"DJANGO_SETTINGS_MODULE": "wugong.config.settings"}


def _do(module: str, words: Sequence[str], surroundings: Mapping[str, str]) -> str:
    command = [sys.executable, "-m", module, *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=dict(surroundings))
    if done.returncode:
        raise BenchFailed(done.stderr.strip()[-2000:])
    return done.stdout


class Clients:
    """The processes of one side; the first of them are asked where fewer clients are wanted."""

    def __init__(self, side: str, address: str, surroundings: Mapping[str, str], number: int) -> None:
        command = [sys.executable, "-m", "wugong.bench.ledger_work", side]
        self.all = [
            subprocess.Popen(
                [*command, str(client), address],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                env=dict(surroundings),
            )
            for client in range(number)
        ]
        try:
            for one in self.all:
                self._answer(one)
        except BenchFailed:
            self.end()
            raise

    def ask(self, clients: int, **task: Any) -> float:
        """Have the first clients do the task at the same time; returns how much a second they did."""
        for one in self.all[:clients]:
            assert one.stdin
            one.stdin.write(json.dumps(task) + "\n")
            one.stdin.flush()
        answers = [self._answer(one) for one in self.all[:clients]]
        return float(sum(one["done"] / one["seconds"] for one in answers))

    def end(self) -> None:
        """No process is left."""
        for one in self.all:
            try:
                one.communicate(timeout=10)  # no task more: it ends by itself
            except subprocess.TimeoutExpired:
                one.kill()
                one.communicate()

    def _answer(self, one: subprocess.Popen[str]) -> dict[str, Any]:
        assert one.stdout
        line = one.stdout.readline()
        if not line:
            raise BenchFailed(f"{one.args!r}: {one.wait()}")
        found: dict[str, Any] = json.loads(line)
        return found


@contextmanager
def _at_work(sides: Mapping[str, tuple[str, Mapping[str, str]]], number: int) -> Iterator[dict[str, Clients]]:
    with ExitStack() as stack:
        found = {}
        for side, (address, surroundings) in sides.items():
            found[side] = Clients(side, address, surroundings, number)
            stack.callback(found[side].end)
        yield found


def _engine(
    engine: str, size: Size, sides: Mapping[str, tuple[str, Mapping[str, str]]]
) -> Iterator[dict[str, Any]]:
    """Yield the objects of one engine."""
    with _at_work(sides, max(size.clients)) as at_work:
        for work in ("post", "act"):
            for clients in size.clients if work == "post" else (1,):
                yield _line(work, engine, clients, _cells(at_work, size, clients, work))
        for clients in size.clients:
            yield _line("bulk", engine, clients, _bulk(at_work, size, clients))
        _verified(engine, sides["ours"][1])
        yield _balance(engine, at_work, size)


def _cells(at_work: Mapping[str, Clients], size: Size, clients: int, work: str) -> dict[str, float]:
    """Return the median of what each side did a second, the sides by turns."""
    found: dict[str, list[float]] = {side: [] for side in at_work}
    for _ in range(size.rounds):
        for side, all_clients in at_work.items():
            found[side].append(all_clients.ask(clients, do=work, seconds=size.seconds))
    return {side: statistics.median(all_found) for side, all_found in found.items()}


def _bulk(at_work: Mapping[str, Clients], size: Size, clients: int) -> dict[str, float]:
    """Return how many awards a second each side posted; many clients do a tenth each, into one book.

    Hordak, which has no such thing, does a fiftieth.
    """
    found = {}
    for side, all_clients in at_work.items():
        share = (10 if clients > 1 else 1) * (50 if side == "hordak" else 1)
        found[side] = all_clients.ask(clients, do="bulk", count=max(1, size.awards // share))
    return found


def _balance(engine: str, at_work: Mapping[str, Clients], size: Size) -> dict[str, Any]:
    """Return the reading of a balance; how it is with few legs and with many is told on stderr."""
    ours = {"ours": at_work["ours"]}
    at_work["ours"].ask(1, do="fill", count=size.legs)
    found, few = _cells(at_work, size, 1, "balance"), _cells(ours, size, 1, "few")["ours"]
    said = f"{found['ours']:.0f}/s where the book has {size.legs} legs, {few:.0f}/s where it has a thousand"
    print(f"balance, {engine}: {said}, {few / found['ours']:.2f}x", file=sys.stderr, flush=True)
    return _line("balance", engine, 1, found)


def _verified(engine: str, surroundings: Mapping[str, str]) -> None:
    """The books that all the works left verify."""
    said = _do("wugong.config.cli", ["ledger", "verify", "--json"], surroundings)
    print(f"verify, {engine}: {said.strip()}", file=sys.stderr, flush=True)


def _line(work: str, engine: str, clients: int, found: Mapping[str, float]) -> dict[str, Any]:
    ours, floor, hordak = found["ours"], found["floor"], found.get("hordak")
    return {
        "work": work,
        "engine": engine,
        "clients": clients,
        "per_s": round(ours, 1),
        "floor_per_s": round(floor, 1),
        "hordak_per_s": round(hordak, 1) if hordak else None,
        "ratio": round(ours / floor, 3),
        "vs_hordak": round(ours / hordak, 2) if hordak else None,
    }

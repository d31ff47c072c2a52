"""One client of the ledger bench, in a process of its own: reads a task a line, prints what came of it.

A task is an object: `{"do": "post"|"act"|"balance", "seconds": …}` or `{"do": "bulk"|"fill", "count": …}`;
the answer says how often and in how many seconds. The arguments are the side, the client's number and the
address of the side's database.
"""

import json
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any, Protocol

WARM = 20


class Side(Protocol):
    """What is measured: ours, the floor, or the peer."""

    works: dict[str, Callable[[], None]]

    def bulk(self, count: int) -> None: ...
    def fill(self, count: int) -> None: ...


class FloorSide:
    """The floor, told to do what the bench asks for."""

    def __init__(self, client: int, address: str) -> None:
        from wugong.bench.floor_ledger import floor_on  # noqa: PLC0415 # why: slow import

        self.floor = floor_on(address, client)
        self.works = {"post": self.floor.post, "act": self.floor.post, "balance": self.floor.balance}

    def bulk(self, count: int) -> None:
        """So many awards were posted."""
        self.floor.bulk(_takers(count))

    def fill(self, count: int) -> None:
        """So many entries more touch the account whose balance is read."""
        self.floor.bulk(_takers(count))


def _takers(count: int) -> Sequence[int]:
    from wugong.bench.floor_ledger import ACCOUNTS  # noqa: PLC0415 # why: slow import

    return [1 + number % (ACCOUNTS - 1) for number in range(count)]


def side_of(name: str, client: int, address: str) -> Side:
    """Return the side of this name, ready to work."""
    if name == "floor":
        return FloorSide(client, address)
    if name == "hordak":
        from wugong.bench.peer_hordak import HordakSide  # noqa: PLC0415 # why: slow import

        return HordakSide(address)
    from wugong.bench.ledger_ours import OurSide  # noqa: PLC0415 # why: slow import

    return OurSide(client)


def done(side: Side, task: dict[str, Any]) -> dict[str, Any]:
    """Do the task; returns how much was done and in how many seconds."""
    if task["do"] in {"bulk", "fill"}:
        start = time.perf_counter()
        getattr(side, task["do"])(task["count"])
        return {"done": task["count"], "seconds": time.perf_counter() - start}
    step = side.works[task["do"]]
    for _ in range(WARM):
        step()
    times, start = 0, time.perf_counter()
    while (taken := time.perf_counter() - start) < task["seconds"] or not times:
        step()
        times += 1
    return {"done": times, "seconds": taken}


def main() -> None:
    """Answer task after task until there is none."""
    name, client, address = sys.argv[1:]
    side = side_of(name, int(client), address)
    print(json.dumps({"ready": name}), flush=True)
    for line in sys.stdin:
        print(json.dumps(done(side, json.loads(line))), flush=True)


if __name__ == "__main__":
    main()

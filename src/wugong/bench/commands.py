"""The console word `bench`: runs a bench beside its floor and prints the ratio."""

import argparse
import json
from collections.abc import Callable, Iterator
from typing import Any


def bench(words: list[str]) -> int:
    """Run `wugong bench NAME …`; prints one object a work, in order, and nothing else on stdout."""
    parser = argparse.ArgumentParser(
        prog="wugong bench", description="测速：我们的和最少代码的，同一次运行。"
    )
    parser.add_argument("name", choices=sorted(BENCHES))
    parser.add_argument("--villages", type=_count, default=600_000, help="村的数目（appraisal）")
    parser.add_argument("--rounds", type=_count, default=3, help="每项轮几次，取中位数（appraisal）")
    parser.add_argument("--json", action="store_true", help="每项打印一个 JSON")
    given = parser.parse_args(words)
    for found in BENCHES[given.name](given):
        print(json.dumps(found, ensure_ascii=False) if given.json else _line(found), flush=True)
    return 0


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= 10_000_000):
        raise argparse.ArgumentTypeError("这里要 1 到 10000000 的整数")
    return int(text)


def _line(found: dict[str, Any]) -> str:
    return "，".join(f"{name} {value}" for name, value in found.items())


def _appraisal(given: argparse.Namespace) -> Iterator[dict[str, Any]]:
    from wugong.bench.appraisal import run  # noqa: PLC0415 # why: slow import

    return run(given.villages, given.rounds)


def _pages(_given: argparse.Namespace) -> Iterator[dict[str, Any]]:
    from wugong.bench.pages import run  # noqa: PLC0415 # why: app ready

    return run()


BENCHES: dict[str, Callable[[argparse.Namespace], Iterator[dict[str, Any]]]] = {
    "appraisal": _appraisal,
    "pages": _pages,
}
WORDS: dict[str, Callable[[list[str]], int]] = {"bench": bench}

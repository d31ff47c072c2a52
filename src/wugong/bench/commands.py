"""The console word `bench`: runs a bench beside its floor and prints the ratio."""

import argparse
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any


def bench(words: list[str]) -> int:
    """Run `wugong bench NAME …`; prints one object a work, in order, and nothing else on stdout."""
    parser = argparse.ArgumentParser(
        prog="wugong bench", description="测速：我们的和最少代码的，同一次运行。"
    )
    parser.add_argument("name", choices=sorted(BENCHES))
    parser.add_argument("--villages", type=_count, default=600_000, help="村的数目（appraisal）")
    parser.add_argument("--rows", type=_count, default=100_000, help="表格的行数（households）")
    parser.add_argument("--seconds", type=_seconds, default=1.5, help="每格几秒（ledger）")
    parser.add_argument("--awards", type=_count, default=100_000, help="一个月的入账笔数（ledger）")
    parser.add_argument("--legs", type=_count, default=1_000_000, help="读余额时的分录数（ledger）")
    parser.add_argument("--matters", type=_count, default=200_000, help="事项的件数（matters）")
    parser.add_argument("--data", type=Path, default=Path(), help="放方案和 truth.json 的文件夹（plan）")
    parser.add_argument("--rounds", type=_count, default=3, help="每项轮几次，取中位数")
    parser.add_argument("--json", action="store_true", help="每项打印一个 JSON")
    given = parser.parse_args(words)
    for found in BENCHES[given.name](given):
        print(json.dumps(found, ensure_ascii=False) if given.json else _line(found), flush=True)
    return 0


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= 10_000_000):
        raise argparse.ArgumentTypeError("这里要 1 到 10000000 的整数")
    return int(text)


def _seconds(text: str) -> float:
    try:
        found = float(text)
    except ValueError:
        found = 0.0
    if not 0 < found <= 60:
        raise argparse.ArgumentTypeError("这里要大于 0、不超过 60 的秒数")
    return found


def _line(found: dict[str, Any]) -> str:
    return "，".join(f"{name} {value}" for name, value in found.items())


def _appraisal(given: argparse.Namespace) -> Iterator[dict[str, Any]]:
    from wugong.bench.appraisal import run  # noqa: PLC0415 # why: slow import

    return run(given.villages, given.rounds)


def _pages(_given: argparse.Namespace) -> Iterator[dict[str, Any]]:
    from wugong.bench.pages import run  # noqa: PLC0415 # why: app ready

    return run()


def _link_ten(given: argparse.Namespace) -> Iterator[dict[str, Any]]:
    from wugong.bench.link_ten import run  # noqa: PLC0415 # why: slow import

    return run(given.rounds)


def _households(given: argparse.Namespace) -> Iterator[dict[str, Any]]:
    from wugong.bench.households import run  # noqa: PLC0415 # why: slow import

    return run(given.rows, given.rounds)


def _ledger(given: argparse.Namespace) -> Iterator[dict[str, Any]]:
    from wugong.bench.ledger import Size, run  # noqa: PLC0415 # why: slow import

    return run(Size(given.seconds, given.rounds, given.awards, given.legs))


def _matters(given: argparse.Namespace) -> Iterator[dict[str, Any]]:
    from wugong.bench.matters import run  # noqa: PLC0415 # why: slow import

    return run(given.matters, given.rounds)


def _plan(given: argparse.Namespace) -> Iterator[dict[str, Any]]:
    from wugong.bench.plan import run  # noqa: PLC0415 # why: slow import

    return run(given.data)


BENCHES: dict[str, Callable[[argparse.Namespace], Iterator[dict[str, Any]]]] = {
    "appraisal": _appraisal,
    "link-ten": _link_ten,
    "households": _households,
    "ledger": _ledger,
    "matters": _matters,
    "pages": _pages,
    "plan": _plan,
}
WORDS: dict[str, Callable[[list[str]], int]] = {"bench": bench}

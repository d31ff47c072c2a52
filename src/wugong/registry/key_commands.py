"""What `wugong households keys` and `wugong households rotate-keys` do: say what stands, change the keys."""

import argparse
import sys
import time
from dataclasses import dataclass, field
from typing import NoReturn

from wugong.counties.actors import SYSTEM
from wugong.registry import keys
from wugong.registry.key_refusals import WordsAmiss
from wugong.registry.key_states import Standing, standing
from wugong.registry.keys import ring
from wugong.registry.rotation import forget_old_keys, rotate_keys


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise WordsAmiss(why=message, word=self.prog.split()[-1])


@dataclass
class Told:
    """Says on stderr how far the work has come: at its beginning, then at most once a second."""

    last: float = field(default_factory=lambda: float("-inf"))

    def __call__(self, rows: int) -> None:
        if time.monotonic() - self.last >= 1:
            self.last = time.monotonic()
            print(f"已重新密封 {rows:,} 行…", file=sys.stderr, flush=True)


def show_keys(rest: list[str]) -> int:
    """Print which keys there are and what each has sealed; 2 where something cannot be opened."""
    parser = _Parser(
        prog="wugong households keys",
        description="登记的密钥：从哪里来，各封了多少，有没有打不开的。",
        allow_abbrev=False,
    )
    parser.parse_args(rest)
    found = standing()
    print(f"密钥来自{keys.source()}。")
    for line in _lines(found):
        print(line)
    for line in found.complaints:
        print(line, file=sys.stderr)
    return 2 if found.complaints else 0


def _lines(found: Standing) -> list[str]:
    """Return a line for each key: its name, what it does, how many texts it has sealed."""
    first = found.names[0] if found.names else b""
    said = [
        f"{name.hex()}  {'用来密封' if name == first else '只用来打开'}  封了 {found.sealed[name]:,} 项"
        for name in found.names
    ]
    return said + [f"{name.hex()}  缺这把密钥  封了 {found.sealed[name]:,} 项" for name in found.missing]


def rotate(rest: list[str]) -> int:
    """Change the key, or forget the old ones; what was altered and stays shut is said."""
    parser = _Parser(
        prog="wugong households rotate-keys",
        description="换登记的密钥：新的放在最前面，全部重新密封；旧的还留着，直到 --forget-old。",
        allow_abbrev=False,
    )
    parser.add_argument("--forget-old", action="store_true", help="确认都换好以后，去掉旧密钥")
    given = parser.parse_args(rest)
    act = forget_old_keys if given.forget_old else rotate_keys
    turn = act(actor=SYSTEM, said=Told())
    print(f"重新密封了 {turn.rows:,} 行，现在用密钥 {ring.held.keys[0].name.hex()}。")
    if turn.altered:
        print(f"有 {turn.altered:,} 项被改动过，打不开，留在原处；请从备份里查原来的内容。", file=sys.stderr)
    if given.forget_old:
        print("旧密钥已去掉。以前的数据库备份要用旧的密钥文件打开，请和备份放在一起。")
    else:
        print("请把密钥文件备份到另一处，再运行 wugong households rotate-keys --forget-old 去掉旧密钥。")
    return 2 if turn.altered else 0

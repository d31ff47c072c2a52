"""The console words of this room: `appraise`, from a scheme and score sheets to awards; and `registers`."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import NoReturn

from wugong.base.refusals import Refusal
from wugong.base.texts import mark
from wugong.rules.appraising import appraise_files
from wugong.rules.library import bundled, read_scheme, scheme_text
from wugong.rules.progress import Progress
from wugong.rules.register_commands import registers

TAKING = {"register", "set", "out"}
OPTIONS = {*TAKING, "json", "help"}


class WordsAmiss(Refusal):
    """Options of the command that cannot be understood."""

    code = "rules.words_amiss"
    sentence = mark("%(why)s")


def appraise(words: list[str]) -> int:
    """Run `wugong appraise SCHEME [SCORES] …`; 0 when the files are written, Refusal for refused input."""
    given, unknown = _parser().parse_known_intermixed_args(_spelled_out(words))
    if unknown:
        raise WordsAmiss(why=f"多出“{' '.join(unknown)}”，不知道是什么，用法请看 wugong appraise --help")
    if not given.scheme:
        raise WordsAmiss(why=f"先写 SCHEME：随带的办法（{'、'.join(bundled())}）或 YAML 文件")
    if not given.out:
        raise WordsAmiss(why="请用 --out 写明结果放在哪个文件夹")
    text = scheme_text(given.scheme)
    scheme = read_scheme(text, _pairs(given.set, "--set"), source=Path(given.scheme).name)
    registers = _pairs(given.register, "--register")
    scores = Path(given.scores) if given.scores else None
    files = {name: Path(path) for name, path in registers.items()}
    outcome = appraise_files(scheme, scores, files, Path(given.out), Progress())
    if given.json:
        counts = {"villages": outcome.villages, "periods": outcome.periods, "awards": outcome.awards}
        print(json.dumps({**counts, "out": given.out}, ensure_ascii=False))
    else:
        print(
            f"{outcome.villages} 个单位，{outcome.periods} 个周期，{outcome.awards} 项建议，写在 {given.out}"
        )
    return 0


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise WordsAmiss(why=f"命令写法不对（{message}），用法请看 {self.prog} --help")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="wugong appraise",
        description="按考核办法计算成绩、名次、奖励和处置建议，每个数都能说清来由。",
        epilog="办法的登记表可以直接写成选项，例如 --holders 文件 --posts 文件。",
        allow_abbrev=False,
    )
    parser.add_argument(
        "scheme", metavar="SCHEME", nargs="?", help=f"随带的办法（{'、'.join(bundled())}）或 YAML 文件"
    )
    parser.add_argument("scores", metavar="SCORES", nargs="?", help="评分表，.csv 或 .xlsx")
    parser.add_argument("--register", metavar="NAME=FILE", action="append", default=[], help="登记表")
    parser.add_argument("--set", metavar="NAME=VALUE", action="append", default=[], help="设一个开关")
    parser.add_argument("--out", metavar="DIR", help="结果写到这个文件夹")
    parser.add_argument("--json", action="store_true", help="最后一行打印 JSON")
    return parser


def _pairs(texts: Sequence[str], option: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for text in texts:
        name, sign, value = text.partition("=")
        if not (name and sign and value):
            raise WordsAmiss(why=f"{option} {text} 要写成 {option} 名称=值")
        if name in found:
            raise WordsAmiss(why=f"{option} {name} 给了两次，只留一次")
        found[name] = value
    return found


def _spelled_out(words: Sequence[str]) -> list[str]:
    """The words with every `--NAME FILE` of a register written as `--register NAME=FILE`."""
    found: list[str] = []
    rest = iter(words)
    for word in rest:
        name, sign, value = word.removeprefix("--").partition("=")
        if not word.startswith("--") or name in OPTIONS:
            found.append(word)
            if name in TAKING and word.startswith("--") and not sign:
                found += islice(rest, 1)
            continue
        found += ["--register", f"{name}={value if sign else next(rest, '')}"]
    return found


WORDS: dict[str, Callable[[list[str]], int]] = {"appraise": appraise, "registers": registers}

if __name__ == "__main__":
    sys.exit(appraise(sys.argv[1:]))

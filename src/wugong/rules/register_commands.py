"""The console word `registers`: list what comes with it, look through a register, walk its cases."""

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final, NoReturn

from wugong.base.faults import FileRefused
from wugong.base.refusals import Refusal
from wugong.base.texts import mark
from wugong.rules import register_parts as p
from wugong.rules.register_cases import cases_text, failures, read_cases, without_case
from wugong.rules.register_reading import BUNDLED, read_register, register_text
from wugong.rules.working_days import working_days

LARGEST: Final = 4 << 20  # bytes; what is longer is refused when it is read


class RegistersUsage(Refusal):
    """Options of the command that cannot be understood."""

    code = "rules.registers_usage"
    sentence = mark("命令写法不对（%(why)s），用法请看 %(word)s --help")


class NoSuchRegisterFile(Refusal):
    """A name that is neither a bundled register nor a file."""

    code = "rules.no_such_register_file"
    sentence = mark("读不到“%(name)s”；随带的台账有 %(bundled)s，或者写一份文件的路径")


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise RegistersUsage(why=message, word=self.prog)


def _parser(word: str, description: str, *, file: bool = True) -> argparse.ArgumentParser:
    parser = _Parser(prog=f"wugong registers {word}", description=description, allow_abbrev=False)
    if file:
        parser.add_argument("file", metavar="FILE", help="随带台账的代号，或 YAML 文件")
    parser.add_argument("--json", action="store_true", help="打印 JSON")
    return parser


def list_bundled(args: Sequence[str]) -> int:
    """Print each bundled register: code, title, stage, group, how many states, moves and clocks."""
    given = _parser("list", "列出随带的台账。", file=False).parse_args(args)
    found = [read_register(register_text(code), code) for code in BUNDLED]
    rows = [_row(register) for register in found]
    if given.json:
        print(json.dumps({"registers": rows}, ensure_ascii=False))
        return 0
    for row in rows:
        print("{code}：{title}（{group}），{states} 个状态、{moves} 个动作、{clocks} 个时限".format(**row))
    return 0


def _row(register: p.Register) -> dict[str, object]:
    last = register.versions[-1]
    counts = {name: len(getattr(last, name)) for name in ("fields", "states", "moves", "clocks", "tables")}
    named = {"code": register.code, "title": register.title, "stage": register.stage}
    return {**named, "group": register.group, "minutes": last.paper.minutes, **counts}


def lint(args: Sequence[str]) -> int:
    """Print what does not fit in a register, then what one may think over; 1 where something does not fit."""
    given = _parser("lint", "查一本台账写得对不对，再提几条可以想想的。").parse_args(args)
    faults: list[str] = []
    advice: list[str] = []
    try:
        advice = list(_advice(read_register(_text(given.file), Path(given.file).name)))
    except FileRefused as refused:
        faults = refused.faults
    if given.json:
        print(json.dumps({"faults": faults, "advice": advice}, ensure_ascii=False))
        return 1 if faults else 0
    for said in (*faults, *(f"可以想想：{one}" for one in advice)):
        print(said)
    print(f"{len(faults)} 处要改" if faults else "写得对，可以用")
    return 1 if faults else 0


def _advice(register: p.Register) -> Iterator[str]:
    version = register.versions[-1]
    ended = {state.code for state in version.states if state.kind is p.StateKind.ENDED}
    if not version.clocks:
        yield "没有写时限（clocks），这本台账的事项不会变黄变红"
    for clock in version.clocks:
        if any(not limit.article for limit in clock.limits):
            yield f"时限“{clock.title}”没有全写依据（article），群众会问为什么是这么多天"
    for move in version.moves:
        by_desk = not {p.By.ASKER, p.By.CLOCK}.issuperset(move.by)
        if move.target in ended and by_desk and not {p.Need.REASON, p.Need.ANSWER}.intersection(move.needs):
            yield f"动作“{move.title}”就此了结，没有要理由（needs: [reason]）"
    if not version.tables:
        yield "没有写月表（tables），上报时还要另做"


def check(args: Sequence[str]) -> int:
    """Read a register, walk its cases and print which do not come out; 1 where one does not.

    FileRefused names each line and key of the register, or of the cases, that does not fit.
    """
    parser = _parser("check", "读一本台账，并把算例走一遍。")
    parser.add_argument("--cases", metavar="FILE", help="算例；不写就找同名的 .cases.yaml")
    given = parser.parse_args(args)
    register = read_register(_text(given.file), Path(given.file).name)
    text = _cases(given.file, given.cases)
    cases = read_cases(text, "算例") if text else []
    wrong, missing = failures(register, cases, working_days()), without_case(register.versions[-1], cases)
    if given.json:
        counts = {"moves": len(register.versions[-1].moves), "cases": len(cases)}
        print(json.dumps({**counts, "failures": wrong, "without_case": missing}, ensure_ascii=False))
        return 1 if wrong else 0
    for said in wrong:
        print(said)
    if missing:
        print(f"没有算例的动作：{'、'.join(missing)}")
    moves = len(register.versions[-1].moves)
    print(f"{register.title}：{moves} 个动作，{len(cases)} 个算例，{len(wrong)} 个不符")
    return 1 if wrong else 0


def _cases(name: str, cases: str | None) -> str:
    if cases:
        return _read(cases)
    if name in BUNDLED:
        return cases_text(name)
    beside = Path(name).with_suffix(".cases.yaml")
    return _read(str(beside)) if beside.is_file() else ""


def _text(name: str) -> str:
    return register_text(name) if name in BUNDLED else _read(name)


def _read(name: str) -> str:
    path = Path(name)
    try:
        return path.read_bytes()[:LARGEST].decode("utf-8-sig")
    except OSError:
        raise NoSuchRegisterFile(name=name, bundled="、".join(BUNDLED)) from None
    except UnicodeDecodeError:
        said = f"{path.name}：这不是 UTF-8 文字，请另存为 UTF-8"
        raise FileRefused(path.name, [said], 1) from None


STEPS: dict[str, tuple[str, Callable[[list[str]], int]]] = {
    "check": ("把算例走一遍", check),
    "lint": ("查写得对不对", lint),
    "list": ("列出随带的", list_bundled),
}


def registers(words: list[str]) -> int:
    """Run `wugong registers STEP …`; each step reads its own words."""
    parser = _Parser(prog="wugong registers", description="台账。", allow_abbrev=False)
    said = "；".join(f"{name} {what}" for name, (what, _) in STEPS.items())
    parser.add_argument("step", choices=[*STEPS], help=said)
    parser.add_argument("words", nargs=argparse.REMAINDER, help="各步骤自己的选项，用 --help 看")
    given = parser.parse_args(words)
    return STEPS[given.step][1](given.words)

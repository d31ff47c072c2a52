"""The console word `plan`: plan documents in; tasks, units, deadlines and targets out. No database."""

import argparse
import json
from pathlib import Path
from typing import NoReturn

from wugong.base.refusals import Refusal
from wugong.base.texts import mark, printable
from wugong.matters.documents.as_json import document_json
from wugong.matters.documents.assembly import Document, read_text
from wugong.matters.documents.files import text_of_file
from wugong.matters.documents.items import Item
from wugong.matters.documents.refusals import UnreadablePlan


class PlanWordsAmiss(Refusal):
    """Options of the command that cannot be understood."""

    code = "matters.plan_words_amiss"
    sentence = mark("命令写法不对（%(why)s），用法请看 wugong plan read --help")


class SomeUnreadable(Refusal):
    """Several files of a list hold no text; each has its line."""

    code = "matters.unreadable_plans"
    sentence = "%(why)s"

    @property
    def lines(self) -> list[str]:
        """The reasons, one file a line."""
        return str(self).split("\n")


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise PlanWordsAmiss(why=message)


def plan(words: list[str]) -> int:
    """Run `wugong plan read FILE... [--json]`; 0 when all are read, Refusal with all that are not."""
    given = _parser().parse_args(words)
    documents = [document for text in _texts(given.files) for document in read_text(text)]
    if given.json:
        print(json.dumps({"documents": [document_json(one) for one in documents]}, ensure_ascii=False))
    else:
        print("\n\n".join(printable(_page(one)) for one in documents))
    return 0


def _texts(files: list[str]) -> list[str]:
    """Return the text of each file; one refusal names every file that has none."""
    texts: list[str] = []
    unread: list[str] = []
    for file in files:
        try:
            texts.append(text_of_file(Path(file)))
        except UnreadablePlan as refusal:
            unread += [line for line in refusal.lines if line not in unread]
    if unread:
        raise SomeUnreadable(why="\n".join(unread))
    return texts


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="wugong plan", description="把实施方案读成任务清单：谁牵头、谁配合、什么时候完成。")
    words = parser.add_subparsers(dest="word", required=True, metavar="read", parser_class=_Parser)
    read = words.add_parser(
        "read", help="读方案文件", description="读 .docx、.doc、.txt，一个文件里可以有几份。"
    )
    read.add_argument("files", metavar="FILE", nargs="+", help="方案文件")
    read.add_argument("--json", action="store_true", help="打印 JSON")
    return parser


def _page(document: Document) -> str:
    head = f"《{document.title.strip('《》')}》（第 {document.first}—{document.last} 行）"
    if not document.verdict.is_plan:
        return f"{head}\n不像方案：没有给单位、村派任务，没有列任务。"
    counts = (
        f"{len(document.tasks)} 项任务，{len(document.safeguards)} 项保障措施，{len(document.phases)} 个阶段"
    )
    rows = [_row(place, item) for place, item in enumerate(document.tasks, start=1)]
    return "\n".join([head, counts, *rows])


def _row(place: int, item: Item) -> str:
    facts = {
        "牵头": item.lead_units,
        "配合": item.support_units,
        "各单位": item.group_units,
        "待填": item.blanks,
        "时限": [one.raw for one in item.deadlines],
        "指标": [one.raw for one in item.targets],
        "周期": [one.raw for one in item.recurrences],
    }
    said = "；".join(f"{name}：{'、'.join(values)}" for name, values in facts.items() if values)
    return f"{place:>3}  {item.title}（第 {item.first}—{item.last} 行）" + (f"\n     {said}" if said else "")

"""Reads rows of a table (cells parted by tabs) whose header names tasks, units and deadlines."""

import re
from typing import Final

from wugong.matters.documents.headings import heading_end, mark_of
from wugong.matters.documents.items import Item, fill, inherit, take
from wugong.matters.documents.labels import Label
from wugong.matters.documents.lines import Line
from wugong.matters.documents.moments import Moment

COLUMNS: Final = (
    ("no", re.compile(r"序号|编号|^号$")),
    ("support", re.compile(r"(?:配合|协办|参与|协同|协助|支持)(?:单位|部门|科室)?")),
    ("person", re.compile(r"(?:责任|牵头|分管|包联|包抓)(?:领导|人员|人)|负责人")),
    ("lead", re.compile(r"(?:牵头|责任|职责|主办|承办|实施|落实|主责|负责)(?:单位|部门|科室|主体|机构)?")),
    ("time", re.compile(r"时限|完成(?:时间|时刻|期限|日期)|时间(?:节点|安排|要求|进度)?|期限")),
    (
        "title",
        re.compile(
            r"(?:工作|重点|主要|具体|目标)?任务|工作内容|工作事项|事项|项目(?:名称)?|重点工作|举措|行动"
        ),
    ),
    ("content", re.compile(r"内容|措施|要求|标准|步骤|说明")),
    ("aim", re.compile(r"目标|指标|成效")),
)
KINDS: Final = {name for name, _ in COLUMNS}


def header_of(line: Line) -> dict[int, str] | None:
    """Return what each column holds where the line heads a table of tasks; None where it does not."""
    found: dict[int, str] = {}
    for place, cell in enumerate(line.text.split("\t")):
        name = next((name for name, words in COLUMNS if len(cell) <= 16 and words.search(cell)), None)
        if name and (name not in found.values() or name in ("content", "title", "aim")):
            found[place] = name if name not in found.values() else "content"
    kinds = set(found.values())
    return found if kinds & {"title", "content"} and kinds & {"lead", "time"} else None


def items_of_tables(lines: list[Line], path: list[str], window: Moment | None) -> list[Item]:
    """Return an item for each row under a header of tasks; empty unit cells carry on from the row above."""
    found: list[Item] = []
    header: dict[int, str] | None = None
    above: dict[str, tuple[str, str]] = {}
    bands: list[str] = []
    for line in lines:
        if "\t" not in line.text:
            continue
        if fresh := header_of(line):
            header, above = fresh, {}
        elif header:
            cells = _cells(line, header)
            if band := _band(line):
                above, bands = {}, [band]
                continue
            if not (cells.get("content") or cells.get("title")):
                continue
            for name in ("title", "lead", "support", "time", "person"):
                if name in above and not cells.get(name, ("", ""))[0]:
                    cells[name] = above[name]
            above = cells
            found.append(_item(line, cells, [*path, *bands], window))
    return found


def _band(line: Line) -> str:
    """The text of a row that only names the rows below it; "" for any other row."""
    said = [cell.strip() for cell in line.shown.split("\t") if cell.strip()]
    rule = all(set(cell) <= set("-: ") for cell in said)
    return said[0] if len(said) == 1 or rule else ""


def _cells(line: Line, header: dict[int, str]) -> dict[str, tuple[str, str]]:
    cells: dict[str, tuple[str, str]] = {}
    pairs = zip(line.text.split("\t"), line.shown.split("\t"), strict=True)
    for place, (text, shown) in enumerate(pairs):
        name = header.get(place)
        if name and text.strip():
            before = cells.get(name)
            cells[name] = (f"{before[0]}。{text}", f"{before[1]}。{shown}") if before else (text, shown)
    return cells


def _item(line: Line, cells: dict[str, tuple[str, str]], path: list[str], window: Moment | None) -> Item:
    content, group = cells.get("content"), cells.get("title")
    text, shown = content or group or ("", "")
    mark = mark_of(text)
    start = mark.length if mark else 0
    number = cells["no"][1].strip() if "no" in cells else shown[:start].strip()
    upper = [group[1].strip()] if group and content else []
    title = shown[start : start + heading_end(text[start:])].strip()
    found = Item(number, [*path, *upper], title, line.first, line.last, body=shown)
    fill(
        found,
        [Line(line.first, line.last, *cell) for name, cell in cells.items() if name in ("content", "title")],
    )
    take(
        found,
        [
            Label(name, "", *cells[name], start=0, end=0)
            for name in ("lead", "support", "person", "time", "aim")
            if name in cells
        ],
    )
    inherit(found, window)
    return found

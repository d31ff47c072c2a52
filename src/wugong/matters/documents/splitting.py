"""Parts a file that holds several plans into its documents."""

import re
from typing import Final

from wugong.matters.documents.headings import Mark, mark_of
from wugong.matters.documents.labels import is_label_line
from wugong.matters.documents.lines import Line

KINDS: Final = (
    r"(?:方案|计划|规划|意见|通知|预案|办法|要点|安排|细则|清单"
    r"|总结|汇报|报告|材料|教案|策划书?|倡议书|讲话稿?|范文|分工表|任务表|台账)"
)
TITLE: Final = re.compile(
    rf".{{2,60}}{KINDS}(?:\((?:试行|草案|暂行|讨论稿|征求意见稿|修订|.{{0,8}})\))?(?:的通知)?"
)
CHUNK: Final = re.compile(
    r"(?:.{2,50}?(?:\([^()]{0,4}(?:通用|精选|最新|共|合集|汇编|优选|推荐|必备|实用|热门|荐|集合|汇总)?[^()]{0,4}\d{1,3}\s*篇[^()]{0,4}\)|范文|方案|计划|总结|材料|教案))?\s*"
    r"(?:[\[(]?\s*(?:第\s*)?(?:篇\s*[一二三四五六七八九十百\d]{1,4}|[一二三四五六七八九十百\d]{1,4}\s*篇)\s*[\])]?[:、]?.{0,40}|(?<=\))\d{1,3})"
)
ATTACHMENT: Final = re.compile(r"附件?\s*[\d一二三四五六七八九十]{0,2}\s*[:、.]?")
SHORTEST: Final = 3  # lines a document has at least


def documents_of(lines: list[Line]) -> list[list[Line]]:
    """Return the lines of each document; a line that only counts the parts of a collection opens one."""
    marks: dict[int, Mark | None] = {}
    cuts = [place for place in range(1, len(lines)) if _opens(lines, place, marks)]
    if not cuts or cuts[0] != 0:
        cuts.insert(0, 0)
    parts = [lines[start:end] for start, end in zip(cuts, [*cuts[1:], len(lines)], strict=True)]
    return [
        part for place, part in enumerate(parts) if part and not (len(parts) > 1 and _is_cover(place, part))
    ]


def _is_cover(place: int, part: list[Line]) -> bool:
    """Whether the part only is the name of a collection whose documents follow."""
    return place == 0 and len(part) == 1


def _opens(lines: list[Line], place: int, marks: dict[int, Mark | None]) -> bool:
    line = lines[place]
    if len(line.text) > 70 or line.text[-1] in "。;,:" or "\t" in line.text:
        return False
    if CHUNK.fullmatch(line.text):
        return True
    if not is_title(line.text) or mark_of(line.text) or is_label_line(line.text):
        return False
    before = [mark for at in range(max(0, place - 60), place) if (mark := _mark_at(lines, at, marks))]
    after = (_mark_at(lines, at, marks) for at in range(place + 1, min(place + 8, len(lines))))
    afresh = next((mark for mark in after if mark), None)
    if len(before) < SHORTEST or afresh is None or afresh.value != 1:
        return False
    return any(mark.style == afresh.style and mark.value >= 1 for mark in before)


def _mark_at(lines: list[Line], place: int, marks: dict[int, Mark | None]) -> Mark | None:
    """The number of the line, found once and kept in `marks`."""
    if place not in marks:
        marks[place] = mark_of(lines[place].text)
    return marks[place]


def is_title(text: str) -> bool:
    """Whether the line could be the title of a document."""
    return TITLE.fullmatch(ATTACHMENT.sub("", text).strip()) is not None


def is_chunk_mark(text: str) -> bool:
    """Whether the line only counts the documents of a collection."""
    return CHUNK.fullmatch(text) is not None

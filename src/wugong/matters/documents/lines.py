"""The lines of a text as a reader of plans wants them: folded for matching, numbered as in the file."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

WIDE: Final = "（）：；，．！？％＋－　〔〕［］｛｝【】ｘＸ０１２３４５６７８９"
FOLD: Final = str.maketrans(WIDE + "\u00a0\u200b\ufeff﹙﹚∶", "():;,.!?%+- [][][][]xX0123456789" + "   ():")
AFTER_NUMBER: Final = re.compile(
    r"([(（]?[0-9０-９一二三四五六七八九十①-⑳]{1,3}[)）、.．]{0,2})\t(?=[^\t]+$)"
)
LEAD: Final = re.compile(
    r"[ \t]*(?:[#>]{1,6}[ \t]*)*(?:\*\*[ \t]*)?(?:-[ \t]+(?=\(|[一二三四五六七八九十]+、|\d))?"
)
ENDS: Final = "。!?;:…”\"'」』》)]"
STOPS: Final = "。!?;…"
FURNITURE: Final = re.compile(
    r"[-—–·.\s]*(?:第\s*)?\d{1,4}\s*(?:页)?(?:\s*[,/]?\s*共?\s*\d{1,4}\s*页?)?[-—–·.\s]*"
    r"|[-—–_=*·.…~\s]+"
    r"|.{0,60}(?:由会员分享|珍藏版|版权归原作者|请在.{1,20}搜索|下载(?:本文|文档|地址)|更多相关文章|转载请注明|本文档共|更多精品|可编辑修改|请关注后下载).{0,80}"
    r"|(?:https?://|www\.)\S{3,100}"
)
WIDE_GAP: Final = re.compile("[ \u3000\u00a0\u200b\ufeff\f\v]{3,}")
ROW: Final = 2  # tabs of a table row at least; fewer at the end are a slip of the hand
COLUMNS: Final = 60  # cells a table of tasks has at most
FURNITURE_ENDS: Final = 200  # characters after which a line is no page furniture
ORDINAL: Final = re.compile(r"(\d{1,3})、")
LONG: Final = 120  # a line of fewer characters is not a chunk cut out of running text
SHORTEST: Final = 20  # characters of a line that could hold two items
RUNNING: Final = re.compile(
    r"(?<=[。;!?xX])(?:[一二三四五六七八九十]{1,3}、|\d{1,2}[、.](?!\d))"
    r"|(?<=[一-鿿)”])(?<![第每各表图])\d{1,2}[、.](?=[一-鿿“])"
    r"|(?<![第见附、])\([一二三四五六七八九十]{1,3}\)"
    r"|(?<![第、,一二三四五六七八九十])[一二三四五六七八九十]{1,2}、(?=总体|指导|基本|目标|主要|重点|工作|任务|组织|保障|实施|方法|步骤|措施|加强|强化|有关)"
    r"|(?:责任|职责|牵头|配合|完成|协办|主办)(?:单位|部门|领导|人员|人|时限|时间|时刻):"
)  # where running text, its line breaks lost, begins a new line
HEADED: Final = re.compile(r"[一二三四五六七八九十]{1,3}、[一-鿿]{2,16}(?=\(一\))")
INLINE: Final = re.compile(
    r"(?<=[。;!?])[ \t]*(?=(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)))"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of the text: from which line to which it stands, as folded for matching and as written."""

    first: int
    last: int
    text: str
    shown: str

    @property
    def whole(self) -> bool:
        """Whether the sentence ends with the line; what is cut goes on in the next one."""
        return self.text[-1] in ENDS


def lines_of(text: str) -> list[Line]:
    """Return the lines that say something; page furniture is left out, cut paragraphs are joined again."""
    found = [line for number, raw in enumerate(text.split("\n"), start=1) if (line := _line(number, raw))]
    found = [line for line in found if not _is_furniture(line.text)]
    return list(_parted(_unchunked(found)))


def _line(number: int, raw: str) -> Line | None:
    if raw.count("\t") > COLUMNS:
        raw = raw.replace("\t", " ")
    shown = WIDE_GAP.sub("  ", raw.rstrip() if raw.count("\t") < ROW else raw.rstrip(" \r\u3000"))
    body = shown.lstrip()
    if "\t" in body and (match := AFTER_NUMBER.match(body)):
        body = shown = body[: match.end(1)] + " " + body[match.end() :]
    if body.startswith("|") and body.endswith("|") and body.count("|") > 2:
        body = shown = "\t".join(cell.strip() for cell in body[1:-1].split("|"))
    if "\t" in body:  # cells of a table; the first may be empty
        return Line(number, number, shown.translate(FOLD), shown)
    folded = body.translate(FOLD)
    start = match.end() if (match := LEAD.match(folded)) else 0
    text = folded[start:].rstrip(" *")
    return Line(number, number, text, body[start : start + len(text)]) if text.strip() else None


def _is_furniture(text: str) -> bool:
    return len(text) < FURNITURE_ENDS and FURNITURE.fullmatch(text) is not None


def _unchunked(lines: list[Line]) -> list[Line]:
    """Lines whose numbers only count chunks of a running text, joined into that text again."""
    marks = [
        (place, int(match[1])) for place, line in enumerate(lines) if (match := ORDINAL.match(line.text))
    ]
    run = [(place, value) for order, (place, value) in enumerate(marks, start=1) if value == order]
    torn = sum(1 for place, _ in run if place and not lines[place - 1].whole)
    if len(run) < 3 or len(run) != len(marks) or torn < len(run) / 2 or _middle(lines) < LONG:
        return lines
    return [*lines[: run[0][0]], *_rejoined(lines[run[0][0] :])]


def _rejoined(lines: list[Line]) -> Iterable[Line]:
    """The running text of the chunks, cut before each number, heading and label it holds."""
    starts: list[int] = []
    texts: list[str] = []
    shown: list[str] = []
    size = 0
    for line in lines:
        match = ORDINAL.match(line.text)
        cut = match.end() if match else 0
        starts.append(size)
        texts.append(line.text[cut:])
        shown.append(line.shown[cut:])
        size += len(line.text) - cut
    text, said = "".join(texts), "".join(shown)
    cuts = sorted({0, len(text)} | {match.start() for match in RUNNING.finditer(text)})
    for start, end in pairwise(cuts):
        if text[start:end].strip():
            first, last = (lines[bisect_right(starts, place) - 1].first for place in (start, end - 1))
            yield Line(first, last, text[start:end].strip(), said[start:end].strip())


def _middle(lines: list[Line]) -> int:
    return sorted(len(line.text) for line in lines)[len(lines) // 2] if lines else 0


def _parted(lines: Iterable[Line]) -> Iterable[Line]:
    """The lines, those that hold several numbered items cut before each of them."""
    for line in lines:
        if len(line.text) < SHORTEST or "\t" in line.text:
            yield line
            continue
        headed = HEADED.match(line.text)
        inner = {match.end() for match in INLINE.finditer(line.text)}
        cuts = sorted({0, len(line.text)} | inner | ({headed.end()} if headed else set()))
        for start, end in pairwise(cuts):
            text = line.text[start:end].strip()
            if text:
                yield Line(line.first, line.last, text, line.shown[start:end].strip())

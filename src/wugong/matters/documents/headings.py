"""Finds the number a line begins with, in every system plans use, and where its heading ends."""

import re
from dataclasses import dataclass
from typing import Final

from wugong.matters.documents.numbers import CHINESE, chinese

C: Final = f"[{CHINESE}]"
CIRCLES: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
IN_BRACKETS: Final = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
DOTTED: Final = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"
CN_BRACKETED: Final = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
SIGNS: Final = {
    sign: place + 1 for row in (CIRCLES, IN_BRACKETS, DOTTED, CN_BRACKETED) for place, sign in enumerate(row)
}
MEASURES: Final = "个万亿元米公里%倍平亩吨小年月日号周天度分时点级米人户名家次条项座所"

STYLES: Final[dict[str, tuple[float, str]]] = {
    "part": (0, rf"第\s*({C}{{1,3}}|\d{{1,3}})\s*(?:部分|章|编|篇)[、:\s]*"),
    "section": (0.5, rf"第\s*({C}{{1,3}}|\d{{1,3}})\s*节[、:\s]*"),
    "phase": (1.5, rf"(?:第\s*({C}{{1,2}}|\d{{1,2}})\s*(?:阶\s*段|步骤?(?!伐))|({C})阶段)[、,:.\s]*"),
    "article": (1.8, rf"第\s*({C}{{1,4}}|\d{{1,3}})\s*条[、:\s]*"),
    "cn": (1, rf"({C}{{1,3}})\s*[、.](?!\d)[、.]?\s*"),
    "cn_bracket": (2, rf"\(\s*({C}{{1,3}})\s*\)[、.,:]?\s*|([{CN_BRACKETED}])[、.]?\s*"),
    "word": (2.2, rf"(?:任务|措施|行动|工程|举措|重点|专项)({C}{{1,2}}|\d{{1,2}})(?:[:、.]|\s)\s*"),
    "decimal": (
        3,
        rf"(\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})(?:[.、]\s*|\s+|(?=[“(\"《]|(?![{MEASURES}])[一-鿿]))",
    ),
    "number": (3, rf"(\d{{1,4}})\s*(?:[、]|\.(?!\d))[、.]?\s*|([{DOTTED}])\s*"),
    "number_bracket": (4, rf"(?:\(\s*(\d{{1,3}})\s*\)|(\d{{1,3}})\))[、.,:]?\s*|([{IN_BRACKETS}])[、.]?\s*"),
    "circle": (5, rf"([{CIRCLES}])[、.]?\s*"),
    "ordinal": (6, r"([一二三四五六七八九十]{1,2})(?:是|要(?!求|点|素))[:,]?\s*"),
    "bullet": (7, r"[•●◆■▪○◇□★☆➢►✓·–—-][ \t]*(?=[^\s\d—-])"),
}  # style → (rank, pattern)
FINDERS: Final = {style: (rank, re.compile(pattern)) for style, (rank, pattern) in STYLES.items()}
SPACED: Final = re.compile(rf"({C}{{1,2}})\s+(?=[一-鿿].{{1,24}}$)")
SPACED_NUMBER: Final = re.compile(r"(\d{1,2})\s+(?=[一-鿿])")
SUB_STYLES: Final = frozenset({"number_bracket", "circle", "ordinal", "bullet"})
STARTS: Final = {
    "第": ("part", "section", "phase", "article"),
    "(": ("cn_bracket", "number_bracket"),
    "任措行工举重专": ("word",),
    "0123456789": ("decimal", "number", "number_bracket"),
    CHINESE: ("phase", "cn", "ordinal"),
    CN_BRACKETED: ("cn_bracket",),
    DOTTED: ("number",),
    IN_BRACKETS: ("number_bracket",),
    CIRCLES: ("circle",),
    "•●◆■▪○◇□★☆➢►✓·–—-": ("bullet",),
}  # first characters → systems that begin with them
BY_FIRST: Final = {
    one: tuple((style, *FINDERS[style]) for style in styles) for row, styles in STARTS.items() for one in row
}
STOP: Final = re.compile("[。!?;:]")
NAMED: Final = re.compile("(?<=整治|治理|建设|管理|清理|改造|提升|工作|行动|保护|宣传)、(?=[^、,]{4})")
BREATH: Final = 29  # a heading longer than this in one breath ends at its first comma


@dataclass(frozen=True, slots=True)
class Mark:
    """A number at the beginning of a line: its system, rank, value and how many characters it takes."""

    style: str
    rank: float
    value: int
    length: int
    deep: tuple[int, ...] = ()


def mark_of(text: str, decimals: bool = False) -> Mark | None:
    """Return the number the text begins with; `decimals` tells that 1.1 occurs, so that "1 总则" counts."""
    finders = BY_FIRST.get(text[:1])
    if finders is None:
        return None
    for style, rank, pattern in finders:
        if match := pattern.match(text):
            return _mark(style, rank, match)
    if match := SPACED.match(text):
        return _mark("cn", 1, match)
    if decimals and (match := SPACED_NUMBER.match(text)):
        return _mark("number", 3, match)
    return None


def _mark(style: str, rank: float, match: re.Match[str]) -> Mark:
    said = next((group for group in match.groups() if group), "")
    if style == "decimal":
        deep = tuple(int(part) for part in said.split("."))
        return Mark(style, rank + 0.1 * (len(deep) - 1), deep[-1], match.end(), deep)
    return Mark(style, rank, _value(said), match.end())


def _value(said: str) -> int:
    return SIGNS.get(said) or chinese(said) or 0


def has_decimal(text: str) -> bool:
    """Whether the text begins with a number of several parts (1.1, 2.3.1)."""
    return text[:1].isdigit() and FINDERS["decimal"][1].match(text) is not None


def heading_end(text: str) -> int:
    """Return where the heading ends that the text begins with: at its first full stop, at latest its end."""
    match = STOP.search(text)
    end = match.start() if match else len(text)
    if end > BREATH and (named := NAMED.search(text, 0, end)):
        return named.start()
    if end > BREATH and (comma := text.find(",", 0, end)) > 0:
        return comma
    return end

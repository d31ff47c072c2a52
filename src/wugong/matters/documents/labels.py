"""Finds labels (责任单位：…, 完成时限：…) in lines of their own, in brackets, at the end of a paragraph."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from wugong.matters.documents.acting import WHEN, acts_in, bracket_start
from wugong.matters.documents.numbers import is_blank
from wugong.matters.documents.units import looks_like_unit

LEAD: Final = (
    "牵头|主责|(?:主体|主要|直接|具体|首要|落实|整改|属地)责任|第一责任|责任|职责|主办|承办|实施|落实|组织实施"
    "|执行|主管|负责"
)
SUPPORT: Final = "配合|业务指导|技术指导|指导|协办|协同|协作|协助|参与|参加|支持|配合责任|协同配合|协助责任"
WATCH: Final = "监督|督办|督导|监管|包联|联系|挂钩|分管|包抓|主管"
BODY: Final = "单位|部门|科室|站所|处室|股室|科所|机构|主体|乡镇|镇村|处|方"
PERSON: Final = "领导|人员|同志|县领导|人"
TIME: Final = (
    r"(?:计划|预计|拟)?完成(?:时限|时间|时刻|期限|日期|节点|时效)(?:要求)?|(?:工作|办理|整改|办结|时间|推进|落实|任务|实施|目标)时限|时限(?:要求)?"
    r"|(?:整改|完成|办结|工作|实施|建设)期限|(?:截止|办结|建成|整改)(?:时间|日期)|(?:完成)?时间(?:节点|要求)|进度(?:要求|安排)(?=:)"
)
AIM: Final = r"(?:工作|任务|量化|年度|考核|完成)(?:目标|指标)|目标(?:任务|值)"
LABEL: Final = re.compile(
    rf"(?P<support>(?:{SUPPORT})(?:{BODY}|(?=:)))|(?P<watch>(?:{WATCH})(?:{BODY}|{PERSON}))"
    rf"|(?P<person>(?:牵头|责任|主要责任|第一责任|直接责任|具体责任)(?:{PERSON})|负责人|联络员)"
    rf"|(?P<lead>(?:{LEAD})(?:{BODY}|(?=:)))|(?P<time>{TIME})|(?P<aim>{AIM})"
)
OPEN: Final = re.compile(
    r"(?:^|(?<=[。;,!?\[( \t)\]局办委站所会院心府处社队村镇居园司x]))"
    rf"\s*(?:{LABEL.pattern})\s*(?:\([^()]{{0,8}}\))?\s*(?P<colon>:|\]:?)?"
)
SOFT_WORDS: Final = re.compile(r"^(?:要|应|和|及|的|任务|必须|落实|切实|加强|责任|是否|不|与|负责|按|对)")
TOKEN: Final = re.compile(r"[、,;。)\]\s/]")
NAME: Final = re.compile(r"[一-鿿]{2,4}(?:[、,\s]|$)")
KNOWN: Final = re.compile(
    "单位|部门|科室|责任|牵头|负责|主办|承办|协办|配合|参与|联络|时限|时间|时刻|期限|日期|目标|指标|节点|进度|主体|领导|包[联抓]"
)
KEPT: Final = 512  # lines whose labels are kept at hand, as several questions are asked of each


@dataclass(frozen=True, slots=True)
class Label:
    """A label's role (lead, support, watch, person, time, aim) and where its value stands in its line."""

    role: str
    word: str
    text: str
    shown: str
    start: int
    end: int


def without(text: str, labels: list[Label]) -> str:
    """Return the text with full stops in the labels' place, so that nothing in them is read twice."""
    for label in labels:
        text = text[: label.start] + "。" * (label.end - label.start) + text[label.end :]
    return text


def labels_in(text: str, shown: str) -> list[Label]:
    """Return the labels of a line in order, each with its value; else those who act as its sentences say."""
    return list(_labels_of(text, shown))


@lru_cache(maxsize=KEPT)
def _labels_of(text: str, shown: str) -> tuple[Label, ...]:
    found = _found(text)
    starts = [match.start() for match in found] + [len(text)]
    labels = [_label(text, shown, match, starts[place + 1]) for place, match in enumerate(found)]
    acting = [] if any(label.role == "lead" for label in labels) else acts_in(without(text, labels))
    spoken = (Label(role, "", text[start:end], shown[start:end], start, end) for role, start, end in acting)
    return (*labels, *spoken)


def _found(text: str) -> list[re.Match[str]]:
    found: list[re.Match[str]] = []
    if KNOWN.search(text):
        for match in OPEN.finditer(text):
            if _is_label(text, match, follows=bool(found)):
                found.append(match)
    return found


def label_start(text: str) -> int:
    """Return where the first label of a paragraph begins, its bracket included; else its length."""
    for match in _found(text)[:1]:
        start = match.start()
        return start - 1 if start and text[start - 1] in "([" else start
    return bracket_start(text)


def is_label_line(text: str) -> bool:
    """Whether the line begins with a label, so that it belongs to the item above it."""
    if text[0] == "(" and bracket_start(text) == 0:
        return True
    bare = text.lstrip("([ \t•·-")
    match = OPEN.match(bare)
    return match is not None and _is_label(bare, match)


def _is_label(text: str, match: re.Match[str], follows: bool = False) -> bool:
    """Whether the words label something; without a colon a unit, a name or a date must come next."""
    before = text[match.start() - 1] if match.start() else ""
    if match["colon"]:
        return True if before in "。;,!?[( \t)]" else follows
    if before not in ("", "(", "[") and not follows and not (before in "。; \t" and match["time"] is None):
        return False
    after = text[match.end() : match.end() + 40].lstrip()
    if not after or SOFT_WORDS.match(after) or match["aim"]:
        return False
    if match["time"]:
        return WHEN.match(after) is not None
    first = TOKEN.split(after, maxsplit=1)[0]
    if match["person"] or match["watch"]:
        return is_blank(first) or (
            match.end() < len(text)
            and text[match.end() - 1 : match.end()] == " "
            and NAME.match(after) is not None
        )
    return is_blank(first) or looks_like_unit(first)


def _label(text: str, shown: str, match: re.Match[str], limit: int) -> Label:
    role = match.lastgroup if match.lastgroup != "colon" else _role(match)
    start, end = match.end(), _value_end(text, match.end(), limit)
    return Label(
        role or "lead", match.group().strip(" :"), text[start:end], shown[start:end], match.start(), end
    )


def _role(match: re.Match[str]) -> str:
    return next(name for name in ("support", "watch", "person", "lead", "time", "aim") if match[name])


def _value_end(text: str, start: int, limit: int) -> int:
    """Where the value ends: at a full stop, at a closing bracket that it did not open, at the next label."""
    depth = 0
    for place in range(start, limit):
        one = text[place]
        if one in "([":
            depth += 1
        elif one in ")]":
            if not depth:
                return place
            depth -= 1
        elif one == "。":
            return place
    return limit

"""Finds deadlines that name no date: within days of something, before a feast, at once, for good."""

import re
from typing import Final

from wugong.matters.documents.moments import End, Moment

N: Final = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3}|[xX×]{1,3}|半)"
SPAN: Final = r"(?:个?工作日|个?月|日|天|周|个?星期|个?小时|年)"
DONE: Final = "完成|办结|答复|反馈|整改|上报|报送|公示|公开|到位|处置|销号|移交|修复|上门"
WITHIN: Final = re.compile(
    rf"(?:[一-鿿]{{0,10}}?(?:之日起|之后|后|起)[,的]?)?(?<![每前近按])(?<!连续)(?P<n>{N}){SPAN}(?:之)?内(?:{DONE})?"
)
AFTER: Final = re.compile(rf"(?:之日起|后|起)[,的]?{N}{SPAN}")
FEAST: Final = re.compile(
    r"(?:[“\"]?(?:春节|元旦|清明|五一|端午|七一|中秋|国庆|除夕|元宵)[”\"]?节?|主?汛期|入汛|入冬|开学|秋收|春播|秋播|惊蛰|谷雨|清明|立夏|小满|芒种|立秋|白露|霜降|立冬|春耕|雨季|(?<![\dxX×一二三四五六七八九十元本当下次])月底)(?:来临)?(?:之前|以前|前(?!后|期))"
)
NEXT: Final = re.compile(r"(?:本|当|下|次)月(?:底|末|[上中下]旬|\d{1,2}[日号])(?:之?前)?")
AT_ONCE: Final = re.compile(
    "立行立改|即[知查改报发][一-鿿]?即[一-鿿]|立即整改|即时(?:整改|完成|办理)|立即(?:执行|落实|实施)|边查边改|即查即改"
)
FOR_GOOD: Final = re.compile(
    "(?:长期|常年|持续|始终)(?:坚持|推进|开展|实施|进行|落实|抓好|保持|有效)|长期|常态化(?:推进|开展|坚持|实施|落实|进行)?|全年(?:推进|开展|坚持|实施|持续)|贯穿(?:全年|始终)|持续"
)
ALL_YEAR: Final = re.compile("全年(?![推开坚实持])")
ANY: Final = re.compile("内|前|月|立|即|边查|长期|常年|持续|始终|常态|全年|贯穿")


def terms_in(text: str, shown: str, labelled: bool = False) -> list[Moment]:
    """Return the deadlines without a date; standing ones (长期坚持) only where a label asks for them."""
    if not ANY.search(text):
        return []
    found = [_moment("relative", shown, match) for match in _relative(text, labelled)]
    found += [_moment("immediate", shown, match) for match in AT_ONCE.finditer(text)]
    if labelled:
        found += [_moment("ongoing", shown, match) for match in FOR_GOOD.finditer(text)]
        found += [_moment("year", shown, match) for match in ALL_YEAR.finditer(text)]
    return sorted(found, key=lambda one: one.place)


def _relative(text: str, labelled: bool) -> list[re.Match[str]]:
    within = [match for match in WITHIN.finditer(text) if labelled or _binds(match)]
    after = AFTER.finditer(text) if labelled and not within else ()
    others = [
        match for each in (FEAST, NEXT) for match in each.finditer(text) if labelled or _is_due(text, match)
    ]
    return [*within, *after, *others]


def _binds(match: re.Match[str]) -> bool:
    """Whether the span is counted from an event and ends with the deed (会后三日内公示); else none."""
    return ("后" in match.group() or "起" in match.group()) and match.group()[-1] != "内"


def _is_due(text: str, match: re.Match[str]) -> bool:
    return re.match(f"[^。;]{{0,12}}?(?:{DONE}|建成|竣工)", text[match.end() : match.end() + 20]) is not None


def _moment(kind: str, shown: str, match: re.Match[str]) -> Moment:
    end: End = ("current", 12, 31) if kind == "year" else (None, None, None)
    return Moment(shown[match.start() : match.end()], kind, end[0], end[1], end[2], place=match.start())

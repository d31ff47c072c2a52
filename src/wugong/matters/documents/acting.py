"""Finds who acts where no label says so: (甲局牵头，乙局配合), 由甲局牵头，乙局配合。"""

import re
from typing import Final

from wugong.matters.documents.units import looks_like_unit, units_of

VERBS: Final = "牵头|负责|承办|主办|主责|落实|组织实施|实施"
HELPS_BY: Final = "配合|参与|参加|协助|协办|支持|协同"
HOW: Final = (
    r"(?:总|共同|具体|各自|分别|主要|全面|密切|积极|协同|联合|牵头|全程|各司其职"
    r"|按(?:照)?(?:各自)?(?:职责|职能)(?:分工)?)"
)
ACTS: Final = re.compile(rf"(?:{VERBS}|{HELPS_BY})(?:等)?$|^由.{{2,30}}牵头")
HELPS: Final = re.compile(rf"(?:{HELPS_BY})(?:等)?$")
LAST_BRACKET: Final = re.compile(r"[(\[]([^()\[\]]*(?:\([^()]{0,30}\)[^()\[\]]*){0,8})[)\]][。;.]?\s*$")
SENTENCE: Final = re.compile(r"[^。;!?]+")
CLAUSE: Final = re.compile(r"[^,。;!?:]+")
LEADS: Final = re.compile(
    rf"\s*(?:(?:具体)?(?:工作|任务)?由|以)?(?P<units>[^的要将为了]{{2,120}}?)(?P<how>{HOW}{{0,3}})(?:{VERBS})(?:实施|落实|抓落实)?\s*"
)
SUPPORTS: Final = re.compile(
    rf"\s*(?:并?由|会同)?(?P<units>[^的要将为了]{{2,120}}?)(?:等)?(?:予以|给予|做好)?{HOW}{{0,3}}(?:{HELPS_BY})(?:工作|落实|实施)?\s*"
)
UNTIL: Final = re.compile(
    r".{0,14}(?:前|底|内|末)(?:全面|全部)?(?:完成|到位)?"
)  # by when, within a sentence on who
WHEN: Final = re.compile(
    r"\d|[xX]|[一二三四五六七八九十元]{1,2}月|[上下]半年|年[底末内]|第?[一二三四]季度|今年|本年|二[〇零]|全年"
    r"|立行立改|即知即改|立即|长期|常态|持续"
)
SPOKEN: Final = re.compile(r"[的要并将为是了对把全共;:“]|.由")  # a sentence of its own, no list of units
SAYS: Final = re.compile(f"牵头|负责|配合|{VERBS}|{HELPS_BY}")
FAR: Final = 400  # characters of a bracket that lists units

Found = list[tuple[str, int, int]]  # role, start and end of the units


def acts_in(text: str) -> Found:
    """Return who acts as the last bracket or a sentence says, in order; nobody where prose says more."""
    if text.rstrip("。; ").endswith((")", "]")):
        match = LAST_BRACKET.search(text, max(0, len(text) - FAR))
        if match and (found := _roles(match[1], match.start(1))):
            return found
    if not SAYS.search(text):
        return []
    return [
        one
        for sentence in SENTENCE.finditer(text)
        if SAYS.search(sentence.group())
        for one in _said(sentence)
    ]


def bracket_start(text: str) -> int:
    """Return where a last bracket begins that says who acts; else the length of the text."""
    bracket = LAST_BRACKET.search(text, max(0, len(text) - FAR)) if text.endswith(")") else None
    return bracket.start() if bracket and _roles(bracket[1]) else len(text)


def _said(sentence: re.Match[str]) -> Found:
    """Who leads and who helps, where the sentence ends with nothing but that or says both in a row."""
    found: Found = []
    for clause in CLAUSE.finditer(sentence.group()):
        role, span = _clause(clause.group())
        if not role:
            if len({each for each, _, _ in found}) > 1:
                break
            if not UNTIL.fullmatch(clause.group()):
                found = []
        elif role == "lead" or found:
            start = sentence.start() + clause.start()
            found.append((role, start + span[0], start + span[1]))
    return found


def _clause(text: str) -> tuple[str, tuple[int, int]]:
    for role, pattern in (("support", SUPPORTS), ("lead", LEADS)):
        if (match := pattern.fullmatch(text)) and _are_units(match["units"]):
            return role, match.span("units")
    return "", (0, 0)


def _are_units(text: str) -> bool:
    units = units_of(text)
    names = [*units.named, *units.groups]
    return bool(names) and all(looks_like_unit(name) and not SPOKEN.search(name) for name in names)


def _roles(inner: str, offset: int = 0) -> Found:
    found: Found = []
    begin = 0  # where the units begin whose act has not been said yet
    for part in re.finditer(r"[^,;。]+", inner):
        said = part.group().strip()
        if ACTS.search(said):
            led = any(role == "lead" for role, _, _ in found)
            role = "support" if HELPS.search(said) or (led and "牵头" not in said) else "lead"
            found.append((role, offset + begin, offset + part.end()))
        elif found and WHEN.match(said):
            found.append(("time", offset + part.start(), offset + part.end()))
        elif looks_like_unit(re.split("、", said)[0]):
            continue
        begin = part.end() + 1
    if found:
        return found
    items = [item for item in re.split("[、,; ]", inner) if item]
    if items and all(looks_like_unit(item) and len(item) >= 3 for item in items):
        return [("lead", offset, offset + len(inner))]
    return []

"""Finds a document's title, issuer and the papers it rests on."""

import re
from typing import Final

from wugong.matters.documents.hierarchy import Node
from wugong.matters.documents.lines import Line
from wugong.matters.documents.splitting import ATTACHMENT, is_chunk_mark, is_title

SAID: Final = re.compile(
    r"(?:特|现|结合.{0,16}实际,)?(?:制定|制订|拟定)(?:了)?(?:本|如下|以下|出)?(?P<name>(?!如下|以下|本)[^,。;:]{5,50}?(?:方案|计划|意见))"
)
ABOUT: Final = re.compile(
    r"现就(?P<name>[^,。;:]{4,40}?)(?:工作|活动)?(?:,)?(?:特)?(?:制定|制订|提出)(?:如下|以下|本)?(?P<kind>[^,。;:]{0,6}(?:方案|计划|意见))"
)
NAMED: Final = re.compile(r"关于(?:印发|下发|转发)(?:了)?《(?P<name>[^《》\n]{4,80})》的通知")
TAIL: Final = 10  # characters up to which a title may be the second line of one
LONGEST: Final = 40
OTHER: Final = re.compile(r"[。;,:!?]|文件$|\d号|附件|\[\d")
ISSUER: Final = re.compile(
    r"(?:中共)?[一-鿿xX×*]{1,12}?(?:省|市|县|区|镇|乡|街道|村|社区)(?:[一-鿿]{0,10}?(?:委员会|人民政府|办事处|局|办公室|党委|村委会|居委会|指挥部|领导小组))?"
)
PROMULGATED: Final = re.compile(
    r"(?:印发|下发|转发)(?:了)?《(?P<name>[^\n]{4,60}(?:方案|计划|意见|要点)[^\n》]{0,8})》的?通知"
)
COUNTED: Final = re.compile(
    r"^[\[【(（]?(?:第?\s*[一二三四五六七八九十\d]{1,3}\s*篇|篇[一二三四五六七八九十\d]{1,3})[\])）】]?[:：、\s]*"
)
PAPER: Final = re.compile(r"《[^《》]{4,60}》(?:\s*[（(〔\[][^()（）]{2,30}[)）〕\]])?")


def title_of(root: Node, lines: list[Line]) -> str:
    """Return the title as it stands at the head, else as the preamble names the plan, else the first line."""
    head = root.lines[:6]
    if match := PROMULGATED.search("\n".join(line.shown for line in head[:2])):
        return match["name"]
    if match := NAMED.fullmatch(next((line.shown for line in head if is_title(line.text)), "")):
        return match["name"]
    for place, line in enumerate(head):
        if is_title(line.text) and not is_chunk_mark(line.text):
            begun = _begun(head[:place]) if len(line.text) <= TAIL else ""
            return begun + COUNTED.sub("", ATTACHMENT.sub("", line.shown)).strip()
    for line in head:
        if match := ABOUT.search(line.text):
            return line.shown[slice(*match.span("name"))] + line.shown[slice(*match.span("kind"))]
        if match := SAID.search(line.text):
            return line.shown[slice(*match.span("name"))]
    return COUNTED.sub("", lines[0].shown[:60]) or lines[0].shown[:60]


def _begun(lines: list[Line]) -> str:
    """The line before a title's last line, where the title takes two; "" where it is something else."""
    line = lines[-1] if lines else None
    if line is None or OTHER.search(line.text) or len(line.text) > LONGEST or is_chunk_mark(line.text):
        return ""
    return line.shown.strip()


def issuer_of(title: str, lines: list[Line]) -> str:
    """Return who issues the plan: the organ its title begins with or that signs it; "" where neither."""
    if match := ISSUER.match(title.removeprefix("关于")):
        return match.group()
    for line in reversed(lines[-4:]):
        if len(line.text) <= 30 and ISSUER.fullmatch(line.text):
            return line.shown
    return ""


def basis_of(lines: list[Line]) -> list[str]:
    """Return the papers that the preamble names, each once."""
    found = [match.group() for line in lines[:8] for match in PAPER.finditer(line.shown)]
    return list(dict.fromkeys(found))

"""Takes lists of units apart: names, groups (各村), the flag of "等", places still to be filled."""

import re
from dataclasses import dataclass, field
from typing import Final

from wugong.matters.documents.numbers import is_blank

OPENING, CLOSING = "([《“", ")]》”"
BREAKS: Final = "、,;/|。"
TAIL: Final = (
    r"(?:局|委|办|厅|部|院|所|站|中心|政府|党委|党工委|支部|总支|村委会|居委会|委员会|村委|居委|办公室|办事处|公司|集团|银行|协会|学会|联合会|理事会|监委会|委员会"
    r"|妇联|工会|团委|团县委|残联|工商联|科协|文联|侨联|红十字会|供销社|合作社|学校|中学|小学|医院|卫生院|派出所|司法所|法院|检察院|大队|支队|中队|总队|小组|专班|指挥部"
    r"|镇|乡|街道|社区|村|组|县|区|市|科|股|队|处|组织|单位|部门|企业|党组|公安|人大|政协|武装部|纪委|监委|站点|网格员|志愿者|物业|村两委|两委”?|场|园区|管委会|专业队|团队|人员|干部|书记|主任|镇长|乡长|委员)"
)
UNIT: Final = re.compile(rf"[一-鿿A-Za-z0-9“”*×()、]{{0,40}}{TAIL}(?:\([^()]{{0,20}}\))?")
GROUP: Final = re.compile(
    r"(?:全[县市区镇乡村]|[县市区镇乡]?(?:直)?)?(?:各|每个?|有关|相关|其他|其它|涉及|所有|所涉|责任区|包[村保])(?!.*(?:[局委办厅所站]|办事处|中心|办公室)$).*"
    r"|.*(?:各|有关|相关).{0,8}(?:单位|部门|乡镇|街道|村|社区|县区)"
    r"|.*(?:各|有关|相关|成员|项目|试点|包[村保]|责任|其他|直属|所属|涉农|帮扶|驻[村镇县区])(?:[单部]位?门?|单位|部门|乡镇|街道|村|社区|乡|镇)(?:\([^()]*\))?"
    r"|(?:行政|自然)?村(?:\([^()]{0,8}\))?|社区|乡镇|乡\(镇(?:、[^()]{1,6})*\)|镇\([^()]{0,8}\)|街道|村组|村民小组|群众|村民|居民|全体.*|村\(?居\)?"
)
NAMELESS: Final = re.compile(
    r"(?:街道|社区|乡镇|镇|乡|村|县区|区县|县|区)(?:\([^()]{1,8}\))?(?:办事处|人民政府|政府|居委会|村委会|党委|党工委)"
)  # after 各乡镇人民政府 it goes on with the same 各
ETC: Final = re.compile(r"等(?=$|[单部相有级各])[^、,;]{0,16}$")
LOOSE: Final = re.compile(
    r"^(?:由|以及|以|和|与|会同|配合单位为?|[:为是])|(?:按(?:照)?(?:各自)?(?:职责|职能|分工)\S{0,12}|分别(?:负责|牵头)?|(?:共同|具体)?(?:负责|牵头|配合|参与|参加|落实|组织实施|协助|承办|协办|实施)|排(?:在|名)?第?一?(?:位)?.{0,4}为牵头.*|\((?:牵头|主责|排第一).{0,4}\))$"
)


@dataclass(slots=True)
class Units:
    """The units of one list: named ones, groups, whether others follow (等) or all are still to be filled."""

    named: list[str] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    etc: bool = False
    blank: bool = False


def units_of(text: str, shown: str | None = None) -> Units:
    """Return what the list names, in its order; `shown` is the same text as written."""
    found = Units()
    for start, end in _items(text):
        item, told = text[start:end], (shown or text)[start:end]
        if is_blank(item):
            found.blank = found.blank or bool(item.strip())
            continue
        _take(found, item, told)
    return found


def _take(found: Units, item: str, told: str) -> None:
    start = len(item) - len(item.lstrip())
    if (found.named or found.groups) and item.startswith("及", start):
        start += 1
    end = len(item.rstrip())
    while start < end and (match := LOOSE.search(item[start:end])):
        if match.end() == match.start():
            break
        if match.start():
            end = start + match.start()
        else:
            start += match.end()
    if match := ETC.search(item[start:end]):
        found.etc = True
        end = start + match.start()
    name, shown = item[start:end].strip(" ."), told[start:end].strip(" .．")
    if not name:
        return
    group = GROUP.fullmatch(name) or (found.groups and NAMELESS.fullmatch(name))
    target = found.groups if group else found.named
    if shown not in target:
        target.append(shown)


def _items(text: str) -> list[tuple[int, int]]:
    """Where the items of a list stand; what is in brackets does not part them."""
    cuts, depth, start = [], 0, 0
    for place, one in enumerate(text):
        if one in OPENING:
            depth += 1
        elif one in CLOSING:
            depth = max(0, depth - 1)
        elif not depth and (one in BREAKS or one in " \t\n" or _joins(text, place)):
            cuts.append((start, place))
            start = place + 1
    return [*cuts, (start, len(text))]


def _joins(text: str, place: int) -> bool:
    """Whether 和, 及 or 与 at this place stands between two units."""
    if text[place] not in "和及与":
        return False
    before = re.split(r"[、,; ]", text[max(0, place - 20) : place])[-1]
    after = re.split(r"[、,;。 和及与]", text[place + 1 : place + 21])[0]
    if after in ("单位", "部门", "企业", "人员", "个人"):
        return False
    return looks_like_unit(before) and (looks_like_unit(after) or GROUP.fullmatch(after) is not None)


def looks_like_unit(text: str) -> bool:
    """Whether the text could be the name of an organ, a body or a group of them."""
    name = LOOSE.sub("", ETC.sub("", text.strip()))
    return 2 <= len(name) <= 30 and (UNIT.fullmatch(name) is not None or GROUP.fullmatch(name) is not None)

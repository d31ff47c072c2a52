"""Finds what has to be reached or not exceeded, with unit and comparison; money and coverage apart."""

import re
from dataclasses import dataclass
from typing import Final

from wugong.matters.documents.figures import COMPARES, UNIT, C, Figure, Value, figures_in

ANY: Final = re.compile(rf"[%xX×*]|\d\s*[^\d年月日号.、,\s]|分之|至少|成以|数以|过半|翻.番|{C}{UNIT}")
SENTENCE: Final = re.compile(r"[^。!?\n]+")
CLAUSE: Final = re.compile(r"[^,;]+")
CUT: Final = re.compile(r"[,。;!?:、()\[\]]")
DOES: Final = re.compile(
    r"上线|梳理|盘活|编制|推出|征集|录入|采集|建档|挖掘|命名|补植|疏浚|维修|更新|更换|购置|添置|增设|设置|布设|投放|开设|开办|接入"
    r"|安置|解决|签订|签约|检查|抽查|排查|核查|查处|调解|转移|输送|选聘|选派|选拔|派驻|吸收|招收|招聘|就业|救助|资助|体检|筛查|服务"
    r"|扶持|流转|复垦|恢复|造林|清淤|加固|拓宽|贯通|开通|关停|取缔|淘汰|处置|清退|清运|转运|节约|出台|拍摄|推送|发布|创作|演出|放映"
    r"|壮大|孵化|认定|争取|保持|稳定|收储|出栏|认领|结对|包联|推荐|流动|延伸|迁移|迁出|迁建|募|捐|控制|争创|创成|其中|完成|建成|建设|建立|整治|创建|打造|新建|改建|改造|修建|达到|达|累计|新增|培育|组建|实现|选择|上报|申报|谋划|设立|开展|选树|评选|发展|种植|栽植|绿化|硬化|安装|铺设|清理|拆除|消除|引进|招引"
    r"|培训|举办|组织|覆盖|配备|配齐|落实|确保|力争|提高|提升|增长|下降|降低|减少|推进|实施|推广|试点|确定|遴选|储备|吸纳|带动|化解|办结|回收|利用|收集|处理|治理|整改|管网|主干管|接户管|通过|保持|突破|率|[建修装设栽种拆清购刷挖疏换补派改扩]|发放|印发|张贴|悬挂|招募|聘请|帮扶|慰问|采购|制作|走访|惠及"
)
SCOPE: Final = re.compile(
    r"(?:把|将|对|对于|按照|按|围绕|坚持|以|现有(?!.{0,10}(?:压|提|增|降|减|扩|缩))|涉及|共有|全[县市镇村区乡]|列入|从|等|包括|含|(?<!稳定)(?<!保持)(?<!控制)(?<!维持)在|所辖|辖区|分为|位于|联系|每)$"
)
STRUCTURE: Final = re.compile(
    r"^(?:门|分(?!类|散|布|拣|会|站|店|馆|院|中心|支)|方面|环节|有(?!效)|到位|坚持|统一|结合|重点(?!项目|工程|村|镇)|专项|主题(?!公园|广场)|阶段|层次|维度|层面|必须|一批|清单|步骤|原则|体系|机制|要素|确保|严禁|部门|单位|标准(?!化)|工作日|月|小时|年)"
)
PAST: Final = re.compile(
    r"已(?!经?到位|[一-鿿]{1,8}的)|先后|陆续|近年来|目前|(?<![较比])(?:去年|上年)|现有(?!.{0,10}(?:压|提|增|降|减|扩|缩))|20\d\d年以来|(?<![到至])(?:20\d\d|20[xX]{2})年.{0,8}累计|以来"
)
AHEAD: Final = re.compile(
    r"[上下]半年|季度|月底|力争|确保|到20|今年|本年|年底|计划|目标|不少于|不低于|新增|今后|下一步|努力|要"
)
N: Final = r"(?:\d+(?:\.\d+)?|(?<![xX×*])[xX×*]{1,6})"
MONEY: Final = re.compile(rf"(?P<value>{N}|20[xX×]{{2}})\s*(?:余|多)?(?P<scale>[千百十]?[万亿])?元")
COVERAGE: Final = re.compile(
    r"[^,。;、:!?]{0,14}(?:全覆盖|应[^,。;、]{1,3}尽[^,。;、]{1,2}|全(?:面|部)(?:完成|清零|消除|整治到位)|零(?:增长|发生|上访|容忍)|100%)"
    r"|确保(?:所有|每一?[户个])[^,。;]{2,24}|推动每个[^,。;]{2,30}"
)
MOMENTS: Final = {"年", "月", "元", "万", "分", "周", "时", "号", "点"}  # what a bare bound may not count
LASTS: Final = {"天", "日", "小时", "个小时", "分钟", "工作日", "个工作日", "个月"}  # only where compared
TIMES: Final = {
    "次",
    "场",
    "期",
    "场次",
    "遍",
    "岁",
    "批",
    "类",
    "篇",
    "例",
    "课时",
    "学时",
}  # only where compared
OFTEN: Final = re.compile(
    r"每(?:[一二两三四半\d]{0,2}个?)(?:年|月|季|周|日|天|学期|旬|星期|半)|年均|月均|(?:按|逐)[年月季周]"
)
HELD: Final = {"次", "场", "期", "场次", "遍", "批", "篇"}  # with 每月 and the like these count how often
MAKES: Final = re.compile(
    r"(?:建成|新建|打造|创建|培育|评选|选树|改造|完成|新增|引进|发展|建设|修建|种植|栽植|安装|配备|清理|拆除|硬化|选派|组建|招募|发放|整治|增加|改建|扩建|储备|推出|命名|创成)[^,、]{0,12}$"
)
LOOSE: Final = re.compile(
    r"^(?:工作|专|小)?(?:组|班|机制|制度|体系|方面|专班|班子|平台|环节|任务|问题|关系|责任|行动|工程|活动|格局)"
)
UNLESS: Final = re.compile(
    "(?<!不)(?<!不得)(?<!不能)(?:低于|少于|小于|超过|高于|大于|多于)$"
)  # 低于80%的限期整改
RATES: Final = ("%", "个百分点", "倍")
NOT_AFTER: Final = ("第", "+", "“", "每", "近", "约", "前", "由")
NOT_BEFORE: Final = ("+", "元", "”", "分之")
PLACES: Final = "村镇县区乡市省组"
CHANGES: Final = re.compile(
    "(?:下降|降低|减少|缩短|提高|提升|增长|增加|压减|压缩|节约|提速|上升|减|增)(?:了|约)?$"
)
LISTED: Final = re.compile(r"(?:其中)?[一-鿿“”、()A-Z]{1,14}")
FOLLOWING: Final = re.compile(r"[一-鿿“”\"A-Za-z]{0,8}")
BACK: Final = 10  # characters before a number that its wording takes along
EARLIER: Final = re.compile(r".*[\dxX×]%")  # another figure of the same clause
BEGINS: Final = re.compile(
    r"(?:第[一二三四]|前[一二两三])季度|完成|建成|建设|新建|整治|清理|达到|每|各|其中|不少于|不低于"
)


@dataclass(frozen=True, slots=True)
class Target:
    """A number to be reached (`>=`, `=`), not exceeded (`<=`) or kept within (`range`); masked: no value."""

    raw: str
    op: str
    value: Value
    unit: str
    masked: bool


@dataclass(frozen=True, slots=True)
class Amount:
    """Money as written and in yuan; None where the figure is masked."""

    raw: str
    yuan: int | None


def targets_in(text: str, shown: str) -> list[Target]:
    """Return the targets of a paragraph; money, dates, scope, structure and past results are none."""
    if not ANY.search(text):
        return []
    found: list[Target] = []
    for sentence in SENTENCE.finditer(text):
        if ANY.search(sentence.group()):
            found += _of_sentence(sentence.group(), shown[sentence.start() : sentence.end()])
    return found


def _of_sentence(sentence: str, shown: str) -> list[Target]:
    """The targets of a sentence; what was reached stays past till something ahead is named."""
    found: list[Target] = []
    past = carries = False
    for match in CLAUSE.finditer(sentence):
        clause = match.group()
        past = PAST.search(clause) is not None or (past and not AHEAD.search(clause))
        if not past and ANY.search(clause):
            own = _of_clause(clause, shown[match.start() : match.end()], carries)
            carries = bool(own)
            found += own
    return found


def _of_clause(clause: str, shown: str, carries: bool) -> list[Target]:
    """The targets of a clause; `carries` tells that the verb of the clause before it may go on."""
    figures = list(figures_in(clause))
    carries = carries and bool(figures) and LISTED.fullmatch(clause[: figures[0].start]) is not None
    return [
        _target(clause, shown, figure)
        for place, figure in enumerate(figures)
        if _is_target(clause, figure, carries, figures[place + 1 :])
    ]


def _is_target(clause: str, figure: Figure, carries: bool, later: list[Figure]) -> bool:
    before, after = clause[: figure.start], clause[figure.end : figure.end + 12]
    if _is_other(before, figure, after, bool(later)):
        return False
    if figure.unit in RATES:
        return figure.op != "" or carries or DOES.search(before) is not None
    if figure.unit in LASTS:
        return _limits_time(before, figure)
    if STRUCTURE.match(after) or SCOPE.search(before.rstrip("的 ")):
        return False
    if figure.spelled:
        return _is_spelled_target(before, figure, after)
    return _is_reached(before, figure, carries)


def _is_other(before: str, figure: Figure, after: str, later: bool) -> bool:
    """Whether the figure counts nothing itself: an order, money, how often, a property, a condition."""
    if before.endswith(NOT_AFTER) or after.startswith(NOT_BEFORE) or figure.unit in MOMENTS:
        return True
    noun = after[:1] == "的" or "一" <= after[:1] <= "鿿"
    property_of = figure.attached == "以上" and noun and later  # 1000吨以上的企业3家
    often = figure.unit in HELD and OFTEN.search(before) is not None
    condition = after.startswith("的") and figure.op != "" and UNLESS.search(before) is not None
    return property_of or often or condition or not _stands_alone(before, figure)


def _is_reached(before: str, figure: Figure, carries: bool) -> bool:
    """Whether a count in Arabic or masked figures is to be reached: compared, or the object of a verb."""
    if figure.masked and figure.op != "range" and figure.unit in tuple(PLACES):
        return False
    if figure.op or figure.unit in TIMES:
        return figure.op != ""
    return carries or (DOES.search(before[-60:]) is not None and not SCOPE.search(_start_of(before)))


def _limits_time(before: str, figure: Figure) -> bool:
    """Whether a length of time is a limit to keep (公示不少于5天, 2小时内到场)."""
    if COMPARES.search(before[-8:]):
        return True
    return figure.op == "<=" and figure.unit in ("小时", "个小时", "分钟") and not figure.spelled


def _is_spelled_target(before: str, figure: Figure, after: str) -> bool:
    """Whether a number in Chinese numerals is to be reached: 一个 hardly ever is, and no 三个专班."""
    if figure.op:
        return figure.value != 1 or figure.op == ">="
    if not after or after[0] in "、(":  # 打造示范带两条、精品村五个
        return MAKES.search(before) is not None and figure.unit not in TIMES
    if figure.value in (10, 100, 1000) and before[-1:] not in "一":  # 千亩, 百村
        return False
    small = isinstance(figure.value, int) and figure.value < 2
    if small or figure.unit in TIMES or figure.unit in ("项", "批", "条", "方", "组") or LOOSE.match(after):
        return False
    return MAKES.search(before) is not None


def _start_of(before: str) -> str:
    """The first word of a clause that takes an object by 把 or 将: what it counts is there already."""
    match = re.search(r"(?:把|将|对)(?=[^把将对]*$)", before)
    if not match or len(before) - match.end() > 2:
        return ""
    return "" if re.search(r"分为|建成|打造成|达到", before[match.end() :]) else match.group()


def _stands_alone(before: str, figure: Figure) -> bool:
    if figure.spelled:
        return not re.search(r"[第每前十两一二三四五六七八九百千万几数多点]$", before)
    return not re.search(r"[A-Za-z0-9.xX×—-]$", before)


def _target(clause: str, shown: str, figure: Figure) -> Target:
    before, after = clause[: figure.start], clause[figure.end : figure.end + 12]
    start = max((cut.end() for cut in CUT.finditer(before)), default=0)
    if start < figure.start - BACK:
        start = figure.start - BACK
        start += begun.start() if (begun := BEGINS.search(before[start:])) else 0
    start += over.end() if (over := EARLIER.match(before[start:])) else 0
    while start < figure.start and before[start].isdigit() and before[start - 1 : start].isdigit():
        start += 1
    follows = FOLLOWING.match(after)
    bare = clause[figure.end - 1] == "%" or figure.unit in ("公里", "米", "亩")
    extra = follows.end() if follows and not bare else 0
    raw = shown[start : figure.end + extra].strip(" -•·")
    least = (figure.unit == "%" and not CHANGES.search(before)) or before.endswith(("达到", "达"))
    op = figure.op or (">=" if least else "=")
    return Target(raw, op, figure.value, figure.unit, figure.masked)


def amounts_in(text: str, shown: str) -> list[Amount]:
    """Return the money named in a paragraph."""
    if "元" not in text:
        return []
    scales = {"": 1, "百": 100, "千": 1000, "十": 10}
    found = []
    for match in MONEY.finditer(text):
        value = _figure(match["value"])
        scale = match["scale"] or ""
        size = scales.get(scale[:-1], 1) * {"万": 10_000, "亿": 100_000_000}.get(scale[-1:], 1)
        yuan = None if value is None else round(value * size)
        found.append(Amount(shown[match.start() : match.end()], yuan))
    return found


def _figure(said: str) -> float | None:
    return None if said[-1] in "xX×*" else float(said)


def coverage_in(text: str, shown: str) -> list[str]:
    """Return the wordings that ask for all without giving a number (全覆盖, 应保尽保, 确保所有…)."""
    if not re.search("全|尽|零|所有|每", text):
        return []
    return [shown[match.start() : match.end()].strip() for match in COVERAGE.finditer(text)]

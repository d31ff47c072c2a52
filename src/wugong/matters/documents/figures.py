"""Finds the figures of a clause: numbers with a unit, percentages, fractions, ranges, in any numerals."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from wugong.matters.documents.numbers import chinese

Value = float | int | tuple[float, float] | None

N: Final = r"(?:\d+(?:\.\d+)?|(?<![xX×*])[xX×*]{1,6})"
C: Final = "[一二两三四五六七八九十百千]"
LONG_UNITS: Final = (
    "个百分点|个等级|个工作日|工作日|个小时|平方公里|平方千米|平方米|立方米|公里|千米|公顷|公斤|千克|毫米|厘米"
    "|人次|场次|批次|班次|车次|户次|课时|学时|兆瓦|千瓦|小时|分钟|个月"
)
ONE: Final = (
    "人户亩吨米株棵桌本面道眼头只册盆班室馆店社员封部个处座栋幢套名村条盏项支所家场次口辆批类间块片台期篇例宗幅对组镇岁"
    "根艘件份张位箱袋桶杆架羽尾枚扇艇床斤升方起遍门岗排天日倍"
)
UNIT: Final = rf"(?:%|{LONG_UNITS}|平方|[千万亿]*[{ONE}])"
SCALED: Final = rf"(?:%|[万亿]?(?:{LONG_UNITS}|平方)|余[个户人处]|[千百]?[万亿]?[{ONE}])"
AFTER: Final = r"\(?(?:及)?(?:以上|以内|之内|以下|左右)\)?"
FIGURE: Final = re.compile(
    rf"(?P<range>(?P<from>{N})(?:%|[个村户人名])?\s*(?:-{{1,2}}|—{{1,2}}|–|~|～|至|到)\s*(?P<till>{N})(?P<runit>{SCALED}))"
    rf"|(?P<number>{N})(?P<more>余|多)?\s*(?P<unit>{SCALED})(?P<after>{AFTER}|内(?!容))?"
    rf"|(?P<part>{C}{{1,3}}|\d{{1,2}})分之(?P<of>{C}{{1,5}}|\d{{1,2}}(?:\.\d)?|[xX×]{{1,2}})(?P<pafter>{AFTER})?"
    rf"|(?P<word>{C}{{1,6}}万?)(?P<wunit>{UNIT})(?P<wafter>{AFTER}|内(?!容))?"
    r"|(?P<tenths>[一二三四五六七八九])成(?P<tafter>以上|以内|以下)"
    r"|(?P<half>过半数|半数以上)|翻(?P<fold>[一两二三四\d])番"
)
BOUND: Final = re.compile(rf"(?<=最多|至少|少于|超过|低于|多于|高于)(?P<bound>{N})(?P<bunit>[一-鿿])")
LEAST: Final = (
    r"(?:不少于|不低于|不得少于|不得低于|至少|最少|不小于|大于等于|大于|高于|超过|多于|突破|≥|>=|>)"
)
MOST: Final = (
    r"(?:不超过|不高于|不得超过|不得高于|不多于|不大于|不突破"
    r"|控制在|低于|小于|少于|最多|(?:压减|压缩|缩短|缩减|减少|精简)(?:至|到|为)|降至|降到|下降到|降低到|≤|<=|<)"
)
COMPARES: Final = re.compile(
    rf"不(?:得|能)?(?:少于|低于|小于)|不(?:得|能)?(?:超过|高于|多于|大于)|{MOST}|{LEAST}"
)
LEAST_WORD: Final = re.compile(rf"不(?:得|能)?(?:少于|低于|小于)|{LEAST}")
LASTING: Final = ("天", "日", "小时", "个小时", "分钟", "工作日", "个工作日", "个月")
NEAR: Final = 14  # characters before a figure in which its comparison stands


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a clause: where it stands, its value and unit, the comparison said with it ("" if none)."""

    start: int
    end: int
    value: Value
    unit: str
    op: str
    masked: bool = False
    spelled: bool = False  # written in Chinese numerals
    attached: str = ""  # 以上, 以内 … directly behind


def figures_in(clause: str) -> Iterator[Figure]:
    """Yield the figures of a clause in order."""
    end = 0
    for match in FIGURE.finditer(clause):
        yield from _bounds(clause, end, match.start())
        end = match.end()
        yield _figure(clause, match)
    yield from _bounds(clause, end, len(clause))


def _bounds(clause: str, start: int, end: int) -> Iterator[Figure]:
    """Figures of a unit nobody counts in but that a comparison stands before (最多2牌)."""
    for match in BOUND.finditer(clause, start, end):
        value = _number(match["bound"])
        op = _compared(clause[: match.start()])
        yield Figure(match.start(), match.end(), value, match["bunit"], op, value is None)


def _figure(clause: str, match: re.Match[str]) -> Figure:
    before = clause[: match.start()]
    if match["range"]:
        low, high = _number(match["from"]), _number(match["till"])
        both = None if low is None or high is None else (low, high)
        return Figure(match.start(), match.end(), both, match["runit"], "range", both is None)
    attached = match["after"] or match["pafter"] or match["wafter"] or match["tafter"] or ""
    value, unit = _value_of(match)
    attached = "" if attached == "内" and unit not in LASTING else attached
    op = _attached(attached) or (">=" if match["half"] or match["fold"] else _compared(before))
    return Figure(
        match.start(), match.end(), value, unit, op, value is None, match["word"] is not None, attached
    )


def _value_of(match: re.Match[str]) -> tuple[float | int | None, str]:
    if match["number"]:
        return _number(match["number"]), match["unit"]
    if match["word"]:
        return chinese(match["word"]), match["wunit"]
    if match["part"]:
        part, of = _number(match["part"]), _number(match["of"])
        return None if of is None or not part else _percent(of / part), "%"
    if match["tenths"]:
        return 10 * (chinese(match["tenths"]) or 0), "%"
    return (50, "%") if match["half"] else (2 ** (_number(match["fold"]) or 1), "倍")


def _percent(share: float) -> float | int:
    rounded = round(100 * share, 2)
    return int(rounded) if rounded == int(rounded) else rounded


def _attached(said: str) -> str:
    if "以上" in said:
        return ">="
    return "<=" if said.endswith(("内", "以下", "内)", "以下)")) else ""


def _compared(before: str) -> str:
    said = [found.group() for found in COMPARES.finditer(before[-NEAR:])]
    if not said:
        return ""
    return ">=" if LEAST_WORD.fullmatch(said[-1]) else "<="


def _number(said: str) -> float | int | None:
    if said[0] in "xX×*":
        return None
    if said[0].isascii():
        return float(said) if "." in said else int(said)
    return chinese(said)

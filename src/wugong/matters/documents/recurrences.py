"""Finds what is done again and again: every month by the 20th, half-monthly, from time to time."""

import re
from dataclasses import dataclass
from typing import Final

from wugong.matters.documents.numbers import chinese

N: Final = r"(?:\d{1,2}|[xX×*]{1,3}|[一二三四五六七八九十两]{1,3})"
EVERY: Final = re.compile(
    rf"每(?P<count>[一二两三四五六七八九十\d]{{1,2}})?个?(?P<half>半)?个?(?P<span>月|年|季度|季|周|星期|日|天|旬|学期|学年|餐|班次)(?!份|轮|均)"
    rf"(?P<when>[上中下]旬|{N}[日号](?:之?前)?|[一二三四五六日](?=[^个次月年季周天]|$)|年?底(?:前)?|末|初)?"
    rf"(?P<doing>(?:至少|不少于|定期)?(?:[一-鿿]{{2,4}})?(?:[一二两三四1-9][次份期篇]))?"
)
SHORT: Final = re.compile(
    r"一?(?P<word>半月|月|季度|季|周|旬|半年|年|日|天)(?:一(?=[一-鿿]{2})|一?)(?P<act>点评|研判|会商|观摩|评议|评选|公示|清扫|调度|通报|例会|报告|考评|考核|督查|督导|检查|排名|评比|小结|汇报|汇总|巡查|上报|报(?!名|销|送))"
    r"(?=制|制度|机制|[、,。;”)]|$|一次)"
    r"|(?<!每)(?P<half>半年|半月)(?:至少)?(?:开展|组织|召开|进行)?一次|(?P<by>按)(?P<what>月|季度|季|周|年度|年|旬|日)(?!照|份)(?:[一-鿿]{2})?"
    r"|(?P<loose>不定期|定期)"
)
NAMES: Final = {
    "月": "monthly", "年": "annual", "年度": "annual", "季度": "quarterly", "季": "quarterly", "周": "weekly",
    "星期": "weekly", "日": "daily", "天": "daily", "旬": "ten-daily",
    "学期": "termly", "学年": "annual", "餐": "each meal", "班次": "each shift",
    "半月": "semi-monthly", "半年": "semi-annual", "不定期": "ad hoc", "定期": "periodic",
}  # fmt: skip
ANY: Final = re.compile("每|定期|半月|半年|按|[月季周日年旬度][调通例报考督检排评小汇巡上]")


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A recurrence as written, how often it comes and, where said, by which day of the month."""

    raw: str
    every: str
    day: int | None = None


def recurrences_in(text: str, shown: str) -> list[Recurrence]:
    """Return the recurrences of a paragraph in order."""
    if not ANY.search(text):
        return []
    found = [(match.start(), _every(match, shown)) for match in EVERY.finditer(text)]
    found += [(match.start(), one) for match in SHORT.finditer(text) if (one := _short(match, shown, text))]
    return [one for _, one in sorted(found, key=lambda pair: pair[0])]


def _every(match: re.Match[str], shown: str) -> Recurrence:
    name = NAMES[match["span"]]
    if match["half"]:
        name = {"月": "semi-monthly", "年": "semi-annual"}.get(match["span"], name)
    count = chinese(match["count"] or "一") or 1
    when = re.match(r"\d+", match["when"] or "")
    return Recurrence(
        shown[match.start() : match.end()],
        name if count == 1 else f"{name}/{count}",
        int(when.group()) if when and match["span"] == "月" else None,
    )


def _short(match: re.Match[str], shown: str, text: str) -> Recurrence | None:
    raw = shown[match.start() : match.end()]
    if match["word"]:
        before = text[max(0, match.start() - 1) : match.start()]
        if before and (before.isdigit() or before in "每按半个上本当次今明去全两二三四五六七八九十几xX×"):
            return None
        return Recurrence(raw, NAMES[match["word"]])
    if match["loose"]:
        return Recurrence(raw, NAMES[match["loose"]])
    return Recurrence(raw, NAMES[match["half"] or match["what"]])

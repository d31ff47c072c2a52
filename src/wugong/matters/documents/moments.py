"""Finds by when something is due: days, month ends, quarters, years, periods, windows; masked years stay."""

import calendar
import re
from dataclasses import dataclass, replace
from typing import Final

from wugong.matters.documents.moment_words import (
    DATE,
    HALF,
    PERIOD,
    PLAIN,
    QUARTER,
    SPAN,
    WINDOW,
    YEAR_ONLY,
    YEARS,
)
from wugong.matters.documents.numbers import chinese, spelled

MARKS: Final = re.compile(r"[月年度]|五|20\d\d[./-]")
TOWARDS: Final = ("到", "至", "力争", "争取", "确保")
WORKS: Final = re.compile("[,为]?(?:集中|组织|开展|进行|实施|分批|全面|统一|推进)(?!了)")
CLAUSE: Final = "。,;!?"
PERIOD_ENDS: Final = {"三": 2020, "四": 2025, "五": 2030, "六": 2035, "七": 2040}
LAST_OF: Final = {"一": 3, "二": 6, "两": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}
PAST: Final = re.compile(r"已(?!经?到位)|建成的|(?:施行|印发|发布|下发|通过|修订|生效|实施)(?!阶段)")


End = tuple[int | str | None, int | None, int | None]  # year, month, day


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment as written (`raw`) and as read; masked and missing parts stay None or as they are written."""

    raw: str
    type: str
    year: int | str | None
    month: int | None
    day: int | None
    inherited: bool = False
    start: End | None = None
    place: int = 0

    def widened(self) -> "Moment":
        """Return the whole month where only a month is named, as for a phase; else the moment itself."""
        if self.type != "date" or not self.raw.endswith(("月", "月份")):
            return self
        return replace(self, type="window", start=(self.year, self.month, 1))


def moments_in(text: str, shown: str, labelled: bool = False) -> list[Moment]:
    """Return the moments by which something is due; cut-off dates and recurrences are none.

    `labelled` tells that the text is the value of a label or a phase's window, so that any date counts.
    """
    if not (labelled or MARKS.search(text)):
        return []
    found: list[Moment] = []
    taken: list[tuple[int, int]] = []
    for finder in (_windows, _spans, _year_spans, _dates, _plain, _quarters, _halves, _periods, _years):
        for moment, start, end in finder(text, shown, labelled):
            if all(end <= left or right <= start for left, right in taken):
                taken.append((start, end))
                found.append(moment)
    return sorted(found, key=lambda one: one.place)


Found = list[tuple[Moment, int, int]]


def _windows(text: str, shown: str, labelled: bool) -> Found:
    found: Found = []
    for match in WINDOW.finditer(text):
        if _recurs(text, match.start()) or not (labelled or _is_window(text, match)):
            continue
        year = _year(match["by"] or match["ay"])
        month = _month(match["bm"] or match["am"])
        day = chinese(match["bare"]) if match["bare"] else _day(match["bd"], month, year)
        begin = (_year(match["ay"]), _month(match["am"]), _first_day(match["ad"])) if match["am"] else None
        found.append((_moment(shown, match.span(), "window", (year, month, day), begin), *match.span()))
    return found


def _dates(text: str, shown: str, labelled: bool) -> Found:
    found: Found = []
    for match in DATE.finditer(text):
        if _recurs(text, match.start()) or _cut_off(text, match.end()):
            continue
        starts = text.startswith(("起", "开始"), match.end())
        firm = (
            match["before"]
            or match["done"]
            or match["by"]
            or ((match["d"] or "").endswith("旬") and not starts)
        )
        firm = firm or (match["d"] in ("底", "末") and match["to"])
        if not (labelled or firm or (match["d"] and _is_due(text, match.start(), match.end()))):
            continue
        year, month = _year(match["y"]), _month(match["m"])
        kind = "window" if (match["d"] or "").endswith("旬") and not match["before"] else "date"
        begin = (year, month, _first_day(match["d"])) if kind == "window" else None
        day = _day(match["d"] or match["by"] or "底", month, year)
        span = (match.start() + (match["to"] in ("于", "在")), match.end())
        found.append((_moment(shown, span, kind, (year, month, day), begin), *span))
    return found


def _spans(text: str, shown: str, labelled: bool) -> Found:
    """Windows in figures alone."""
    found: Found = []
    for match in SPAN.finditer(text):
        if (match["ad"] is None) != (match["bd"] is None) or (match["month"] is None) != (
            match["bd"] is not None
        ):
            continue
        if _recurs(text, match.start()) or not (labelled or WORKS.match(text, match.end())):
            continue
        year, month = _year(match["by"] or match["ay"]), int(match["bm"])
        day = int(match["bd"][1:]) if match["bd"] else _day("底", month, year)
        begin = (_year(match["ay"]), int(match["am"]), int(match["ad"][1:]) if match["ad"] else 1)
        found.append((_moment(shown, match.span(), "window", (year, month, day), begin), *match.span()))
    return found


def _year_spans(text: str, shown: str, labelled: bool) -> Found:
    """Windows of whole years: 2024年至2026年."""
    found: Found = []
    for match in YEARS.finditer(text) if labelled else ():
        begin, end = (_year(match["a"]), 1, 1), (_year(match["b"]), 12, 31)
        found.append((_moment(shown, match.span(), "window", end, begin), *match.span()))
    return found


def _plain(text: str, shown: str, labelled: bool) -> Found:
    """Dates in figures alone: 2026-06-30, 2026.6.30前."""
    found: Found = []
    for match in PLAIN.finditer(text):
        if labelled or match["before"]:
            year, month = _year(match["y"]), int(match["m"])
            day = int(match["d"]) if match["d"] else _day("底", month, year)
            found.append((_moment(shown, match.span(), "date", (year, month, day)), *match.span()))
    return found


def _quarters(text: str, shown: str, labelled: bool) -> Found:
    found: Found = []
    for match in QUARTER.finditer(text):
        if text[max(0, match.start() - 1) : match.start()] in ("每", "个", "各", "按") and match.start():
            continue
        if not (labelled or match["done"] or match["firm"] or "完成" in _clause(text, match.start())):
            continue
        month = LAST_OF[match["q"][-1]]
        moment = _moment(
            shown, match.span(), "quarter_milestone", (_year(match["y"]), month, 30 + (month in (3, 12)))
        )
        found.append((moment, *match.span()))
    return found


def _halves(text: str, shown: str, labelled: bool) -> Found:
    found: Found = []
    for match in HALF.finditer(text):
        before = text[max(0, match.start() - 2) : match.start()]
        if before.endswith("每") or "每年" in before:
            continue
        firm = match["before"] or match["done"] or match["h"] == "年内" or before.endswith(TOWARDS)
        if not (labelled or firm):
            continue
        year = _year(match["y"])
        if match["h"].endswith("半年"):
            end, kind = (year, *((6, 30) if match["h"][0] == "上" else (12, 31))), "half_year"
        else:
            end, kind = (year or "current", 12, 31), "year" if match["h"] == "年内" else "year_end"
        found.append((_moment(shown, match.span(), kind, end), *match.span()))
    return found


def _periods(text: str, shown: str, _labelled: bool) -> Found:
    found: Found = []
    for match in PERIOD.finditer(text):
        year = PERIOD_ENDS[match["n"]]
        begin = (year - 4, 1, 1) if match["what"] in ("期间", "时期") else None
        found.append((_moment(shown, match.span(), "period", (year, 12, 31), begin), *match.span()))
    return found


def _years(text: str, shown: str, labelled: bool) -> Found:
    found: Found = []
    for match in YEAR_ONLY.finditer(text):
        said = match["y"]
        if not (labelled or _binds(text, match)):
            continue
        if _cut_off(text, match.end()) or text[max(0, match.start() - 1) : match.start()] in ("[", "(", "《"):
            continue
        kind = "year_end" if match["end"] and match["end"] != "内" else "year"
        found.append((_moment(shown, match.span(), kind, (_year(said), 12, 31)), *match.span()))
    return found


def _moment(shown: str, span: tuple[int, int], kind: str, end: End, start: End | None = None) -> Moment:
    return Moment(shown[span[0] : span[1]], kind, *end, start=start, place=span[0])


def _clause(text: str, place: int) -> str:
    """The clause around the place."""
    start = max(text.rfind(one, 0, place) for one in CLAUSE)
    ends = [end for one in CLAUSE if (end := text.find(one, place)) >= 0]
    return text[start + 1 : min(ends, default=len(text))][:200]


def _has_number(clause: str) -> bool:
    return (
        re.search(r"\d|[xX×]{1,4}[个栋户公%]|完成|建成", clause.replace("20", "")) is not None
        and "”的" not in clause
    )


def _binds(text: str, match: re.Match[str]) -> bool:
    """Whether the year is one by which, or in which, something is to be done."""
    if match["end"] or match["before"]:
        return True
    if match["y"][0] in "今本当":
        return _has_number(_clause(text, match.start()))
    return match["to"] in ("到", "至") or _opens_a_promise(text, match.start(), match.end())


def _opens_a_promise(text: str, start: int, end: int) -> bool:
    """Whether a year begins a clause that says what is reached in it, and not what was."""
    if start and text[start - 1] not in CLAUSE:
        return False
    clause = _clause(text, end)
    return _has_number(clause) and re.search("达到|完成|建成|实现", clause) is not None and "了" not in clause


def _is_due(text: str, start: int, end: int) -> bool:
    around = text[max(0, start - 8) : start] + text[end : end + 12]
    return re.search(r"完成|到位|建成|结束|前$|阶段|竣工|达标|投入使用|交付|上报|报送", around) is not None


def _is_window(text: str, match: re.Match[str]) -> bool:
    """Whether work lasts from one day to the other: both are days, or what is done in it follows."""
    if (match["ad"] and (match["bd"] or match["bare"])) or _is_due(text, match.start(), match.end()):
        return not _cut_off(text, match.end())
    return WORKS.match(text, match.end()) is not None


def _recurs(text: str, start: int) -> bool:
    return text[max(0, start - 2) : start].endswith(("每", "每年", "逢"))


def _cut_off(text: str, end: int) -> bool:
    """Whether the date selects records or tells of the past instead of asking for something."""
    return PAST.match(text[end : end + 6].lstrip("起, 正式")) is not None or text[end : end + 3] == "起施行"


def _year(said: str | None) -> int | str | None:
    if said is None:
        return None
    body = said.removesuffix("年")
    if body.isascii() and body.isdigit():
        return int(body)
    if len(body) == 4 and (year := spelled(body.replace("O", "〇").replace("0", "〇"))):
        return year
    return {"今": "current", "本": "current", "当": "current", "明": "next"}.get(
        body, body.lower().replace("×", "x")
    )


def _month(said: str | None) -> int | None:
    body = (said or "").removesuffix("月")
    return 1 if body == "元" else chinese(body)


def _day(said: str | None, month: int | None, year: int | str | None) -> int | None:
    if said is None or month is None or said in ("底", "末", "份", "下旬"):
        return calendar.monthrange(year if isinstance(year, int) else 2023, month)[1] if month else None
    if said in ("初", "上旬"):
        return 10
    return 20 if said == "中旬" else chinese(said.rstrip("日号"))


def _first_day(said: str | None) -> int | None:
    return {"中旬": 11, "下旬": 21}.get(said or "") or chinese((said or "").rstrip("日号")) or 1

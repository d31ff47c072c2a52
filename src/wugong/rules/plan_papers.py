"""Papers that a plan asks for, as dated data: the days a half-month report and a year's papers are due."""

import calendar
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, Final

from wugong.base.faults import Faults
from wugong.rules.dated import in_force
from wugong.rules.documents import read_document
from wugong.rules.working_days import in_year

HALF_MONTH: Final = "half-month"
YEARLY: Final = ("year-plan", "year-sum")
OF_MONTH: Final = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])-([a-z])")
OF_YEAR: Final = re.compile(r"20\d\d")
WORDS: Final = {1: ("",), 2: ("上半月", "下半月"), 3: ("上旬", "中旬", "下旬")}
DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DueRule:
    """When papers of a kind are due: days of each month, or a month and day of each year."""

    name: str
    since: date
    source: str
    days: tuple[int, ...] = ()
    month_day: tuple[int, int] = (12, 31)


@dataclass(frozen=True, slots=True)
class Term:
    """期: what one paper tells of, from its first day to its last, and when it is due."""

    kind: str
    code: str
    label: str
    first: date
    last: date
    due: date

    @property
    def opens(self) -> date:
        """The first day on which the paper may be drafted."""
        return self.first if self.kind == HALF_MONTH else self.due.replace(day=1)


def due_rule(kind: str, day: date) -> DueRule:
    """The row in force on the day; before the first, that first one. KeyError for an unknown kind."""
    rows = _rows()[kind]
    return in_force(rows, day) or rows[0]


def term(kind: str, code: str) -> Term | None:
    """The term of this code (2026-11-a, 2026), or None where there is none such."""
    if kind == HALF_MONTH:
        if not (found := OF_MONTH.fullmatch(code)):
            return None
        terms = _of_month(int(found[1]), int(found[2]))
        return next((one for one in terms if one.code == code), None)
    if kind not in YEARLY or not OF_YEAR.fullmatch(code):
        return None
    return _of_year(kind, int(code))


def term_on(kind: str, day: date) -> Term:
    """The term in which the day lies."""
    if kind == HALF_MONTH:
        return next(one for one in _of_month(day.year, day.month) if one.last >= day)
    return _of_year(kind, day.year)


def terms_due(kind: str, first: date, last: date) -> list[Term]:
    """The terms due from the first day to the last, in order."""
    found: list[Term] = []
    day = first
    while day <= last:
        one = term_on(kind, day)
        found.append(one)
        day = one.last + DAY
    return [one for one in found if first <= one.due <= last]


def later(one: Term, count: int = 1) -> Term:
    """The term so many after this one; earlier ones where below 0."""
    while count:
        day = one.last + DAY if count > 0 else one.first - DAY
        one, count = term_on(one.kind, day), count - (1 if count > 0 else -1)
    return one


def _of_year(kind: str, year: int) -> Term:
    rule = due_rule(kind, date(year, 1, 1))
    due = in_year(year, rule.month_day)
    return Term(kind, str(year), f"{year}年", date(year, 1, 1), date(year, 12, 31), due)


def _of_month(year: int, month: int) -> list[Term]:
    return list(_parts(year, month, due_rule(HALF_MONTH, date(year, month, 1)).days))


def _parts(year: int, month: int, days: Sequence[int]) -> Iterator[Term]:
    """Yield the parts of a month, the last of them up to its end; each is due on its last day."""
    longest = calendar.monthrange(year, month)[1]
    first, words = 1, WORDS.get(len(days))
    for place, day in enumerate(days):
        last = min(day, longest)
        code = f"{year}-{month:02}-{'abcdefghij'[place]}"
        word = words[place] if words else f"第{place + 1}期"
        ends = longest if place == len(days) - 1 else last
        label = f"{year}年{month}月{word}"
        yield Term(
            HALF_MONTH,
            code,
            label,
            date(year, month, first),
            date(year, month, ends),
            date(year, month, last),
        )
        first = last + 1


@cache
def _rows() -> Mapping[str, Sequence[DueRule]]:
    faults = Faults("plan_papers.yaml")
    document = read_document(files("wugong.rules").joinpath("plan_papers.yaml").read_text("utf-8"), faults)
    faults.refuse()
    root: Any = document.root if document else {}
    return {kind: [_rule(str(place), row) for place, row in enumerate(rows)] for kind, rows in root.items()}


def _rule(name: str, row: Mapping[str, Any]) -> DueRule:
    numbers = {key: tuple(int(one) for one in row[key]) for key in ("days", "month_day") if key in row}
    facts: Any = numbers
    return DueRule(name, date.fromisoformat(row["from"]), row["source"], **facts)

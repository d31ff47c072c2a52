"""What comes again and again (周期任务): on which days it is due, between two days."""

import calendar
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from wugong.base.refusals import Refusal
from wugong.base.texts import mark

WEEKDAYS: Final = "一二三四五六日"
HALF: Final = 15  # the day of the month on which its first half ends
MONTH_END: Final = 31  # as a day of a month: its last
LONGEST: Final = 366 * 10


class NoSuchRule(Refusal):
    """Words that are no rule of recurrence."""

    code = "rules.no_such_recurrence"
    sentence = mark(
        "“%(text)s”不是周期，可写 daily、weekly:5（每周五）、semi-monthly（15日和月末）、"
        "monthly:20（每月20日前）、monthly（月末）、quarterly、semi-annual、annual"
    )


class TooLong(Refusal):
    """Days too far apart to be counted out."""

    code = "rules.recurrence_too_long"
    sentence = mark("%(first)s 到 %(last)s 超过十年，请分开来算")


@dataclass(frozen=True, slots=True)
class Rule:
    """How often, and on which day of the week (1: Monday) or of the month (31: its last)."""

    every: str
    day: int = 0

    def __str__(self) -> str:
        """The rule as it is written down; `read_rule` reads it back."""
        shown = {"weekly": self.day, "monthly": self.day if self.day != MONTH_END else 0}.get(self.every, 0)
        return f"{self.every}:{shown}" if shown else self.every

    @property
    def title(self) -> str:
        """What people call it."""
        if self.every == "weekly":
            return f"每周{WEEKDAYS[self.day - 1]}"
        if self.every == "monthly" and self.day != MONTH_END:
            return f"每月{self.day}日前"
        return TITLES[self.every]


TITLES: Final = {
    "daily": "每天",
    "semi-monthly": "每半月（15日、月末）",
    "monthly": "每月月末前",
    "quarterly": "每季度末前",
    "semi-annual": "每半年末前",
    "annual": "每年年底前",
}


def read_rule(text: str) -> Rule:
    """The rule written there, or NoSuchRule."""
    every, sign, number = text.partition(":")
    day = int(number) if number.isdecimal() and number.isascii() and len(number) <= len("31") else 0
    if every == "weekly" and 1 <= day <= len(WEEKDAYS):
        return Rule(every, day)
    if every == "monthly" and (not sign or 1 <= day <= MONTH_END):
        return Rule(every, day or MONTH_END)
    if every in TITLES and not sign:
        return Rule(every)
    raise NoSuchRule(text=text)


def dues_between(rule: Rule, first: date, last: date) -> list[date]:
    """The days on which it is due, from `first` to `last`, both inclusive; a shorter month ends sooner."""
    if (last - first).days > LONGEST:
        raise TooLong(first=first, last=last)
    falls = _falls(rule)
    return [day for day in _days(first, last) if falls(day)]


def _days(first: date, last: date) -> Iterator[date]:
    for place in range((last - first).days + 1):
        yield first + timedelta(days=place)


def _falls(rule: Rule) -> Callable[[date], bool]:
    tests: Mapping[str, Callable[[date], bool]] = {
        "daily": lambda day: True,
        "weekly": lambda day: day.isoweekday() == rule.day,
        "semi-monthly": lambda day: day.day == HALF or _ends_month(day),
        "monthly": lambda day: day.day == min(rule.day, _length(day)),
        "quarterly": lambda day: _ends_month(day) and day.month % 3 == 0,
        "semi-annual": lambda day: _ends_month(day) and day.month % 6 == 0,
        "annual": lambda day: (day.month, day.day) == (12, 31),
    }
    return tests[rule.every]


def _length(day: date) -> int:
    return calendar.monthrange(day.year, day.month)[1]


def _ends_month(day: date) -> bool:
    return day.day == _length(day)

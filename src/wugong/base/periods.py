"""Months, quarters, half-years and years: what a period holds, what comes before it, what it is called."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

NUMERALS = "一二三四"


class Level(IntEnum):
    """How long a period is; the value is its length in months."""

    MONTH = 1
    QUARTER = 3
    HALF_YEAR = 6
    YEAR = 12

    @property
    def word(self) -> str:
        """The level's name in schemes: month, quarter, half_year, year."""
        return self.name.lower()

    @property
    def label(self) -> str:
        return {1: "月", 3: "季度", 6: "半年", 12: "年"}[self.value]


LEVELS = {level.word: level for level in Level}
SHAPES = {
    Level.MONTH: re.compile(r"(\d{4})-(0[1-9]|1[0-2])"),
    Level.QUARTER: re.compile(r"(\d{4})-Q([1-4])"),
    Level.HALF_YEAR: re.compile(r"(\d{4})-H([12])"),
    Level.YEAR: re.compile(r"(\d{4})"),
}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One period: the `number`-th of its level in `year`, counted from 1."""

    level: Level
    year: int
    number: int = 1

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read `2023-01`, `2023-Q1`, `2023-H1` or `2023`; ValueError for anything else."""
        if text.isascii():
            for level, shape in SHAPES.items():
                if (found := shape.fullmatch(text)) and int(found[1]):
                    return cls(level, int(found[1]), int(found[2]) if level is not Level.YEAR else 1)
        raise ValueError(text)

    @classmethod
    def of(cls, day: date, level: Level) -> "Period":
        """The period of this level that holds the day."""
        return cls(level, day.year, (day.month - 1) // level + 1)

    def __str__(self) -> str:
        tail = {
            Level.MONTH: f"-{self.number:02}",
            Level.QUARTER: f"-Q{self.number}",
            Level.HALF_YEAR: f"-H{self.number}",
            Level.YEAR: "",
        }
        return f"{self.year:04}{tail[self.level]}"

    @property
    def label(self) -> str:
        """The period in Chinese: 2023年1月, 2023年一季度, 2023年上半年, 2023年."""
        if self.level is Level.MONTH:
            return f"{self.year}年{self.number}月"
        if self.level is Level.QUARTER:
            return f"{self.year}年{NUMERALS[self.number - 1]}季度"
        if self.level is Level.HALF_YEAR:
            return f"{self.year}年{'上下'[self.number - 1]}半年"
        return f"{self.year}年"

    @property
    def index(self) -> int:
        """The period's place on the line of all periods of its level."""
        return self.year * (12 // self.level) + self.number - 1

    @classmethod
    def at(cls, level: Level, index: int) -> "Period":
        """The period of this level whose `index` is given."""
        year, number = divmod(index, 12 // level)
        return cls(level, year, number + 1)

    def plus(self, count: int) -> "Period":
        """The period `count` places later (earlier where negative)."""
        return Period.at(self.level, self.index + count)

    def within(self, level: Level) -> "Period":
        """The longer period of this level that holds this one."""
        return Period.at(level, self.index * self.level // level)

    def parts(self, level: Level) -> list["Period"]:
        """The shorter periods of this level that make up this one, in order."""
        count = self.level // level
        return [Period.at(level, self.index * count + step) for step in range(count)]

    @property
    def first_day(self) -> date:
        return date(self.year, (self.number - 1) * self.level + 1, 1)

    @property
    def last_day(self) -> date:
        month = self.number * self.level
        return date(self.year, month, calendar.monthrange(self.year, month)[1])


def span(first: Period, last: Period) -> Iterator[Period]:
    """Every period from `first` to `last`, both of one level."""
    for index in range(first.index, last.index + 1):
        yield Period.at(first.level, index)


def touching(months: list[Period], level: Level) -> list[Period]:
    """The periods of this level that hold at least one of the months, in order, each once."""
    return list(dict.fromkeys(month.within(level) for month in months))

"""Cumulative targets of a year by quarters (R37): how many must be done by a day, how many are lacking."""

from dataclasses import dataclass
from datetime import date

from wugong.rules.register_parts import Quota


@dataclass(frozen=True, slots=True)
class QuotaStep:
    """One step: its last day, the percent (None: masked in the plan, not filled in), the number asked for."""

    ends: date
    percent: int | None
    required: int | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a year stands: the last step that has ended, and how many are lacking for it."""

    step: QuotaStep | None
    done: int
    total: int

    @property
    def lacking(self) -> int:
        """How many should be done and are not; 0 before the first step, or where its percent is masked."""
        required = self.step.required if self.step else None
        return max(0, (required or 0) - self.done)

    @property
    def remaining(self) -> int:
        """How many of the year's number are not done."""
        return max(0, self.total - self.done)

    @property
    def reached(self) -> bool:
        """Whether there were any and none is left: the place may carry the quota's name."""
        return self.total > 0 and self.remaining == 0


def required(total: int, percent: int) -> int:
    """So many percent of the number, rounded up: a part of a house is a house."""
    return -(-total * percent // 100)


def steps(quota: Quota, total: int, year: int, filled: dict[int, int] | None = None) -> tuple[QuotaStep, ...]:
    """The steps of a year; `filled` gives the percents, by quarter, that the plan has masked."""
    found = []
    for quarter, written in quota.steps:
        percent = written if written is not None else (filled or {}).get(quarter)
        number = required(total, percent) if percent is not None else None
        found.append(QuotaStep(quarter_end(year, quarter), percent, number))
    return tuple(found)


def standing(of: tuple[QuotaStep, ...], done: int, total: int, day: date) -> Standing:
    """Where the year stands as the day ends."""
    ended = [step for step in of if step.ends <= day]
    return Standing(ended[-1] if ended else None, done, total)


def quarter_end(year: int, quarter: int) -> date:
    """The last day of the quarter."""
    return date(year, quarter * 3, 31 if quarter in (1, 4) else 30)

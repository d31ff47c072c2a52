"""By which day a task is due (R44): what the plan says, with the plan's year where it leaves the year out."""

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

PRECISION: Final = {
    "date": "day",
    "window": "day",
    "quarter_milestone": "quarter",
    "half_year": "quarter",
    "year": "year",
    "year_end": "year",
    "period": "period",
}
MONTH_END: Final = re.compile("[底末份旬]|月$|月前")
OPEN_ENDED: Final = "ongoing"


@dataclass(frozen=True, slots=True)
class Years:
    """The plan's year; `settled`: somebody said it, so that masked years (20xx) stand for it too."""

    plan: int
    settled: bool

    def year(self, said: int | str | None) -> int | None:
        """Return the year meant, or None where it is masked and nobody said which."""
        if isinstance(said, int):
            return said
        if said is None or said == "current":
            return self.plan
        if said == "next":
            return self.plan + 1
        return self.plan if self.settled else None


@dataclass(frozen=True, slots=True)
class Until:
    """The last day, how fine the plan says it, whether a phase gave it, whether a mask hides it."""

    day: date | None
    precision: str = ""
    inherited: bool = False
    masked: bool = False


def day_of(said: dict[str, Any], years: Years) -> date | None:
    """Return the last day of what a deadline says, or None where something is masked."""
    year, month, day = years.year(said.get("year")), said.get("month"), said.get("day")
    if year is None or month is None:
        return None
    longest = calendar.monthrange(year, month)[1]
    february = month == 2 and day == 28 and MONTH_END.search(said.get("raw") or "") is not None
    return date(year, month, longest if day is None or february else min(day, longest))


def until_of(deadlines: Iterable[dict[str, Any]], years: Years) -> Until:
    """Return the day on which the last of the deadlines is over; a task's own count before its phase's."""
    told = [one for one in deadlines if one["type"] != OPEN_ENDED]
    own = [one for one in told if not one["inherited"]] or told
    found = [(day, one) for one in own if (day := day_of(one, years)) is not None]
    if not found:
        return Until(None, masked=bool(own))
    day, last = max(found, key=lambda pair: pair[0])
    return Until(day, PRECISION.get(last["type"], "day"), bool(last["inherited"]))

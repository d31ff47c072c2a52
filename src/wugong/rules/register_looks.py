"""回头看: how often what lasts is looked at again, and which of those days came last."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class LookAgain:
    """Every so many months from the day on which the state was entered; `article` says where that is from."""

    months: int
    article: str

    def last_due(self, since: date, day: date) -> date | None:
        """The last day, up to this one, on which it was to be looked at again; None before the first."""
        passed = (day.year - since.year) * 12 + day.month - since.month
        turns = passed // self.months
        if months_later(since, turns * self.months) > day:
            turns -= 1
        return months_later(since, turns * self.months) if turns > 0 else None


def months_later(day: date, months: int) -> date:
    """The same day so many months later; the month's last one where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))

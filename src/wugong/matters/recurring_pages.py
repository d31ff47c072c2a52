"""What the page of recurring matters shows: each with its rule and its next day."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from wugong.matters.models import Recurrence
from wugong.places.models import Place
from wugong.rules.recurrences import read_rule


@dataclass(frozen=True, slots=True)
class Recurring:
    """周期任务 on its page."""

    row: Recurrence
    rule: str
    due: date | None


def recurrences_of(place: Place) -> list[Recurring]:
    """Return what recurs at this place, what still runs first: one query."""
    rows = Recurrence.objects.filter(place=place).annotate(due=Max("occurrences__due"))
    ordered = sorted(rows, key=lambda row: (row.stopped_at is not None, row.title))
    return [Recurring(row, read_rule(row.rule).title, row.due) for row in ordered]

"""The plans of a place and of all within it, with the figures of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import Count, Q

from wugong.counties.codes import code_range
from wugong.matters.models import PlanDocument
from wugong.matters.states import TaskKind
from wugong.places.models import Place

A_PAGE: Final = 30


@dataclass(frozen=True)
class PlanList:
    """A page of plans, and after which the next one begins."""

    rows: Sequence[PlanDocument]
    after: str
    further: bool


def plans_of(place: Place, after: str = "") -> PlanList:
    """Return a page of plans, the newest first: one query for any number of them."""
    first, behind = code_range(place.code)
    found = PlanDocument.objects.filter(place__code__gte=first, place__code__lt=behind)
    try:
        found = found.filter(pk__lt=UUID(after)) if after else found
    except ValueError:
        after = ""
    runs = Q(tasks__kind=TaskKind.TASK, tasks__left_out=False)
    found = found.annotate(
        task_count=Count("tasks", filter=runs),
        matter_count=Count("tasks", filter=Q(tasks__matter__isnull=False)),
        blank_count=Count("tasks", filter=runs & ~Q(tasks__to_fill=[])),
    )
    found = found.select_related("place", "brought_by").defer("text")
    rows = list(found.order_by("-pk")[: A_PAGE + 1])
    more, rows = len(rows) > A_PAGE, rows[:A_PAGE]
    return PlanList(rows, str(rows[-1].pk) if more else "", bool(after))

"""What a register's matters did in a month, read from their timelines: four queries for any number."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q

from wugong.matters.models import ClockRun, Matter, Step
from wugong.places.models import Place
from wugong.rules.register_parts import StateKind, Version

Reached = Mapping[str, datetime]


@dataclass(slots=True)
class Course:
    """What a matter did: where it stood as the month began and ended, and what it reached between."""

    matter: Matter
    before: str = ""  # the state as the month began; empty for one opened in it
    after: str = ""  # the state as the month ended
    reached: dict[str, datetime] = field(default_factory=dict)  # states reached in the month, when first
    reopened: int = 0
    overdue: bool = False
    answer: str = ""

    @property
    def village(self) -> str:
        """Return the code of the village in which it is."""
        return self.matter.place.code[:12]


def courses(place: Place, register: str, version: Version, start: datetime, end: datetime) -> list[Course]:
    """Return the matters of the register at the place and within it that were opened before `end`.

    What fields hold is read as it is now; states and clocks as they were. Merged matters are left out.
    """
    found = Matter.objects.under(place.code).filter(
        register=register, opened_at__lt=end, merged_into__isnull=True
    )
    rows = found.select_related("place", "lead_unit", "handler", "document").order_by("number")
    made = {matter.pk: Course(matter, after=version.first.code) for matter in rows}
    keys = found.values("pk")
    undoing = {move.code for move in version.moves if move.undoes}
    steps = Step.objects.filter(matter__in=keys, at__lt=end).exclude(target="").order_by("at", "pk")
    for key, at, target, move, text in steps.values_list("matter_id", "at", "target", "move", "text"):
        _walked(made[key], at, target, text, start, undone=move in undoing)
    for one in made.values():
        if one.matter.opened_at < start and not one.before:
            one.before = version.first.code
    for key in _overdue(keys, end):
        made[key].overdue = made[key].after in _of_kind(version, StateKind.OPEN)
    return list(made.values())


def by_village(found: list[Course]) -> Mapping[str, list[Course]]:
    """Return the courses by the code of their village."""
    villages: dict[str, list[Course]] = defaultdict(list)
    for one in found:
        villages[one.village].append(one)
    return villages


def _walked(one: Course, at: datetime, target: str, text: str, start: datetime, *, undone: bool) -> None:
    one.after = target
    if at < start:
        one.before = target
        return
    one.reached.setdefault(target, at)
    one.reopened += undone
    one.answer = text or one.answer


def _overdue(keys: Any, end: datetime) -> set[UUID]:
    running = Q(ended_at__isnull=True) | Q(ended_at__gte=end)
    late = ClockRun.objects.filter(running, matter__in=keys, began_at__lt=end, due_at__lt=end)
    return set(late.exclude(ended_at=F("began_at")).values_list("matter_id", flat=True))


def _of_kind(version: Version, kind: StateKind) -> set[str]:
    return {state.code for state in version.states if state.kind is kind}

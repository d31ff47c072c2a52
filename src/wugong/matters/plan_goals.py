"""A target that a plan masked has its figure once somebody writes it into the field of the task's matter."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from wugong.counties.actors import Actor
from wugong.matters.models import Indicator, Matter
from wugong.matters.states import Channel

GOAL: Final = "goal"
MOST: Final = "goal-most"


def unmask_goal(matter: Matter, changed: Mapping[str, str], *, actor: Actor) -> None:
    """The first masked target of the task has the figure of the field, so that the task may start.

    Part of the act that fills the field, of its lock and its record; a range without its upper end waits.
    """
    if matter.channel != Channel.PLAN or not changed.get(GOAL):
        return
    masked = Indicator.objects.select_for_update(of=("self",)).filter(task__matter=matter, goal__isnull=True)
    one = masked.order_by("pk").first()
    most = matter.facts.get(MOST, "")
    if one is None or (one.compare == "between" and not most):
        return
    one.goal = Decimal(changed[GOAL])
    one.goal_most = Decimal(most) if one.compare == "between" else None
    one.save(update_fields=["goal", "goal_most"])

"""Red, amber, green: how near the end of the running time is, for one matter and for a list of them."""

from datetime import datetime

from django.db.models import Q

from wugong.matters.models import Matter, MatterQuerySet
from wugong.matters.states import Light
from wugong.rules.register_parts import StateKind


def light(matter: Matter, now: datetime) -> Light:
    """Return the light of the matter: of its earliest running clock, or why none burns."""
    if matter.paused_at is not None:
        return Light.PAUSED
    if matter.due_at is None or matter.amber_at is None:
        return Light.NONE if matter.kind == StateKind.OPEN else Light.OVER
    if now > matter.due_at:
        return Light.RED
    return Light.AMBER if now >= matter.amber_at else Light.GREEN


def in_light(matters: MatterQuerySet, wanted: Light, now: datetime) -> MatterQuerySet:
    """Keep the matters of this light."""
    return matters.filter(_condition(wanted, now))


def _condition(wanted: Light, now: datetime) -> Q:
    runs = Q(paused_at__isnull=True, due_at__isnull=False)
    rests = Q(paused_at__isnull=True, due_at__isnull=True)
    return {
        Light.PAUSED: Q(paused_at__isnull=False),
        Light.NONE: rests & Q(kind=StateKind.OPEN),
        Light.OVER: rests & ~Q(kind=StateKind.OPEN),
        Light.RED: runs & Q(due_at__lt=now),
        Light.AMBER: runs & Q(due_at__gte=now, amber_at__lte=now),
        Light.GREEN: runs & Q(due_at__gte=now, amber_at__gt=now),
    }[wanted]

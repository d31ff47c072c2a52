"""The nightly look at all matters: lights that turned, moves of the clock, neighbours, what recurs."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.counties.actors import System
from wugong.counties.models import County
from wugong.counties.standing import standing_in
from wugong.matters import notices
from wugong.matters.confirming import draw_neighbours
from wugong.matters.holding import hold_matter
from wugong.matters.lights import light
from wugong.matters.looking import remind_to_look
from wugong.matters.models import ClockRun, Matter
from wugong.matters.moving import move
from wugong.matters.recurring import open_due
from wugong.matters.registers import held_by
from wugong.matters.retention import past_keeping
from wugong.matters.states import Light
from wugong.rules.register_parts import By, Move

Actor = User | System
KINDS = {Light.AMBER: notices.AMBER, Light.RED: notices.RED}
TIME_IS_UP = "期限到了"


@dataclass(frozen=True)
class Tended:
    """What a night brought: told of, moved by the clock, called, opened, past its years, looked at again."""

    amber: int = 0
    red: int = 0
    moved: int = 0
    called: int = 0
    opened: int = 0
    past_keeping: int = 0
    looks: int = 0


def tend(now: datetime | None = None, *, actor: Actor) -> Tended:
    """Who deals with what became late knows, once; done again the same night nothing is doubled."""
    at = now or timezone.now()
    moved = sum(_moved(matter, actor) for matter in list(_to_be_moved(at)))
    told = [_told(matter, at, actor) for matter in list(_turned(at))]
    return Tended(
        amber=told.count(Light.AMBER),
        red=told.count(Light.RED),
        moved=moved,
        called=len(draw_neighbours(at, actor=actor)),
        opened=open_due(timezone.localdate(at), actor=actor),
        past_keeping=past_keeping(at).count(),
        looks=remind_to_look(at, actor=actor),
    )


def tend_everywhere(now: datetime | None = None, *, actor: Actor) -> Tended:
    """Every county is tended; the sum of what that brought."""
    nights = []
    for county in County.objects.order_by("code"):
        with standing_in(county):
            nights.append(tend(now, actor=actor))
    names = [one.name for one in fields(Tended)]
    return Tended(**{name: sum(getattr(night, name) for night in nights) for name in names})


def _turned(now: datetime) -> Iterator[Matter]:
    """Yield the matters whose light turned since it was told."""
    running = Matter.objects.filter(paused_at__isnull=True, merged_into__isnull=True, amber_at__lte=now)
    untold = ClockRun.objects.filter(ended_at__isnull=True).exclude(told=Light.RED)
    untold = untold.filter(due_at__lt=now) | untold.filter(told="", amber_at__lte=now)
    yield from running.filter(pk__in=untold.values("matter")).select_related("lies_with").order_by("pk")


@transaction.atomic
def _told(matter: Matter, now: datetime, actor: Actor) -> Light:
    """Who deals with the matter was told of its light, once for each clock and light."""
    held = hold_matter(matter)
    shown = light(held, now)
    if shown not in KINDS:
        return shown
    runs = ClockRun.objects.filter(matter=held, ended_at__isnull=True)
    turned = runs.filter(due_at__lt=now) if shown is Light.RED else runs.filter(amber_at__lte=now)
    if not turned.exclude(told__in=[shown, Light.RED]).update(told=shown):
        return Light.NONE
    notices.late(held, KINDS[shown], actor=actor)
    return shown


def _to_be_moved(now: datetime) -> Iterator[tuple[Matter, Move]]:
    """Yield the matters whose time is over and that a move of the clock leads on, with the move."""
    for matter in Matter.objects.overdue(now).select_related("document").order_by("pk").iterator():
        moves = held_by(matter).version.moves_from(matter.state, matter.facts)
        if (found := next((one for one in moves if one.by == (By.CLOCK,)), None)) is not None:
            yield matter, found


def _moved(asked: tuple[Matter, Move], actor: Actor) -> int:
    matter, wanted = asked
    move(matter, wanted.code, actor=actor, seen=matter.state, reason=TIME_IS_UP)
    return 1

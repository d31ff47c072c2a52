"""The end of a pause: the working time that was lost is given back."""

from datetime import datetime

from wugong.accounts.models import User
from wugong.counties.actors import System
from wugong.matters.lines import write_line
from wugong.matters.models import Matter, Pause, Step
from wugong.matters.recomputing import recompute
from wugong.matters.states import StepKind
from wugong.rules.register_parts import Version


def end_pause(matter: Matter, version: Version, now: datetime, *, actor: User | System) -> Step:
    """The clocks of the matter run again and are due later; not yet written on the matter."""
    Pause.objects.filter(matter=matter, until__isnull=True).update(until=now)
    reason, matter.paused_at, matter.pause_reason = matter.pause_reason, None, ""
    recompute(matter, version, actor=actor)
    return write_line(matter, StepKind.RESUMED, actor=actor, text=reason, at=now)

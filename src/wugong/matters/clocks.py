"""The acts on the time of a matter: let it stand still for a reason everybody sees, go on, put it off."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from wugong.access.verdicts import YES, Verdict, Visitor, refused
from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.counties.actors import System
from wugong.matters import acts, notices, refusals
from wugong.matters.holding import hold_matter, hold_open
from wugong.matters.lines import write_line
from wugong.matters.models import ClockRun, Matter, Pause, Step
from wugong.matters.numbers import spoken
from wugong.matters.permissions import NOT_BY_HAND, can_act_as, can_tend
from wugong.matters.recomputing import recompute, running_of
from wugong.matters.registers import held_by
from wugong.matters.resuming import end_pause
from wugong.matters.states import StepKind
from wugong.matters.texts import LINE, needed, words_of
from wugong.rules.register_parts import Clock

Actor = User | System


@transaction.atomic
def pause(matter: Matter, reason: str, *, actor: Actor, detail: str = "") -> Step:
    """The clocks stand still from now on, for one of the reasons that the register knows; all see which."""
    more = words_of("说明", detail, LINE - 30)
    matter = hold_open(matter)
    reasons = held_by(matter).version.pauses
    can_tend(actor, matter).or_refuse()
    if not reasons:
        raise refusals.NeverPaused
    if reason not in reasons:
        raise refusals.NoSuchPause(reasons="、".join(reasons))
    if matter.paused_at is not None:
        raise refusals.PausedAlready(reason=matter.pause_reason)
    now = timezone.now()
    _refuse_late(running_of(matter), now)
    said = f"{reason}：{more}" if more else reason
    Pause.objects.create(matter=matter, reason=said[:LINE], since=now, paused_by_id=actor.pk)
    matter.paused_at, matter.pause_reason = now, said[:LINE]
    matter.save(update_fields=["paused_at", "pause_reason"])
    step = write_line(matter, StepKind.PAUSED, actor=actor, text=said, at=now)
    record(acts.PAUSED, actor=actor, at=matter.place.code, number=spoken(matter.number), reason=reason)
    notices.waits(matter, said, actor=actor)
    return step


def _refuse_late(runs: list[ClockRun], now: datetime) -> None:
    """Refuse where no clock runs, or one is over: what is late stays late."""
    if not runs:
        raise refusals.NothingRuns
    if any(run.due_at < now for run in runs):
        raise refusals.TooLate


@transaction.atomic
def resume(matter: Matter, *, actor: Actor) -> Step:
    """The clocks run again, due later by the working time that was lost."""
    matter = hold_matter(matter)
    can_tend(actor, matter).or_refuse()
    if matter.paused_at is None:
        raise refusals.NotPaused
    step = end_pause(matter, held_by(matter).version, timezone.now(), actor=actor)
    matter.save()
    record(acts.RESUMED, actor=actor, at=matter.place.code, number=spoken(matter.number))
    return step


def can_extend(actor: Visitor, matter: Matter, clock: Clock) -> Verdict:
    """One of those whom the register names puts the end of the clock off."""
    verdict = YES if isinstance(actor, System) else refused("matters.by_clock", NOT_BY_HAND)
    for by in clock.extended_by:
        if verdict := can_act_as(actor, by, matter):
            return YES
    return verdict


@transaction.atomic
def extend(matter: Matter, clock: str, *, actor: Actor, reason: str) -> Step:
    """The clock is due later by as many working days as the register allows, once more."""
    said = needed("延期原因", reason)
    matter = hold_open(matter)
    version = held_by(matter).version
    runs = {run.clock: run for run in running_of(matter)}
    if clock not in runs:
        raise refusals.NothingRuns
    rule, run = version.clock(clock), runs[clock]
    if run.extensions >= rule.extensions:
        raise refusals.NoMoreExtensions(clock=rule.title, most=rule.extensions)
    can_extend(actor, matter, rule).or_refuse()
    if matter.paused_at is None:
        _refuse_late([run], timezone.now())
    run.extensions += 1
    run.save(update_fields=["extensions"])
    recompute(matter, version, actor=actor)
    matter.save(update_fields=["due_at", "amber_at"])
    run.refresh_from_db()
    due = timezone.localdate(run.due_at)
    facts: dict[str, Any] = {"clock": clock, "due": due.isoformat()}
    step = write_line(matter, StepKind.EXTENDED, actor=actor, text=said, **facts)
    told: dict[str, Any] = {"number": spoken(matter.number), "clock": rule.title, "due": due, "reason": said}
    record(acts.EXTENDED, actor=actor, at=matter.place.code, **told)
    return step

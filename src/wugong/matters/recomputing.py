"""When a matter's clocks are due: they begin and end with states, wait in pauses, follow facts and days."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.counties.actors import System
from wugong.matters.models import ClockRun, Matter, Pause
from wugong.matters.registers import held_by
from wugong.matters.workdays import working_days
from wugong.rules.register_parts import Clock, Limit, Version
from wugong.rules.working_days import WorkingDays, day_end

AT_ONCE: Final = 500  # matters whose clocks are set anew together


def begun(matter: Matter, version: Version, at: datetime, days: WorkingDays) -> list[ClockRun]:
    """Return the clocks that begin as the matter comes into its state, not written yet."""
    return [
        run
        for clock in version.clocks
        if matter.state in clock.since and (run := _run(matter, clock, at, days)) is not None
    ]


def _run(matter: Matter, clock: Clock, at: datetime, days: WorkingDays) -> ClockRun | None:
    limit = clock.limit_for(matter.facts)
    due = days.due_at(at, limit, facts=matter.facts, opened=opened_on(matter)) if limit else None
    if limit is None or due is None:
        return None
    return ClockRun(
        county_id=matter.county_id,
        matter=matter,
        clock=clock.code,
        began_at=at,
        due_at=due,
        amber_at=days.amber_at(due, limit),
    )


def opened_on(matter: Matter) -> date:
    """Return the day on which the matter was asked for."""
    return timezone.localdate(matter.opened_at)


def earliest(matter: Matter, runs: Iterable[ClockRun]) -> None:
    """The matter is due when the first of its running clocks is; not written yet."""
    first = min(runs, key=lambda run: run.due_at, default=None)
    matter.due_at = first.due_at if first else None
    matter.amber_at = first.amber_at if first else None


def enter_state(matter: Matter, version: Version, now: datetime, *, actor: User | System) -> None:
    """The clocks that end with the matter's state have ended, those that begin with it run.

    What its facts say now holds for those that go on. When it is due stands on the matter, not yet written.
    """
    days, going = working_days(), running_of(matter)
    over = [run for run in going if matter.state in version.clock(run.clock).until]
    for run in over:
        run.ended_at = now
    ClockRun.objects.bulk_update(over, ["ended_at"])
    left = [run for run in going if run.ended_at is None]
    named = {run.clock for run in left}
    begin = [run for run in begun(matter, version, now, days) if run.clock not in named]
    ClockRun.objects.bulk_create(begin)
    _set_anew(matter, version, left, days)
    earliest(matter, [*left, *begin])


def running_of(matter: Matter) -> list[ClockRun]:
    """Return the clocks that run for the matter."""
    return list(ClockRun.objects.filter(matter=matter, ended_at__isnull=True))


def recompute(matter: Matter, version: Version, *, actor: User | System) -> None:
    """Every clock of the matter is due as its facts, pauses and extensions say; one it lacked runs.

    When it is due stands on the matter, not yet written.
    """
    days, going = working_days(), running_of(matter)
    named = {run.clock for run in going}
    begin = [run for run in begun(matter, version, matter.moved_at, days) if run.clock not in named]
    ClockRun.objects.bulk_create(begin)
    _set_anew(matter, version, [*going, *begin], days)
    earliest(matter, [*going, *begin])


def _set_anew(matter: Matter, version: Version, runs: Sequence[ClockRun], days: WorkingDays) -> None:
    if runs:
        pauses = list(Pause.objects.filter(matter=matter, until__isnull=False).order_by("since"))
        changed = [run for run in runs if set_due(run, matter, version, pauses, days)]
        ClockRun.objects.bulk_update(changed, ["due_at", "amber_at", "told"])


def set_due(
    run: ClockRun, matter: Matter, version: Version, pauses: Iterable[Pause], days: WorkingDays
) -> bool:
    """The clock is due as all that is known says; says whether that changed anything; not written yet."""
    clock = version.clock(run.clock)
    limit = clock.limit_for(matter.facts)
    due = days.due_at(run.began_at, limit, facts=matter.facts, opened=opened_on(matter)) if limit else None
    if limit is None or due is None:
        return False
    for pause in pauses:
        if pause.until and pause.until > run.began_at:
            due = days.resumed(due, max(pause.since, run.began_at), pause.until, limit)
    due = days.later(due, run.extensions * clock.extension_days)
    return _put(run, due, limit, days)


def _put(run: ClockRun, due: datetime, limit: Limit, days: WorkingDays) -> bool:
    amber = days.amber_at(due, limit)
    if (run.due_at, run.amber_at) == (due, amber):
        return False
    if due > run.due_at:
        run.told = ""  # whoever was told that it is late is told again when it is
    run.due_at, run.amber_at = due, amber
    return True


@transaction.atomic
def recompute_from(day: date, *, actor: User | System) -> int:
    """What runs and is due on that day or later is due as the days that are worked now say."""
    late = ClockRun.objects.filter(ended_at__isnull=True, due_at__gte=day_end(day).replace(hour=0, minute=0))
    keys = list(late.order_by("matter").values_list("matter", flat=True).distinct())
    days = working_days()
    for start in range(0, len(keys), AT_ONCE):
        _recompute_some(keys[start : start + AT_ONCE], days)
    return len(keys)


def _recompute_some(keys: Sequence[UUID], days: WorkingDays) -> None:
    held = Matter.objects.filter(pk__in=keys).select_related("document").order_by("pk")
    matters = {matter.pk: matter for matter in held.select_for_update(of=("self",), no_key=True)}
    runs = list(ClockRun.objects.filter(matter__in=keys, ended_at__isnull=True))
    pauses = list(Pause.objects.filter(matter__in=keys, until__isnull=False).order_by("since"))
    for run in runs:
        matter = matters[run.matter_id]
        own = [pause for pause in pauses if pause.matter_id == matter.pk]
        set_due(run, matter, held_by(matter).version, own, days)
    ClockRun.objects.bulk_update(runs, ["due_at", "amber_at", "told"])
    for key, matter in matters.items():
        earliest(matter, [run for run in runs if run.matter_id == key])
    Matter.objects.bulk_update(matters.values(), ["due_at", "amber_at"])

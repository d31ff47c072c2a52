"""Why a matter is due when it is: the limit, the days that count and those that do not, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from wugong.matters.calendars import working_days
from wugong.matters.models import ClockRun, Matter, Pause
from wugong.rules.register_parts import Clock, Limit, Version
from wugong.rules.working_days import WorkingDays


@dataclass(frozen=True, slots=True)
class ClockSaid:
    """一个时限 as a person reads it: what runs, until when, and why until then."""

    code: str
    title: str
    due: datetime
    running: bool
    extensions: int
    paused: bool
    why: str


def clocks_said(matter: Matter, version: Version) -> list[ClockSaid]:
    """Return the clocks of a matter in the order in which they began: three queries."""
    runs = list(ClockRun.objects.filter(matter=matter))
    if not runs:
        return []
    pauses, days = list(Pause.objects.filter(matter=matter)), working_days()
    known = {one.code: one for one in version.clocks}
    return [_said(run, known[run.clock], matter, pauses, days) for run in runs if run.clock in known]


def _said(
    run: ClockRun, clock: Clock, matter: Matter, pauses: Sequence[Pause], days: WorkingDays
) -> ClockSaid:
    limit = clock.limit_for({name: str(value) for name, value in matter.facts.items()})
    began, due = timezone.localdate(run.began_at), timezone.localdate(run.due_at)
    parts = [_("%(day)s起") % {"day": _day(began)}]
    if limit:
        parts.append(limit_said(limit))
        parts += _rest_said(limit, began, due, days)
    if run.extensions:
        extended = {"n": run.extensions, "days": run.extensions * clock.extension_days}
        parts.append(_("延期 %(n)s 次，共 %(days)s 个工作日") % extended)
    if stood := [one for one in pauses if (one.until or timezone.now()) > run.began_at]:
        parts.append(_("停过 %(n)s 次（%(why)s）") % {"n": len(stood), "why": "、".join(_reasons(stood))})
    running = run.ended_at is None
    if running and matter.paused_at is None and limit:
        parts.append(_left_said(limit, due, days))
    paused = running and matter.paused_at is not None
    return ClockSaid(run.clock, clock.title, run.due_at, running, run.extensions, paused, "，".join(parts))


def _reasons(pauses: Sequence[Pause]) -> list[str]:
    return list(dict.fromkeys(one.reason for one in pauses))


def limit_said(limit: Limit) -> str:
    """Return how long, or until when, a limit gives."""
    if limit.hours is not None:
        return _("%(n)s 小时内") % {"n": limit.hours}
    if limit.working_days is not None:
        return _("%(n)s 个工作日内") % {"n": limit.working_days}
    if limit.days is not None:
        return _("%(n)s 天内") % {"n": limit.days}
    if limit.month_day is not None:
        month, day = limit.month_day
        return _("当年%(month)s月%(day)s日前") % {"month": month, "day": day}
    return _("按登记里写的日子")


def _rest_said(limit: Limit, began: date, due: date, days: WorkingDays) -> list[str]:
    """Say how many days off lie between, where only working days count, and where that is a guess."""
    if limit.working_days is None:
        return []
    off = (due - began).days - days.between(began, due)
    said = [_("中间 %(n)s 天休息日不算") % {"n": off}] if off > 0 else []
    if due > days.known_until:
        said.append(_("%(year)s年的放假安排还没有登记，只按周末算，可能不准") % {"year": due.year})
    return said


def _left_said(limit: Limit, due: date, days: WorkingDays) -> str:
    today = timezone.localdate()
    if due < today:
        return _("已超 %(n)s 个工作日") % {"n": days.between(due, today)}
    return _("今天起还有 %(n)s 个工作日") % {"n": days.between(today, due)}


def _day(day: date) -> str:
    return _("%(month)s月%(day)s日") % {"month": day.month, "day": day.day}

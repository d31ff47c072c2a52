"""Finds what does not fit in the clocks of a register: limits that never hold, matters without a limit."""

import calendar
from collections.abc import Iterator
from typing import Final

from wugong.rules import register_parts as p
from wugong.rules.documents import Path
from wugong.rules.register_paths import uncovered, unstopped
from wugong.rules.register_paths import values as values_of

LEAP: Final = 2024
KINDS: Final = ("hours", "working_days", "days", "month_day", "field")


def clock_faults(version: p.Version) -> Iterator[tuple[Path, str]]:
    """Everything that does not fit in the clocks; the names in them exist."""
    for place, clock in enumerate(version.clocks):
        path: Path = ("clocks", place)
        both = sorted({*clock.since} & {*clock.until})
        if both:
            yield (*path, "until"), f"“{'、'.join(both)}”不能既是起点又是终点"
        for state in unstopped(version, clock):
            yield (*path, "until"), f"到了“{state.title}”时限还在走，请写进 until"
        yield from _extensions(clock, path)
        for spot, limit in enumerate(clock.limits):
            yield from _limit(version, limit, (*path, "limits", spot))
        yield from _coverage(version, clock, (*path, "limits"))


def _extensions(clock: p.Clock, path: Path) -> Iterator[tuple[Path, str]]:
    parts = (clock.extensions, clock.extension_days, len(clock.extended_by))
    if any(parts) and not all(parts):
        yield path, "能延期就要写全：extensions 几次、extension_days 几个工作日、extended_by 谁批"


def _limit(version: p.Version, limit: p.Limit, path: Path) -> Iterator[tuple[Path, str]]:
    given = [key for key in KINDS if getattr(limit, key) not in (None, "")]
    if len(given) != 1:
        yield path, f"每条时限在 {'、'.join(KINDS)} 里写一种，这里有 {len(given)} 种"
    if 0 in (limit.hours, limit.working_days, limit.days):
        yield path, "时限至少是 1"
    if limit.month_day is not None:
        month, day = limit.month_day
        if not 1 <= day <= calendar.monthrange(LEAP, month)[1]:
            yield (*path, "month_day"), f"{month} 月没有 {day} 日，写成 07-30 的样子"
    if limit.field and version.field(limit.field).type is not p.FieldType.DATE:
        yield (*path, "field"), f"“{limit.field}”不是 type: date 的字段"
    for code, wanted in limit.when.items():
        known = values_of(version.field(code))
        for value in wanted:
            if value not in known:
                said = "、".join(known) or "（条件只能问 type: choice、yes 的字段）"
                yield (*path, "when", code), f"没有“{value}”这个取值，有的是 {said}"


def _coverage(version: p.Version, clock: p.Clock, path: Path) -> Iterator[tuple[Path, str]]:
    for spot, limit in enumerate(clock.limits[:-1]):
        if not limit.when:
            yield (*path, spot), "没有条件的时限要写在最后，后面的用不上"
    facts = uncovered(version, [limit.when for limit in clock.limits], clock.since)
    if facts is not None:
        said = "、".join(f"{version.field(code).title}为“{value or '空'}”" for code, value in facts.items())
        yield path, f"{said}的事项没有时限，请补一条，或在最后写一条没有条件的"

"""Walks a matter through a register without a database: states, clocks, pauses, lights, what is refused."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from wugong.base.refusals import Refusal
from wugong.base.texts import mark
from wugong.rules import register_parts as p
from wugong.rules.certificates import Answer, certificate_verdict
from wugong.rules.register_distinct import alike
from wugong.rules.register_paths import values
from wugong.rules.working_days import ZONE, WorkingDays


class Light(StrEnum):
    """How a matter stands to its clocks."""

    NONE = "none"  # no clock runs, or the day is not written down
    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    PAUSED = "paused"


WORST: Final = (Light.RED, Light.AMBER, Light.GREEN)


class WalkRefused(Refusal):
    """A step that the register does not allow."""

    code = "rules.walk_refused"
    sentence = mark("%(why)s")


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a clock: since when, how long it stood still, how often it was extended."""

    clock: p.Clock
    since: datetime
    pauses: tuple[tuple[datetime, datetime], ...] = ()
    extended: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """One move of the register: when, by whom (`by` in what part, `who` as a person), with what."""

    at: datetime
    by: p.By
    who: str
    gives: frozenset[p.Need] = frozenset()
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Walk:
    """Where a matter stands."""

    version: p.Version
    days: WorkingDays
    opened: datetime
    state: str
    facts: Mapping[str, str]
    entered_by: str
    runs: tuple[Run, ...] = ()
    paused: datetime | None = None

    def due(self, run: Run) -> datetime | None:
        """When the clock of the run ends, pauses and extensions counted; None where there is no limit yet."""
        limit = run.clock.limit_for(self.facts)
        if limit is None:
            return None
        opened = self.opened.astimezone(ZONE).date()
        due = self.days.due_at(run.since, limit, facts=self.facts, opened=opened)
        if due is None:
            return None
        for begun, over in run.pauses:
            due = self.days.resumed(due, begun, over, limit)
        return self.days.later(due, run.extended * run.clock.extension_days)

    def dues(self) -> Mapping[str, datetime]:
        """When each running clock ends, by its code."""
        found = {run.clock.code: self.due(run) for run in self.runs}
        return {code: due for code, due in found.items() if due}

    def light(self, at: datetime) -> Light:
        """The worst light of all running clocks at that moment."""
        if self.paused and self.runs:
            return Light.PAUSED
        found = {self._light(run, at) for run in self.runs}
        return next((light for light in WORST if light in found), Light.NONE)

    def _light(self, run: Run, at: datetime) -> Light:
        due, limit = self.due(run), run.clock.limit_for(self.facts)
        if due is None or limit is None:
            return Light.NONE
        return light_at(at, due, self.days.amber_at(due, limit))


def light_at(at: datetime, due: datetime, amber: datetime) -> Light:
    """Red past the due, amber from its moment on where that lies before the due, else green."""
    if at > due:
        return Light.RED
    return Light.AMBER if amber < due and at >= amber else Light.GREEN


def opened(version: p.Version, step: Step, days: WorkingDays) -> Walk:
    """A new matter in its first state, clocks begun; WalkRefused where who, or a required field, is amiss."""
    if step.by not in version.opened_by:
        raise WalkRefused(why=f"{step.by} 不能登记，能登记的是 {'、'.join(version.opened_by)}")
    required = [one.code for one in version.fields if one.required]
    _check_facts(version, step, step.facts, required)
    walk = Walk(version, days, step.at, version.first.code, dict(step.facts), step.who)
    return replace(walk, runs=_runs(walk, walk.state, step.at))


def moved(walk: Walk, code: str, step: Step) -> Walk:
    """The matter after the move, clocks begun and ended; WalkRefused says what the move lacks."""
    facts = {**walk.facts, **step.facts}
    move = _move(walk, code, facts)
    if step.by not in move.by:
        raise WalkRefused(why=f"“{move.title}”由 {'、'.join(move.by)} 来做，不是 {step.by}")
    if move.second and step.who == walk.entered_by:
        raise WalkRefused(why=f"“{move.title}”要由另一个人来做，不能还是 {step.who}")
    lacking = [need for need in move.needs if need not in step.gives]
    if lacking:
        raise WalkRefused(why=f"“{move.title}”还缺 {'、'.join(lacking)}")
    _check_facts(walk.version, step, facts, move.fields)
    after = _resumed(walk, step.at) if walk.paused else walk
    runs = _runs(after, move.target, step.at)
    return replace(after, state=move.target, facts=facts, entered_by=step.who, runs=runs)


def paused(walk: Walk, reason: str, at: datetime) -> Walk:
    """The matter with its clocks standing still, for one of the reasons the register knows."""
    if reason not in walk.version.pauses:
        known = "、".join(walk.version.pauses) or "（一个也没有）"
        raise WalkRefused(why=f"不能因“{reason}”暂停，可用的理由是 {known}")
    if walk.paused or not walk.runs:
        raise WalkRefused(why="已经停着了" if walk.paused else "没有在走的时限，不用暂停")
    return replace(walk, paused=at)


def resumed(walk: Walk, at: datetime) -> Walk:
    """The matter with its clocks running again; what was lost is given back."""
    if not walk.paused:
        raise WalkRefused(why="没有暂停，不用恢复")
    return _resumed(walk, at)


def extended(walk: Walk, clock: str, by: p.By) -> Walk:
    """The matter with one more extension of a running clock."""
    run = next((one for one in walk.runs if one.clock.code == clock), None)
    if run is None:
        raise WalkRefused(why=f"时限“{clock}”现在没有在走")
    if run.extended >= run.clock.extensions:
        raise WalkRefused(why=f"“{run.clock.title}”最多延期 {run.clock.extensions} 次")
    if by not in run.clock.extended_by:
        raise WalkRefused(why=f"“{run.clock.title}”由 {'、'.join(run.clock.extended_by)} 批准延期，不是 {by}")
    longer = replace(run, extended=run.extended + 1)
    return replace(walk, runs=tuple(longer if one is run else one for one in walk.runs))


def _move(walk: Walk, code: str, facts: Mapping[str, str]) -> p.Move:
    try:
        move = walk.version.move(code)
    except KeyError:
        known = "、".join(one.code for one in walk.version.moves)
        raise WalkRefused(why=f"没有“{code}”这个动作，有的是 {known}") from None
    if walk.state not in move.sources:
        raise WalkRefused(why=f"“{move.title}”不能从“{walk.version.state(walk.state).title}”走")
    if move.when and not p.fits(move.when, facts):
        raise WalkRefused(why=f"“{move.title}”不合条件：{'、'.join(move.when)}")
    return move


def _check_facts(version: p.Version, step: Step, facts: Mapping[str, str], asked: Collection[str]) -> None:
    for code, value in step.facts.items():
        one = next((one for one in version.fields if one.code == code), None)
        if one is None:
            raise WalkRefused(why=f"没有“{code}”这个字段")
        known = values(one)
        if known and value not in known:
            raise WalkRefused(why=f"“{one.title}”没有“{value}”这个取值，有的是 {'、'.join(known)}")
        if one.type is p.FieldType.DATE and not _is_day(value):
            raise WalkRefused(why=f"“{one.title}”没有“{value}”这一天，写成 2026-01-31 的样子")
        if one.checked:
            _check_certificate(version, value, step.at.astimezone(ZONE).date())
    lacking = [version.field(code).title for code in asked if not facts.get(code)]
    if lacking:
        raise WalkRefused(why=f"要先填 {'、'.join(lacking)}")
    for one, other in alike(version, facts, {*step.facts, *asked}):
        raise WalkRefused(why=f"“{other.title}”不能和“{one.title}”一样")


def _check_certificate(version: p.Version, named: str, day: date) -> None:
    """Refuse what no village may issue; what is on no list waits for the town, which a walk does not know."""
    verdict = certificate_verdict(named, day, version.certificates)
    if verdict.answer is Answer.REFUSED:
        raise WalkRefused(why=verdict.reason)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _resumed(walk: Walk, at: datetime) -> Walk:
    assert walk.paused
    lost = (walk.paused, at)
    runs = tuple(replace(run, pauses=(*run.pauses, lost)) for run in walk.runs)
    return replace(walk, runs=runs, paused=None)


def _runs(walk: Walk, state: str, at: datetime) -> tuple[Run, ...]:
    """The clocks that run once the state is reached: those that ran and do not end, those that begin."""
    return tuple(_going(walk, state, at))


def _going(walk: Walk, state: str, at: datetime) -> Iterator[Run]:
    for clock in walk.version.clocks:
        run = next((one for one in walk.runs if one.clock.code == clock.code), None)
        if run and state not in clock.until:
            yield run
        elif state in clock.since:
            yield Run(clock, at)

"""Cases of a register: walks read from YAML and held against what the register does."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from importlib.resources import files
from typing import Any

from wugong.rules import register_parts as p
from wugong.rules.building import Builder
from wugong.rules.dated import open_document
from wugong.rules.documents import Path
from wugong.rules.register_reading import register_text
from wugong.rules.register_walk import (
    Light,
    Step,
    Walk,
    WalkRefused,
    extended,
    moved,
    opened,
    paused,
    resumed,
)
from wugong.rules.working_days import DAY_END, ZONE, WorkingDays

NO_DUE = "none"


@dataclass(frozen=True, slots=True)
class Expected:
    """What should stand after a step; nothing named, nothing asked."""

    state: str = ""
    due: Mapping[str, datetime | None] = field(default_factory=dict)
    light: str = ""
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """One step of a case, its line, and what should come out; `what` is a move, a pause, a look …"""

    line: int
    what: str  # `open`, `move`, `pause`, `resume`, `extend` or `look`
    word: str
    step: Step
    expected: Expected


@dataclass(frozen=True, slots=True)
class Case:
    """A walk: opening, then steps."""

    name: str
    steps: tuple[Taken, ...]


def cases_text(code: str) -> str:
    """The YAML of the cases of a bundled register, empty where it has none."""
    register_text(code)
    found = files("wugong.rules").joinpath(f"registers/cases/{code}.yaml")
    return found.read_text("utf-8") if found.is_file() else ""


def read_cases(text: str, source: str = "算例") -> list[Case]:
    """The cases in `text`; FileRefused names each line and key that does not fit."""
    builder = open_document(text, "register-cases", source)
    cases = [_case(builder, node, ("cases", place)) for place, node in enumerate(builder.root["cases"])]
    builder.faults.refuse()
    return cases


def _case(builder: Builder, node: Mapping[str, Any], path: Path) -> Case:
    first = _taken(builder, {**node, "at": node["opened"]}, path, "open")
    rest = (_taken(builder, one, (*path, "steps", place)) for place, one in enumerate(node.get("steps", ())))
    return Case(node["name"], (first, *rest))


def _taken(builder: Builder, node: Mapping[str, Any], path: Path, what: str = "") -> Taken:
    said = [key for key in ("move", "pause", "resume", "extend") if key in node]
    if len(said) > 1:
        builder.fault(path, f"一步只写 move、pause、resume、extend 里的一种，这里有 {'、'.join(said)}")
    kind = what or (said[0] if said else "look")
    if kind in ("open", "move", "extend") and "by" not in node:
        builder.fault(path, "要写 by：谁来做")
    by = p.By(node.get("by", p.By.DESK))
    step = Step(
        at=_moment(builder, node["at"], path),
        by=by,
        who=node.get("who", by),
        gives=frozenset(p.Need(one) for one in node.get("gives", ())),
        facts=node.get("facts", {}),
    )
    expected = Expected(
        state=node.get("state", ""),
        due={code: _due(builder, text, path) for code, text in node.get("due", {}).items()},
        light=node.get("light", ""),
        refused=node.get("refused", ""),
    )
    return Taken(builder.document.line(path), kind, node.get(kind, ""), step, expected)


def _due(builder: Builder, text: str, path: Path) -> datetime | None:
    if text == NO_DUE:
        return None
    found = _moment(builder, text, path)
    return found if " " in text else datetime.combine(found.date(), DAY_END, ZONE)


def _moment(builder: Builder, text: str, path: Path) -> datetime:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=ZONE)
    except ValueError:
        builder.fault(path, f"没有“{text}”这个时刻，写成 2026-01-31 09:00 的样子")
        return datetime(1, 1, 1, tzinfo=ZONE)


def failures(register: p.Register, cases: Iterable[Case], days: WorkingDays) -> list[str]:
    """One sentence for each case that does not come out as it says, at its first step that differs."""
    return [said for case in cases if (said := _failure(register, case, days))]


def _failure(register: p.Register, case: Case, days: WorkingDays) -> str:
    walk: Walk | None = None
    for taken in case.steps:
        refused = ""
        try:
            walk = _walked(register, walk, taken, days)
        except WalkRefused as refusal:
            refused = str(refusal)
        said = _differs(walk, taken, refused)
        if said:
            return f"第 {taken.line} 行：{case.name}：{said}"
    return ""


def _walked(register: p.Register, walk: Walk | None, taken: Taken, days: WorkingDays) -> Walk:
    if walk is None:
        version = register.on(taken.step.at.date())
        if taken.what != "open" or version is None:
            raise WalkRefused(why="事项没有登记成" if version else f"{taken.step.at.date()} 还没有生效的版本")
        return opened(version, taken.step, days)
    match taken.what:
        case "move":
            return moved(walk, taken.word, taken.step)
        case "pause":
            return paused(walk, taken.word, taken.step.at)
        case "resume":
            return resumed(walk, taken.step.at)
        case "extend":
            return extended(walk, taken.word, taken.step.by)
    return walk


def _differs(walk: Walk | None, taken: Taken, refused: str) -> str:
    """What is not as expected, in a few words; empty where all is."""
    wanted = taken.expected
    if refused or wanted.refused:
        if wanted.refused and wanted.refused in refused:
            return ""
        return (
            f"应为不准（{wanted.refused}），实为{refused or '准了'}" if wanted.refused else f"不准：{refused}"
        )
    assert walk
    if wanted.state and walk.state != wanted.state:
        return f"应到 {wanted.state}，实到 {walk.state}"
    dues = walk.dues()
    for code, due in wanted.due.items():
        if dues.get(code) != due:
            return f"{code} 应于 {_word(due)} 到期，算出 {_word(dues.get(code))}"
    light = walk.light(taken.step.at)
    if wanted.light and light is not Light(wanted.light):
        return f"灯应为 {wanted.light}，算出 {light}"
    return ""


def _word(due: datetime | None) -> str:
    return f"{due:%Y-%m-%d %H:%M:%S}" if due else "（没有）"


def without_case(version: p.Version, cases: Sequence[Case]) -> list[str]:
    """The codes of the moves that no case makes with success, in the order of the register."""
    made = {
        taken.word
        for case in cases
        for taken in case.steps
        if taken.what == "move" and not taken.expected.refused
    }
    return [move.code for move in version.moves if move.code not in made]

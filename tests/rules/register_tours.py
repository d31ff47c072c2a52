"""Finds for each move of a register a walk that makes it: the shortest row of moves, with facts that allow it."""

from collections import deque
from datetime import datetime, timedelta
from itertools import product

from wugong.rules import register_parts as p
from wugong.rules.register_paths import values
from wugong.rules.register_walk import Step, Walk, moved, opened
from wugong.rules.working_days import ZONE, working_days

DAYS = working_days()
START = datetime(2026, 3, 2, 9, tzinfo=ZONE)
WRITTEN = {
    p.FieldType.DATE: "2026-12-05",
    p.FieldType.NUMBER: "3",
    p.FieldType.DECIMAL: "3.5",
    p.FieldType.MONEY: "50000",
}


def written(field: p.Field) -> str:
    """Something that may stand in the field."""
    return next(iter(values(field)), WRITTEN.get(field.type, f"写下的{field.title}"))


def settings(version: p.Version, move: p.Move) -> list[dict[str, str]]:
    """Facts under which the move may be made: one value of each condition along the way, all fields filled."""
    conditions = [m.when for m in version.moves if m.when]
    asked = list(dict.fromkeys(code for when in conditions for code in when))
    chosen = [(move.when or {}).get(code) or values(version.field(code)) for code in asked]
    base = {field.code: written(field) for field in version.fields}
    return [base | dict(zip(asked, one, strict=True)) for one in product(*chosen)]


def path_to(version: p.Version, state: str, facts: dict[str, str]) -> list[p.Move] | None:
    """The shortest row of moves from the first state to that one, for a matter of those facts."""
    waiting: deque[tuple[str, list[p.Move]]] = deque([(version.first.code, [])])
    seen = {version.first.code}
    while waiting:
        at, made = waiting.popleft()
        if at == state:
            return made
        for move in version.moves_from(at, facts):
            if move.target not in seen:
                seen.add(move.target)
                waiting.append((move.target, [*made, move]))
    return None


def tour(version: p.Version, source: str, move: p.Move) -> Walk | None:
    """Where a matter stands that came to the source and made the move; None where no facts lead there."""
    for facts in settings(version, move):
        way = path_to(version, source, facts)
        if way is not None:
            walk = opened(version, Step(START, version.opened_by[0], "登记的人", facts=facts), DAYS)
            for place, made in enumerate([*way, move], start=1):
                at = START + timedelta(days=place)
                walk = moved(walk, made.code, Step(at, made.by[0], f"第{place}个人", frozenset(made.needs)))
            return walk
    return None

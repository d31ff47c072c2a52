"""Follows the moves of a register: which states are reached, left and ended; which facts find no limit."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Final

from wugong.rules import register_parts as p

When = Mapping[str, tuple[str, ...]]
OVER: Final = (p.StateKind.SOLVED, p.StateKind.ENDED, p.StateKind.LASTING)
MOST: Final = 5000  # combinations of values looked at; no register of a county comes near


def reached(version: p.Version, starts: Iterable[str], stops: Collection[str] = ()) -> set[str]:
    """The states that moves lead to from those, themselves included, without going on from a stop."""
    found, waiting = set(starts), list(starts)
    while waiting:
        state = waiting.pop()
        if state in stops:
            continue
        for move in version.moves:
            if state in move.sources and move.target not in found:
                found.add(move.target)
                waiting.append(move.target)
    return found


def unreached(version: p.Version) -> list[p.State]:
    """The states that no row of moves leads to from the first."""
    found = reached(version, [version.first.code])
    return [state for state in version.states if state.code not in found]


def stuck(version: p.Version) -> list[p.State]:
    """The states from which no row of moves leads to one where the matter is over."""
    over = {state.code for state in version.states if state.kind in OVER}
    return [state for state in version.states if not over & reached(version, [state.code])]


def unstopped(version: p.Version, clock: p.Clock) -> list[p.State]:
    """The states where a matter is solved or ended and the clock still runs."""
    found = reached(version, clock.since, clock.until) - {*clock.until}
    return [
        state
        for state in version.states
        if state.code in found and state.kind in (p.StateKind.SOLVED, p.StateKind.ENDED)
    ]


def values(field: p.Field) -> tuple[str, ...]:
    """What a condition may ask of the field; nothing for a type that conditions cannot ask of."""
    if field.type is p.FieldType.YES:
        return ("yes", "no")
    return tuple(choice.code for choice in field.choices) if field.type is p.FieldType.CHOICE else ()


def uncovered(version: p.Version, whens: Sequence[When], states: Sequence[str]) -> dict[str, str] | None:
    """Facts a matter in one of those states may have that fit none of the conditions; None if all fit one.

    Facts are named only as far as the conditions ask of them; an empty value stands for what nobody wrote.
    """
    if any(not when for when in whens):
        return None
    asked = [field for field in version.fields if any(field.code in when for when in whens)]
    domains = [_domain(version, field, states) for field in asked]
    for place, combination in enumerate(product(*domains)):
        facts = {field.code: value for field, value in zip(asked, combination, strict=True)}
        if place >= MOST or not any(p.fits(when, facts) for when in whens):
            return facts
    return None


def _domain(version: p.Version, field: p.Field, states: Sequence[str]) -> tuple[str, ...]:
    filled = field.required or all(_filled(version, field.code, state) for state in states)
    return values(field) if filled else (*values(field), "")


def _filled(version: p.Version, field: str, state: str) -> bool:
    """Whether the field has been filled by whatever way a matter came into the state."""
    known = {move.code for move in version.moves if field in move.fields}
    return state not in _without(version, known)


def _without(version: p.Version, known: Collection[str]) -> set[str]:
    """The states reached from the first without any of those moves."""
    found = {version.first.code}
    grown = True
    while grown:
        more = {
            move.target
            for move in version.moves
            if move.code not in known and found.intersection(move.sources)
        }
        grown = not more <= found
        found |= more
    return found


def exits(version: p.Version) -> Iterator[tuple[p.State, dict[str, str]]]:
    """Each state that matters of some facts cannot leave, with these facts."""
    for state in version.states:
        whens = [move.when or {} for move in version.moves if state.code in move.sources]
        if whens and state.kind not in OVER:
            facts = uncovered(version, whens, [state.code])
            if facts is not None:
                yield state, facts

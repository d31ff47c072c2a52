"""Coverage: which units have the holders that a line asks for, and where a chain is broken."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wugong.rules.duty_plans import Line, Unit

Key = Any  # whatever names a unit and can stand in a set


@dataclass(frozen=True, slots=True)
class Spot:
    """One unit: its key, and the keys of all wider units that hold it."""

    key: Key
    above: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """How many hold a line at a unit, and how many of them deputise."""

    holders: int = 0
    deputies: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """How a line stands: of these units so many are covered; the others by what they lack.

    `loose` are covered units of a chain above which nobody answers, or which lie in no wider unit of it.
    """

    line: Line
    units: int
    covered: int
    vacant: tuple[Key, ...]
    crowded: tuple[Key, ...]
    undeputised: tuple[Key, ...]
    loose: tuple[Key, ...] = ()

    @property
    def full(self) -> bool:
        """Whether nothing is lacking."""
        return not (self.vacant or self.crowded or self.undeputised or self.loose)


HeldBy = Mapping[tuple[str, Key], Held]
Spots = Mapping[Unit, Sequence[Spot]]


def coverage(lines: Sequence[Line], spots: Spots, held: HeldBy, *, chain: bool) -> list[Standing]:
    """Return how each line stands; `held` is by line and unit.

    A household is covered as well by whoever answers for the yard or group it lies in.
    """
    found: list[Standing] = []
    wider: tuple[set[Key], set[Key]] | None = None  # the units of the line above, and those of them held
    for line in lines:
        there = {spot.key: _held(line, spot, held) for spot in spots.get(line.unit, ())}
        answered = {key for key, one in there.items() if one.holders}
        loose = _loose(spots.get(line.unit, ()), answered, *wider) if chain and wider else ()
        found.append(_standing(line, there, loose))
        wider = set(there), answered
    return found


def _held(line: Line, spot: Spot, held: HeldBy) -> Held:
    keys = (spot.key, *spot.above) if line.unit is Unit.HOUSEHOLD else (spot.key,)
    found = [held[line.key, key] for key in keys if (line.key, key) in held]
    return Held(sum(one.holders for one in found), sum(one.deputies for one in found))


def _standing(line: Line, there: Mapping[Key, Held], loose: tuple[Key, ...]) -> Standing:
    vacant = tuple(key for key, one in there.items() if one.holders < line.least)
    crowded = tuple(key for key, one in there.items() if line.most is not None and one.holders > line.most)
    undeputised = tuple(key for key, one in there.items() if line.deputy and one.holders and not one.deputies)
    return Standing(line, len(there), len(there) - len(vacant), vacant, crowded, undeputised, loose)


def _loose(
    spots: Sequence[Spot], answered: set[Key], wider: set[Key], wider_answered: set[Key]
) -> tuple[Key, ...]:
    """Return the units with someone whose next wider unit has nobody; where no wider unit is known, none."""
    return tuple(
        spot.key
        for spot in spots
        if spot.key in answered and wider and not wider_answered.intersection(spot.above)
    )

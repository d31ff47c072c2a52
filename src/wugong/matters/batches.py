"""The same act on many matters: each has its own verdict, and what was refused is named with the reason."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.db import transaction

from wugong.accounts.models import User
from wugong.base.refusals import Refusal
from wugong.matters import assigning, desk_refusals, moving, routing
from wugong.matters.models import Matter
from wugong.matters.registers import held_by
from wugong.places.models import Place
from wugong.registry.models import Body
from wugong.rules.register_parts import Move, Need

MOST: Final = 100
WRITTEN: Final = frozenset({Need.REASON, Need.ANSWER})  # what may be the same for many


@dataclass
class Batch:
    """What became of many: done, and left as they were, each with the refusal."""

    done: list[Matter] = field(default_factory=list)
    left: list[tuple[Matter, Refusal]] = field(default_factory=list)


def assign_many(
    matters: Sequence[Matter], *, actor: User, lead_unit: Body | None, leader: str, handler: User | None
) -> Batch:
    """Each matter is given as it would be alone."""
    return _each(
        matters,
        lambda one: assigning.assign(one, actor=actor, lead_unit=lead_unit, leader=leader, handler=handler),
    )


def route_many(matters: Sequence[Matter], to: Place, *, actor: User, reason: str) -> Batch:
    """Each matter lies on the desk of that place, where it is of its line."""
    return _each(matters, lambda one: routing.route(one, to, actor=actor, reason=reason))


def move_many(matters: Sequence[Matter], code: str, *, actor: User, words: str = "") -> Batch:
    """Each matter that stands where the move begins has made it; the words are its reason or its answer."""

    def act(one: Matter) -> object:
        version = held_by(one).version
        asks = any(move.code == code and Need.REASON in move.needs for move in version.moves)
        reason, answer = (words, "") if asks else ("", words)
        return moving.move(one, code, actor=actor, seen=one.state, reason=reason, answer=answer)

    return _each(matters, act)


def common_moves(matters: Iterable[Matter]) -> list[Move]:
    """Return the moves that all of these could make next with nothing but words."""
    found: dict[str, Move] | None = None
    for one in matters:
        version = held_by(one).version
        moves = version.moves_from(one.state, {key: str(value) for key, value in one.facts.items()})
        here = {move.code: move for move in moves if not move.fields and WRITTEN.issuperset(move.needs)}
        shared = here if found is None else {code: here[code] for code in found if code in here}
        found = {code: move for code, move in shared.items() if found is None or found[code] == move}
    return list((found or {}).values())


def refuse_count(count: int) -> None:
    """Refuse a batch of none, and one that is too big to be looked through."""
    if not count:
        raise desk_refusals.NothingTicked
    if count > MOST:
        raise desk_refusals.TooManyTicked(limit=MOST, count=count)


def _each(matters: Sequence[Matter], act: Callable[[Matter], object]) -> Batch:
    """Do the act to each alone: what is refused leaves the others done, and itself as it was."""
    refuse_count(len(matters))
    batch = Batch()
    for one in matters:
        try:
            with transaction.atomic():
                act(one)
        except Refusal as refusal:
            batch.left.append((one, refusal))
        else:
            batch.done.append(one)
    return batch

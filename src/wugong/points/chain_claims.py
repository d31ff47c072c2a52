"""A chain of names as claims: what would become of each line, and the act that writes them."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from wugong.accounts.models import User
from wugong.base.refusals import Refusal
from wugong.counties.actors import System
from wugong.places.models import Place
from wugong.points.chains import Found, Line, names_in, read_chain
from wugong.points.claims import Batch, Wanted, claim_many
from wugong.points.states import Channel


@dataclass(frozen=True, slots=True)
class Ask:
    """What a chain is about: the item, the day, how much each did, one sentence for all."""

    item: str
    day: date
    quantity: int = 1
    text: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a chain and what would become of it."""

    line: Line
    points: int | None = None
    there: bool = False  # claimed before by the same chain, or by hand in the same way
    refusal: Refusal | None = None

    @property
    def is_open(self) -> bool:
        """Say whether somebody has to choose whom the line means."""
        return self.line.found is Found.SEVERAL


class Tried(Exception):
    """Carries what a trial came to out of its transaction, which is rolled back."""

    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        super().__init__()


def preview(
    village: Place, text: str, ask: Ask, choices: Mapping[int, str], *, actor: User | System
) -> list[Row]:
    """Return what would become of each line; nothing is written: the act itself is tried and rolled back."""
    lines = read_chain(text, names_in(village), choices)
    if not any(one.match for one in lines):
        return [Row(one) for one in lines]
    try:
        with transaction.atomic():
            raise Tried(_claimed(lines, ask, actor))
    except Tried as tried:
        return _rows(lines, ask, tried.batch)


def claim_chain(
    village: Place,
    text: str,
    ask: Ask,
    choices: Mapping[int, str],
    *,
    actor: User | System,
) -> tuple[list[Row], Batch]:
    """Every line that certainly means somebody is claimed, once; returns what became of each line."""
    lines = read_chain(text, names_in(village), choices)
    batch = _claimed(lines, ask, actor)
    return _rows(lines, ask, batch), batch


def key_of(kind: str, ask: Ask, about: str) -> str:
    """Return the key of a line of a list: the same act of the same household or person, listed again."""
    said = f"{ask.item}|{ask.day}|{about}"
    return f"{kind}:{hashlib.sha256(said.encode()).hexdigest()[:40]}"


def _claimed(lines: Sequence[Line], ask: Ask, actor: User | System) -> Batch:
    wanted = [
        Wanted(
            one.match.household,
            ask.item,
            ask.day,
            key_of("chain", ask, one.match.key),
            ask.quantity,
            " ".join(part for part in (ask.text, one.remark) if part),
            one.match.person,
        )
        for one in lines
        if one.match
    ]
    return claim_many(wanted, actor=actor, channel=Channel.CHAIN)


def _rows(lines: Sequence[Line], ask: Ask, batch: Batch) -> list[Row]:
    made = {one.key: one.asked for one in batch.made}
    there = {one.key for one in batch.there}
    left = {one.wanted.key: one.refusal for one in batch.left}
    rows = []
    for line in lines:
        key = key_of("chain", ask, line.match.key) if line.match else ""
        rows.append(Row(line, made.get(key), key in there, left.get(key)))
    return rows

"""Weaving entries into the chain: each linked to the one before it, its legs in the tables before it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Final
from uuid import UUID

from wugong.counties.standing import county_here
from wugong.ledger import chain, tables
from wugong.ledger.drafts import Ready, salted
from wugong.ledger.keys import numbers_in_order
from wugong.ledger.models import AccountRow

STRETCH: Final = 1000  # entries hashed while the database takes the legs of those before them


@dataclass(frozen=True, slots=True)
class Held:
    """A book whose lock is ours until the transaction ends, and where it stands."""

    book: UUID
    seq: int
    hash: str
    closed: date | None


class Weaver:
    """Writes entries to the end of one book's chain; the caller holds its lock."""

    def __init__(
        self, held: Held, rows: Mapping[UUID, AccountRow], *, actor: UUID | None, made: datetime
    ) -> None:
        self.book, self.seq, self.hash, self.actor, self.made = held.book, held.seq, held.hash, actor, made
        self.county = county_here().pk.hex
        self.accounts = {key: (key.hex, chain.leg_start(key, row.unit)) for key, row in rows.items()}
        self.entries: list[tables.Row] = []
        self.texts: list[tables.Row] = []

    def put(self, fresh: Sequence[Ready]) -> dict[str, UUID]:
        """The entries are there with their legs and words; returns their ids by key."""
        ids = [UUID(int=number) for number in numbers_in_order(len(fresh))]
        numbers = iter(numbers_in_order(sum(len(one.legs) for one in fresh)))
        with tables.inserting(tables.LEGS, many=len(fresh) > tables.FEW) as insert:
            for n in range(0, len(fresh), STRETCH):
                stretch = list(zip(ids[n : n + STRETCH], fresh[n : n + STRETCH], strict=True))
                insert(list(self._legs(stretch, numbers)))
                for key, one in stretch:
                    self._link(key, one)
        with tables.inserting(tables.ENTRIES, many=len(fresh) > tables.FEW) as insert:
            insert(self.entries)
        tables.insert_texts(self.texts)
        return {one.key: key for key, one in zip(ids, fresh, strict=True)}

    def _legs(self, stretch: Sequence[tuple[UUID, Ready]], numbers: Iterator[int]) -> Iterator[tables.Row]:
        for key, one in stretch:
            entry = key.hex
            for (account, amount), number in zip(one.legs, islice(numbers, len(one.legs)), strict=True):
                yield (f"{number:032x}", self.county, entry, self.accounts[account][0], amount)

    def _link(self, key: UUID, one: Ready) -> None:
        salt, digest = salted(one) or (None, None)
        if salt:
            self.texts.append((key.hex, self.county, salt, one.text, one.about.hex if one.about else None))
        said = chain.Content(
            *(self.book, key, one.move, one.kind, one.key, one.day, self.made),
            *(one.expires, one.target, self.actor, digest),
        )
        lines = "".join([f"{self.accounts[account][1]}{amount}\n" for account, amount in one.legs])
        previous, self.seq = self.hash, self.seq + 1
        self.hash = chain.digest(chain.canonical(self.seq, previous, chain.body(said), lines))
        self.entries.append(
            (
                *(key.hex, self.county, self.book.hex, self.seq, previous, self.hash),
                *(str(one.move), one.kind, one.key, one.day.isoformat(), tables.moment(self.made)),
                tables.moment(one.expires) if one.expires else None,
                *(one.target.hex if one.target else None, self.actor.hex if self.actor else None, digest),
            )
        )

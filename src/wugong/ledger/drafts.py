"""What is to be written: a draft as the caller gives it, and as the journal takes it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from secrets import token_hex
from uuid import UUID

from wugong.ledger import chain
from wugong.ledger.models import KEY_LENGTH, WORD_LENGTH
from wugong.ledger.refusals import Unbalanced
from wugong.ledger.states import Move
from wugong.ledger.words import refuse_unwritable


@dataclass(frozen=True, slots=True)
class Leg:
    """分录: so much more, or less, on one account."""

    account_id: UUID
    amount: int


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be posted; `key` makes it once within the book, `text` and `about` lie beside the chain."""

    kind: str
    key: str
    legs: Sequence[Leg]
    day: date
    text: str = ""
    about: UUID | None = None


@dataclass(frozen=True, slots=True)
class Ready:
    """A draft ready to be written: legs merged by account in the order of the chain, words checked.

    `releases` are the legs of the reservation that this one ends.
    """

    move: str
    kind: str
    key: str
    day: date
    legs: tuple[tuple[UUID, int], ...]
    text: str = ""
    about: UUID | None = None
    expires: datetime | None = None
    target: UUID | None = None
    releases: tuple[tuple[UUID, int], ...] = ()

    @property
    def says(self) -> "tuple[object, ...]":
        """Return what must be the same where the same key comes again."""
        return (self.move, self.kind, self.day, self.legs, self.target)


def ready(draft: Draft, move: str = Move.POST, expires: datetime | None = None) -> Ready:
    """Return the draft ready to be written, or refuse what no book could take."""
    refuse_unwritable(draft.kind, WORD_LENGTH)
    legs = merged(draft.legs)
    if len(legs) < 2:
        raise Unbalanced
    return Ready(move, draft.kind, checked(draft.key), draft.day, legs, draft.text, draft.about, expires)


def checked(key: str) -> str:
    """Return the key, or refuse one that the chain cannot hold."""
    refuse_unwritable(key, KEY_LENGTH)
    return key


def merged(legs: Sequence[Leg]) -> tuple[tuple[UUID, int], ...]:
    """Return one pair of account and amount for each account that is moved, by ascending account."""
    if len(legs) == 2 and legs[0].account_id != legs[1].account_id and legs[0].amount and legs[1].amount:
        first, second = ((leg.account_id, leg.amount) for leg in legs)
        return (first, second) if first[0].int < second[0].int else (second, first)
    sums: dict[UUID, int] = {}
    for leg in legs:
        sums[leg.account_id] = sums.get(leg.account_id, 0) + leg.amount
    return tuple(sorted((account, amount) for account, amount in sums.items() if amount))


def refuse_unbalanced(legs: Sequence[tuple[UUID, int]], units: Mapping[UUID, str]) -> None:
    """Refuse legs that do not sum to nought in each unit."""
    if sum(amount for _, amount in legs):
        raise Unbalanced
    if len({units[account] for account, _ in legs}) > 1:
        sums: dict[str, int] = {}
        for account, amount in legs:
            sums[units[account]] = sums.get(units[account], 0) + amount
        if any(sums.values()):
            raise Unbalanced


def salted(one: Ready) -> tuple[str, str] | None:
    """Return a new salt and the digest of what is said beside the chain; None where nothing is said."""
    if not one.text and one.about is None:
        return None
    salt = token_hex(16)
    return salt, chain.text_digest(salt, one.about, one.text)

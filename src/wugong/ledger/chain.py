"""The bytes of an entry that its hash covers, so plainly written that a stranger can compute it again.

The hash of an entry is the SHA-256, in 64 lower-case hexadecimal digits, of the UTF-8 bytes of these lines,
in this order, each ended by one line feed (0x0A), with one blank after the word that begins it:

    wugong ledger entry 1
    seq 12
    previous 9f…
    book 0190…-…
    entry 0190…-…
    move post
    kind award
    key award:0190…
    day 2026-11-23
    made 2026-11-23T01:02:03.000004Z
    expires -
    target -
    actor -
    text -
    leg 0190…-… points -5
    leg 0190…-… points 5

`seq` counts the entries of the book from 1 without a gap. `previous` is the hash of the entry before; for the
first one, the 32 hexadecimal digits of the book's id twice. Ids are UUIDs in lower case with hyphens. `move`
is post, hold, settle, void, reverse or close; `kind` and `key` contain no control characters. `day` is the
day the entry counts for, `made` when it was written: UTC, always with six digits after the point. `expires`
has the same form; only a hold has it. `target` is the id of the entry that is settled, voided or reversed,
`actor` that of who acted, `text` the digest of what lies beside the chain (below). A minus sign says that
there is none. There is one leg line for each leg, by ascending account id: account id, unit, and the amount
in decimal digits, with a minus sign if negative.

What is said in words lies beside the chain. Its digest is the SHA-256, in the same digits, of the UTF-8 bytes
of the salt (32 hexadecimal digits), a line feed, the id that the entry is about (or a minus sign), a line
feed and the text. Once salt and text have been erased, nobody can find the text again by guessing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from uuid import UUID

NONE = "-"


@dataclass(frozen=True, slots=True)
class Content:
    """What an entry says beside its number, its link and its legs."""

    book: UUID
    entry: UUID
    move: str
    kind: str
    key: str
    day: date
    made: datetime
    expires: datetime | None = None
    target: UUID | None = None
    actor: UUID | None = None
    text: str | None = None


def genesis(book: UUID) -> str:
    """Return what the first entry of a book has for its previous hash."""
    return book.hex * 2


def moment(when: datetime | None) -> str:
    """Return a moment as the chain writes it."""
    if when is None:
        return NONE
    return when.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def body(said: Content) -> str:
    """Return the lines from `book` to `text`."""
    return (
        f"book {said.book}\nentry {said.entry}\nmove {said.move}\nkind {said.kind}\nkey {said.key}\n"
        f"day {said.day.isoformat()}\nmade {moment(said.made)}\nexpires {moment(said.expires)}\n"
        f"target {said.target or NONE}\nactor {said.actor or NONE}\ntext {said.text or NONE}\n"
    )


def leg_start(account: UUID | str, unit: str) -> str:
    """Return a leg's line up to its amount."""
    return f"leg {account} {unit} "


def leg_lines(legs: Iterable[tuple[str, str, int]]) -> str:
    """Return the lines of legs, given as account id, unit and amount in the order of the chain."""
    return "".join([f"{leg_start(account, unit)}{amount}\n" for account, unit, amount in legs])


def canonical(seq: int, previous: str, body_lines: str, legs: str) -> str:
    """Return all that the hash covers."""
    return f"wugong ledger entry 1\nseq {seq}\nprevious {previous}\n{body_lines}{legs}"


def digest(text: str) -> str:
    """Return the SHA-256 of the text's UTF-8 bytes in hexadecimal digits."""
    return sha256(text.encode()).hexdigest()


def text_digest(salt: str, about: UUID | None, text: str) -> str:
    """Return the digest by which the chain holds what lies beside it."""
    return digest(f"{salt}\n{about or NONE}\n{text}")

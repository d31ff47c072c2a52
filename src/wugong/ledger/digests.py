"""The digest (摘要) of each day of a book, printed on posters: who keeps one can see if the book changed.

The entries that were written on one day (China's date of `made`; never an earlier day than the entry
before) are the leaves of a hash tree, in the order of their numbers. A leaf is the SHA-256 of a byte 0 and
the 32 bytes of the entry's hash, a node that of a byte 1 and the 32 bytes of its left and of its right
part; a node without a neighbour goes up a level as it is. The day's digest is the SHA-256, in 64
lower-case hexadecimal digits, of the UTF-8 bytes of these lines, each ended by one line feed:

    wugong ledger day 1
    book 0190…-…        the book's id
    day 2026-11-23
    first 12            number of the day's first entry
    last 57             number of its last entry
    root 9f…            top of the tree
    previous 3c…        digest of the last day before that had entries; for the first one the book's id twice
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from hashlib import sha256
from uuid import UUID

from django.utils import timezone

from wugong.ledger.books import Book
from wugong.ledger.chain import digest, genesis
from wugong.ledger.models import EntryRow


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a book that had entries."""

    book: UUID
    day: date
    first: int
    last: int
    root: str
    previous: str

    @property
    def lines(self) -> str:
        """Return what the digest covers."""
        return (
            f"wugong ledger day 1\nbook {self.book}\nday {self.day.isoformat()}\nfirst {self.first}\n"
            f"last {self.last}\nroot {self.root}\nprevious {self.previous}\n"
        )

    @property
    def digest(self) -> str:
        """Return the digest of the day."""
        return digest(self.lines)


def digest_on(book: Book, day: date) -> str:
    """Return the digest of the last day with entries until then; it changes no more once that day is over.

    For a book without entries it is what the first one would have for its previous digest.
    """
    found = genesis(book.id)
    for one in days_of(book.id):
        if one.day > day:
            break
        found = one.digest
    return found


def first_after(book: Book, day: date) -> Day | None:
    """Return the first day with entries after this one; nobody can know its digest while that day lasts."""
    return next((one for one in days_of(book.id) if one.day > day), None)


def last_written_before(book: Book, day: date) -> date | None:
    """Return the last day before this one on which anything was written: one query."""
    midnight = timezone.make_aware(datetime.combine(day, time()))
    rows = EntryRow.objects.filter(book_id=book.id, made_at__lt=midnight).order_by("-seq")
    made = rows.values_list("made_at", flat=True).first()
    return timezone.localdate(made) if made else None


def days_of(book: UUID) -> Iterator[Day]:
    """Yield the days of the book that had entries, oldest first; one day's hashes are in memory at a time."""
    previous = genesis(book)
    for day, first, hashes in _by_day(book):
        root = levels(hashes)[-1][0].hex()
        one = Day(book, day, first, first + len(hashes) - 1, root, previous)
        previous = one.digest
        yield one


def hashes_of(one: Day) -> list[str]:
    """Return the hashes of the day's entries in the order of their numbers."""
    rows = EntryRow.objects.filter(book_id=one.book, seq__gte=one.first, seq__lte=one.last)
    return list(rows.order_by("seq").values_list("hash", flat=True))


def levels(hashes: Sequence[str]) -> list[list[bytes]]:
    """Return the tree over the hashes, leaves first, the top last."""
    found = [[sha256(b"\0" + bytes.fromhex(one)).digest() for one in hashes]]
    while len(found[-1]) > 1:
        below = found[-1]
        pairs = zip(below[::2], below[1::2], strict=False)
        above = [sha256(b"\1" + left + right).digest() for left, right in pairs]
        found.append([*above, *below[len(above) * 2 :]])
    return found


def path_to(hashes: Sequence[str], index: int) -> list[str]:
    """Return the neighbours by which the leaf at this index leads to the top, lowest first."""
    found = []
    for level in levels(hashes)[:-1]:
        neighbour = index ^ 1
        if neighbour < len(level):
            found.append(level[neighbour].hex())
        index //= 2
    return found


def _by_day(book: UUID) -> Iterator[tuple[date, int, list[str]]]:
    """Yield day, first number and hashes of each day that had entries."""
    day, first, hashes = date.min, 1, list[str]()
    rows = EntryRow.objects.filter(book_id=book).order_by("seq").values_list("seq", "made_at", "hash")
    for seq, written, one in _dated(rows.iterator(chunk_size=5000)):
        if written > day:
            if hashes:
                yield day, first, hashes
            day, first, hashes = written, seq, []
        hashes.append(one)
    if hashes:
        yield day, first, hashes


def _dated(rows: Iterable[tuple[int, datetime, str]]) -> Iterator[tuple[int, date, str]]:
    """Yield number, China's date of writing and hash."""
    zone = timezone.get_default_timezone()
    for seq, made, one in rows:
        yield seq, made.astimezone(zone).date(), one

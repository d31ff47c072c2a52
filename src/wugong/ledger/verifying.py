"""Verification: every hash, link, sum and balance computed again from what stands in the tables.

Books are walked page by page, so that memory does not grow with their length. The chain is walked without a
lock; only the last page and the balances are looked at while nobody may write.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from wugong.counties.standing import county_here
from wugong.ledger import chain
from wugong.ledger.books import Book, books_under
from wugong.ledger.models import AccountRow, BookRow, EntryRow, LegRow, TextRow
from wugong.ledger.states import COUNTED, Move
from wugong.places.models import Place

Legs = dict[UUID, list[tuple[UUID, int]]]

PAGE: Final = 2000
LEGLESS: Final = (Move.VOID, Move.CLOSE)
ANSWERED: Final[dict[str, tuple[str, ...]]] = {
    Move.SETTLE: (Move.HOLD,),
    Move.VOID: (Move.HOLD,),
    Move.REVERSE: COUNTED,
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, in one word of the list in `docs/decisions/0013-the-journal.md`, and where."""

    book: UUID
    entry: UUID | None
    fault: str


@dataclass(frozen=True, slots=True)
class Erased:
    """Words beside an entry that were erased: no fault, but said."""

    book: UUID
    entry: UUID
    at: datetime


@dataclass(slots=True)
class Verification:
    """What was looked at, what is wrong, and which words were erased."""

    books: int = 0
    entries: int = 0
    faults: list[Fault] = field(default_factory=list)
    erased: list[Erased] = field(default_factory=list)


def verify(place: Place | None = None) -> Verification:
    """Return what is wrong in the books of the county stood in, or of the place and all within it."""
    found = Verification()
    for book in books_under(place.code if place else county_here().code):
        _Walk(book, found).go()
        found.books += 1
    return found


class _Walk:
    """One walk through one book."""

    def __init__(self, book: Book, found: Verification) -> None:
        self.book, self.found = book, found
        self.seq, self.hash = 0, chain.genesis(book.id)
        self.closed: date | None = None
        self.units: dict[UUID, str] = {}
        self.targets: Legs = {}
        self.posted: dict[UUID, int] = defaultdict(int)
        self.outgoing: dict[UUID, int] = defaultdict(int)

    def go(self) -> None:
        """Walk the whole book; the end of it, and the balances, under its lock."""
        self._learn_units()
        while self._page() == PAGE:
            pass
        with transaction.atomic():
            BookRow.objects.select_for_update(no_key=True).get(pk=self.book.id)
            self._learn_units()
            while self._page():
                pass
            self._balances()

    def _fault(self, entry: UUID | None, fault: str) -> None:
        self.found.faults.append(Fault(self.book.id, entry, fault))

    def _learn_units(self) -> None:
        accounts = AccountRow.objects.filter(book=self.book.id)
        self.units = dict(accounts.values_list("pk", "unit"))

    def _page(self) -> int:
        """Walk the next entries; return how many there were."""
        after = EntryRow.objects.filter(book=self.book.id, seq__gt=self.seq).order_by("seq")
        entries = list(after.select_related("target")[:PAGE])
        if entries:
            first, last = entries[0].seq, entries[-1].seq
            among = EntryRow.objects.filter(book=self.book.id, seq__gte=first, seq__lte=last)
            legs = _legs(among.values("pk"))
            self.targets = _legs(among.filter(target__isnull=False).values("target"))
            texts = {row.pk: row for row in TextRow.objects.filter(pk__in=among.values("pk"))}
            for entry in entries:
                self._entry(entry, legs[entry.pk], texts.get(entry.pk))
        self.found.entries += len(entries)
        return len(entries)

    def _entry(self, entry: EntryRow, legs: list[tuple[UUID, int]], text: TextRow | None) -> None:
        if entry.seq != self.seq + 1:
            self._fault(entry.pk, "sequence")
        if entry.previous != self.hash:
            self._fault(entry.pk, "link")
        if entry.hash != self._hash(entry, legs):
            self._fault(entry.pk, "hash")
        self.seq, self.hash = entry.seq, entry.hash
        self._legs_of(entry, legs)
        self._text(entry, text)
        if self.closed and entry.day <= self.closed:
            self._fault(entry.pk, "closed")
        if entry.move == Move.CLOSE:
            self.closed = entry.day

    def _hash(self, entry: EntryRow, legs: list[tuple[UUID, int]]) -> str:
        body = chain.body(content_of(entry))
        lines = chain.leg_lines((str(account), self.units.get(account, "?"), n) for account, n in legs)
        return chain.digest(chain.canonical(entry.seq, entry.previous, body, lines))

    def _legs_of(self, entry: EntryRow, legs: list[tuple[UUID, int]]) -> None:
        """Compare the legs with each other and with what they answer; add them up."""
        sums: dict[str, int] = defaultdict(int)
        for account, amount in legs:
            sums[self.units.get(account, "?")] += amount
        if any(sums.values()):
            self._fault(entry.pk, "unbalanced")
        if bool(legs) == (entry.move in LEGLESS):
            self._fault(entry.pk, "legs")
        if "?" in sums:
            self._fault(entry.pk, "stray")
        if not self._answers(entry, legs):
            self._fault(entry.pk, "answer")
        for account, amount in legs:
            if entry.move in COUNTED:
                self.posted[account] += amount
            elif entry.move == Move.HOLD:
                self.outgoing[account] -= min(amount, 0)

    def _answers(self, entry: EntryRow, legs: list[tuple[UUID, int]]) -> bool:
        """Return whether the entry may answer its target, leg for leg; release what a reservation held."""
        if entry.move not in ANSWERED:
            return entry.target_id is None
        target = entry.target
        if target is None or target.move not in ANSWERED[entry.move] or target.book_id != self.book.id:
            return False
        theirs = self.targets[target.pk]
        if entry.move == Move.REVERSE:
            return legs == [(account, -amount) for account, amount in theirs]
        for account, amount in theirs:
            self.outgoing[account] += min(amount, 0)
        return entry.move == Move.VOID or legs == theirs

    def _text(self, entry: EntryRow, text: TextRow | None) -> None:
        if entry.text is None:
            if text is not None:
                self._fault(entry.pk, "text")
        elif text is None:
            self._fault(entry.pk, "text missing")
        elif text.erased_at is not None:
            self.found.erased.append(Erased(self.book.id, entry.pk, text.erased_at))
        elif chain.text_digest(text.salt, text.about, text.text) != entry.text:
            self._fault(entry.pk, "text")

    def _balances(self) -> None:
        """Compare what was added up with the balances that are kept."""
        for account in AccountRow.objects.filter(book=self.book.id).order_by("code").iterator(PAGE):
            if account.posted != self.posted[account.pk] or account.outgoing != self.outgoing[account.pk]:
                self._fault(None, f"balance {account.code} {account.unit}")


def _legs(entries: "QuerySet[EntryRow, Any]") -> Legs:
    """Return the legs of these entries by entry, in the order of the chain."""
    legs: Legs = defaultdict(list)
    rows = LegRow.objects.filter(entry__in=entries).order_by("entry", "account")
    for entry, account, amount in rows.values_list("entry", "account", "amount"):
        legs[entry].append((account, amount))
    return legs


def content_of(entry: EntryRow) -> chain.Content:
    """Return what the entry says beside its number, its link and its legs."""
    return chain.Content(
        *(entry.book_id, entry.pk, entry.move, entry.kind, entry.key, entry.day, entry.made_at),
        *(entry.expires, entry.target_id, entry.actor, entry.text),
    )

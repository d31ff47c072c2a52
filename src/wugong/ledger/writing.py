"""Writing entries under the lock of their book: the chain, the legs, the words beside them, the balances."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from wugong.ledger import chain, tables
from wugong.ledger.books import AT_ONCE, rows_of
from wugong.ledger.drafts import Ready, refuse_unbalanced
from wugong.ledger.models import AccountRow, BookRow, EntryRow, LegRow
from wugong.ledger.refusals import Closed, KeyTaken, OtherBook, TooLow
from wugong.ledger.states import COUNTED, Move, Unit
from wugong.ledger.weaving import Held, Weaver


def hold(book: UUID) -> Held:
    """Take the lock of the book; return where its chain ends and through which day it is closed."""
    if BookRow.objects.select_for_update(no_key=True).filter(pk=book).first() is None:
        raise OtherBook
    entries = EntryRow.objects.filter(book=book)
    last = entries.order_by("-seq").values_list("seq", "hash").first()
    closed = entries.filter(move=Move.CLOSE).aggregate(day=Max("day"))["day"]
    return Held(book, *(last or (0, chain.genesis(book))), closed)


def write(held: Held, wanted: Sequence[Ready], actor: UUID | None) -> list[UUID]:
    """The entries wanted are written after those there, or none: refusals come before the first row.

    A key that is there already, or comes twice, stands for the entry it was first given to.
    """
    known, fresh = _sorted_out(held, wanted)
    if not fresh:
        return [known[one.key] for one in wanted]
    if held.closed and min(one.day for one in fresh) <= held.closed:
        raise Closed(day=held.closed)
    moved = {account for one in fresh for account, _ in (*one.legs, *one.releases)}
    rows = {row.pk: row for row in rows_of(moved)}
    changes = _changes(held, fresh, rows)
    _refuse_too_low(changes, rows)
    known |= Weaver(held, rows, actor=actor, made=timezone.now()).put(fresh)
    tables.change_balances(changes)
    return [known[one.key] for one in wanted]


def _sorted_out(held: Held, wanted: Sequence[Ready]) -> tuple[dict[str, UUID], list[Ready]]:
    """Return the ids of those that were written before, by key, and those that were not."""
    first: dict[str, Ready] = {}
    for one in wanted:
        if first.setdefault(one.key, one) is not one and first[one.key].says != one.says:
            raise KeyTaken(key=one.key)
    known = {entry.key: entry for entry in _entries_of(held.book, tables.keys_there(held.book, list(first)))}
    if known:
        _refuse_other_words(known, first)
    return {key: entry.pk for key, entry in known.items()}, [
        one for key, one in first.items() if key not in known
    ]


def _entries_of(book: UUID, keys: list[str]) -> Iterator[EntryRow]:
    for n in range(0, len(keys), AT_ONCE):
        yield from EntryRow.objects.filter(book=book, key__in=keys[n : n + AT_ONCE])


def _refuse_other_words(known: dict[str, EntryRow], wanted: dict[str, Ready]) -> None:
    legs: dict[UUID, list[tuple[UUID, int]]] = defaultdict(list)
    ids = [entry.pk for entry in known.values()]
    for n in range(0, len(ids), AT_ONCE):
        for leg in LegRow.objects.filter(entry__in=ids[n : n + AT_ONCE]):
            legs[leg.entry_id].append((leg.account_id, leg.amount))
    for key, entry in known.items():
        there = (entry.move, entry.kind, entry.day, tuple(sorted(legs[entry.pk])), entry.target_id)
        if there != wanted[key].says:
            raise KeyTaken(key=key)


def _changes(held: Held, fresh: Sequence[Ready], rows: dict[UUID, AccountRow]) -> dict[UUID, tuple[int, int]]:
    """Return by how much posted and outgoing change, by account; refuse what does not balance."""
    if any(row.book_id != held.book for row in rows.values()):
        raise OtherBook
    units = {key: row.unit for key, row in rows.items()}
    posted: dict[UUID, int] = defaultdict(int)
    outgoing: dict[UUID, int] = defaultdict(int)
    for one in fresh:
        if any(account not in units for account, _ in one.legs):
            raise OtherBook
        refuse_unbalanced(one.legs, units)
        if one.move in COUNTED:
            for account, amount in one.legs:
                posted[account] += amount
        for account, amount in one.legs if one.move == Move.HOLD else ():
            outgoing[account] -= min(amount, 0)
        for account, amount in one.releases:
            outgoing[account] += min(amount, 0)
    return {account: (posted[account], outgoing[account]) for account in {*posted, *outgoing}}


def _refuse_too_low(changes: dict[UUID, tuple[int, int]], rows: dict[UUID, AccountRow]) -> None:
    for key, (posted, outgoing) in changes.items():
        row, lost = rows[key], outgoing - posted
        if row.lowest is not None and lost > 0 and row.posted - row.outgoing - lost < row.lowest:
            raise too_low(row, lost)


def too_low(row: AccountRow, amount: int) -> TooLow:
    """Return the refusal that says how far this account is from giving so much."""
    return TooLow(
        account=row.code,
        unit=Unit(row.unit).label,
        available=row.posted - row.outgoing,
        lowest=row.lowest,
        amount=amount,
    )

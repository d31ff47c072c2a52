"""Posting: an entry, many at once, a reservation with its settling or voiding, a reversal."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from wugong.counties.actors import Actor
from wugong.ledger import refusals
from wugong.ledger.books import Book
from wugong.ledger.calls import call_post
from wugong.ledger.drafts import Draft, Leg, Ready, checked, ready
from wugong.ledger.models import EntryRow, LegRow, TextRow
from wugong.ledger.states import COUNTED, Move
from wugong.ledger.weaving import Held
from wugong.ledger.words import refuse_wordless
from wugong.ledger.writing import hold, write

__all__ = ["Draft", "Leg", "post", "post_many", "reverse", "settle", "void", "void_expired"]


def post(book: Book, draft: Draft, *, actor: Actor, expires: datetime | None = None) -> UUID:
    """The entry is in the book and its accounts' balances; with `expires` it only reserves until then.

    The same key again returns the same entry if it says the same. On PostgreSQL it is one call of the server,
    which is a transaction where no other is open.
    """
    one = ready(draft, Move.HOLD if expires else Move.POST, expires)
    if connection.vendor == "postgresql" and (made := call_post(book.id, one, actor.pk)):
        return made
    with transaction.atomic():
        return write(hold(book.id), [one], actor.pk)[0]


@transaction.atomic
def post_many(book: Book, drafts: Sequence[Draft], *, actor: Actor) -> list[UUID]:
    """All the entries are in the book, or none; their ids come in the order of the drafts."""
    wanted = [ready(draft) for draft in drafts]
    return write(hold(book.id), wanted, actor.pk) if wanted else []


@transaction.atomic
def settle(entry: UUID, *, key: str, day: date, actor: Actor) -> UUID:
    """What the reservation held has moved and is held no longer; its words stand beside the new entry."""
    held, target = _target(entry)
    legs, (text, about) = _legs(entry), _said(entry)
    one = Ready(Move.SETTLE, target.kind, checked(key), day, legs, text, about, target=entry, releases=legs)
    if not _known(held, one):
        _refuse_unless_pending(target)
        if target.expires is None or target.expires < timezone.now():
            raise refusals.NotPending
    return write(held, [one], actor.pk)[0]


@transaction.atomic
def void(entry: UUID, *, key: str, day: date, actor: Actor, text: str = "") -> UUID:
    """The reservation is undone and holds nothing any longer."""
    held, target = _target(entry)
    one = _voiding(target, key, day, text)
    if not _known(held, one):
        _refuse_unless_pending(target)
    return write(held, [one], actor.pk)[0]


@transaction.atomic
def reverse(entry: UUID, *, key: str, day: date, actor: Actor, text: str) -> UUID:
    """An opposite entry stands against this one; what was posted stays and can be reversed once only."""
    refuse_wordless(text)
    held, target = _target(entry)
    legs = tuple((account, -amount) for account, amount in _legs(entry))
    one = Ready(Move.REVERSE, target.kind, checked(key), day, legs, text, _said(entry)[1], target=entry)
    if not _known(held, one):
        if target.move not in COUNTED:
            raise refusals.NotPosted
        if target.answers.exists():
            raise refusals.AlreadyReversed
    return write(held, [one], actor.pk)[0]


@transaction.atomic
def void_expired(now: datetime, *, actor: Actor) -> int:
    """The reservations of this county that ran out by then are void; returns how many there were."""
    waiting = EntryRow.objects.filter(move=Move.HOLD, expires__lt=now, answers=None)
    books = list(waiting.order_by("book").values_list("book", flat=True).distinct())
    count = 0
    for book in books:
        held = hold(book)
        over = [
            _voiding(target, f"expired:{target.pk}", timezone.localdate(now), "")
            for target in waiting.filter(book=book)
        ]
        write(held, over, actor.pk)
        count += len(over)
    return count


def _target(entry: UUID) -> tuple[Held, EntryRow]:
    """Take the lock of the entry's book; return both."""
    book = EntryRow.objects.filter(pk=entry).values_list("book", flat=True).first()
    if book is None:
        raise refusals.NoSuchEntry
    return hold(book), EntryRow.objects.get(pk=entry)


def _voiding(target: EntryRow, key: str, day: date, text: str) -> Ready:
    legs = _legs(target.pk)
    return Ready(Move.VOID, target.kind, checked(key), day, (), text, target=target.pk, releases=legs)


def _legs(entry: UUID) -> tuple[tuple[UUID, int], ...]:
    legs = LegRow.objects.filter(entry=entry).order_by("account")
    return tuple((leg.account_id, leg.amount) for leg in legs)


def _said(entry: UUID) -> tuple[str, UUID | None]:
    """Return text and subject beside the entry, as far as they have not been erased."""
    beside = TextRow.objects.filter(pk=entry).first()
    return (beside.text, beside.about) if beside else ("", None)


def _known(held: Held, one: Ready) -> bool:
    return EntryRow.objects.filter(book=held.book, key=one.key).exists()


def _refuse_unless_pending(target: EntryRow) -> None:
    if target.move != Move.HOLD or target.answers.exists():
        raise refusals.NotPending

"""Opening balances by one adopted entry, and the closing of a year."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from wugong.audit.actions import record
from wugong.counties.actors import Actor
from wugong.ledger import acts
from wugong.ledger.books import AT_ONCE, Book
from wugong.ledger.drafts import Draft, Ready, ready
from wugong.ledger.models import AccountRow, EntryRow, LegRow
from wugong.ledger.refusals import NotFresh, YearNotOver
from wugong.ledger.states import Move
from wugong.ledger.words import refuse_wordless
from wugong.ledger.writing import hold, write

OPENING = "opening"
CLOSING = "closing"


@transaction.atomic
def adopt_opening(book: Book, draft: Draft, *, actor: Actor, decision: str) -> UUID:
    """The balances of the paper book stand in one entry of the kind `opening`, as the decision says.

    All accounts but the sources must be fresh: nothing has been written to them. The same again is the same.
    """
    refuse_wordless(decision)
    one = ready(replace(draft, kind=OPENING, text=draft.text or decision))
    held = hold(book.id)
    if EntryRow.objects.filter(book=book.id, key=one.key).exists():
        return write(held, [one], actor.pk)[0]
    if _moved(one):
        raise NotFresh
    entry = write(held, [one], actor.pk)[0]
    record(
        acts.OPENING_ADOPTED,
        actor=actor,
        at=book.place_code,
        title=book.title,
        seq=held.seq + 1,
        decision=decision,
    )
    return entry


@transaction.atomic
def close_year(book: Book, year: int, *, actor: Actor) -> UUID:
    """No entry for a day of that year, or before it, can be written any more; the closing is in the chain.

    Reservations of that year that still wait are settled or voided on a later day.
    """
    if year >= timezone.localdate().year:
        raise YearNotOver(year=year)
    one = Ready(Move.CLOSE, CLOSING, f"{CLOSING}:{year}", date(year, 12, 31), ())
    held = hold(book.id)
    known = EntryRow.objects.filter(book=book.id, key=one.key).exists()
    entry = write(held, [one], actor.pk)[0]
    if not known:
        record(acts.YEAR_CLOSED, actor=actor, at=book.place_code, title=book.title, year=year)
    return entry


def closed_through(book: Book) -> date | None:
    """Return the last day that is closed, if any is."""
    closings = EntryRow.objects.filter(book=book.id, move=Move.CLOSE)
    return closings.order_by("-day").values_list("day", flat=True).first()


def _moved(one: Ready) -> bool:
    """Return whether something was written to an account of these that is no source."""
    ids = [account for account, _ in one.legs]
    return any(
        LegRow.objects.filter(
            account__in=AccountRow.objects.filter(pk__in=ids[n : n + AT_ONCE], lowest__isnull=False)
        ).exists()
        for n in range(0, len(ids), AT_ONCE)
    )

"""Erasing the words beside an entry; the chain holds only their salted digest and stays whole."""

from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from wugong.audit.actions import record
from wugong.counties.actors import Actor
from wugong.ledger import acts
from wugong.ledger.models import EntryRow, TextRow
from wugong.ledger.refusals import NoSuchEntry


@transaction.atomic
def erase_text(entry: UUID, *, actor: Actor) -> int:
    """The words beside the entry, and beside those that settle or undo it, are gone; returns how many were.

    The amounts stay, and verification says since when the words are gone. Asked again, nothing happens.
    """
    row = EntryRow.objects.select_related("book__place").filter(pk=entry).first()
    if row is None:
        raise NoSuchEntry
    kin = EntryRow.objects.filter(Q(pk=entry) | Q(target=entry) | Q(pk=row.target_id))
    ids = list(kin.values_list("pk", flat=True))
    texts = TextRow.objects.filter(pk__in=ids, erased_at=None)
    count = texts.update(text="", salt="", about=None, erased_at=timezone.now())
    if count:
        record(acts.TEXT_ERASED, actor=actor, at=row.book.place.code, title=row.book.title, seq=row.seq)
    return count

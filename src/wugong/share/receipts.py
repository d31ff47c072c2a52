"""The acts of taking goods in, with what they cost and who brought them, and of taking a mistake back."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.counties.actors import System
from wugong.ledger.posting import Draft, Leg, post, reverse
from wugong.ledger.refusals import TooLow
from wugong.media.photos import keep_photo
from wugong.media.pictures import Picture
from wugong.points.accounts import book_here
from wugong.share import acts, refusals, stock
from wugong.share.models import Good, Receipt, ReceiptBack
from wugong.share.permissions import can_keep_stock

TAKEN_IN = "shop.receipt"  # the kind of the entry


@transaction.atomic
def take_in(
    good: Good,
    pieces: int,
    cost: int,
    *,
    supplier: str,
    key: str,
    actor: User | System,
    day: date | None = None,
    paper: Picture | None = None,
) -> Receipt:
    """There are so many pieces more; `cost` is in fen for all of them. Sent twice, taken in once."""
    held = Good.objects.select_for_update(no_key=True, of=("self",)).select_related("village")
    one = held.get(pk=good.pk)
    can_keep_stock(actor, one.village).or_refuse()
    if there := Receipt.objects.filter(good=one, key=key).first():
        return _same(there, pieces, cost)
    on = day or timezone.localdate()
    if on > timezone.localdate():
        raise refusals.NotYet(day=on)
    if pieces <= 0 or cost < 0:
        raise refusals.NoPieces
    made = Receipt(good=one, day=on, pieces=pieces, cost=cost, supplier=supplier, key=key)
    made.paper = keep_photo(paper, actor=actor, at=one.village) if paper else None
    made.taken_by_id = actor.pk
    made.entry = _posted(made, actor)
    made.save(force_insert=True)
    said = {"name": one.name, "pieces": pieces, "unit": one.unit, "supplier": supplier}
    record(acts.TAKEN_IN, actor=actor, at=one.village.code, concerning=(), **said)
    return made


@transaction.atomic
def take_back(receipt: Receipt, reason: str, *, actor: User | System) -> ReceiptBack:
    """A receipt that was typed wrong counts no more, by an opposite entry; on the day it was typed only."""
    held = Good.objects.select_for_update(no_key=True, of=("self",)).select_related("village")
    good = held.get(pk=receipt.good_id)
    can_keep_stock(actor, good.village).or_refuse()
    if not (words := reason.strip()):
        raise refusals.NoReason
    if ReceiptBack.objects.filter(receipt=receipt).exists():
        raise refusals.TakenBack
    if timezone.localdate(receipt.taken_at) != timezone.localdate():
        raise refusals.DayOfReceiptOver
    made = ReceiptBack(receipt=receipt, reason=words, entry=_reversed(receipt, good, words, actor))
    made.taken_by_id = actor.pk
    made.save(force_insert=True)
    said = {"name": good.name, "pieces": receipt.pieces, "unit": good.unit, "reason": words}
    record(acts.RECEIPT_BACK, actor=actor, at=good.village.code, concerning=(), **said)
    return made


def _reversed(receipt: Receipt, good: Good, words: str, actor: User | System) -> UUID:
    """Post the opposite entry on the day of the receipt, unless the pieces are gone or held already."""
    try:
        return reverse(receipt.entry, key=f"back:{receipt.pk}", day=receipt.day, actor=actor, text=words)
    except TooLow as low:
        left = stock.stock_of(good.village, [good])[good.pk].available
        raise refusals.GoneFromShelf(name=good.name, left=left, pieces=receipt.pieces) from low


def _posted(made: Receipt, actor: User | System) -> UUID:
    """Post the pieces into the stock; return the entry."""
    good, village = made.good, made.good.village
    legs = [
        Leg(stock.source(village, stock.RECEIVED).id, -made.pieces),
        Leg(stock.goods_accounts(village, [good])[good.pk].id, made.pieces),
    ]
    draft = Draft(TAKEN_IN, f"receipt:{made.pk}", legs, made.day, made.supplier, made.pk)
    return post(book_here(village, actor=actor), draft, actor=actor)


def _same(there: Receipt, pieces: int, cost: int) -> Receipt:
    if (there.pieces, there.cost) != (pieces, cost):
        raise refusals.KeyUsed
    return there

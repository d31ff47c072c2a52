"""Balances as they are kept, as they were on a day, and the statement of an account."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Sum

from wugong.ledger.books import AT_ONCE, rows_of
from wugong.ledger.models import AccountRow, EntryRow, LegRow, TextRow
from wugong.ledger.states import COUNTED, Move


@dataclass(frozen=True, slots=True)
class Balance:
    """余额: what is posted, and how much of it reservations hold."""

    posted: int = 0
    outgoing: int = 0

    @property
    def available(self) -> int:
        """Return what can still be given away."""
        return self.posted - self.outgoing


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a statement; `after` is the posted balance after it; a pending one leaves it so."""

    entry: UUID
    seq: int
    day: date
    kind: str
    amount: int
    after: int
    text: str
    about: UUID | None
    pending: bool


def balance(account_id: UUID) -> Balance:
    """Return the balance of one account: one row read by key."""
    for posted, outgoing in AccountRow.objects.filter(pk=account_id).values_list("posted", "outgoing"):
        return Balance(posted, outgoing)
    return Balance()


def balances(account_ids: Iterable[UUID]) -> dict[UUID, Balance]:
    """Return the balances of these accounts as they stand now."""
    ids = list(account_ids)
    return dict.fromkeys(ids, Balance()) | {row.pk: Balance(row.posted, row.outgoing) for row in rows_of(ids)}


def balances_on(account_ids: Iterable[UUID], day: date) -> dict[UUID, int]:
    """Return what was posted to these accounts for days up to this one, whenever it was written."""
    ids = list(account_ids)
    found = dict.fromkeys(ids, 0)
    for n in range(0, len(ids), AT_ONCE):
        legs = _counted(LegRow.objects.filter(account__in=ids[n : n + AT_ONCE], entry__day__lte=day))
        found |= dict(legs.order_by().values_list("account").annotate(Sum("amount")))
    return found


def statement(account_id: UUID, since: date | None = None, until: date | None = None) -> list[Line]:
    """Return the lines of the account from a day to a day, by day and number; two queries.

    A reservation shows while it is pending; then its settlement stands in its place, or nothing if void.
    """
    legs = LegRow.objects.filter(account=account_id)
    after = 0
    if since:
        before = _counted(legs.filter(entry__day__lt=since))
        after = before.aggregate(total=Sum("amount"))["total"] or 0
        legs = legs.filter(entry__day__gte=since)
    if until:
        legs = legs.filter(entry__day__lte=until)
    lines = []
    for leg in _shown(legs):
        pending = leg.entry.move == Move.HOLD
        after += 0 if pending else leg.amount
        lines.append(_line(leg, after, pending=pending))
    return lines


def _counted(legs: "QuerySet[LegRow]") -> "QuerySet[LegRow]":
    return legs.filter(entry__move__in=COUNTED)


def _shown(legs: "QuerySet[LegRow]") -> "QuerySet[LegRow]":
    answers = EntryRow.objects.filter(target=OuterRef("entry"))
    beside = TextRow.objects.filter(pk=OuterRef("entry"))
    shown = legs.filter(Q(entry__move__in=COUNTED) | Q(entry__move=Move.HOLD) & ~Exists(answers))
    said = shown.annotate(said=Subquery(beside.values("text")), about=Subquery(beside.values("about")))
    return said.select_related("entry").order_by(F("entry__day"), F("entry__seq"))


def _line(leg: LegRow, after: int, *, pending: bool) -> Line:
    entry = leg.entry
    said, about = leg.said or "", leg.about  # type: ignore[attr-defined] # annotated in `_shown`
    return Line(entry.pk, entry.seq, entry.day, entry.kind, leg.amount, after, said, about, pending)

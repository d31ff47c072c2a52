"""Books and their accounts, as other rooms see them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from wugong.audit.actions import record
from wugong.counties.actors import Actor
from wugong.counties.standing import county_here
from wugong.ledger import acts
from wugong.ledger.models import KEY_LENGTH, TITLE_LENGTH, WORD_LENGTH, AccountRow, BookRow
from wugong.ledger.refusals import OtherBook
from wugong.ledger.states import Unit
from wugong.ledger.words import refuse_unwritable
from wugong.places.models import Place

AT_ONCE = 500  # values in one query; SQLite takes no thousand


@dataclass(frozen=True, slots=True)
class Book:
    """账簿 of one place and kind."""

    id: UUID
    place_code: str
    kind: str
    title: str


@dataclass(frozen=True, slots=True)
class Account:
    """账户 in one book and unit; where `lowest` is None it may fall without end, as sources do."""

    id: UUID
    book_id: UUID
    code: str
    unit: Unit
    lowest: int | None


@transaction.atomic
def open_book(place: Place, kind: str, title: str, *, actor: Actor) -> Book:
    """The book of this place and kind is there; where there was none it is made, and that is recorded."""
    refuse_unwritable(kind, WORD_LENGTH)
    refuse_unwritable(title, TITLE_LENGTH)
    if book := book_of(place, kind):
        return book
    Place.objects.select_for_update(no_key=True).get(pk=place.pk)  # two who open it at once: one makes it
    if book := book_of(place, kind):
        return book
    row = BookRow.objects.create(place=place, kind=kind, title=title)
    record(acts.BOOK_OPENED, actor=actor, at=place.code, title=title)
    return Book(row.pk, place.code, kind, title)


def book_of(place: Place, kind: str) -> Book | None:
    """Return the book of this place and kind, if it has been opened."""
    row = BookRow.objects.filter(place=place, kind=kind).first()
    return Book(row.pk, place.code, row.kind, row.title) if row else None


def book_by_id(book: UUID) -> Book:
    """Return the book of this id, or refuse with `OtherBook`."""
    row = BookRow.objects.select_related("place").filter(pk=book).first()
    if row is None:
        raise OtherBook
    return Book(row.pk, row.place.code, row.kind, row.title)


def books_under(code: str) -> list[Book]:
    """Return the books of the place of this code and of all within it, by code and kind."""
    rows = BookRow.objects.select_related("place").filter(place__in=Place.objects.under(code))
    return [Book(row.pk, row.place.code, row.kind, row.title) for row in rows.order_by("place__code", "kind")]


@transaction.atomic
def open_accounts(
    book: Book, wanted: Sequence[tuple[str, Unit, int | None]], *, actor: Actor
) -> dict[tuple[str, Unit], Account]:
    """The accounts wanted (code, unit, lowest) are open; where all were, that takes one query.

    An account keeps its lowest for good: another one asked for is a fault of the caller.
    """
    terms = {(code, Unit(unit)): lowest for code, unit, lowest in wanted}
    found = _accounts(book, {code for code, _ in terms}, terms)
    if lacking := terms.keys() - found.keys():
        BookRow.objects.select_for_update(no_key=True).get(pk=book.id)
        found = _accounts(book, {code for code, _ in terms}, terms)
        lacking = terms.keys() - found.keys()
        for code, _ in lacking:
            refuse_unwritable(code, KEY_LENGTH)
        county, key = county_here(), BookRow(pk=book.id, county=county_here())
        made = AccountRow.objects.bulk_create(
            AccountRow(county=county, book=key, code=code, unit=unit, lowest=terms[code, unit])
            for code, unit in sorted(lacking)
        )
        found |= {(row.code, Unit(row.unit)): _account(row) for row in made}
    if other := [key for key, account in found.items() if account.lowest != terms[key]]:
        raise ValueError(f"{other[0]} was opened with another lowest than {terms[other[0]]}")
    return found


def accounts_of(book: Book, codes: Sequence[str], unit: Unit) -> dict[str, Account]:
    """Return the accounts of these codes that are open, by code."""
    found = _accounts(book, codes, {(code, unit) for code in codes})
    return {code: account for (code, _), account in found.items()}


def accounts_by_id(accounts: Iterable[UUID]) -> dict[UUID, Account]:
    """Return the accounts of these ids."""
    return {row.pk: _account(row) for row in rows_of(accounts)}


def rows_of(accounts: Iterable[UUID]) -> "list[AccountRow]":
    """Return the rows of these accounts; five hundred in one query."""
    ids = list(accounts)
    query: QuerySet[AccountRow] = AccountRow.objects.all()
    return [row for n in range(0, len(ids), AT_ONCE) for row in query.filter(pk__in=ids[n : n + AT_ONCE])]


def _accounts(
    book: Book, codes: Iterable[str], among: Iterable[tuple[str, Unit]]
) -> dict[tuple[str, Unit], Account]:
    """Return those accounts of the book with these codes that are among these."""
    wanted, ordered = set(among), sorted(set(codes))
    found = {}
    for n in range(0, len(ordered), AT_ONCE):
        for row in AccountRow.objects.filter(book=book.id, code__in=ordered[n : n + AT_ONCE]):
            if (key := (row.code, Unit(row.unit))) in wanted:
                found[key] = _account(row)
    return found


def _account(row: AccountRow) -> Account:
    return Account(row.pk, row.book_id, row.code, Unit(row.unit), row.lowest)

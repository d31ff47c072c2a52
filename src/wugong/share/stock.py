"""Pieces of goods in the village's book: which accounts they lie in, how many there are."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final
from uuid import UUID

from wugong.counties.actors import SYSTEM
from wugong.ledger.balances import Balance, Line, balances, balances_on, statement
from wugong.ledger.books import Account, accounts_of, book_of, open_accounts
from wugong.ledger.states import Unit
from wugong.places.models import Place
from wugong.points.accounts import VILLAGE, book_here, of_household
from wugong.share.models import Good

RECEIVED: Final = "received"
HANDED: Final = "handed"
LOST: Final = "lost"


def of_good(good: UUID) -> str:
    """Return the code of the account in which the pieces of a good lie."""
    return f"goods:{good}"


def goods_accounts(village: Place, goods: Iterable[Good]) -> Mapping[UUID, Account]:
    """Return the accounts of these goods by good; those that lacked one have it now: no query a row."""
    codes = {good.pk: of_good(good.pk) for good in goods}
    found = _opened(village, list(codes.values()), lowest=0)
    return {key: found[code] for key, code in codes.items()}


def source(village: Place, code: str) -> Account:
    """Return where pieces come from or go to: received, handed or lost."""
    return _opened(village, [code], lowest=None)[code]


def stock_of(village: Place, goods: Iterable[Good]) -> Mapping[UUID, Balance]:
    """Return how many pieces there are of each good, and how many of them are held: a few queries."""
    codes = {good.pk: of_good(good.pk) for good in goods}
    found = _known(village, codes.values(), Unit.PIECES)
    return {key: found[code] for key, code in codes.items()}


def stock_on(village: Place, goods: Iterable[Good], day: date) -> Mapping[UUID, int]:
    """Return how many pieces of each good there were at the end of that day."""
    codes = {good.pk: of_good(good.pk) for good in goods}
    found = known_on(village, codes.values(), Unit.PIECES, day)
    return {key: found[code] for key, code in codes.items()}


def entries_of(village: Place, good: Good) -> list[Line]:
    """Return each entry of a good's stock, the earliest first."""
    accounts = _there(village, [of_good(good.pk)], Unit.PIECES)
    return [line for account in accounts.values() for line in statement(account.id)]


def points_of(village: Place, households: Iterable[UUID]) -> Mapping[UUID, Balance]:
    """Return what each of these households has, and how much of it is held: a few queries."""
    codes = {key: of_household(key) for key in households}
    found = _known(village, codes.values(), Unit.POINTS)
    return {key: found[code] for key, code in codes.items()}


def known_on(village: Place, codes: Iterable[str], unit: Unit, day: date) -> Mapping[str, int]:
    """Return what lay in these accounts of the village's book at the end of that day."""
    accounts = _there(village, wanted := list(codes), unit)
    found = balances_on([account.id for account in accounts.values()], day)
    return {code: found[accounts[code].id] if code in accounts else 0 for code in wanted}


def _known(village: Place, codes: Iterable[str], unit: Unit) -> Mapping[str, Balance]:
    accounts = _there(village, wanted := list(codes), unit)
    found = balances([account.id for account in accounts.values()])
    return {code: found[accounts[code].id] if code in accounts else Balance() for code in wanted}


def _there(village: Place, codes: Sequence[str], unit: Unit) -> Mapping[str, Account]:
    """Return the accounts that have been opened: whoever only looks opens none."""
    book = book_of(village, VILLAGE)
    return accounts_of(book, codes, unit) if book else {}


def _opened(village: Place, codes: list[str], *, lowest: int | None) -> Mapping[str, Account]:
    book = book_here(village, actor=SYSTEM)
    found = accounts_of(book, codes, Unit.PIECES)
    if missing := [code for code in dict.fromkeys(codes) if code not in found]:
        made = open_accounts(book, [(code, Unit.PIECES, lowest) for code in missing], actor=SYSTEM)
        found = {**found, **{code: made[code, Unit.PIECES] for code in missing}}
    return found

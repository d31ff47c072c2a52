"""Account codes of a village's book, in one place; accounts are opened when they are first needed."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from wugong.counties.actors import SYSTEM, Actor
from wugong.ledger.books import Account, Book, accounts_of, book_of, open_accounts, open_book
from wugong.ledger.states import Unit
from wugong.places.models import Place
from wugong.points.models import Pool
from wugong.registry.models import Household

VILLAGE: Final = "village"  # the kind of the book
ISSUE, REDEEMED, EXPIRED, DEDUCTED = "issue", "redeemed", "expired", "deducted"  # points
BUDGET, SPENT = "budget", "spent"  # fen
SOURCES: Final = (
    *((code, Unit.POINTS, None) for code in (ISSUE, REDEEMED, EXPIRED, DEDUCTED)),
    *((code, Unit.FEN, None) for code in (BUDGET, SPENT)),
)


def of_household(household: UUID) -> str:
    """Return the code of a household's account."""
    return f"household:{household}"


def of_pool(pool: UUID) -> str:
    """Return the code of a pool's points that nobody has yet."""
    return f"pool:{pool}"


def of_fund(pool: UUID) -> str:
    """Return the code of the money behind a pool."""
    return f"fund:{pool}"


def book_here(village: Place, *, actor: Actor) -> Book:
    """Return the village's book; it is open, with the accounts that points and money come from and go to."""
    if book := book_of(village, VILLAGE):
        return book
    book = open_book(village, VILLAGE, f"{village.name}积分账", actor=actor)
    open_accounts(book, SOURCES, actor=actor)
    return book


def source(village: Place, code: str) -> Account:
    """Return one of the accounts that points or money come from and go to."""
    unit = Unit.FEN if code in {BUDGET, SPENT} else Unit.POINTS
    return _opened(village, [code], unit, lowest=None)[code]


def household_accounts(village: Place, households: Iterable[Household | UUID]) -> dict[UUID, Account]:
    """Return the households' accounts by household; those that lacked one have it now: no query a row."""
    keys = [one if isinstance(one, UUID) else one.pk for one in households]
    found = _opened(village, [of_household(key) for key in keys], Unit.POINTS, lowest=0)
    return {key: found[of_household(key)] for key in keys}


def household_account(village: Place, household: Household | UUID) -> Account:
    """Return the household's account, opened where it had none."""
    (account,) = household_accounts(village, [household]).values()
    return account


def known_households(village: Place, households: Iterable[UUID]) -> dict[UUID, Account]:
    """Return the accounts of those of the households that have one; none is opened."""
    book = book_of(village, VILLAGE)
    keys = {of_household(key): key for key in households}
    found = accounts_of(book, list(keys), Unit.POINTS) if book else {}
    return {keys[code]: account for code, account in found.items()}


def pool_account(village: Place, pool: Pool) -> Account:
    """Return the account of the pool's points that nobody has yet."""
    return _opened(village, [of_pool(pool.pk)], Unit.POINTS, lowest=0)[of_pool(pool.pk)]


def fund_account(village: Place, pool: Pool) -> Account:
    """Return the account of the money behind the pool."""
    return _opened(village, [of_fund(pool.pk)], Unit.FEN, lowest=0)[of_fund(pool.pk)]


def _opened(village: Place, codes: list[str], unit: Unit, *, lowest: int | None) -> dict[str, Account]:
    book = book_here(village, actor=SYSTEM)
    found = accounts_of(book, codes, unit)
    if missing := [code for code in dict.fromkeys(codes) if code not in found]:
        made = open_accounts(book, [(code, unit, lowest) for code in missing], actor=SYSTEM)
        found = {**found, **{code: made[code, unit] for code in missing}}
    return found

"""Our side of the ledger bench; run as a program it prepares a database with funded books."""

import os
import random
from contextlib import ExitStack
from typing import Final
from uuid import UUID

import django

django.setup()

from django.apps import apps  # noqa: E402 # why: app ready
from django.conf import settings  # noqa: E402 # why: app ready
from django.core.management import call_command  # noqa: E402 # why: app ready
from django.utils import timezone  # noqa: E402 # why: app ready

from wugong.bench import ledger_act  # noqa: E402 # why: app ready
from wugong.bench.floor_ledger import ACCOUNTS, CLIENTS  # noqa: E402 # why: app ready
from wugong.bench.households_work import COUNTY, LONG_AGO, TOWN  # noqa: E402 # why: app ready
from wugong.counties.actions import found_county  # noqa: E402 # why: app ready
from wugong.counties.actors import SYSTEM  # noqa: E402 # why: app ready
from wugong.counties.models import County  # noqa: E402 # why: app ready
from wugong.counties.standing import standing_in  # noqa: E402 # why: app ready
from wugong.ledger.balances import balance  # noqa: E402 # why: app ready
from wugong.ledger.books import Book, accounts_of, book_of, open_accounts, open_book  # noqa: E402 # why: app ready
from wugong.ledger.posting import Draft, Leg, post, post_many  # noqa: E402 # why: app ready
from wugong.ledger.states import Unit  # noqa: E402 # why: app ready
from wugong.places.actions import register_place  # noqa: E402 # why: app ready
from wugong.places.models import Place  # noqa: E402 # why: app ready
from wugong.registry.keys import ring  # noqa: E402 # why: app ready

KIND: Final = "village"
CODES: Final = [str(number) for number in range(ACCOUNTS)]
PLENTY: Final = 10**9
AT_ONCE: Final = 100
QUIET, SHOP = CLIENTS, CLIENTS + 1  # a village where nothing is posted, and one with a shop


def village_of(client: int) -> str:
    """Return the code of the client's village."""
    return f"{TOWN}{201 + client}"


def prepare() -> None:
    """Each client has a village with a book of funded accounts that may not fall below nothing."""
    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}  # tables as they are now
    call_command("migrate", run_syncdb=True, verbosity=0)
    county = found_county(COUNTY, "测速县", actor=SYSTEM)
    with standing_in(county):
        for code, name in ((COUNTY, "测速县"), (TOWN, "测速镇")):
            register_place(code, name, actor=SYSTEM, since=LONG_AGO)
        ring.seal("-", "bench")
        villages = [
            register_place(village_of(client), f"测速{client + 1}村", actor=SYSTEM, since=LONG_AGO)
            for client in range(SHOP + 1)
        ]
        for village in villages[:SHOP]:
            _fund(village)
        ledger_act.prepare(villages[SHOP], county)


def _fund(village: Place) -> None:
    """The village has a book whose accounts hold plenty."""
    book = open_book(village, KIND, "测速账", actor=SYSTEM)
    terms = [("source", Unit.POINTS, None), *((code, Unit.POINTS, 0) for code in CODES)]
    made = open_accounts(book, terms, actor=SYSTEM)
    legs = [Leg(made[code, Unit.POINTS].id, PLENTY) for code in CODES]
    legs.append(Leg(made["source", Unit.POINTS].id, -PLENTY * len(CODES)))
    post(book, Draft("opening", "opening", legs, timezone.localdate()), actor=SYSTEM)


class OurSide:
    """The ledger as other rooms use it."""

    def __init__(self, client: int) -> None:
        stand = ExitStack()
        stand.enter_context(standing_in(County.objects.get(code=COUNTY)))
        self.stand = stand  # it stands as long as the process
        self.chance = random.Random(client)  # noqa: S311 -- pairs of a bench, no secret
        self.day = timezone.localdate()
        self.book, self.accounts = _book(client)
        self.pool_book, self.pool_accounts = _book(0)
        _, self.quiet_accounts = _book(QUIET)
        self.works = {
            "post": self.post,
            "act": ledger_act.Reserving().act,
            "balance": self.balance,
            "few": self.few,
        }

    def post(self) -> None:
        """One entry with two legs, its link and two balances is there for good."""
        giver, taker = self.chance.sample(self.accounts, 2)
        post(self.book, self._draft(giver, taker), actor=SYSTEM)

    def balance(self) -> None:
        """The balance was read of the account that every award touches."""
        balance(self.pool_accounts[0])

    def few(self) -> None:
        """The balance was read of an account whose book has a thousand legs."""
        balance(self.quiet_accounts[0])

    def bulk(self, count: int) -> None:
        """So many awards went from the first account of the first book to its others, all or none."""
        pool, *takers = self.pool_accounts
        drafts = [self._draft(pool, takers[number % len(takers)]) for number in range(count)]
        post_many(self.pool_book, drafts, actor=SYSTEM)

    def fill(self, count: int) -> None:
        """So many legs more are in the first book, in entries of a thousand, each with one of the pool."""
        pool, *takers = self.pool_accounts
        legs = (Leg(pool, -len(takers)), *(Leg(taker, 1) for taker in takers))
        for start in range(0, count, AT_ONCE * len(legs)):
            entries = min(AT_ONCE, (count - start) // len(legs) + 1)
            drafts = [Draft("award", os.urandom(16).hex(), legs, self.day) for _ in range(entries)]
            post_many(self.pool_book, drafts, actor=SYSTEM)

    def _draft(self, giver: UUID, taker: UUID) -> Draft:
        legs = (Leg(giver, -5), Leg(taker, 5))
        return Draft(kind="award", key=os.urandom(16).hex(), legs=legs, day=self.day)


def _book(client: int) -> tuple[Book, list[UUID]]:
    """Return the book of this client and its accounts, the first one the pool."""
    book = book_of(Place.objects.get(code=village_of(client)), KIND)
    assert book
    found = accounts_of(book, CODES, Unit.POINTS)
    return book, [found[code].id for code in CODES]


if __name__ == "__main__":
    prepare()

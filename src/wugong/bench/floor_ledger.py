"""The floor of the ledger: the same rows by one prepared statement, with no chain and no question asked."""

import os
import random
import sqlite3
from collections.abc import Sequence
from typing import Any, Final, Protocol

import psycopg

CLIENTS: Final = 4
ACCOUNTS: Final = 1000  # of each client: the first is the pool, the others are households
BATCH: Final = 500

TABLES: Final = """
create table account (id integer primary key, balance bigint not null default 0){room};
create table entry (id {key}, said text not null, constraint said_once unique (said));
create table leg (id {key}, entry bigint not null references entry deferrable initially deferred,
 account integer not null references account, amount bigint not null check (amount <> 0));
create index leg_by_account on leg (account);
create index leg_by_entry on leg (entry);
"""
ONE: Final = """with written as (insert into entry (said) values (%(said)s) returning id),
 moved as (insert into leg (entry, account, amount) select written.id, move.account, move.amount
  from written, (values (%(giver)s::int, -%(amount)s::bigint), (%(taker)s::int, %(amount)s::bigint))
  move (account, amount))
 update account set balance = balance + case when id = %(giver)s then -%(amount)s else %(amount)s end
 where id in (%(giver)s, %(taker)s)"""
LOCK: Final = """select count(*) from (select 1 from account where id = any(%s::int[]) order by id
 for update) locked"""
MANY: Final = """with given as (select * from unnest(%s::text[], %s::int[]) one (said, taker)),
 written as (insert into entry (said) select said from given returning id, said),
 moved as (insert into leg (entry, account, amount) select written.id, move.account, move.amount
  from given join written using (said),
  lateral (values (%s::int, -5::bigint), (given.taker, 5::bigint)) move (account, amount)
  returning account, amount),
 summed as (select account, sum(amount) amount from moved group by 1 order by 1)
 update account set balance = balance + summed.amount from summed where id = account"""


class Floor(Protocol):
    """What the least code does on one engine."""

    def post(self) -> None: ...
    def bulk(self, takers: Sequence[int]) -> None: ...
    def balance(self) -> None: ...


def floor_on(address: str, client: int) -> Floor:
    """Return the floor of the engine that the address names, for this client."""
    return Server(address, client) if address.startswith("postgres") else File(address, client)


def make(address: str) -> None:
    """The floor's tables stand in this database, with the accounts of every client."""
    numbers = [(number,) for number in range(CLIENTS * ACCOUNTS)]
    if address.startswith("postgres"):
        with psycopg.connect(address) as server, server.cursor() as cursor:
            key = "bigint generated always as identity primary key"
            cursor.execute(TABLES.format(key=key, room=" with (fillfactor=50)").encode())
            cursor.executemany("insert into account (id) values (%s)", numbers)
        return
    with sqlite3.connect(address.removeprefix("sqlite:///")) as file:
        file.executescript("pragma journal_mode=wal;" + TABLES.format(key="integer primary key", room=""))
        file.executemany("insert into account (id) values (?)", numbers)


class _Pairs:
    """Keys never used before and pairs of one client's accounts."""

    def __init__(self, client: int) -> None:
        self.chance = random.Random(client)  # noqa: S311 -- pairs of a bench, no secret
        self.first = client * ACCOUNTS

    def key(self) -> str:
        return os.urandom(16).hex()

    def pair(self) -> list[int]:
        return sorted(self.chance.sample(range(self.first, self.first + ACCOUNTS), 2))


class Server:
    """PostgreSQL: one prepared statement, committed by itself."""

    def __init__(self, address: str, client: int) -> None:
        self.server = psycopg.connect(address, autocommit=True, prepare_threshold=0)
        self.pairs = _Pairs(client)

    def post(self) -> None:
        """One entry with two legs and two balances is there for good."""
        giver, taker = self.pairs.pair()
        self.server.execute(
            ONE, {"said": self.pairs.key(), "giver": giver, "taker": taker, "amount": 5}, prepare=True
        )

    def bulk(self, takers: Sequence[int]) -> None:
        """Each taker has got an award from the first account of all, by batches."""
        for start in range(0, len(takers), BATCH):
            some = list(takers[start : start + BATCH])
            with self.server.transaction():
                self.server.execute(LOCK, ([0, *some],), prepare=True)
                self.server.execute(MANY, ([self.pairs.key() for _ in some], some, 0), prepare=True)

    def balance(self) -> None:
        """The first account's balance was read by its key."""
        self.server.execute("select balance from account where id = %s", (0,), prepare=True).fetchone()


class File:
    """SQLite: the same statements one by one, as it has no single one for them."""

    def __init__(self, address: str, client: int) -> None:
        path = address.removeprefix("sqlite:///")
        self.file = sqlite3.connect(path, isolation_level=None, timeout=20)
        self.file.execute("pragma synchronous=normal")
        self.pairs = _Pairs(client)

    def post(self) -> None:
        """One entry with two legs and two balances is there for good."""
        giver, taker = self.pairs.pair()
        self.file.execute("begin immediate")
        self._write(giver, taker)
        self.file.execute("commit")

    def bulk(self, takers: Sequence[int]) -> None:
        """Each taker has got an award from the first account of all, in one transaction."""
        self.file.execute("begin immediate")
        for taker in takers:
            self._write(0, taker)
        self.file.execute("commit")

    def balance(self) -> None:
        """The first account's balance was read by its key."""
        self.file.execute("select balance from account where id = ?", (0,)).fetchone()

    def _write(self, giver: int, taker: int) -> None:
        do: Any = self.file.execute
        entry = do("insert into entry (said) values (?)", (self.pairs.key(),)).lastrowid
        moves = (entry, giver, -5, entry, taker, 5)
        do("insert into leg (entry, account, amount) values (?, ?, ?), (?, ?, ?)", moves)
        do("update account set balance = balance - 5 where id = ?", (giver,))
        do("update account set balance = balance + 5 where id = ?", (taker,))

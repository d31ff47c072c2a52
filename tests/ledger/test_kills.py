"""A process that is killed while it posts leaves books that verify, and no half act."""

import os
import random
import signal
import time

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from wugong.audit.actions import record
from wugong.audit.acts import Act
from wugong.audit.models import Record
from wugong.base.texts import mark
from wugong.counties.actors import SYSTEM
from wugong.ledger.balances import balance
from wugong.ledger.books import open_accounts, open_book
from wugong.ledger.models import BookRow, EntryRow, LegRow
from wugong.ledger.posting import Draft, Leg, post, post_many
from wugong.ledger.states import Unit
from wugong.ledger.verifying import verify

KILLS = 50
BATCH = 40
TRIED = Act("ledger.tried", mark("%(actor)s 试了一次"))


class Work:
    """A book, and what a process does to it until it is killed."""

    def __init__(self, village):
        self.book = open_book(village, "village", "枫林坳积分账", actor=SYSTEM)
        terms = [("pool", Unit.POINTS, None), ("one", Unit.POINTS, 0)]
        found = open_accounts(self.book, terms, actor=SYSTEM)
        self.pool, self.one = (found[code, Unit.POINTS].id for code in ("pool", "one"))

    def draft(self):
        legs = (Leg(self.pool, -1), Leg(self.one, 1))
        return Draft("award", os.urandom(16).hex(), legs, timezone.localdate(), "清沟渠")

    @transaction.atomic
    def act(self):
        """One entry and one record, or neither."""
        post(self.book, self.draft(), actor=SYSTEM)
        record(TRIED, actor=SYSTEM)

    def bulk(self):
        """So many entries at once, or none."""
        post_many(self.book, [self.draft() for _ in range(BATCH)], actor=SYSTEM)


def killed(work, wait):
    """A process has done the work again and again, and was killed some time after its first turn."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            work()
            os.write(theirs, b"!")
            while True:
                work()
        finally:
            os._exit(1)
    os.close(theirs)
    with os.fdopen(ours, "rb") as said:
        assert said.read(1) == b"!"
    time.sleep(wait)
    os.kill(child, signal.SIGKILL)
    _, how = os.waitpid(child, 0)
    assert os.WTERMSIG(how) == signal.SIGKILL


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("what", ["act", "bulk"])
def test_books_verify_after_fifty_kills(what, here, village):
    chance, work = random.Random(7), Work(village)
    connections.close_all()  # no process shares a connection with another
    for _ in range(KILLS // 2):
        killed(getattr(work, what), chance.uniform(0, 0.04))
    with transaction.atomic():  # whatever the server still did for a dead one is over
        BookRow.objects.select_for_update().get(pk=work.book.id)
        found, entries = verify(), EntryRow.objects.count()
    assert (found.faults, found.entries) == ([], entries)
    assert LegRow.objects.count() == 2 * entries
    assert balance(work.one).posted == -balance(work.pool).posted == entries
    if what == "act":
        assert entries == Record.objects.filter(act=TRIED.code).count() >= KILLS // 2
    else:
        assert entries % BATCH == 0
        assert entries >= BATCH * KILLS // 2
    assert connection.is_usable()

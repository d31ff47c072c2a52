"""Whoever rewrites the books past their guards is found: by verification, and by a poster that hangs on a wall."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from wugong.audit import triggers as audit_triggers
from wugong.counties.actors import SYSTEM
from wugong.ledger import chain, proof_check, triggers
from wugong.ledger.books import open_accounts, open_book
from wugong.ledger.digests import digest_on
from wugong.ledger.models import AccountRow, EntryRow, LegRow, TextRow
from wugong.ledger.posting import Draft, Leg, post
from wugong.ledger.proofs import Broken, proof_of
from wugong.ledger.states import Unit
from wugong.ledger.verifying import content_of, verify


@pytest.fixture
def book(here, village):
    return open_book(village, "village", "枫林坳积分账", actor=SYSTEM)


@pytest.fixture
def accounts(book):
    terms = [("pool", Unit.POINTS, None), ("one", Unit.POINTS, 0)]
    found = open_accounts(book, terms, actor=SYSTEM)
    return found["pool", Unit.POINTS].id, found["one", Unit.POINTS].id


@pytest.fixture
def entries(book, accounts):
    """Five awards of one day."""
    pool, one = accounts
    legs = (Leg(pool, -5), Leg(one, 5))
    return [
        post(book, Draft("award", str(n), legs, timezone.localdate(), f"第 {n} 次"), actor=SYSTEM)
        for n in range(5)
    ]


@pytest.fixture
def unguarded(entries):
    """Take every trigger away, as whoever owns the database can."""
    with connection.cursor() as cursor:
        audit_triggers.remove(connection)
        for statement in triggers.statements(connection.vendor):
            if named := triggers.TRIGGER.match(statement):
                on = f" ON {named[2]}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {named[1]}{on}")
    yield
    audit_triggers.install(connection)
    triggers.install(connection)


def faults():
    return {(fault.entry, fault.fault) for fault in verify().faults}


CHANGES = {
    "kind": lambda entry: EntryRow.objects.filter(pk=entry).update(kind="gift"),
    "day": lambda entry: EntryRow.objects.filter(pk=entry).update(day=timezone.localdate() - timedelta(30)),
    "time": lambda entry: EntryRow.objects.filter(pk=entry).update(made_at=timezone.now()),
    "actor": lambda entry: EntryRow.objects.filter(pk=entry).update(actor=entry),
    "amounts": lambda entry: [
        LegRow.objects.filter(entry=entry, amount=one).update(amount=one * 10) for one in (5, -5)
    ],
}


@pytest.mark.parametrize("change", CHANGES)
def test_verification_names_the_entry_that_was_changed(change, entries, unguarded, book):
    poster, old = digest_on(book, timezone.localdate()), proof_of(entries[2])
    CHANGES[change](entries[2])
    assert (entries[2], "hash") in faults()
    assert not {entry for entry, _ in faults()} - {entries[2], None}
    with pytest.raises(Broken, match="第 3 笔"):
        proof_of(entries[2])
    assert proof_check.check(old, [poster])


def test_verification_names_the_text_that_was_changed(entries, unguarded):
    TextRow.objects.filter(pk=entries[1]).update(text="第 9 次")
    assert faults() == {(entries[1], "text")}


def test_verification_names_the_account_whose_balance_was_changed(entries, unguarded, accounts):
    AccountRow.objects.filter(pk=accounts[1]).update(posted=1000)
    assert faults() == {(None, "balance one points")}


def test_verification_names_the_entry_after_one_that_was_taken_out(entries, unguarded):
    LegRow.objects.filter(entry=entries[2]).delete()
    TextRow.objects.filter(pk=entries[2]).delete()
    EntryRow.objects.filter(pk=entries[2]).delete()
    assert {(entries[3], "sequence"), (entries[3], "link")} <= faults()


def rewrite(entries, amount):
    """Change the third entry and compute every hash from there on again, and the balances."""
    for sign in (1, -1):
        LegRow.objects.filter(entry=entries[2], amount=5 * sign).update(amount=amount * sign)
    previous = EntryRow.objects.get(pk=entries[1]).hash
    for row in EntryRow.objects.filter(pk__in=entries[2:]).order_by("seq"):
        legs = LegRow.objects.filter(entry=row.pk).order_by("account")
        lines = chain.leg_lines(legs.values_list("account", "account__unit", "amount"))
        said = chain.canonical(row.seq, previous, chain.body(content_of(row)), lines)
        EntryRow.objects.filter(pk=row.pk).update(previous=previous, hash=chain.digest(said))
        previous = chain.digest(said)
    for account in AccountRow.objects.filter(book=row.book_id):
        posted = sum(LegRow.objects.filter(account=account.pk).values_list("amount", flat=True))
        AccountRow.objects.filter(pk=account.pk).update(posted=posted)


def test_a_book_that_was_written_anew_whole_is_betrayed_by_the_poster(entries, unguarded, book):
    today = timezone.localdate()
    poster, old = digest_on(book, today), [proof_of(entry) for entry in entries]
    rewrite(entries, 500)
    assert faults() == set()  # nothing inside the database can tell
    anew = digest_on(book, today)
    assert anew != poster
    for entry, proof in zip(entries, old, strict=True):
        assert proof_check.check(proof, [poster])
        with pytest.raises(proof_check.Refused, match="证明是旧的，或者账、证明被改过"):
            proof_check.check(proof, [anew])
        with pytest.raises(proof_check.Refused, match="证明是旧的，或者账、证明被改过"):
            proof_check.check(proof_of(entry), [poster])


def test_a_tail_that_was_cut_off_is_betrayed_by_the_poster(entries, unguarded, book, accounts):
    poster = digest_on(book, timezone.localdate())
    LegRow.objects.filter(entry=entries[4]).delete()
    TextRow.objects.filter(pk=entries[4]).delete()
    EntryRow.objects.filter(pk=entries[4]).delete()
    for account, posted in zip(accounts, (-20, 20), strict=True):
        AccountRow.objects.filter(pk=account).update(posted=posted)
    assert faults() == set()
    with pytest.raises(proof_check.Refused):
        proof_check.check(proof_of(entries[0]), [poster])

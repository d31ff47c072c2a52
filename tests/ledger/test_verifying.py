"""Verification names the very entry that somebody changed past all guards, and nothing else."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from wugong.audit import triggers as audit_triggers
from wugong.audit.models import Record
from wugong.counties.actors import SYSTEM
from wugong.counties.uuid7 import uuid7
from wugong.ledger import triggers, verifying
from wugong.ledger.balances import statement
from wugong.ledger.books import open_book
from wugong.ledger.erasing import erase_text
from wugong.ledger.models import AccountRow, EntryRow, LegRow, TextRow
from wugong.ledger.posting import post, post_many, reverse, settle, void
from wugong.ledger.refusals import NoSuchEntry
from wugong.ledger.verifying import verify
from wugong.ledger.years import close_year

pytestmark = pytest.mark.django_db

YEAR = timezone.localdate().year - 1


@pytest.fixture
def busy(book, draft, award, accounts):
    """Return the entries of a book in which everything that can happen has happened once, by name."""
    soon, today = timezone.now() + timedelta(days=1), timezone.localdate()
    done = {"award": award("first", 20, text="清沟半天", about=uuid7())}
    done["hold"] = post(book, draft(first=-4, second=4, text="大米"), actor=SYSTEM, expires=soon)
    done["other"] = post(book, draft(first=-3, second=3), actor=SYSTEM, expires=soon)
    done["open"] = post(book, draft(first=-2, second=2), actor=SYSTEM, expires=soon)
    done["settle"] = settle(done["hold"], key="settle", day=today, actor=SYSTEM)
    done["void"] = void(done["other"], key="void", day=today, actor=SYSTEM)
    done["reverse"] = reverse(done["settle"], key="reverse", day=today, actor=SYSTEM, text="退货")
    done["close"] = close_year(book, YEAR, actor=SYSTEM)
    done["last"] = post_many(
        book, [draft(issue=-1, first=1), draft(issue=-9, budget=-90, fund=90, pool=9)], actor=SYSTEM
    )[1]
    return done


@pytest.fixture
def unguarded(busy):
    """The books stand open to whoever writes to the database."""
    triggers.remove(connection)
    audit_triggers.remove(connection)
    return busy


def faults():
    return [(fault.entry, fault.fault) for fault in verify().faults]


def test_a_clean_book_has_no_fault(busy, book, village, neighbour_village):
    found = verify()
    assert (found.books, found.entries, found.faults, found.erased) == (1, 10, [], [])
    open_book(neighbour_village, "village", "青山村积分账", actor=SYSTEM)
    assert verify().books == 2
    assert (verify(village).books, verify(neighbour_village).entries) == (1, 0)


def test_pages_make_no_difference(busy, monkeypatch):
    for page in (1, 2, 3, 10):
        monkeypatch.setattr(verifying, "PAGE", page)
        assert (verify().entries, verify().faults) == (10, [])


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "gift"},
        {"key": "other"},
        {"day": timezone.localdate() - timedelta(days=1)},
        {"made_at": timezone.now() - timedelta(hours=1)},
        {"actor": uuid7()},
    ],
)
def test_an_entry_that_was_changed_is_named(unguarded, change):
    EntryRow.objects.filter(pk=unguarded["award"]).update(**change)
    assert faults() == [(unguarded["award"], "hash")]


def test_an_entry_whose_hash_was_made_anew_breaks_the_link_of_the_next(unguarded):
    EntryRow.objects.filter(pk=unguarded["award"]).update(hash="a" * 64)
    assert faults() == [(unguarded["award"], "hash"), (unguarded["hold"], "link")]


def test_an_entry_that_was_taken_away_is_missed(unguarded, accounts):
    LegRow.objects.filter(entry=unguarded["void"]).delete()
    EntryRow.objects.filter(pk=unguarded["void"]).delete()
    assert faults() == [
        (unguarded["reverse"], "sequence"),
        (unguarded["reverse"], "link"),
        (None, "balance first points"),
    ]


def test_amounts_that_were_changed_are_named(unguarded, accounts):
    legs = LegRow.objects.filter(entry=unguarded["last"])
    legs.filter(account=accounts["pool"]).update(amount=10)
    assert faults() == [
        (unguarded["last"], "hash"),
        (unguarded["last"], "unbalanced"),
        (None, "balance pool points"),
    ]


def test_legs_that_were_added_or_taken_are_named(unguarded, book, accounts, here):
    LegRow.objects.create(entry_id=unguarded["void"], account_id=accounts["first"], amount=1)
    LegRow.objects.filter(entry=unguarded["open"]).delete()
    found = faults()
    assert (unguarded["void"], "legs") in found
    assert (unguarded["open"], "legs") in found


def test_an_account_of_another_unit_is_named(unguarded, accounts):
    AccountRow.objects.filter(pk=accounts["fund"]).update(unit="shares")
    assert (unguarded["last"], "unbalanced") in faults()


def test_a_leg_of_another_book_is_named(unguarded, book, accounts, neighbour_village):
    other = open_book(neighbour_village, "village", "青山村积分账", actor=SYSTEM)
    AccountRow.objects.filter(pk=accounts["fund"]).update(book=other.id)
    found = faults()
    assert (unguarded["last"], "stray") in found
    assert (None, "balance fund fen") in found


def test_answers_that_do_not_fit_are_named(unguarded):
    EntryRow.objects.filter(pk=unguarded["settle"]).update(target=unguarded["award"])
    EntryRow.objects.filter(pk=unguarded["void"]).update(target=None)
    EntryRow.objects.filter(pk=unguarded["award"]).update(target=unguarded["open"])
    found = faults()
    for name in ("settle", "void", "award"):
        assert (unguarded[name], "answer") in found


def test_a_reversal_of_something_else_is_named(unguarded):
    EntryRow.objects.filter(pk=unguarded["reverse"]).update(target=unguarded["award"])
    assert (unguarded["reverse"], "answer") in faults()


def test_an_entry_for_a_closed_day_is_named(unguarded):
    EntryRow.objects.filter(pk=unguarded["last"]).update(day=f"{YEAR}-12-31")
    assert faults() == [(unguarded["last"], "hash"), (unguarded["last"], "closed")]


def test_balances_written_by_hand_are_named(busy, accounts):
    AccountRow.objects.filter(pk=accounts["second"]).update(posted=1000)
    AccountRow.objects.filter(pk=accounts["first"]).update(outgoing=0)
    assert faults() == [(None, "balance first points"), (None, "balance second points")]


def test_words_that_were_changed_or_taken_are_named(unguarded):
    TextRow.objects.filter(pk=unguarded["award"]).update(text="清沟一天")
    TextRow.objects.filter(pk=unguarded["hold"]).delete()
    TextRow.objects.create(pk=unguarded["void"], text="没人要了")
    assert faults() == [
        (unguarded["award"], "text"),
        (unguarded["hold"], "text missing"),
        (unguarded["void"], "text"),
    ]


def test_erased_words_are_no_fault_but_said(busy, accounts):
    assert erase_text(busy["hold"], actor=SYSTEM) == 2
    found = verify()
    assert found.faults == []
    assert [one.entry for one in found.erased] == [busy["hold"], busy["settle"]]
    assert all(timezone.now() - one.at < timedelta(minutes=5) for one in found.erased)
    assert {line.text for line in statement(accounts["second"])} == {"", "退货"}
    row = TextRow.objects.get(pk=busy["hold"])
    assert (row.text, row.salt, row.about) == ("", "", None)


def test_words_are_erased_once_and_recorded_once(busy):
    assert erase_text(busy["award"], actor=SYSTEM) == 1
    assert erase_text(busy["award"], actor=SYSTEM) == 0
    assert Record.objects.filter(act="ledger.text_erased").count() == 1
    with pytest.raises(NoSuchEntry):
        erase_text(uuid7(), actor=SYSTEM)

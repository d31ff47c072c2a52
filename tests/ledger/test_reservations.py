from datetime import timedelta

import pytest
from django.utils import timezone

from wugong.counties.actors import SYSTEM
from wugong.ledger.balances import Balance, balance
from wugong.ledger.models import EntryRow
from wugong.ledger.posting import post, reverse, settle, void, void_expired
from wugong.ledger.refusals import AlreadyReversed, NoSuchEntry, NotPending, NotPosted, TooLow, Wordless
from wugong.ledger.verifying import verify

pytestmark = pytest.mark.django_db


def today():
    return timezone.localdate()


@pytest.fixture
def held(book, draft, award):
    """Return a reservation of four of the first household's ten."""
    award("first", 10)
    soon = timezone.now() + timedelta(days=3)
    return post(book, draft(first=-4, second=4, text="大米一袋"), actor=SYSTEM, expires=soon)


def test_a_reservation_holds_what_goes_out_and_gives_nothing_yet(accounts, held):
    assert balance(accounts["first"]) == Balance(10, 4)
    assert balance(accounts["first"]).available == 6
    assert balance(accounts["second"]) == Balance(0, 0)


def test_what_is_held_cannot_be_given_twice(book, draft, accounts, held):
    with pytest.raises(TooLow):
        post(book, draft(first=-7, second=7), actor=SYSTEM)
    with pytest.raises(TooLow):
        post(book, draft(first=-7, second=7), actor=SYSTEM, expires=timezone.now() + timedelta(days=1))
    post(book, draft(first=-6, second=6), actor=SYSTEM)
    assert balance(accounts["first"]) == Balance(4, 4)


def test_a_settled_reservation_has_moved(accounts, held):
    entry = settle(held, key="s", day=today(), actor=SYSTEM)
    assert settle(held, key="s", day=today(), actor=SYSTEM) == entry
    assert balance(accounts["first"]) == Balance(6, 0)
    assert balance(accounts["second"]) == Balance(4, 0)
    assert verify().faults == []


def test_a_void_reservation_holds_nothing(accounts, held):
    entry = void(held, key="v", day=today(), actor=SYSTEM, text="不要了")
    assert void(held, key="v", day=today(), actor=SYSTEM) == entry
    assert balance(accounts["first"]) == Balance(10, 0)
    assert balance(accounts["second"]) == Balance(0, 0)
    assert verify().faults == []


@pytest.mark.parametrize("first", [settle, void])
@pytest.mark.parametrize("second", [settle, void])
def test_a_reservation_ends_once(held, first, second):
    first(held, key="one", day=today(), actor=SYSTEM)
    with pytest.raises(NotPending):
        second(held, key="two", day=today(), actor=SYSTEM)


def test_what_is_posted_is_not_pending(award):
    entry = award("first", 1)
    for end in (settle, void):
        with pytest.raises(NotPending):
            end(entry, key="x", day=today(), actor=SYSTEM)


def test_a_reservation_runs_out_a_moment_after_its_time(accounts, held):
    until = EntryRow.objects.get(pk=held).expires
    assert void_expired(until, actor=SYSTEM) == 0
    assert void_expired(until + timedelta(microseconds=1), actor=SYSTEM) == 1
    assert void_expired(until + timedelta(days=1), actor=SYSTEM) == 0
    assert balance(accounts["first"]) == Balance(10, 0)


def test_a_reservation_that_ran_out_cannot_be_settled(held, time_machine):
    until = EntryRow.objects.get(pk=held).expires
    time_machine.move_to(until + timedelta(seconds=1))
    with pytest.raises(NotPending):
        settle(held, key="s", day=today(), actor=SYSTEM)
    time_machine.move_to(until - timedelta(seconds=1))
    settle(held, key="s", day=today(), actor=SYSTEM)


def test_a_reversal_undoes_an_entry_once(accounts, award):
    entry = award("first", 10)
    back = reverse(entry, key="r", day=today(), actor=SYSTEM, text="重复登记")
    assert reverse(entry, key="r", day=today(), actor=SYSTEM, text="重复登记") == back
    assert balance(accounts["first"]) == Balance(0, 0)
    with pytest.raises(AlreadyReversed):
        reverse(entry, key="r2", day=today(), actor=SYSTEM, text="再来一次")
    assert verify().faults == []


def test_a_settlement_can_be_reversed_and_a_reservation_not(accounts, held):
    with pytest.raises(NotPosted):
        reverse(held, key="r", day=today(), actor=SYSTEM, text="错")
    entry = settle(held, key="s", day=today(), actor=SYSTEM)
    reverse(entry, key="r", day=today(), actor=SYSTEM, text="退货")
    assert balance(accounts["first"]) == Balance(10, 0)
    assert verify().faults == []


def test_a_reversal_may_not_leave_an_account_too_low(book, draft, award):
    entry = award("first", 10)
    post(book, draft(first=-1, second=1), actor=SYSTEM)
    with pytest.raises(TooLow):
        reverse(entry, key="r", day=today(), actor=SYSTEM, text="错")


def test_a_reversal_says_why(award):
    with pytest.raises(Wordless):
        reverse(award("first", 1), key="r", day=today(), actor=SYSTEM, text=" ")


def test_an_entry_that_is_not_there_is_refused(book, accounts):
    for act in (settle, void):
        with pytest.raises(NoSuchEntry):
            act(book.id, key="x", day=today(), actor=SYSTEM)

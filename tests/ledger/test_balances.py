from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from wugong.counties.actors import SYSTEM
from wugong.ledger.balances import Balance, balance, balances, balances_on, statement
from wugong.ledger.posting import post, reverse, settle, void

pytestmark = pytest.mark.django_db

MAY, JUNE, JULY = date(2026, 5, 31), date(2026, 6, 30), date(2026, 7, 31)


def test_an_account_that_is_not_there_has_nothing(here):
    one = uuid4()
    assert balance(one) == Balance(0, 0)
    assert balances_on([one], MAY) == {one: 0}


def test_balances_of_a_day_count_what_was_posted_for_days_up_to_it(accounts, award):
    award("first", 1, day=JULY)
    award("first", 10, day=MAY)
    award("first", 100, day=JUNE)
    both = [accounts["first"], accounts["second"]]
    at = {day: balances_on(both, day)[accounts["first"]] for day in (MAY, JUNE, JULY)}
    assert at == {MAY: 10, JUNE: 110, JULY: 111}
    assert balances_on(both, MAY - timedelta(days=1)) == dict.fromkeys(both, 0)


def test_reservations_count_on_no_day(book, draft, accounts, award):
    award("first", 10, day=MAY)
    soon = timezone.now() + timedelta(days=3)
    post(book, draft(first=-4, second=4, day=MAY), actor=SYSTEM, expires=soon)
    held = post(book, draft(first=-1, second=1, day=MAY), actor=SYSTEM, expires=soon)
    settle(held, key="s", day=JUNE, actor=SYSTEM)
    one = accounts["first"]
    assert [balances_on([one], day)[one] for day in (MAY, JUNE)] == [10, 9]


def test_a_statement_tells_each_line_with_what_is_left(book, draft, accounts, award):
    about = uuid4()
    award("first", 10, day=MAY, text="清沟半天", about=about)
    last = award("first", 5, day=JULY)
    award("first", 3, day=JUNE)
    reverse(last, key="r", day=JULY, actor=SYSTEM, text="重复")
    lines = statement(accounts["first"])
    assert [(line.seq, line.amount, line.after, line.text) for line in lines] == [
        (1, 10, 10, "清沟半天"),
        (3, 3, 13, ""),
        (2, 5, 18, ""),
        (4, -5, 13, "重复"),
    ]
    assert lines[0].about == about
    assert not any(line.pending for line in lines)


def test_a_statement_begins_and_ends_on_the_day_asked_for(accounts, award):
    for day, amount in ((MAY, 10), (JUNE, 3), (JULY, 5)):
        award("first", amount, day=day)

    def told(since, until):
        return [(line.amount, line.after) for line in statement(accounts["first"], since, until)]

    assert told(JUNE, JUNE) == [(3, 13)]
    assert told(JUNE + timedelta(days=1), None) == [(5, 18)]
    assert told(None, JUNE - timedelta(days=1)) == [(10, 10)]
    assert told(MAY, MAY) == [(10, 10)]


def test_a_statement_shows_what_is_pending_and_not_what_is_over(book, draft, accounts, award):
    award("first", 10)
    soon = timezone.now() + timedelta(days=3)
    pending, over, settled = (
        post(book, draft(first=-n, second=n, text=f"{n}"), actor=SYSTEM, expires=soon) for n in (1, 2, 3)
    )
    void(over, key="v", day=timezone.localdate(), actor=SYSTEM)
    done = settle(settled, key="s", day=timezone.localdate(), actor=SYSTEM)
    lines = statement(accounts["first"])
    assert [(line.amount, line.after, line.pending, line.text) for line in lines] == [
        (10, 10, False, ""),
        (-1, 10, True, "1"),
        (-3, 7, False, "3"),
    ]
    assert [line.entry for line in lines[1:]] == [pending, done]


@pytest.mark.parametrize("entries", [1, 4])
def test_a_statement_takes_two_queries_however_long(accounts, award, entries, django_assert_num_queries):
    for _ in range(entries):
        award("first", 2, text="半天")
    with django_assert_num_queries(2):
        assert len(statement(accounts["first"], since=MAY)) == entries


def test_a_balance_is_one_query(accounts, award, django_assert_num_queries):
    award("first", 2)
    with django_assert_num_queries(1):
        assert balances(accounts.values())[accounts["first"]] == Balance(2)

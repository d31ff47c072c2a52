from datetime import date, timedelta

import pytest
from django.utils import timezone

from wugong.audit.models import Record
from wugong.counties.actors import SYSTEM
from wugong.ledger.balances import balance, balances_on
from wugong.ledger.models import EntryRow
from wugong.ledger.posting import post, post_many
from wugong.ledger.refusals import Closed, KeyTaken, NotFresh, TooLow, Wordless, YearNotOver
from wugong.ledger.verifying import verify
from wugong.ledger.years import adopt_opening, close_year, closed_through

pytestmark = pytest.mark.django_db

THIS_YEAR = timezone.localdate().year
LAST_DAY = date(THIS_YEAR - 1, 12, 31)


def acts_of(code):
    return Record.objects.filter(act=code).count()


def test_no_entry_is_written_for_a_day_of_a_closed_year(book, draft, accounts, award):
    award("first", 5, day=LAST_DAY)
    close_year(book, THIS_YEAR - 1, actor=SYSTEM)
    assert closed_through(book) == LAST_DAY
    for write in (
        lambda one: post(book, one, actor=SYSTEM),
        lambda one: post_many(book, [one], actor=SYSTEM),
    ):
        with pytest.raises(Closed):
            write(draft(issue=-1, first=1, day=LAST_DAY))
    award("first", 1, day=LAST_DAY + timedelta(days=1))
    assert balance(accounts["first"]).posted == 6
    assert balances_on([accounts["first"]], LAST_DAY)[accounts["first"]] == 5
    assert verify().faults == []


def test_a_year_is_closed_once_and_recorded_once(book):
    first = close_year(book, THIS_YEAR - 1, actor=SYSTEM)
    assert close_year(book, THIS_YEAR - 1, actor=SYSTEM) == first
    assert acts_of("ledger.year_closed") == 1


def test_a_year_is_not_closed_before_it_is_over(book):
    with pytest.raises(YearNotOver):
        close_year(book, THIS_YEAR, actor=SYSTEM)
    assert closed_through(book) is None


def test_an_earlier_year_is_closed_with_the_later_one(book):
    close_year(book, THIS_YEAR - 1, actor=SYSTEM)
    with pytest.raises(Closed):
        close_year(book, THIS_YEAR - 2, actor=SYSTEM)


def test_a_paper_book_is_taken_over_in_one_entry(book, draft, accounts):
    wanted = draft(issue=-30, first=10, second=20)
    entry = adopt_opening(book, wanted, actor=SYSTEM, decision="村民代表会议决定")
    assert adopt_opening(book, wanted, actor=SYSTEM, decision="村民代表会议决定") == entry
    assert EntryRow.objects.get().kind == "opening"
    assert balance(accounts["second"]).posted == 20
    assert acts_of("ledger.opening_adopted") == 1


def test_another_opening_under_the_same_key_is_refused(book, draft):
    adopt_opening(book, draft(key="o", issue=-3, first=3), actor=SYSTEM, decision="决定")
    with pytest.raises(KeyTaken):
        adopt_opening(book, draft(key="o", issue=-4, first=4), actor=SYSTEM, decision="决定")


def test_an_account_with_entries_takes_no_opening(book, draft, award):
    award("first", 1)
    with pytest.raises(NotFresh):
        adopt_opening(book, draft(issue=-30, first=10, second=20), actor=SYSTEM, decision="决定")
    adopt_opening(book, draft(issue=-20, second=20), actor=SYSTEM, decision="决定")


def test_an_opening_names_its_decision_and_keeps_to_the_lowest(book, draft):
    with pytest.raises(Wordless):
        adopt_opening(book, draft(issue=-1, first=1), actor=SYSTEM, decision="")
    with pytest.raises(TooLow):
        adopt_opening(book, draft(issue=1, first=-1), actor=SYSTEM, decision="决定")

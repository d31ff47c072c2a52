from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from wugong.counties.actors import SYSTEM
from wugong.ledger.balances import Balance, balance, balances
from wugong.ledger.books import open_accounts, open_book
from wugong.ledger.drafts import Draft, Leg
from wugong.ledger.models import AccountRow, BookRow, EntryRow, LegRow, TextRow
from wugong.ledger.posting import post, post_many
from wugong.ledger.refusals import KeyTaken, OtherBook, TooLow, Unbalanced, Unwritable
from wugong.ledger.states import Unit

pytestmark = pytest.mark.django_db


def test_an_account_may_not_fall_one_below_its_lowest(book, accounts, draft, award):
    award("first", 10)
    with pytest.raises(TooLow) as refused:
        post(book, draft(first=-11, second=11), actor=SYSTEM)
    assert refused.value.facts == {
        "account": "first", "unit": "积分", "available": 10, "lowest": 0, "amount": 11
    }  # fmt: skip
    assert balance(accounts["first"]) == Balance(10, 0)
    assert EntryRow.objects.count() == 1


def test_an_account_may_fall_to_its_lowest(book, accounts, draft, award):
    award("first", 10)
    post(book, draft(first=-10, second=10), actor=SYSTEM)
    assert balances(accounts.values()) == {
        accounts["issue"]: Balance(-10), accounts["first"]: Balance(0), accounts["second"]: Balance(10),
        accounts["pool"]: Balance(), accounts["budget"]: Balance(), accounts["fund"]: Balance(),
    }  # fmt: skip


@pytest.mark.parametrize(
    "legs",
    [
        {},
        {"first": 5},
        {"first": 5, "issue": -4},
        {"first": 5, "fund": -5},
        {"first": 5, "issue": -4, "fund": -1},
        {"first": 5, "issue": -5, "fund": 3, "budget": -2},
        {"first": 0, "issue": 0},
    ],
)
def test_an_entry_that_does_not_balance_in_each_unit_is_refused(book, draft, legs):
    for write in (
        lambda one: post(book, one, actor=SYSTEM),
        lambda one: post_many(book, [one], actor=SYSTEM),
    ):
        with pytest.raises(Unbalanced):
            write(draft(**legs))
    assert not LegRow.objects.exists()


def test_three_legs_and_several_units_make_one_entry(book, accounts, draft):
    post(book, draft(issue=-7, first=3, second=4, budget=-70, fund=70), actor=SYSTEM)
    now = balances(accounts.values())
    assert [now[accounts[code]].posted for code in ("issue", "first", "second", "budget", "fund")] == [
        -7, 3, 4, -70, 70,
    ]  # fmt: skip


def test_legs_on_the_same_account_are_one_leg(book, accounts):
    legs = [Leg(accounts["issue"], -3), Leg(accounts["first"], 1), Leg(accounts["first"], 2)]
    entry = post(book, Draft("award", "k", legs, timezone.localdate()), actor=SYSTEM)
    assert sorted(LegRow.objects.filter(entry=entry).values_list("amount", flat=True)) == [-3, 3]


def test_the_same_key_again_is_the_same_entry(book, accounts, draft, award):
    one = draft(key="k", issue=-5, first=5)
    assert post(book, one, actor=SYSTEM) == post(book, one, actor=SYSTEM)
    assert post_many(book, [one, one], actor=SYSTEM) == [post(book, one, actor=SYSTEM)] * 2
    assert balance(accounts["first"]).posted == 5


@pytest.mark.parametrize(
    "other",
    [
        {"issue": -6, "first": 6},
        {"issue": -5, "second": 5},
        {"issue": -5, "first": 5, "kind": "gift"},
        {"issue": -5, "first": 5, "day": timezone.localdate() - timedelta(days=1)},
    ],
)
def test_the_same_key_for_something_else_is_refused(book, draft, other):
    post(book, draft(key="k", issue=-5, first=5), actor=SYSTEM)
    with pytest.raises(KeyTaken):
        post(book, draft(key="k", **other), actor=SYSTEM)
    with pytest.raises(KeyTaken):
        post_many(book, [draft(issue=-1, first=1), draft(key="k", **other)], actor=SYSTEM)
    with pytest.raises(KeyTaken):
        post_many(book, [draft(key="l", issue=-5, first=5), draft(key="l", **other)], actor=SYSTEM)
    assert EntryRow.objects.count() == 1


def test_keys_are_of_one_book(book, draft, neighbour_village):
    other = open_book(neighbour_village, "village", "青山村积分账", actor=SYSTEM)
    there = open_accounts(other, [("issue", Unit.POINTS, None), ("a", Unit.POINTS, 0)], actor=SYSTEM)
    legs = [Leg(there["issue", Unit.POINTS].id, -1), Leg(there["a", Unit.POINTS].id, 1)]
    first = post(book, draft(key="k", issue=-1, first=1), actor=SYSTEM)
    assert post(other, Draft("award", "k", legs, timezone.localdate()), actor=SYSTEM) != first


def test_an_entry_stays_in_its_book(book, accounts, draft, neighbour_village):
    other = open_book(neighbour_village, "village", "青山村积分账", actor=SYSTEM)
    for write in (
        lambda one: post(other, one, actor=SYSTEM),
        lambda one: post_many(other, [one], actor=SYSTEM),
    ):
        with pytest.raises(OtherBook):
            write(draft(issue=-1, first=1))
    with pytest.raises(OtherBook):
        post(book, Draft("a", "k", [Leg(uuid4(), 1), Leg(uuid4(), -1)], timezone.localdate()), actor=SYSTEM)


@pytest.mark.parametrize("key", ["", "two\nlines", "x" * 121, "tab\t"])
def test_a_key_that_the_chain_cannot_hold_is_refused(book, accounts, key):
    legs = [Leg(accounts["issue"], -3), Leg(accounts["first"], 3)]
    with pytest.raises(Unwritable):
        post(book, Draft("award", key, legs, timezone.localdate()), actor=SYSTEM)


def test_many_are_all_there_or_none(book, accounts, draft, award):
    award("pool", 30)
    with pytest.raises(TooLow):
        post_many(book, [draft(pool=-1, first=1) for _ in range(31)], actor=SYSTEM)
    assert balance(accounts["pool"]).posted == 30
    wanted = [draft(pool=-1, first=1, text="半天") for _ in range(30)]
    ids = post_many(book, wanted, actor=SYSTEM)
    assert balance(accounts["pool"]).posted == 0
    there = {entry.key: entry.pk for entry in EntryRow.objects.all()}
    assert ids == [there[one.key] for one in wanted]
    assert list(EntryRow.objects.order_by("seq").values_list("seq", flat=True)) == list(range(1, 32))


def test_nothing_to_post_is_nothing_posted(book):
    assert post_many(book, [], actor=SYSTEM) == []


def test_a_book_that_is_not_there_is_refused(book, draft):
    with pytest.raises(OtherBook):
        post_many(replace(book, id=uuid4()), [draft(issue=-1, first=1)], actor=SYSTEM)


def test_rows_say_what_they_are(book, draft):
    post(book, draft(issue=-1, first=1, text="半天"), actor=SYSTEM)
    rows = [BookRow.objects.get(), EntryRow.objects.get(), TextRow.objects.get()]
    assert [str(row) for row in rows] == ["枫林坳村积分账", "1 award", "半天"]
    assert {str(leg) for leg in LegRow.objects.all()} == {"-1", "+1"}
    assert str(AccountRow.objects.get(code="first")) == "first"

"""Several processes at one book: what is there is given once, the chain stays whole, nobody waits for ever."""

import subprocess
import sys

import pytest
from django.db import connection
from django.utils import timezone
from tests.meanwhile import meanwhile

from wugong.counties.actors import SYSTEM
from wugong.counties.standing import standing_in
from wugong.ledger.balances import Balance, balance
from wugong.ledger.books import open_accounts, open_book
from wugong.ledger.posting import Draft, Leg, post, post_many
from wugong.ledger.refusals import KeyTaken, TooLow
from wugong.ledger.states import Unit
from wugong.ledger.verifying import verify
from wugong.places.models import Place

pytestmark = pytest.mark.django_db(transaction=True)

WANTED = [("issue", Unit.POINTS, None), ("pool", Unit.POINTS, 0), ("taker", Unit.POINTS, 0)]
TAKER = """
import sys
import django
django.setup()
from django.utils import timezone
from wugong.counties.actors import SYSTEM
from wugong.counties.models import County
from wugong.counties.standing import standing_in
from wugong.ledger.books import accounts_of, book_of
from wugong.ledger.posting import Draft, Leg, post, post_many
from wugong.ledger.refusals import TooLow
from wugong.ledger.states import Unit
from wugong.places.models import Place

with standing_in(County.objects.get()):
    book = book_of(Place.objects.get(code=sys.argv[1]), "village")
    ids = accounts_of(book, ["pool", "taker"], Unit.POINTS)
    legs = [Leg(ids["pool"].id, -1), Leg(ids["taker"].id, 1)]
    given = 0
    print("ready", flush=True)
    sys.stdin.readline()
    for n in range(20):
        drafts = [Draft("award", f"{sys.argv[2]}:{n}", legs, timezone.localdate())]
        try:
            post(book, drafts[0], actor=SYSTEM) if n % 2 else post_many(book, drafts, actor=SYSTEM)
            given += 1
        except TooLow:
            pass
    print(given)
"""


@pytest.fixture
def book(county, village):
    with standing_in(county):
        return open_book(village, "village", "枫林坳村积分账", actor=SYSTEM)


@pytest.fixture
def accounts(county, book):
    with standing_in(county):
        made = {code: one.id for (code, _), one in open_accounts(book, WANTED, actor=SYSTEM).items()}
        post(book, moved(made, "issue", "pool", 30, "fund"), actor=SYSTEM)
    return made


def moved(accounts, giver, taker, amount, key):
    legs = [Leg(accounts[giver], -amount), Leg(accounts[taker], amount)]
    return Draft("award", key, legs, timezone.localdate())


def address():
    """Return how another process finds the database of this test."""
    here = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{here['NAME']}"
    return f"postgres://{here['USER']}@{here['HOST']}:{here['PORT']}/{here['NAME']}"


def test_three_processes_take_exactly_what_is_there(county, village, book, accounts, monkeypatch):
    monkeypatch.setenv("WUGONG_DATABASE", address())
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "wugong.config.settings")
    takers = [
        subprocess.Popen(
            [sys.executable, "-c", TAKER, village.code, str(n)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for n in range(3)
    ]
    assert [taker.stdout.readline() for taker in takers] == ["ready\n"] * 3
    for taker in takers:
        taker.stdin.write("go\n")
        taker.stdin.flush()
    given = [int(taker.communicate(timeout=120)[0]) for taker in takers]
    with standing_in(county):
        assert sum(given) == 30
        assert balance(accounts["pool"]) == Balance(0, 0)
        assert balance(accounts["taker"]) == Balance(30, 0)
        assert verify().faults == []


def test_who_comes_second_waits_and_finds_too_little(county, book, accounts):
    def rest():
        return post(book, moved(accounts, "pool", "taker", 1, "second"), actor=SYSTEM)

    with meanwhile(county, rest) as came, standing_in(county):
        post(book, moved(accounts, "pool", "taker", 30, "first"), actor=SYSTEM)
    assert isinstance(came[0], TooLow)


def test_the_same_act_twice_at_once_is_one_entry(county, book, accounts):
    one = moved(accounts, "pool", "taker", 3, "same")
    with meanwhile(county, lambda: post(book, one, actor=SYSTEM)) as came, standing_in(county):
        first = post_many(book, [one], actor=SYSTEM)
    assert came == first


def test_another_act_with_the_same_key_at_once_is_refused(county, book, accounts):
    other = moved(accounts, "pool", "taker", 4, "same")
    with meanwhile(county, lambda: post_many(book, [other], actor=SYSTEM)) as came, standing_in(county):
        post(book, moved(accounts, "pool", "taker", 3, "same"), actor=SYSTEM)
    assert isinstance(came[0], KeyTaken)


def test_a_book_opened_twice_at_once_is_one_book(county, village):
    with (
        meanwhile(county, lambda: open_book(village, "shop", "账", actor=SYSTEM)) as came,
        standing_in(county),
    ):
        first = open_book(Place.objects.get(code=village.code), "shop", "账", actor=SYSTEM)
    assert came == [first]


def test_accounts_opened_twice_at_once_are_opened_once(county, book):
    wanted = [("a", Unit.POINTS, 0)]
    with meanwhile(county, lambda: open_accounts(book, wanted, actor=SYSTEM)) as came, standing_in(county):
        first = open_accounts(book, wanted, actor=SYSTEM)
    assert came == [first]

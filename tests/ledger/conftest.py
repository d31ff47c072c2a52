"""A village's book with a source, a pool and two households, and a maker of drafts."""

from itertools import count

import pytest
from django.utils import timezone

from wugong.counties.actors import SYSTEM
from wugong.ledger.books import open_accounts, open_book
from wugong.ledger.posting import Draft, Leg, post
from wugong.ledger.states import Unit

WANTED = [
    ("issue", Unit.POINTS, None),
    ("pool", Unit.POINTS, 0),
    ("first", Unit.POINTS, 0),
    ("second", Unit.POINTS, 0),
    ("budget", Unit.FEN, None),
    ("fund", Unit.FEN, 0),
]


@pytest.fixture
def book(here, village):
    return open_book(village, "village", "枫林坳村积分账", actor=SYSTEM)


@pytest.fixture
def accounts(book):
    """Return the ids of the accounts by code."""
    return {code: one.id for (code, _), one in open_accounts(book, WANTED, actor=SYSTEM).items()}


@pytest.fixture
def draft(accounts):
    """Return a maker of drafts: amounts by code, each with a key of its own unless one is given."""
    numbers = count(1)

    def make(key="", kind="award", day=None, text="", about=None, **amounts):
        legs = [Leg(accounts[code], amount) for code, amount in amounts.items()]
        return Draft(kind, key or f"key {next(numbers)}", legs, day or timezone.localdate(), text, about)

    return make


@pytest.fixture
def award(book, draft):
    """Return a poster of points from the source to an account of the book."""

    def to(code, amount, **more):
        return post(book, draft(issue=-amount, **{code: amount}, **more), actor=SYSTEM)

    return to

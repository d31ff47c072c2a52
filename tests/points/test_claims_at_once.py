"""Many at once, from processes of their own: one key is one claim, a cap holds, a card is one, an event closes once."""

import multiprocessing

import pytest
from django.db import close_old_connections, connections
from django.utils import timezone
from tests.pointed import key

from wugong.base.refusals import Refusal
from wugong.counties.actors import SYSTEM
from wugong.counties.standing import standing_in
from wugong.points.cards import issue_cards
from wugong.points.claims import check, claim, withdraw
from wugong.points.events import close_event, make_event, sign_in
from wugong.points.models import Card, Claim, SignIn
from wugong.points.states import Channel

pytestmark = pytest.mark.django_db(transaction=True)
FORK = multiprocessing.get_context("fork")
PROCESSES, EACH = 10, 10


def at_once(county, acts):
    """Run each list of acts in a process of its own, all begun at one moment; return what came of each act."""
    came, start = FORK.Queue(), FORK.Event()

    def running(mine):
        close_old_connections()
        start.wait()
        with standing_in(county):
            for act in mine:
                try:
                    came.put(act())
                except Refusal as refusal:
                    came.put(refusal.code)
        connections.close_all()

    connections.close_all()  # a forked process must not talk through its parent's connection
    processes = [FORK.Process(target=running, args=(mine,)) for mine in acts]
    for process in processes:
        process.start()
    start.set()
    found = [came.get(timeout=240) for mine in acts for _ in mine]
    for process in processes:
        process.join(60)
    return found


def claiming(household, actor, of_key):
    def act():
        made = claim(
            household,
            "labour",
            timezone.localdate(),
            quantity=2,
            text="清沟",
            actor=actor,
            channel=Channel.PHONE,
            key=of_key or key(),
        )
        return str(made.pk)

    return act


def test_a_hundred_claims_under_one_key_are_one(county, family, villager, catalogue):
    found = at_once(county, [[claiming(family, villager, "one")] * EACH for _ in range(PROCESSES)])
    assert len(found) == 100
    assert len(set(found)) == 1
    with standing_in(county):
        assert str(Claim.objects.get().pk) == found[0]


def test_many_claims_of_one_household_stay_under_its_cap(county, family, villager, catalogue):
    found = at_once(county, [[claiming(family, villager, None)] * 2 for _ in range(PROCESSES)])
    assert found.count("points.nothing_left") == 16
    with standing_in(county):
        assert sum(Claim.objects.values_list("asked", flat=True)) == 40


def test_one_key_of_two_households_is_of_one(county, family, neighbours, catalogue):
    acts = [[claiming(home, SYSTEM, "shared")] for home in (family, neighbours) * 4]
    found = at_once(county, acts)
    assert found.count("points.key_taken") == 4
    with standing_in(county):
        assert Claim.objects.count() == 1


def test_checked_or_taken_back_never_both(county, claimed, cadre, villager):
    acts = [[lambda: str(check(claimed, actor=cadre).state)], [lambda: withdraw(claimed, actor=villager)]]
    at_once(county, acts * 4)
    with standing_in(county):
        assert Claim.objects.get().state in {"checked", "withdrawn"}


def test_a_household_has_one_card_and_signs_in_once(county, homes, village, catalogue):
    with standing_in(county):
        event = make_event(village, "会", "meeting", timezone.localdate(), actor=SYSTEM)
    acts = [[lambda: len(issue_cards(homes, actor=SYSTEM)), lambda: sign_in(event, homes, actor=SYSTEM)]] * 8
    assert sum(at_once(county, acts)) == 10
    with standing_in(county):
        assert (Card.objects.count(), SignIn.objects.count()) == (5, 5)
    closed = at_once(county, [[lambda: len(close_event(event, actor=SYSTEM).made)]] * 4)
    assert sorted(closed, key=str) == [5, *["points.event_is_closed"] * 3]

"""Two mergers of one village at the same moment: one passes, the other is told."""

import threading
from datetime import date

import pytest
from django.db import close_old_connections, connection

from wugong.base.refusals import Refusal
from wugong.counties.actors import SYSTEM
from wugong.counties.standing import standing_in
from wugong.places.actions import change_code, register_place
from wugong.places.changes import merge_places, split_place
from wugong.places.models import Place, Succession
from wugong.places.refusals import AlreadyClosed, PlaceExists

DAY = date(2026, 8, 15)

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(county, *acts):
    """Do all acts at the same moment; return what was refused."""
    start, refused = threading.Barrier(len(acts)), []

    def doing(act):
        start.wait()
        try:
            with standing_in(county):
                act()
        except Refusal as refusal:
            refused.append(type(refusal))
        finally:
            connection.close()
            close_old_connections()

    threads = [threading.Thread(target=doing, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    return refused


def test_of_two_mergers_of_one_village_one_is_refused(here, village, neighbour_village):
    third = register_place("990101101203", "丙村", actor=SYSTEM)
    refused = at_once(
        here,
        lambda: merge_places([village, neighbour_village], "990101101298", "甲", actor=SYSTEM, day=DAY),
        lambda: merge_places([third, village], "990101101299", "乙", actor=SYSTEM, day=DAY),
    )
    assert refused == [AlreadyClosed]
    assert Succession.objects.count() == 2


def test_of_a_merger_and_a_split_of_one_village_one_is_refused(here, village, neighbour_village):
    parts = [("990101101296", "上村"), ("990101101297", "下村")]
    refused = at_once(
        here,
        lambda: merge_places([village, neighbour_village], "990101101298", "甲", actor=SYSTEM, day=DAY),
        lambda: split_place(village, parts, actor=SYSTEM, day=DAY),
    )
    assert refused == [AlreadyClosed]


def test_of_two_places_that_take_one_code_one_is_refused(here, town, village, other_town_village):
    refused = at_once(
        here,
        lambda: change_code(village, "990101101299", actor=SYSTEM, day=DAY),
        lambda: change_code(other_town_village, "990101101299", actor=SYSTEM, day=DAY),
    )
    assert refused == [PlaceExists]
    assert Place.objects.filter(code="990101101299").count() == 1

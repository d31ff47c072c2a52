"""What is handed on to the platform above: by a key that may, in order, and nothing that is restricted."""

import json

import pytest

from wugong.api.keys import give_key
from wugong.counties.actors import SYSTEM
from wugong.counties.standing import standing_in
from wugong.matters.models import Matter
from wugong.matters.routing import refer

pytestmark = pytest.mark.django_db
ADDRESS = "/outgoing/v1/matters.jsonl"


@pytest.fixture
def reading(county, county_place):
    with standing_in(county):
        return give_key(county_place, "市一张网平台", reads_referred=True, actor=SYSTEM)[1]


@pytest.fixture
def send_on(county, opened, cadre):
    def sending(**facts):
        matter = opened(**facts)
        with standing_in(county):
            refer(matter, "县供电公司", actor=cadre, reason="电杆归供电公司管")
        return matter

    return sending


def lines(client, key, **words):
    answer = client.get(ADDRESS, words, headers={"X-Api-Key": key})
    return [json.loads(line) for line in answer.content.decode().splitlines()]


@pytest.mark.parametrize("key", ["", "guess"])
def test_without_a_key_nothing_is_taken(client, county_place, key):
    assert client.get(ADDRESS, headers={"X-Api-Key": key}).status_code == 403


def test_a_key_that_only_hands_in_takes_nothing(client, secret):
    answer = client.get(ADDRESS, headers={"X-Api-Key": secret})
    assert answer.json()[0]["code"] == "api.no_reader"


def test_what_was_referred_is_taken_in_order_and_once(client, reading, send_on):
    first, second = send_on(), send_on()
    found = lines(client, reading)
    assert [one["number"] for one in found] == [first.number, second.number]
    assert found[0]["referred_to"] == "县供电公司"
    assert [one["number"] for one in lines(client, reading, after=found[0]["cursor"])] == [second.number]


def test_what_was_not_referred_stays(client, reading, opened):
    opened()
    assert lines(client, reading) == []


def test_a_restricted_category_stays(client, reading, send_on, county):
    matter = send_on()
    with standing_in(county):
        Matter.objects.filter(pk=matter.pk).update(category="05")
    assert lines(client, reading) == []


def test_a_cursor_made_up_is_refused(client, reading):
    answer = client.get(ADDRESS, {"after": "five"}, headers={"X-Api-Key": reading})
    assert answer.json()[0]["code"] == "api.bad_word"

"""Keys of other programs: given once, counted, taken back."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from wugong.access.refusals import NotAllowed
from wugong.api import refusals
from wugong.api.keys import end_key, give_key, spend
from wugong.api.models import ClientKey
from wugong.counties.actors import SYSTEM
from wugong.counties.standing import standing_in

pytestmark = pytest.mark.django_db


def test_only_the_rule_keeper_gives_and_takes_back(here, county_place, county_officer, rule_keeper):
    with pytest.raises(NotAllowed):
        give_key(county_place, "市民热线", actor=county_officer)
    key, _ = give_key(county_place, "市民热线", actor=rule_keeper)
    with pytest.raises(NotAllowed):
        end_key(key, county_place, actor=county_officer)


def test_a_key_without_a_title_is_refused(here, county_place):
    with pytest.raises(refusals.NoTitle):
        give_key(county_place, "  ", actor=SYSTEM)


def test_the_key_itself_is_kept_nowhere(here, county_place):
    key, secret = give_key(county_place, "市民热线", actor=SYSTEM)
    assert secret not in str(ClientKey.objects.values().get(pk=key.pk))


@pytest.mark.parametrize("word", ["", "guess"])
def test_no_key_opens_nothing(here, county_place, word):
    give_key(county_place, "市民热线", actor=SYSTEM)
    with pytest.raises(refusals.NoKey):
        spend(word)


def test_a_key_taken_back_opens_nothing(here, county_place):
    key, secret = give_key(county_place, "市民热线", actor=SYSTEM)
    end_key(key, county_place, actor=SYSTEM)
    with pytest.raises(refusals.NoKey):
        spend(secret)
    with pytest.raises(refusals.KeyEnded):
        end_key(key, county_place, actor=SYSTEM)


def test_a_key_of_another_county_opens_nothing(here, county_place, other_county):
    _, secret = give_key(county_place, "市民热线", actor=SYSTEM)
    with standing_in(other_county), pytest.raises(refusals.NoKey):
        spend(secret)


def test_a_day_has_its_limit_and_the_next_day_its_own(here, county_place):
    key, secret = give_key(county_place, "市民热线", a_day=2, actor=SYSTEM)
    assert [spend(secret).counted, spend(secret).counted] == [1, 2]
    with pytest.raises(refusals.UsedUp):
        spend(secret)
    ClientKey.objects.filter(pk=key.pk).update(counted_on=timezone.localdate() - timedelta(days=1))
    assert spend(secret).counted == 1


def test_the_page_shows_a_key_once_and_takes_it_back(county_place, as_user, rule_keeper):
    client, address = as_user(rule_keeper), reverse("client_keys", args=[county_place.code])
    page = client.post(address, {"title": "市民热线", "a_day": 5}, follow=True).content.decode()
    assert "只显示这一次" in page
    assert "只显示这一次" not in client.get(address).content.decode()
    key = ClientKey.everywhere.get()
    end = reverse("client_key_end", args=[county_place.code, key.pk])
    assert "已经收回" in client.post(end, follow=True).content.decode()


def test_the_page_says_what_is_missing(county_place, as_user, rule_keeper):
    address = reverse("client_keys", args=[county_place.code])
    assert as_user(rule_keeper).post(address, {"title": "", "a_day": 5}).status_code == 200
    assert not ClientKey.everywhere.exists()

"""Feeds: RSS and calendars, opened again by other makers' readers."""

from datetime import timedelta

import feedparser
import pytest
import vobject
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from wugong.counties.standing import standing_in
from wugong.matters.feeds import calendar_token, user_of_token
from wugong.matters.models import Matter

pytestmark = pytest.mark.django_db


def test_the_feed_shows_public_matters_with_their_state(client, village, opened):
    matter = opened(title="村口路灯坏了")
    feed = feedparser.parse(client.get(f"/matters/feed/{village.code}.rss").content)
    assert not feed.bozo
    (entry,) = feed.entries
    assert entry.title == "村口路灯坏了（待受理）"
    assert entry.link.endswith(f"/matters/{matter.number}/")


def test_a_place_that_is_not_there_has_no_feed(client, county):
    assert client.get("/matters/feed/990101999.rss").status_code == 404


def test_the_calendar_shows_what_was_given_to_me_and_no_words(client, village, cadre, opened):
    matter = opened(title="陈建国家的路灯坏了")
    due = timezone.now() + timedelta(days=2)
    with standing_in(village.county):
        Matter.objects.filter(pk=matter.pk).update(handler=cadre, due_at=due)
    body = client.get(f"/matters/dues/{calendar_token(cadre)}.ics").content.decode()
    event = vobject.readOne(body).vevent
    assert matter.number in event.summary.value
    assert "陈建国" not in body
    assert event.dtend.value.astimezone(due.tzinfo).replace(microsecond=0) == due.replace(microsecond=0)


def test_a_word_made_up_opens_no_calendar(client, cadre):
    assert client.get("/matters/dues/guess.ics").status_code == 404
    assert client.get(f"/matters/dues/{calendar_token(cadre)}x.ics").status_code == 404


def test_a_new_password_makes_the_old_word_useless(cadre):
    word = calendar_token(cadre)
    assert user_of_token(word) == cadre
    cadre.set_password("another-rain-on-the-terraces")
    cadre.save()
    assert user_of_token(word) is None


def test_renewing_it_ends_the_old_address_of_mine_alone(client, as_user, village, cadre, town_officer):
    old, hers = calendar_token(cadre), calendar_token(town_officer)
    as_user(cadre)
    page = reverse("my_dues", args=[village.code])
    assert old in client.get(page).content.decode()
    assert client.post(page).status_code == 302
    assert client.get(f"/matters/dues/{old}.ics").status_code == 404
    assert calendar_token(cadre) in client.get(page).content.decode()
    assert user_of_token(calendar_token(cadre)) == cadre
    assert user_of_token(hers) == town_officer


def test_the_page_lists_what_is_due(client, as_user, village, cadre, opened, django_assert_num_queries):
    def given(title):
        with standing_in(village.county):
            matter = opened(title=title)
            due = timezone.now() + timedelta(days=2)
            Matter.objects.filter(pk=matter.pk).update(handler=cadre, due_at=due)

    as_user(cadre)
    page = reverse("my_dues", args=[village.code])
    given("路灯不亮")
    with CaptureQueriesContext(connection) as one:
        assert "路灯不亮" in client.get(page).content.decode()
    given("水渠堵了")
    given("护栏松了")
    with django_assert_num_queries(len(one)):
        client.get(page)

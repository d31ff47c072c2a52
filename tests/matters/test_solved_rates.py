"""The solved rate: closed is not solved, and what reopens was never counted."""

import pytest
from django.urls import reverse

from wugong.counties.standing import standing_in
from wugong.matters.models import Matter
from wugong.matters.moving import move
from wugong.matters.solved_rates import SolvedRate, solved_rate


@pytest.fixture
def rate(county, village):
    """Return the reader of the village's rate: asked, done, solved."""

    def read():
        with standing_in(county):
            found = solved_rate(village.code)
        return found.asked, found.done, found.solved

    return read


def test_what_is_closed_is_not_solved(rate, finished):
    assert rate() == (1, 1, 0)


def test_what_reopens_was_never_counted(rate, county, finished, resident):
    with standing_in(county):
        move(finished, "reopen", actor=resident, reason="还是黑的")
    assert rate() == (1, 0, 0)


def test_what_she_says_is_solved_counts(rate, county, finished, resident):
    with standing_in(county):
        move(finished, "confirm", actor=resident)
    assert rate() == (1, 0, 1)


def test_what_is_not_public_and_what_is_of_another_year_are_left_out(rate, lamp, opened):
    opened(category="05")
    last = opened()
    Matter.everywhere.filter(pk=last.pk).update(
        opened_at=last.opened_at.replace(year=last.opened_at.year - 1)
    )
    assert rate() == (1, 0, 0)


@pytest.mark.parametrize(("asked", "solved", "percent"), [(0, 0, 0), (3, 1, 33), (8, 1, 13), (3, 3, 100)])
def test_the_share_is_rounded_half_up(asked, solved, percent):
    assert SolvedRate(2026, asked, 0, solved).percent == percent


def test_the_page_says_what_does_not_count(client, finished, village):
    page = client.get(reverse("matters_map", args=[village.code])).content.decode()
    assert "解决率 0%" in page
    assert "还没有人说解决，不算" in page

"""A request stands in the county of its address, else in the user's, else in none."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse

from wugong.counties.middleware import StandInCounty
from wugong.counties.standing import county_here_or_none


@pytest.fixture
def county_at(rf):
    """Return in which county a view stands that is asked for a path by a user."""

    def stood_in(path, user=None):
        seen = []

        def view(request):
            seen.append(county_here_or_none())
            return HttpResponse()

        request = rf.get(path)
        request.user = user or AnonymousUser()
        StandInCounty(view)(request)
        return seen[0]

    return stood_in


@pytest.mark.parametrize(
    "path",
    [
        "/990101/",
        "/990101101/2026-09/",
        "/990101101201/2026-09/why/",
        "/990101",
        "/shop/990101101201/",
        "/points/990101101201/",
    ],
)
def test_the_address_names_the_county(path, county, county_at):
    assert county_at(path) == county


def test_the_address_wins_over_the_users_county(county, other_county, resident, county_at):
    assert county_at("/990102/", resident) == other_county


def test_elsewhere_the_users_county_counts(county, resident, county_at):
    assert county_at("/me/", resident) == county


@pytest.mark.parametrize(
    "path", ["/", "/me/", "/2026/", "/990199/", "/99010110120101234/", "/x990101/", "/shops/990101/"]
)
def test_a_visitor_elsewhere_stands_nowhere(path, county, county_at):
    assert county_at(path) is None


def test_nobody_stands_anywhere_after_the_request(county, county_at):
    county_at("/990101/")
    assert county_here_or_none() is None

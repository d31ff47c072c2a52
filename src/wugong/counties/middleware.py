"""Each request stands in the county its address names, else in the user's own."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from wugong.counties.models import County
from wugong.counties.standing import standing_in

# What a village shows to everybody lies under its own code, points and shop under their word before it.
PLACE_IN_ADDRESS = re.compile(r"/(?:(?:points|shop)/)?(\d{6})\d{0,8}(?=/|$)", re.ASCII)


class StandInCounty:
    """Enters `standing_in` around the view; an address of a county we do not host stands in none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with standing_in(county_of(request)):
            return self.get_response(request)


def county_of(request: HttpRequest) -> County | None:
    """Return the county that the address names, else the one of the signed-in user, else none."""
    if named := PLACE_IN_ADDRESS.match(request.path_info):
        return County.objects.filter(code=named[1]).first()
    return getattr(request.user, "county", None)

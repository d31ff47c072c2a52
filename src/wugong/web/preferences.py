"""What a visitor's browser remembers for us: the view and the language; where to go back to."""

from typing import Literal

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

View = Literal["standard", "elder"]
VIEW_COOKIE = "view"
ONE_YEAR = 365 * 24 * 3600


def chosen_view(request: HttpRequest) -> View:
    """Return the view the visitor chose; whoever chose nothing sees the standard one."""
    return "elder" if request.COOKIES.get(VIEW_COOKIE) == "elder" else "standard"


def way_back(request: HttpRequest) -> str:
    """Return the page named by `next`, if it is one of ours, else the home page."""
    wanted = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours else "/"


def remembering(request: HttpRequest, cookie: str, value: str) -> HttpResponse:
    """Send the visitor back to the page they came from, with one more thing remembered for a year."""
    response = HttpResponseRedirect(way_back(request))
    response.set_cookie(
        cookie, value, max_age=ONE_YEAR, secure=request.is_secure(), httponly=True, samesite="Lax"
    )
    return response

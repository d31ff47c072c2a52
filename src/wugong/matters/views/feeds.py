"""Feeds for readers and calendars of other makers."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from wugong.access.guards import public, signed_in
from wugong.counties.standing import standing_in
from wugong.matters.feeds import (
    calendar,
    calendar_token,
    dues_of,
    public_feed,
    renew_calendar,
    user_of_token,
)
from wugong.matters.views.desk import me, sight_of
from wugong.places.models import Place


@public
@require_GET
def matters_feed(request: HttpRequest, code: str) -> HttpResponse:
    place = get_object_or_404(Place.everywhere.select_related("county"), code=code)
    one = request.build_absolute_uri(reverse("matter", kwargs={"number": "0"}))
    with standing_in(place.county):
        text = public_feed(place, request.build_absolute_uri("/"), one)
    return HttpResponse(text, content_type="application/rss+xml; charset=utf-8")


@public
@require_GET
def dues_calendar(request: HttpRequest, token: str) -> HttpResponse:
    """Answer whoever has the word: programs that keep calendars cannot sign in."""
    user = user_of_token(token)
    if user is None:
        raise Http404
    with standing_in(user.county):
        body = calendar(dues_of(user))
    return HttpResponse(body, content_type="text/calendar; charset=utf-8")


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def my_dues(request: HttpRequest, code: str) -> HttpResponse:
    """Show the address of my calendar of dues with what is in it; posted, give it another address."""
    sight = sight_of(request, code)
    if request.method == "POST":
        renew_calendar(actor=me(request))
        messages.success(request, _("换好了。旧地址打不开了，请在手机日历里改成新的。"))
        return redirect("my_dues", code)
    address = request.build_absolute_uri(reverse("dues_calendar", args=[calendar_token(me(request))]))
    context = {"sight": sight, "address": address, "dues": dues_of(me(request))}
    return render(request, "matters/my_dues.html", context)

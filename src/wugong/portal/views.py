"""The pages of the portal: each view names what it shows and who may see it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from wugong.access.abilities import Ability
from wugong.access.guards import needs, public, signed_in
from wugong.accounts.models import User
from wugong.base.periods import Period
from wugong.base.spelling import typed
from wugong.counties.models import County
from wugong.counties.standing import standing_in
from wugong.matters.monthly_pages import last_month, month_of
from wugong.matters.standing import in_a_county
from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.portal import changes, desks, pages, village_desks
from wugong.portal.countywide import towns_of
from wugong.portal.downloads import file_of
from wugong.portal.kept import kept
from wugong.portal.papers import burdens_of
from wugong.portal.queries import Lineage, Public, lineage_of, public_runs
from wugong.portal.refusals import NotPublished
from wugong.portal.search import found
from wugong.portal.villages import record_of
from wugong.web.periods import period_label

Draw = Callable[..., HttpResponse]


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the counties of the house; where there is one, its page."""
    counties = list(County.objects.all())
    if len(counties) == 1:
        with standing_in(counties[0]):
            if county := Place.objects.filter(code=counties[0].code).first():
                return _county(request, county)
    return render(request, "portal/home.html", {"counties": counties})


@public
@require_safe
def place(request: HttpRequest, code: str) -> HttpResponseBase:
    """Show a county's towns, a town's newest board, or a village's figures."""
    if len(code) == Level.COUNTY:
        return _county(request, lineage_of(code).here)
    runs = public_runs(code)
    return kept(request, runs.stamp, lambda: _led_on("place", runs, lambda here: _place(request, here, runs)))


@public
@require_safe
def board(request: HttpRequest, code: str, period: Period, version: int | None = None) -> HttpResponseBase:
    """Show a town's board in a period, or an earlier version; for a village, how its figure came about."""
    if len(code) == Level.VILLAGE:
        return _versioned("why", code, period, version)
    if len(code) == Level.COUNTY:
        return redirect("place", code)
    return _of_run(request, "board", _board, code, period, version)


@public
@require_safe
def why(request: HttpRequest, code: str, period: Period, version: int | None = None) -> HttpResponseBase:
    """Show how a village's figure came about, now or in an earlier version."""
    if len(code) != Level.VILLAGE:
        return _versioned("board", code, period, version)
    return _of_run(request, "why", _why, code, period, version)


@public
@require_safe
def download(request: HttpRequest, code: str, period: Period, name: str) -> HttpResponseBase:
    """Hand out the bulletin of the run in force, to read, to reckon with or to hang up."""
    if len(code) != Level.TOWN:
        return redirect("board", code, period)
    runs = public_runs(code)
    if period not in runs.runs:
        return _led_on(name, runs, lambda here: _board(request, here, runs, period), period)
    return file_of(request, runs, period, name)


@signed_in
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Show the officer her town, who keeps a register its desk; others where they have something to do."""
    assert isinstance(request.user, User)
    own = desks.of(request.user)
    if len(own.towns) == 1 and not own.oversees:
        return render(request, "portal/desk.html", desks.town(request.user, own.towns[0]))
    if own.registers and not own.towns:
        works = village_desks.works_of(request.user, own.registers)
        return render(request, "portal/village_desk.html", {"own": own, "works": works})
    return render(request, "portal/desks.html", {"own": own})


@needs(Ability.READ_PLACE)
@require_safe
def town_desk(request: HttpRequest, code: str) -> HttpResponse:
    """Show the desk of a town to those who may read all of it."""
    if len(code) != Level.TOWN:
        return redirect("place", code)
    assert isinstance(request.user, User)
    return render(request, "portal/desk.html", desks.town(request.user, lineage_of(code).here))


@signed_in
@sensitive_post_parameters("q")
@cache_control(private=True, no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """Show what was asked for; words come to stand in the address, a number of somebody's never."""
    assert isinstance(request.user, User)
    sent = request.method == "POST"
    asked = typed((request.POST if sent else request.GET).get("q", ""))
    if asked.private and not sent:
        messages.warning(request, _("号码不放在网址里，请在下面的框里打。"))
        return redirect("search")
    if sent and asked.text:
        return redirect(f"{reverse('search')}?{urlencode({'q': asked.text})}")
    return render(request, "portal/search.html", {"asked": asked, "groups": found(request.user, asked)})


def _of_run(request: HttpRequest, page: str, draw: Draw, code: str, *which: Any) -> HttpResponseBase:
    """Return the page of a version as it is kept; the version in force has one address only."""
    runs, (period, version) = public_runs(code), which
    if version == max(runs.versions.get(period, ()), default=0):
        return redirect(page, code, period)
    further = which if version is not None else (period,)
    named = page if version is None else f"earlier_{page}"
    return kept(
        request,
        runs.stamp,
        lambda: _led_on(named, runs, lambda here: draw(request, here, runs, *further), *further),
    )


def _versioned(page: str, code: str, period: Period, version: int | None) -> HttpResponse:
    if version is None:
        return redirect(page, code, period)
    return redirect(f"earlier_{page}", code, period, version)


def _county(request: HttpRequest, county: Place) -> HttpResponse:
    context = {"county": county, "towns": towns_of(county)}
    return render(request, "portal/county.html", context)


def _led_on(
    page: str, runs: Public, draw: Callable[[Lineage], HttpResponse], *further: object
) -> HttpResponse:
    """Return the page of the place of the address; an earlier code of it leads on to the same page."""
    try:
        here = runs.line
    except Http404:
        return redirect(page, _moved_to(runs.code), *further)
    return draw(here)


def _place(request: HttpRequest, here: Lineage, runs: Public) -> HttpResponse:
    if here.here.level is Level.VILLAGE:
        context = {"record": record_of(runs, here.code), "changes": changes.of_place(here.here)}
        return render(request, "portal/village.html", {"line": here, **context})
    period = runs.first_choice()
    if period is None:
        return render(request, "portal/nothing_yet.html", {"line": here})
    return _board(request, here, runs, period)


def _board(
    request: HttpRequest, here: Lineage, runs: Public, period: Period, version: int | None = None
) -> HttpResponse:
    _refuse_unpublished(here, runs, period)
    return render(request, "portal/town.html", pages.town(here, runs, period, version))


def _why(
    request: HttpRequest, here: Lineage, runs: Public, period: Period, version: int | None = None
) -> HttpResponse:
    _refuse_unpublished(here, runs, period)
    context = pages.why(runs, period, here.code, version)
    if context is None:
        raise Http404
    return render(request, "portal/why.html", {"line": here, **context})


def _moved_to(code: str) -> str:
    """Return the code that the place of this earlier code has now, or 404."""
    place = Place.objects.known_as(code).first()
    if place is None or place.code == code:
        raise Http404
    return place.code


def _refuse_unpublished(here: Lineage, runs: Public, period: Period) -> None:
    if period not in runs.runs:
        raise NotPublished(town=here.town.name, period=period_label(period))


@public
@require_safe
@in_a_county
def papers(request: HttpRequest) -> HttpResponse:
    """Show what the forms of the county ask of its villages in a month."""
    period = month_of(request.GET.get("month", ""))
    later = period.plus(1) if period < last_month() else None
    shown = {"burdens": burdens_of(period), "earlier": period.plus(-1), "later": later}
    return render(request, "portal/papers.html", shown)

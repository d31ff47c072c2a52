"""Pages of what households have: one's own, and at the desk all of a village's; on paper too."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from wugong.access.abilities import Ability
from wugong.access.guards import needs, signed_in
from wugong.accounts.models import User
from wugong.points import statement_pages as pages
from wugong.points.blanking import blank_household
from wugong.points.permissions import can_blank
from wugong.points.pool_cover import cover
from wugong.points.queries import households_of
from wugong.points.statements import statement_of
from wugong.points.views.pools import village_at
from wugong.registry.models import Household


def _me(request: HttpRequest) -> User:
    return cast(User, request.user)


def _year(request: HttpRequest) -> int | None:
    """Return the year that was asked for; this one where it is none."""
    said = request.GET.get("year", "")
    return int(said) if said.isdecimal() and len(said) == 4 else None


def _chosen(homes: list[Household], said: str) -> Household | None:
    """Return the household that was asked for among one's own, else the first."""
    return next((one for one in homes if str(one.pk) == said), homes[0] if homes else None)


@signed_in
@never_cache
@require_safe
def points_statement(request: HttpRequest) -> HttpResponse:
    """Show my household's points, each opened to why."""
    homes = households_of(_me(request))
    home = _chosen(homes, request.GET.get("of", ""))
    context: dict[str, Any] = {"homes": homes, "home": home, "own": True}
    if home:
        context |= {"statement": statement_of(home, _year(request)), "cover": cover(home.village)}
    return render(request, "points/statement.html", context)


@needs(Ability.READ_REGISTER)
@never_cache
@require_safe
def points_households(request: HttpRequest, code: str) -> HttpResponse:
    """Show what each household of the village has; found by number or name."""
    village, asked = village_at(code), request.GET.get("q", "").strip()[:20]
    context = {"village": village, "asked": asked, "homes": pages.homes_in(village, _me(request), asked)}
    return render(request, "points/households.html", context)


@needs(Ability.READ_REGISTER)
@never_cache
@require_safe
def points_household(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Show a household's points at the desk, each opened to why."""
    village, home = village_at(code), _home(request, code, key)
    statement = statement_of(home.household, _year(request))
    context = {"village": village, "home": home, "statement": statement, "own": False}
    context["blanks"] = bool(can_blank(_me(request), village))
    return render(request, "points/household.html", context)


@needs(Ability.READ_REGISTER)
@require_POST
def points_blank(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Erase what the claims of a household say of its people."""
    count = blank_household(_home(request, code, key).household, actor=_me(request))
    messages.success(request, _("删去了 %(n)s 件申报的说明和照片，分数不变。") % {"n": count})
    return redirect("points_household", code, key)


@needs(Ability.READ_REGISTER)
@never_cache
@require_safe
def points_paper(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Show a household's page of the paper book, to print."""
    home = _home(request, code, key)
    paper = pages.paper_of(home, statement_of(home.household), _address(request, code))
    return render(request, "points/papers.html", {"village": village_at(code), "papers": [paper]})


@needs(Ability.READ_REGISTER)
@never_cache
@require_safe
def points_papers(request: HttpRequest, code: str) -> HttpResponse:
    """Show a page of the paper book for each household of the village, to print."""
    village = village_at(code)
    papers = pages.papers_of(pages.homes_in(village, _me(request)), _address(request, code))
    return render(request, "points/papers.html", {"village": village, "papers": papers})


def _home(request: HttpRequest, code: str, key: UUID) -> pages.Home:
    home = pages.home_at(village_at(code), key, _me(request))
    if home is None:
        raise Http404
    return home


def _address(request: HttpRequest, code: str) -> str:
    """Return where the code on a page leads: to the village's pool, which everybody may read."""
    return request.build_absolute_uri(reverse("points_pool", args=[code]))

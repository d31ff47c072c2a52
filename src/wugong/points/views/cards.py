"""The screens of household cards: issue, replace, print; and what opens when one is scanned."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wugong.access.abilities import Ability
from wugong.access.guards import needs, signed_in
from wugong.accounts.models import User
from wugong.points.card_pages import cards_page, scanned, sheet_of
from wugong.points.cards import card_of, issue_cards, replace_card
from wugong.points.claim_desk_pages import desk_at
from wugong.points.events import sign_in
from wugong.points.models import Event
from wugong.registry.models import Household
from wugong.registry.queries import households_in

reading_or_writing = require_http_methods(["GET", "HEAD", "POST"])


def _me(request: HttpRequest) -> User:
    return cast(User, request.user)


@needs(Ability.WORK_VILLAGE_DESK)
@reading_or_writing
def points_cards(request: HttpRequest, code: str) -> HttpResponse:
    """Show who has a card; issue one to each household that has none."""
    desk = desk_at(code, _me(request))
    if request.method == "POST":
        made = issue_cards(households_in(desk.village), actor=_me(request))
        messages.success(request, _("发出 %(n)s 张户卡，可以打印了。") % {"n": len(made)})
        return redirect("points_cards", code)
    page = cards_page(desk, request.GET.get("q", ""))
    return render(request, "points/points_cards.html", {"desk": desk, "page": page})


@needs(Ability.WORK_VILLAGE_DESK)
@require_POST
def card_replace(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """A lost card opens nothing any more; the household has a new one."""
    desk = desk_at(code, _me(request))
    home = get_object_or_404(Household.objects.filter(village=desk.village), pk=key)
    replace_card(home, actor=_me(request))
    messages.success(request, _("%(number)s 户换了新卡，旧卡已经停用。") % {"number": home.number})
    return redirect("points_cards", code)


@needs(Ability.WORK_VILLAGE_DESK)
@require_safe
def cards_sheet(request: HttpRequest, code: str) -> HttpResponse:
    """Show the cards as sheets of paper, all or (?home=) some of them."""
    desk = desk_at(code, _me(request))
    sheet = sheet_of(desk, request.GET.getlist("home"), request.build_absolute_uri)
    return render(request, "points/cards_sheet.html", {"desk": desk, "sheet": sheet})


@signed_in
@never_cache
@reading_or_writing
def card(request: HttpRequest, token: str) -> HttpResponse:
    """Show what a scanned card is for: the cadre signs its household in, its family finds its points."""
    found = card_of(token)
    if found is None:
        raise Http404
    page = scanned(found, _me(request))
    if request.method == "POST":
        one = get_object_or_404(Event.objects.filter(village=found.household.village), pk=_key(request))
        sign_in(one, [found.household], actor=_me(request))
        messages.success(request, _("%(name)s签到了：%(event)s。") % {"name": page.name, "event": one.title})
        return redirect("card", token)
    return render(request, "points/card.html", {"page": page})


def _key(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("event", ""))
    except ValueError as wrong:
        raise Http404 from wrong

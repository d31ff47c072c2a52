"""The system administrator's pages for places: find one, see its history, merge, split, recode, close."""

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wugong.access.abilities import Ability
from wugong.access.forms import PlaceForm, PlaceSearchForm
from wugong.access.guards import needs
from wugong.access.place_acts import ACTS, PlaceAct, field_of, rehearse
from wugong.accounts.models import User
from wugong.base.refusals import Refusal
from wugong.places.history import Change, changes_of
from wugong.places.models import Place
from wugong.places.queries import found_by
from wugong.web.refusals import said

A_PAGE = 30


@needs(Ability.OPERATE)
@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """List the towns and villages of today, or those of a name or code."""
    form = PlaceSearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    page = Paginator(found_by(words), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "access/places.html", {"page": page, "form": form, "words": words})


@needs(Ability.OPERATE)
@require_safe
def one_place(request: HttpRequest, code: str) -> HttpResponse:
    """Show one place: what it is, what became of it, what can be done."""
    place = _place(code)
    if place.code != code:
        return redirect("one_place", place.code)
    context = {
        "place": place,
        "acts": [act for act in ACTS.values() if act.fits(place)],
        "changes": changes_of(place)[::-1],
        "codes": place.earlier_codes.order_by("until", "pk"),
    }
    return render(request, "access/places_one.html", context)


@needs(Ability.OPERATE)
@require_http_methods(["GET", "HEAD", "POST"])
def place_act(request: HttpRequest, code: str, act: str) -> HttpResponse:
    """Ask what the act needs, show what would happen, and do it once that is confirmed."""
    place, chosen = get_object_or_404(Place.objects.all(), code=code), ACTS[act]
    if not chosen.fits(place):
        raise Http404
    form = chosen.form(place, request.POST or None)
    told = _rehearsed(request, chosen, form)
    if told is None or "again" in request.POST:
        return render(request, "access/places_act.html", {"place": place, "act": chosen, "form": form})
    if "confirm" not in request.POST:
        context = {"place": place, "act": chosen, "form": form, "changes": told}
        return render(request, "access/places_preview.html", context)
    one = chosen.do(place, form.cleaned_data, cast(User, request.user))
    messages.success(request, _("办好了：%(act)s“%(name)s”。") % {"act": chosen.title, "name": one.name})
    return redirect("one_place", one.code)


def _rehearsed(request: HttpRequest, act: PlaceAct, form: PlaceForm) -> list[Change] | None:
    """Return what the form would do; None where it does not, with the reason beside the field."""
    if not form.is_valid():
        return None
    try:
        return rehearse(act, form.place, form.cleaned_data, cast(User, request.user))
    except Refusal as refusal:
        form.add_error(field_of(form, refusal), said(refusal))
        return None


def _place(code: str) -> Place:
    """Return the place that has this code, or the one that had it."""
    found = Place.objects.filter(code=code).first() or Place.objects.known_as(code).first()
    if found is None:
        raise Http404
    return found

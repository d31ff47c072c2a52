"""Households: the list, the card of one, a new one, its address, place and care marks."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wugong.access.abilities import Ability
from wugong.access.guards import needs
from wugong.accounts.models import User
from wugong.base.spelling import typed
from wugong.registry.forms.households import AddressForm, CareForm, HouseholdForm, HouseholdsForm, LocateForm
from wugong.registry.forms.refusing import done
from wugong.registry.household_lists import listed, rows_of, with_members
from wugong.registry.household_pages import Spot, card_of, places_of, spot_of
from wugong.registry.households import (
    close_household,
    end_care,
    found_household,
    mark_care,
    relocate_household,
)
from wugong.registry.models import CareMark, Household
from wugong.registry.register_pages import desk_of

A_PAGE = 30
reading_or_writing = require_http_methods(["GET", "HEAD", "POST"])


def _me(request: HttpRequest) -> User:
    return cast(User, request.user)


@needs(Ability.READ_REGISTER)
@require_safe
def households(request: HttpRequest, code: str) -> HttpResponse:
    """List the households of a town, village or group that someone asks for."""
    desk = desk_of(code, _me(request))
    form = HouseholdsForm(desk.parts, _("村") if desk.is_town else _("组"), request.GET)
    asked = form.asked()
    if typed(asked.get("q", "")).private:
        messages.warning(request, _("号码不在这里找，请用户号、姓名或拼音。"))
        return redirect("households", code)
    found = with_members(listed(desk.place, asked, in_clear=desk.registers))
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    rows = rows_of(page.object_list, desk.visitor, desk.place)
    words, narrowed = asked.pop("q", ""), bool(asked)
    context = {"desk": desk, "page": page, "rows": rows, "words": words, "narrowed": narrowed}
    context["filters"] = form.narrowing()
    return render(request, "registry/households.html", context)


@needs(Ability.READ_REGISTER)
@require_safe
def household(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Show the card of a household."""
    card = card_of(spot_of(code, key, _me(request)))
    context = {"card": card, "spot": card.spot, "desk": card.spot.desk}
    return render(request, "registry/household.html", context)


@needs(Ability.REGISTER)
@reading_or_writing
def household_new(request: HttpRequest, code: str) -> HttpResponse:
    """Register a household; its head comes next."""
    desk = desk_of(code, _me(request))
    form = HouseholdForm(places_of(desk), request.POST or None)
    if one := done(form, lambda: _founded(form, _me(request))):
        messages.success(request, _("登记好了 %(number)s 户，接着登记户主。") % {"number": one.number})
        return redirect("member_new", code, one.pk)
    context = {"desk": desk, "form": form, "back": reverse("households", args=[code])}
    return render(request, "registry/household_new.html", context)


def _founded(form: HouseholdForm, me: User) -> Household:
    given = form.cleaned_data
    facts = {name: given[name] for name in ("address", "since", "longitude", "latitude")}
    return found_household(given["place"], given["number"], actor=me, **facts)


@needs(Ability.REGISTER)
@reading_or_writing
def household_change(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Take another address."""
    spot = spot_of(code, key, _me(request))
    seen = {"address": spot.household.address, "revision": spot.household.revision}
    form = AddressForm(request.POST or None, initial=seen)
    if done(form, lambda: relocate_household(spot.household, actor=_me(request), **form.cleaned_data)):
        return _back(request, spot, _("住址改好了。"))
    return render(request, "registry/household_change.html", {"spot": spot, "form": form})


@needs(Ability.REGISTER)
@reading_or_writing
def household_locate(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Take where the house stands, typed or from the phone that stands there."""
    spot = spot_of(code, key, _me(request))
    one = spot.household
    seen = {"longitude": one.longitude, "latitude": one.latitude, "revision": one.revision}
    form = LocateForm(request.POST or None, initial=seen)
    if done(form, lambda: relocate_household(one, actor=_me(request), **form.cleaned_data)):
        return _back(request, spot, _("位置定好了。"))
    return render(request, "registry/household_locate.html", {"spot": spot, "form": form})


@needs(Ability.REGISTER)
@reading_or_writing
def household_care(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Say why the household is visited first, or that a reason has ended."""
    spot = spot_of(code, key, _me(request))
    marks = CareMark.objects.filter(household=spot.household, until__isnull=True).order_by("since", "pk")
    if ended := request.POST.get("end"):
        end_care(get_object_or_404(marks, care=ended), actor=_me(request))
        return _back(request, spot, _("这一项重点照护结束了。"))
    form = CareForm(request.POST or None)
    if done(form, lambda: mark_care(spot.household, actor=_me(request), **form.cleaned_data)):
        return _back(request, spot, _("已经列为重点照护，走访排在前面。"))
    return render(request, "registry/household_care.html", {"spot": spot, "form": form, "marks": marks})


@needs(Ability.REGISTER)
@require_POST
def household_close(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Close a household to which nobody belongs."""
    spot = spot_of(code, key, _me(request))
    close_household(spot.household, actor=_me(request))
    return _back(request, spot, _("这一户销了。"))


def _back(request: HttpRequest, spot: Spot, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("household", spot.code, spot.household.pk)

"""Asking for a change that somebody else decides: correction, death, move, split, merger, another head."""

from typing import cast
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wugong.access.abilities import Ability
from wugong.access.guards import needs
from wugong.accounts.models import User
from wugong.registry.forms.moves import WAYS, MergeForm, NumberForm, SplitForm
from wugong.registry.forms.refusing import done
from wugong.registry.forms.requests import AskForm, CorrectForm, DeathForm, RelationsForm
from wugong.registry.household_pages import Spot, spot_of
from wugong.registry.models import ChangeRequest, Household, Person
from wugong.registry.person_pages import person_spot
from wugong.registry.queries import members_of
from wugong.registry.requests import ask_change
from wugong.registry.states import RequestKind

reading_or_writing = require_http_methods(["GET", "HEAD", "POST"])


def _me(request: HttpRequest) -> User:
    return cast(User, request.user)


@needs(Ability.REGISTER)
@reading_or_writing
def person_change(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Ask that what is registered of a person be corrected."""
    spot = person_spot(code, key, _me(request))
    form = CorrectForm(spot.person, request.POST or None)
    if asked := _asked(request, RequestKind.CORRECT, form, spot, person=spot.person):
        return asked
    return render(request, "registry/person_change.html", {"spot": spot, "form": form})


@needs(Ability.REGISTER)
@reading_or_writing
def person_death(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Ask that a death be registered; where the head died, who is the head now."""
    spot = person_spot(code, key, _me(request))
    form = DeathForm(spot.membership, spot.members, request.POST or None)
    if asked := _asked(request, RequestKind.DEATH, form, spot, person=spot.person):
        return asked
    return render(request, "registry/person_death.html", {"spot": spot, "form": form})


@needs(Ability.REGISTER)
@reading_or_writing
def household_head(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Ask for another head, or other relations to the head."""
    spot = spot_of(code, key, _me(request))
    form = RelationsForm(spot.members, request.POST or None)
    if asked := _asked(request, RequestKind.CORRECT, form, spot):
        return asked
    return render(request, "registry/household_head.html", {"spot": spot, "form": form})


@needs(Ability.REGISTER)
@reading_or_writing
def household_move(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Ask for a move of the household or of some of its members, in one of the ways; `?who=` ticks one."""
    spot = spot_of(code, key, _me(request))
    who = request.GET.get("who", "")
    way = request.GET.get("how", "household" if who else "place")
    _label, kind = WAYS.get(way) or WAYS["place"]
    form = kind(spot, who, request.POST or None)
    if asked := _asked(request, RequestKind.MOVE, form, spot):
        return asked
    picks = [
        (label, f"?{urlencode({'how': one, 'who': who})}", one == way) for one, (label, _) in WAYS.items()
    ]
    return render(request, "registry/household_move.html", {"spot": spot, "form": form, "picks": picks})


@needs(Ability.REGISTER)
@reading_or_writing
def household_split(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Ask that some members become a household of their own."""
    spot = spot_of(code, key, _me(request))
    form = SplitForm(spot.members, request.POST or None)
    if asked := _asked(request, RequestKind.SPLIT, form, spot):
        return asked
    return render(request, "registry/household_split.html", {"spot": spot, "form": form})


@needs(Ability.REGISTER)
@reading_or_writing
def household_merge(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Ask that another household of the village, chosen by its number, become part of this one."""
    spot = spot_of(code, key, _me(request))
    choice = NumberForm(spot.household, request.GET if "number" in request.GET else None)
    other = choice.cleaned_data["number"] if choice.is_valid() else None
    context = {"spot": spot, "form": choice, "other": other}
    if other is not None:
        form = MergeForm(spot.members, list(members_of(other)), request.POST or None)
        if asked := _asked(request, RequestKind.MERGE, form, spot, other=other):
            return asked
        context["form"] = form
    return render(request, "registry/household_merge.html", context)


def _asked(
    request: HttpRequest,
    kind: RequestKind,
    form: AskForm,
    spot: Spot,
    *,
    person: Person | None = None,
    other: Household | None = None,
) -> HttpResponse | None:
    """Ask for what the form says and lead to the request; None where the form says why not."""

    def ask() -> ChangeRequest:
        wanted = form.wanted() | ({"other": other.pk} if other else {})
        reason = form.cleaned_data["reason"]
        return ask_change(kind, spot.household, wanted, reason, actor=_me(request), person=person)

    if found := done(form, ask):
        messages.success(request, _("申请提好了，要由另一个人核定，核定了才改。"))
        return redirect("change_request", spot.code, found.pk)
    return None

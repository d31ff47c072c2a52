"""Visits: what waits and who is next, noting one within a minute, following up."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wugong.access.abilities import Ability
from wugong.access.guards import needs
from wugong.accounts.models import User
from wugong.registry.duty_templates import rhythm_on
from wugong.registry.forms.refusing import done
from wugong.registry.forms.visits import FollowUpForm, VisitForm
from wugong.registry.models import Household, Visit
from wugong.registry.register_pages import desk_of
from wugong.registry.visit_pages import RELATED, earlier_at, homes_of, visits_at
from wugong.registry.visits import follow_up, note_visit

reading_or_writing = require_http_methods(["GET", "HEAD", "POST"])


def _me(request: HttpRequest) -> User:
    return cast(User, request.user)


@needs(Ability.READ_REGISTER)
@require_safe
def visits(request: HttpRequest, code: str) -> HttpResponse:
    """Show what waits for an answer, whom to visit next, and what was noted."""
    desk = desk_of(code, _me(request))
    page = visits_at(desk, request.GET.get("page"), mine=request.GET.get("mine") == "yes")
    return render(request, "registry/visits.html", {"desk": desk, "page": page})


@needs(Ability.VISIT)
@reading_or_writing
def visit_new(request: HttpRequest, code: str, key: UUID | None = None) -> HttpResponse:
    """Take what was asked at a household: one that is known, or one by its number."""
    desk = desk_of(code, _me(request))
    inside = Household.objects.within(desk.place.code).select_related("place")
    known = get_object_or_404(inside, pk=key) if key else None
    days = rhythm_on(timezone.localdate()).reply
    form = VisitForm(desk.place, days, known, request.POST or None, request.FILES or None)
    if request.method == "POST" and done(form, lambda: _noted(request, form)):
        return redirect("visits", code)
    home = homes_of(desk, [known])[known.pk] if known else None
    earlier = earlier_at(desk, known) if known else []
    context = {"desk": desk, "form": form, "home": home, "earlier": earlier}
    return render(request, "registry/visit_new.html", context)


def _noted(request: HttpRequest, form: VisitForm) -> bool:
    given = form.cleaned_data
    note_visit(
        form.household,
        actor=_me(request),
        day=given["day"],
        asked=given["asked"],
        spoken=given["spoken"],
        answer_until=form.answer_until,
    )
    messages.success(request, _("记下了。") if not form.answer_until else _("记下了，到期前请答复。"))
    return True


@needs(Ability.READ_REGISTER)
@reading_or_writing
def visit(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Show a visit; take how what was asked was dealt with."""
    desk = desk_of(code, _me(request))
    found = Visit.objects.within(desk.place.code).select_related(*RELATED)
    one = get_object_or_404(found, pk=key)
    form = FollowUpForm(request.POST or None)
    if request.method == "POST" and done(form, lambda: _followed(request, one, form)):
        return redirect("visit", code, key)
    home = homes_of(desk, [one.household])[one.household_id]
    open_now = bool(one.answer_until) and not one.answered_at and desk.visits
    context = {"desk": desk, "visit": one, "home": home, "form": form if open_now else None}
    return render(request, "registry/visit.html", context)


def _followed(request: HttpRequest, one: Visit, form: FollowUpForm) -> bool:
    follow_up(one, form.cleaned_data["answer"], actor=_me(request))
    messages.success(request, _("已办结。"))
    return True

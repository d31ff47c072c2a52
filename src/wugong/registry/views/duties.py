"""Duties: where someone answers and where nobody does, assigning, handing over, the card to hang up."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wugong.access.guards import signed_in
from wugong.accounts.models import User
from wugong.registry.duties import assign_all, end_duty, hand_over_duty
from wugong.registry.duty_cards import Target, card_of, dossier_of, list_of, target_of
from wugong.registry.duty_pages import coverage_at, open_desk
from wugong.registry.duty_queries import duties_in
from wugong.registry.forms.duties import AssignForm, EndForm, HolderForm, assign_form
from wugong.registry.forms.refusing import done
from wugong.registry.models import Duty

reading_or_writing = require_http_methods(["GET", "HEAD", "POST"])


def _me(request: HttpRequest) -> User:
    return cast(User, request.user)


@signed_in
@require_safe
def coverage(request: HttpRequest, code: str) -> HttpResponse:
    """Show who answers where, line by line, and what is vacant."""
    page = coverage_at(open_desk(_me(request), code), request.GET.get("plan", ""))
    return render(request, "registry/coverage.html", {"desk": page.desk, "page": page})


@signed_in
@require_safe
def duties(request: HttpRequest, code: str) -> HttpResponse:
    """List who answers for what, and who did."""
    desk = open_desk(_me(request), code)
    page = list_of(desk, request.GET.get("plan", ""), request.GET.get("page"))
    return render(request, "registry/duties.html", {"desk": desk, "page": page})


@signed_in
@reading_or_writing
def duty_new(request: HttpRequest, code: str) -> HttpResponse:
    """Take who is to answer for a unit, or for some households."""
    desk = open_desk(_me(request), code)
    target = target_of(desk, request.GET)
    form = assign_form(desk.place, target.line, request.POST or None, unit_known=target.spot is not None)
    if form.is_valid() and done(form, lambda: _assigned(request, form, target)):
        messages.success(request, _("已登记。"))
        return _coverage(code, target.plan.plan.name)
    return render(request, "registry/duty_new.html", {"desk": desk, "target": target, "form": form})


def _assigned(request: HttpRequest, form: AssignForm, target: Target) -> bool:
    asked, holder = form.asked(), form.cleaned_data["holder"]
    spots = [target.spot] if target.spot is not None else form.spots()
    assign_all(target.plan.plan.name, target.line.key, spots, holder, asked, actor=_me(request))
    return True


def _coverage(code: str, plan: str) -> HttpResponse:
    there = redirect("coverage", code)
    there["Location"] += "?" + urlencode({"plan": plan})
    return there


@signed_in
@reading_or_writing
def duty(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Show a duty with who held it before; take a hand-over or its end."""
    desk = open_desk(_me(request), code)
    one = get_object_or_404(duties_in(desk.place), pk=key)
    page = dossier_of(desk, one)
    ends = EndForm(request.POST if request.POST.get("do") == "end" else None)
    passes = request.POST if request.POST.get("do") == "pass" else None
    form = HolderForm(one.place, page.line, passes) if page.line and page.assigns else None
    if form and form.is_bound and done(form, lambda: _passed(request, one, form)):
        return redirect("duties", code)
    if ends.is_bound and done(ends, lambda: _ended(request, one, ends)):
        return redirect("duties", code)
    if not ends.is_bound:
        ends = EndForm(initial={"day": timezone.localdate()})
    return render(request, "registry/duty.html", {"desk": desk, "page": page, "form": form, "ends": ends})


def _passed(request: HttpRequest, one: Duty, form: HolderForm) -> bool:
    asked, holder = form.asked(), form.cleaned_data["holder"]
    hand_over_duty(one, holder, actor=_me(request), day=asked.since, unit=asked.unit, note=asked.note)
    messages.success(request, _("已交接，原来的人留在历史里。"))
    return True


def _ended(request: HttpRequest, one: Duty, form: EndForm) -> bool:
    end_duty(one, actor=_me(request), day=form.cleaned_data["day"])
    messages.success(request, _("已结束，这里可能空缺，请补上。"))
    return True


@signed_in
@require_safe
def duty_card(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Show the card of whoever holds a duty: all that she answers for, to print and hang up."""
    desk = open_desk(_me(request), code)
    one = get_object_or_404(duties_in(desk.place), pk=key)
    return render(request, "registry/duty_card.html", {"desk": desk, "card": card_of(desk, one)})

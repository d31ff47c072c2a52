"""Acts on one body from the screen: its steps, an office handed over or ended, members leaving or asking."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wugong.access.abilities import Ability
from wugong.access.guards import needs
from wugong.accounts.models import User
from wugong.registry.body_cards import OneBody, one_body
from wugong.registry.body_members import decide_join, leave
from wugong.registry.body_people import Found, chosen, find_people, seat_name
from wugong.registry.forms.bodies import AnswerForm, DayForm
from wugong.registry.forms.refusing import done
from wugong.registry.masks import name_seen
from wugong.registry.models import BodyMember, Holding, JoinRequest, Person
from wugong.registry.permissions import can_keep_bodies
from wugong.registry.views.body_steps import OFFICE_STEPS, STEPS, OfficeStep, Step

reading_or_writing = require_http_methods(["GET", "HEAD", "POST"])


def _me(request: HttpRequest) -> User:
    return cast(User, request.user)


def _kept(request: HttpRequest, code: str, key: UUID) -> OneBody:
    """Return a body that the visitor keeps; others are turned away."""
    one = one_body(code, key, _me(request))
    can_keep_bodies(_me(request), one.body.place).or_refuse()
    return one


@needs(Ability.READ_REGISTER)
@reading_or_writing
def body_act(request: HttpRequest, code: str, key: UUID, act: str) -> HttpResponse:
    """Ask for what the step needs, a person first where it needs one, and do it."""
    one, step = _kept(request, code, key), STEPS.get(act)
    if step is None:
        raise Http404
    who = _asked_for(request, one)
    if not _is_settled(request, step, who):
        return _finding(request, one, step)
    person = who.person if who else None
    form = step.form(one, person, request.POST if request.method == "POST" else None)
    if done(form, lambda: step.act(one, person, form, _me(request))):
        messages.success(request, step.said)
        return redirect("body", code, key)
    return _shown(request, one, step, form, who)


def _asked_for(request: HttpRequest, one: OneBody) -> Found | None:
    return chosen(one.body.place, request.GET.get("who", ""), _me(request))


def _is_settled(request: HttpRequest, step: Step | OfficeStep, who: Found | None) -> bool:
    """Say whether it is known whom the step is about, or that it is about nobody."""
    return not step.person or who is not None or (step.outsider and "outsider" in request.GET)


def _finding(request: HttpRequest, one: OneBody, step: Step | OfficeStep) -> HttpResponse:
    finder = find_people(one.body.place, request.GET.get("q", ""), _me(request))
    context = {"desk": one.keeping.desk, "one": one, "step": step, "finder": finder}
    return render(request, "registry/body_find.html", context)


def _shown(
    request: HttpRequest, one: OneBody, step: Step | OfficeStep, form: Any, who: Found | None
) -> HttpResponse:
    context = {"desk": one.keeping.desk, "one": one, "step": step, "form": form, "who": who}
    return render(request, "registry/body_form.html", context)


@needs(Ability.READ_REGISTER)
@reading_or_writing
def holding_act(request: HttpRequest, code: str, key: UUID, holding: UUID, act: str) -> HttpResponse:
    """Hand an office over, end it, or note something in the holder's file."""
    one, step = _kept(request, code, key), OFFICE_STEPS.get(act)
    rows = Holding.objects.today().filter(body=one.body).select_related("member__person", "body__place")
    held: Holding = get_object_or_404(rows, pk=holding)
    if step is None:
        raise Http404
    who = _asked_for(request, one)
    if not _is_settled(request, step, who):
        return _finding(request, one, step)
    person: Person | None = who.person if who else None
    form = step.form(person, request.POST if request.method == "POST" else None)
    if done(form, lambda: step.act(held, person, form, _me(request))):
        messages.success(request, step.said)
        return redirect("body", code, key)
    context = {"desk": one.keeping.desk, "one": one, "step": step, "form": form, "who": who, "held": held}
    context["holder"] = seat_name(held.member, in_clear=one.keeping.in_clear)
    return render(request, "registry/body_form.html", context)


@needs(Ability.READ_REGISTER)
@reading_or_writing
def member_leave(request: HttpRequest, code: str, key: UUID, member: UUID) -> HttpResponse:
    """Let a member leave on a day."""
    one = _kept(request, code, key)
    rows = BodyMember.objects.today().filter(body=one.body).select_related("person", "body__place")
    seat: BodyMember = get_object_or_404(rows, pk=member)
    form = DayForm(request.POST or None)
    if done(form, lambda: leave(seat, actor=_me(request), day=form.cleaned_data["day"])):
        messages.success(request, _("已登记离开。"))
        return redirect("body", code, key)
    step = {"title": _("登记离开"), "lead": _("成员的记录留在历史里"), "button": _("登记离开")}
    context = {"desk": one.keeping.desk, "one": one, "step": step, "form": form}
    context["holder"] = seat_name(seat, in_clear=one.keeping.in_clear)
    return render(request, "registry/body_form.html", context)


@needs(Ability.READ_REGISTER)
@reading_or_writing
def join_decide(request: HttpRequest, code: str, key: UUID, request_key: UUID) -> HttpResponse:
    """Let somebody in who asked, or not; another than who asked."""
    one = _kept(request, code, key)
    rows = JoinRequest.objects.filter(body=one.body).select_related("person", "body__place", "asked_by")
    asked = get_object_or_404(rows, pk=request_key)
    accepted = request.POST.get("do") == "accept"
    sources = one.slot.sources if one.slot else ()
    form = AnswerForm(sources, request.POST or None)
    if done(form, lambda: decide_join(asked, actor=_me(request), accepted=accepted, **form.cleaned_data)):
        messages.success(request, _("已同意加入。") if accepted else _("已答复，没有接受。"))
        return redirect("body", code, key)
    name = name_seen(asked.person, in_clear=one.keeping.in_clear)
    context = {"desk": one.keeping.desk, "one": one, "form": form, "asked": asked, "name": name}
    return render(request, "registry/body_join.html", context)

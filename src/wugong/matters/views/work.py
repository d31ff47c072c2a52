"""The phone page of who deals with a matter in the field: before and after, sent at once or by the outbox."""

from collections.abc import Mapping
from typing import Any, Final, cast
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wugong.access.guards import public, signed_in
from wugong.accounts.models import User
from wugong.matters.forms.work import SendingForm, WorkForm
from wugong.matters.models import Matter
from wugong.matters.numbers import spoken
from wugong.matters.permissions import can_see, can_tend
from wugong.matters.registers import held_by
from wugong.matters.report_pages import matter_numbered, works_on
from wugong.matters.report_refusals import MovedOn, SignInToSend
from wugong.matters.sendings import send_move, was_sent
from wugong.matters.standing import in_a_county
from wugong.matters.views.reports import refused_form, writer_of
from wugong.registry.forms.refusing import done
from wugong.rules.register_parts import Need

AT_A_DESK: Final = {Need.UNIT}  # a move that needs it is made at a desk
TOLD: Final = gettext_lazy("记下了，提出的人看得到。")
reading_or_writing = require_http_methods(["GET", "HEAD", "POST"])


@signed_in
@never_cache
@reading_or_writing
def matter_work(request: HttpRequest, number: str) -> HttpResponse:
    """Deal with a matter where it is: each step that I may make, with photos before and after."""
    one, me = _mine(request, number), cast(User, request.user)
    forms = _forms(one, me, request)
    wanted = forms.get(request.POST.get("move", ""))
    if request.method == "POST" and wanted and done(wanted, lambda: _sent(request, one, wanted, me)):
        messages.success(request, TOLD)
        return redirect("matter_work", number)
    sending = SendingForm(initial={"key": str(uuid4()), "by": str(me.pk)}, auto_id=False)
    context = {"matter": one, "forms": forms.values(), "sending": sending, "held": held_by(one)}
    context["state"] = held_by(one).version.state(one.state)
    return render(request, "matters/matter_work.html", context)


def _mine(request: HttpRequest, number: str) -> Matter:
    """Return the matter; who may not see it meets nothing, who only reads it is turned away."""
    one = matter_numbered(number)
    if not can_see(request.user, one, held_by(one).version):
        raise Http404
    can_tend(request.user, one).or_refuse()
    return one


def _forms(one: Matter, me: User, request: HttpRequest) -> Mapping[str, WorkForm]:
    version, chosen = held_by(one).version, request.POST.get("move")
    found = {}
    for move in works_on(one, me):
        if not AT_A_DESK & set(move.needs):
            posted = (request.POST, request.FILES) if chosen == move.code else ()
            found[move.code] = WorkForm(one, version, move, (), *posted)
    return found


def _sent(request: HttpRequest, one: Matter, form: WorkForm, me: User) -> Mapping[str, Any] | None:
    sending = SendingForm(request.POST)
    if not sending.is_valid():
        form.add_error(None, _("这一次上传不完整，请回到这一件的页面，重新填一次。"))
        return None
    writer_of(request, sending.cleaned_data["by"])
    again = send_move(one, form.move.code, sending.cleaned_data["key"], actor=me, facts=form.facts())
    return {"again": again}


@public
@in_a_county
@never_cache
@reading_or_writing
def work_send(request: HttpRequest, number: str) -> HttpResponse:
    """Take a step from the outbox of a phone; asked before, say for whom it would be taken."""
    by = request.POST.get("by", "") if request.method == "POST" else request.GET.get("by", "")
    writer = writer_of(request, by)
    if request.method != "POST":
        return JsonResponse({"token": get_token(request), "by": by})
    if writer is None:
        raise SignInToSend
    return _taken(request, number, writer)


def _taken(request: HttpRequest, number: str, writer: User) -> JsonResponse:
    one = _mine(request, number)
    told = {"number": spoken(number), "address": reverse("matter_work", args=[number])}
    told["next"] = told["address"]
    sending = SendingForm(request.POST)
    if sending.is_valid() and was_sent(one, sending.cleaned_data["key"], writer):
        return JsonResponse({**told, "again": True})
    form = _forms(one, writer, request).get(request.POST.get("move", ""))
    if form is None:
        raise MovedOn(number=spoken(number))
    answer = done(form, lambda: _sent(request, one, form, writer))
    if answer is None:
        return refused_form(form)
    if not answer["again"]:
        messages.success(request, TOLD)
    return JsonResponse({**told, **answer})

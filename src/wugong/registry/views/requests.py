"""Change requests: the list, one of them, its decision by somebody other than who asked."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from wugong.access.abilities import Ability
from wugong.access.guards import needs
from wugong.accounts.models import User
from wugong.registry.forms.refusing import done
from wugong.registry.forms.requests import APPROVE, REFUSE, WITHDRAW, DecisionForm
from wugong.registry.models import ChangeRequest
from wugong.registry.queries import requests_in
from wugong.registry.register_pages import desk_of
from wugong.registry.request_pages import case_of, request_at
from wugong.registry.requests import decide_change, withdraw_change
from wugong.registry.states import RequestState

A_PAGE = 30
SAID = {
    APPROVE: _("已经照办，登记改好了。"),
    REFUSE: _("没有照办，答复已经给申请的人。"),
    WITHDRAW: _("申请撤回了。"),
}


def _me(request: HttpRequest) -> User:
    return cast(User, request.user)


@needs(Ability.READ_REGISTER)
@require_safe
def change_requests(request: HttpRequest, code: str) -> HttpResponse:
    """List the requests of a place: those that wait, or all."""
    desk = desk_of(code, _me(request))
    every = request.GET.get("all") == "yes"
    found = requests_in(desk.place, open_only=not every)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {"desk": desk, "page": page, "every": every, "asked": RequestState.ASKED}
    return render(request, "registry/change_requests.html", context)


@needs(Ability.READ_REGISTER)
@require_http_methods(["GET", "HEAD", "POST"])
def change_request(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Show what a request would change; decide it, or take it back."""
    found, spot = request_at(code, key, _me(request))
    form = DecisionForm(request.POST or None)
    if done(form, lambda: _decided(form, found, _me(request))):
        messages.success(request, SAID[form.cleaned_data["do"]])
        return redirect("change_request", code, key)
    context = {"case": case_of(found, spot), "form": form, "spot": spot, "desk": spot.desk}
    return render(request, "registry/change_request.html", context)


def _decided(form: DecisionForm, found: ChangeRequest, me: User) -> ChangeRequest:
    if form.cleaned_data["do"] == WITHDRAW:
        return withdraw_change(found, actor=me)
    approve = form.cleaned_data["do"] == APPROVE
    return decide_change(found, actor=me, approve=approve, answer=form.cleaned_data["answer"])

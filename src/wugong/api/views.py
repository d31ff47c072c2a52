"""Answers of the open interface, and the page on which its keys are given."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wugong.access.abilities import Ability
from wugong.access.guards import needs, public
from wugong.accounts.lockout import address_of
from wugong.accounts.models import User
from wugong.api import refusals
from wugong.api.discovery import discovery_document
from wugong.api.formats import JSON, TYPES, answer
from wugong.api.forms import KeyForm
from wugong.api.georeport import asked_for, requests_asked
from wugong.api.jurisdictions import parameters, place_meant
from wugong.api.keys import end_key, give_key, reader
from wugong.api.models import ClientKey
from wugong.api.outgoing import referred
from wugong.api.reporting import report
from wugong.api.services import definition_document, held_now, service, service_document, services
from wugong.base.refusals import Refusal
from wugong.counties.standing import standing_in
from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.web.refusals import said

View = Callable[..., HttpResponse]
LINES = "application/jsonl; charset=utf-8"


def _me(request: HttpRequest) -> User:
    return cast(User, request.user)


def _open(view: View) -> View:
    """Answer in the form that the address ends in, from any other site, and refusals in that form too."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, form: str, **kwargs: Any) -> HttpResponse:
        if form not in TYPES:
            raise Http404
        try:
            response = view(request, *args, form=form, **kwargs)
        except Refusal as refusal:
            fault = {"code": refusal.code, "description": said(refusal)}
            response = answer(form, [fault], root="errors", item="error", status=refusal.status)
        response["Access-Control-Allow-Origin"] = "*"
        return response

    return opened


@public
@require_GET
@_open
def discovery(request: HttpRequest, form: str) -> HttpResponse:
    root = request.build_absolute_uri(reverse("open311_root"))
    return answer(form, discovery_document(root), root="discovery")


@public
@require_GET
def root(request: HttpRequest) -> HttpResponse:
    return redirect("open311_discovery", form="json")


@public
@require_GET
@_open
def service_list(request: HttpRequest, form: str) -> HttpResponse:
    with standing_in(place_meant(request).county):
        version = held_now().version
        rows = [service_document(one, version) for one in services()]
    return answer(form, rows, root="services", item="service")


@public
@require_GET
@_open
def service_definition(request: HttpRequest, code: str, form: str) -> HttpResponse:
    with standing_in(place_meant(request).county):
        document = definition_document(service(code), held_now().version)
    return answer(form, document, root="service_definition")


@csrf_exempt  # no cookie counts here: who hands in shows a key
@public
@require_http_methods(["GET", "POST"])
@_open
def requests(request: HttpRequest, form: str) -> HttpResponse:
    place = place_meant(request)
    with standing_in(place.county):
        if request.method == "POST":
            return _handed_in(request, place, form)
        rows = requests_asked(place, asked_for(request.GET, timezone.now()), request.build_absolute_uri)
    return answer(form, rows, root="service_requests", item="request")


def _handed_in(request: HttpRequest, place: Place, form: str) -> HttpResponse:
    opened = report(place, parameters(request), request.FILES, address=address_of(request))
    made = {
        "service_request_id": opened.matter.number,
        "service_notice": "",
        "account_id": "",
        "follow_up_code": opened.code or "",
    }
    status = 200 if opened.again else 201
    return answer(form, [made], root="service_requests", item="request", status=status)


@public
@require_GET
@_open
def request_one(request: HttpRequest, number: str, form: str) -> HttpResponse:
    place = place_meant(request)
    with standing_in(place.county):
        words = request.GET.copy()
        words["service_request_id"] = number
        rows = requests_asked(place, asked_for(words, timezone.now()), request.build_absolute_uri)
    if not rows:
        raise refusals.UnknownRequest(number=number)
    return answer(form, rows, root="service_requests", item="request")


@_open
def _outgoing(request: HttpRequest, form: str) -> HttpResponse:
    place = place_meant(request)
    with standing_in(place.county):
        reader(request.headers.get("X-Api-Key", ""))
        lines = [json.dumps(one, ensure_ascii=False) for one in referred(place, request.GET.get("after", ""))]
    return HttpResponse("".join(f"{line}\n" for line in lines), content_type=LINES)


@public
@require_GET
def outgoing(request: HttpRequest) -> HttpResponse:
    """Hand on what was referred, line by line, to the platform above."""
    return _outgoing(request, form=JSON)


@needs(Ability.ADOPT_RULES)
@require_http_methods(["GET", "POST"])
def client_keys(request: HttpRequest, code: str) -> HttpResponse:
    county = get_object_or_404(Place.objects.at_level(Level.COUNTY), code=code)
    form = KeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        key, secret = give_key(county, **form.cleaned_data, actor=_me(request))
        facts = {"title": key.title, "secret": secret}
        messages.success(request, _("“%(title)s”的密钥只显示这一次，请现在抄下：%(secret)s") % facts)
        return redirect("client_keys", code=code)
    shown = {"county": county, "form": form, "keys": ClientKey.objects.all()}
    return render(request, "api/client_keys.html", shown)


@needs(Ability.ADOPT_RULES)
@require_POST
def client_key_end(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    county = get_object_or_404(Place.objects.at_level(Level.COUNTY), code=code)
    end_key(get_object_or_404(ClientKey, pk=key), county, actor=_me(request))
    messages.success(request, _("这把密钥已经收回，用它的程序再也交不进来。"))
    return redirect("client_keys", code=code)

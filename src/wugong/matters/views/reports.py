"""A report from the phone: as a plain form, or sent later by the outbox of the phone."""

from http import HTTPStatus
from typing import Any, Final
from uuid import uuid4

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from wugong.access.guards import public
from wugong.accounts.lockout import address_of
from wugong.accounts.models import User
from wugong.matters import report_refusals as refusals
from wugong.matters.forms.reports import ReportForm
from wugong.matters.knocking import refuse_used_up
from wugong.matters.maps import is_drawn, tiles
from wugong.matters.numbers import spoken
from wugong.matters.openings import Opened
from wugong.matters.registers import Held, register_on
from wugong.matters.report_places import places_offered, steps_down
from wugong.matters.reporting import report, reportable, was_sent
from wugong.matters.standing import at_of, in_a_county
from wugong.matters.views.maps import with_tiles
from wugong.places.codes import Level
from wugong.registry.forms.refusing import done

USUAL: Final = "resident-report"
OPENED: Final = "matter_opened"  # where a session keeps the number, and the code, that its form was given
reading_or_writing = require_http_methods(["GET", "HEAD", "POST"])


def visitor_of(request: HttpRequest) -> User | None:
    """Return who is signed in, if anybody is."""
    return request.user if request.user.is_authenticated else None


def writer_of(request: HttpRequest, by: str) -> User | None:
    """Return whose account wrote what is sent: the one signed in now, or nobody's; refuse any other."""
    me = visitor_of(request)
    if by and me is None:
        raise refusals.SignInToSend
    if me is not None and by and by != str(me.pk):
        raise refusals.AnotherAccount
    return me if by else None


@public
@in_a_county
@never_cache
@reading_or_writing
def report_new(request: HttpRequest, register: str = USUAL) -> HttpResponse:
    """Report something; who is not known first chooses the village."""
    held, me = _held(register), visitor_of(request)
    if me is None and not held.version.anonymous:
        return redirect_to_login(request.get_full_path())
    if not (places := places_offered(request)):
        town, below = steps_down(at_of(request))
        return render(request, "matters/report_place.html", {"held": held, "town": town, "below": below})
    form = ReportForm(held, places, me, *_posted(request), initial=_initial(me))
    if request.method == "POST" and (opened := done(form, lambda: _opened(request, form))):
        return redirect(_kept(request, opened))
    context = {"form": form, "held": held, "places": places, "others": reportable(me), "at": at_of(request)}
    context |= {"tiles": tiles(), "is_drawn": is_drawn(places[0].code[: Level.VILLAGE])}
    return with_tiles(render(request, "matters/report_new.html", context))


def _held(register: str) -> Held:
    held = register_on(register)
    if held.code not in {one.code for one in reportable(None, everyone=True)}:
        raise Http404
    return held


def _posted(request: HttpRequest) -> tuple[Any, ...]:
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _initial(me: User | None) -> dict[str, object]:
    return {"key": str(uuid4()), "by": str(me.pk) if me else "", "shown": "masked"}


def _opened(request: HttpRequest, form: ReportForm) -> Opened:
    writer = writer_of(request, form.cleaned_data["by"])
    return report(form.wish, form.held, actor=writer, address=address_of(request))


def _kept(request: HttpRequest, opened: Opened) -> str:
    """Return where the number is shown; the session remembers it, and the code, which nobody else knows."""
    request.session[OPENED] = {"number": opened.matter.number, "code": opened.code or ""}
    return reverse("report_done")


@public
@in_a_county
@never_cache
@require_safe
def report_done(request: HttpRequest) -> HttpResponse:
    """Show the number to keep, and to who has no account the code to follow it by."""
    told = request.session.get(OPENED)
    if not told:
        return redirect("report_new")
    return render(request, "matters/report_done.html", {**told, "spoken": spoken(told["number"])})


@public
@in_a_county
@never_cache
@reading_or_writing
def report_send(request: HttpRequest, register: str = USUAL) -> HttpResponse:
    """Take a report from the outbox of a phone; asked before, say for whom it would be taken."""
    if request.method != "POST":
        writer_of(request, request.GET.get("by", ""))
        return JsonResponse({"token": get_token(request), "by": request.GET.get("by", "")})
    writer = writer_of(request, request.POST.get("by", ""))
    form = ReportForm(_held(register), places_offered(request), writer, request.POST, request.FILES)
    if writer is None and form.is_valid() and not was_sent(form.cleaned_data["key"]):
        refuse_used_up("report", address_of(request))  # as a status on which the outbox tries again later
    opened = done(form, lambda: _opened(request, form))
    if opened is None:
        return refused_form(form)
    next_page = _kept(request, opened)
    return JsonResponse(
        {
            "number": spoken(opened.matter.number),
            "code": opened.code or "",
            "address": reverse("matter", args=[opened.matter.number]),
            "next": next_page,
            "again": opened.again,
        }
    )


def refused_form(form: Any) -> JsonResponse:
    """Answer an outbox that its sending cannot be taken, and why."""
    faults = [str(fault) for faults in form.errors.values() for fault in faults]
    return JsonResponse(
        {"code": "matters.form_refused", "sentence": " ".join(faults)},
        status=HTTPStatus.UNPROCESSABLE_ENTITY,
    )

"""The screens of events: the list with a new one, and signing in to one by list."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wugong.access.abilities import Ability
from wugong.access.guards import needs
from wugong.accounts.models import User
from wugong.points.catalogues import in_force
from wugong.points.claim_desk_pages import Desk, came_to, desk_at, homes_at
from wugong.points.events import close_event, make_event, sign_in, sign_out
from wugong.points.forms.claims import EventForm
from wugong.points.models import Event
from wugong.points.views.claim_desk import tell_batch
from wugong.registry.forms.refusing import done
from wugong.registry.models import Household

reading_or_writing = require_http_methods(["GET", "HEAD", "POST"])
SHOWN = 30


def _me(request: HttpRequest) -> User:
    return cast(User, request.user)


@needs(Ability.WORK_VILLAGE_DESK)
@reading_or_writing
def events(request: HttpRequest, code: str) -> HttpResponse:
    """Show the village's events, those that still run first; make one."""
    desk, posted = desk_at(code, _me(request)), request.method == "POST"
    catalogue = desk.catalogue or in_force(desk.village, timezone.localdate())[1]
    form = EventForm(catalogue, *((request.POST,) if posted else ()))
    if posted and (made := done(form, lambda: _made(desk, form))):
        return redirect("event", code, made.pk)
    rows = Event.objects.filter(village=desk.village).order_by("closed_at", "-day", "-pk")
    shown = sorted(rows[:SHOWN], key=lambda one: one.closed_at is not None)
    return render(request, "points/events.html", {"desk": desk, "form": form, "events": shown})


def _made(desk: Desk, form: EventForm) -> Event:
    given, actor = form.cleaned_data, cast(User, desk.visitor)
    facts = {"quantity": given["quantity"], "actor": actor}
    return make_event(desk.village, given["title"], given["item"], given["day"], **facts)


def _event(desk: Desk, key: UUID) -> Event:
    return get_object_or_404(Event.objects.filter(village=desk.village), pk=key)


@needs(Ability.WORK_VILLAGE_DESK)
@reading_or_writing
def event(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Tick who came; a household can also show its card."""
    desk = desk_at(code, _me(request))
    one, words = _event(desk, key), request.GET.get("q", "")
    if request.method == "POST":
        _signed(request, desk, one)
        return redirect("event", code, key)
    came = came_to(one)
    context = {"desk": desk, "event": one, "groups": homes_at(desk, words, came), "came": len(came)}
    return render(request, "points/event.html", {**context, "words": words})


def _signed(request: HttpRequest, desk: Desk, one: Event) -> None:
    """Those ticked came, and those shown without a tick did not."""
    inside = Household.objects.filter(village=desk.village).select_related("place", "village")
    ticked, shown = set(request.POST.getlist("home")), set(request.POST.getlist("shown"))
    homes = list(inside.filter(pk__in=[key for key in ticked | shown if len(key) == 36]))
    new = sign_in(one, [home for home in homes if str(home.pk) in ticked], actor=_me(request))
    gone = sign_out(one, [home for home in homes if str(home.pk) not in ticked], actor=_me(request))
    messages.success(request, _("记下了：新到 %(new)s 户，划去 %(gone)s 户。") % {"new": new, "gone": gone})


@needs(Ability.WORK_VILLAGE_DESK)
@require_POST
def event_close(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """The event is over: those who came have claimed."""
    desk = desk_at(code, _me(request))
    tell_batch(request, close_event(_event(desk, key), actor=_me(request)))
    return redirect("points_desk", code)

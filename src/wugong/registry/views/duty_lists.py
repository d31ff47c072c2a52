"""Yards and which households lie in them; the county's own lists of duties."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wugong.access.abilities import Ability
from wugong.access.guards import needs, signed_in
from wugong.access.refusals import NotAllowed
from wugong.accounts.models import User
from wugong.base.faults import FileRefused
from wugong.base.refusals import Refusal
from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.registry.duty_clusters import close_cluster, fill_cluster, found_cluster
from wugong.registry.duty_pages import open_desk
from wugong.registry.duty_templates import adopt_duties, adopt_rhythm, plans_on, rhythm_on
from wugong.registry.forms.duties import ClusterForm, DocumentForm, FillForm
from wugong.registry.forms.refusing import done
from wugong.registry.models import Cluster, DutyDocument
from wugong.registry.permissions import can_keep_bodies
from wugong.registry.register_pages import Desk
from wugong.web.refusals import said

reading_or_writing = require_http_methods(["GET", "HEAD", "POST"])


def _me(request: HttpRequest) -> User:
    return cast(User, request.user)


def _desk(request: HttpRequest, code: str) -> Desk:
    desk = open_desk(_me(request), code)
    if desk.place.level < Level.VILLAGE:
        raise Http404
    return desk


@signed_in
@reading_or_writing
def clusters(request: HttpRequest, code: str) -> HttpResponse:
    """List the yards of a village or group; take a new one."""
    desk = _desk(request, code)
    keeps = bool(can_keep_bodies(desk.visitor, desk.place))
    form = ClusterForm([*desk.parts, desk.place], request.POST or None)
    if request.method == "POST" and done(form, lambda: _founded(request, form)):
        messages.success(request, _("院落已划好。"))
        return redirect("clusters", code)
    inside = Cluster.objects.filter(until__isnull=True, place__code__startswith=desk.place.code)
    homes = Count("lines", filter=Q(lines__household__until__isnull=True))
    yards = inside.select_related("place").annotate(homes=homes).order_by("place__code", "name")
    context = {"desk": desk, "yards": yards, "form": form, "keeps": keeps}
    return render(request, "registry/coverage_yards.html", context)


def _founded(request: HttpRequest, form: ClusterForm) -> bool:
    given = form.cleaned_data
    place = form.places[given["place"]]
    found_cluster(place, given["name"], actor=_me(request), numbers=form.each())
    return True


@signed_in
@reading_or_writing
def cluster(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Show which households lie in a yard; take others, or its end."""
    desk = _desk(request, code)
    inside = Cluster.objects.filter(until__isnull=True, place__code__startswith=desk.place.code)
    yard = get_object_or_404(inside.select_related("place"), pk=key)
    if request.POST.get("do") == "close":
        close_cluster(yard, actor=_me(request))
        messages.success(request, _("院落已撤销。"))
        return redirect("clusters", code)
    there = yard.lines.filter(household__until__isnull=True).order_by("household__number")
    numbers = there.values_list("household__number", flat=True)
    form = FillForm(request.POST or None, initial={"numbers": " ".join(numbers)})
    if request.method == "POST" and done(form, lambda: _filled(request, yard, form)):
        return redirect("clusters", code)
    keeps = bool(can_keep_bodies(desk.visitor, yard.place))
    context = {"desk": desk, "yard": yard, "form": form, "numbers": numbers, "keeps": keeps}
    return render(request, "registry/coverage_yard.html", context)


def _filled(request: HttpRequest, yard: Cluster, form: FillForm) -> bool:
    count = fill_cluster(yard, form.each(), actor=_me(request))
    messages.success(request, _("院落里现在有 %(count)s 户。") % {"count": count})
    return True


@needs(Ability.ADOPT_RULES)
@reading_or_writing
def duty_documents(request: HttpRequest, code: str) -> HttpResponse:
    """Show which lists of duties and which visiting rhythm hold; take another one."""
    county = get_object_or_404(Place, code=code[: Level.COUNTY])
    form = DocumentForm(request.POST or None, request.FILES or None, initial={"since": timezone.localdate()})
    if form.is_valid() and (adopted := _adopted(request, county, form)):
        messages.success(request, _("已起用《%(title)s》。") % {"title": adopted.title})
        return redirect("duty_documents", code)
    today = timezone.localdate()
    context = {
        "county": county,
        "form": form,
        "plans": plans_on(today),
        "rhythm": rhythm_on(today),
        "adopted": DutyDocument.objects.order_by("-since").select_related("adopted_by"),
    }
    return render(request, "registry/duty_documents.html", context)


def _adopted(request: HttpRequest, county: Place, form: DocumentForm) -> DutyDocument | None:
    """Adopt what the form hands in, or say in the form what is wrong, line by line."""
    given = form.cleaned_data
    adopt = adopt_duties if given["kind"] == "duties" else adopt_rhythm
    try:
        return adopt(county, given["file"], actor=_me(request), since=given["since"])
    except NotAllowed:
        raise
    except Refusal as refusal:
        form.add_error("file", refusal.faults if isinstance(refusal, FileRefused) else said(refusal))
        return None

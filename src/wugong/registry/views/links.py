"""Links: the plans of a village, one plan on map and list, its plates to hang up."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wugong.access.abilities import Ability
from wugong.access.guards import needs
from wugong.accounts.models import User
from wugong.registry.forms.links import ADOPT, SELF, MoveForm, PlanForm, ProposeForm
from wugong.registry.forms.refusing import done
from wugong.registry.link_pages import Sheet, overview_of, sheet_of, village_lines
from wugong.registry.links import adopt_links, change_link, propose_links, rebalance_links
from wugong.registry.models import LinkPlan
from wugong.registry.register_pages import desk_of

reading_or_writing = require_http_methods(["GET", "HEAD", "POST"])


def _me(request: HttpRequest) -> User:
    return cast(User, request.user)


@needs(Ability.READ_REGISTER)
@reading_or_writing
def links(request: HttpRequest, code: str) -> HttpResponse:
    """Show the plans of a village and propose one; of a town, its villages."""
    desk = desk_of(code, _me(request))
    if desk.is_town:
        lines = village_lines(desk.place)
        return render(request, "registry/link_villages.html", {"desk": desk, "lines": lines})
    view = overview_of(desk)
    form = ProposeForm(request.POST or None)
    if plan := done(form, lambda: _proposed(form, view.village.code, _me(request))):
        messages.success(request, _("草案提出来了，看过、改好再采用。"))
        return redirect("link_plan", view.village.code, plan.pk)
    return render(request, "registry/links.html", {"desk": desk, "view": view, "form": form})


def _proposed(form: ProposeForm, code: str, me: User) -> LinkPlan:
    place = desk_of(code, me).place
    return propose_links(place, actor=me, heads=form.numbers(), across=form.cleaned_data["across"])


@needs(Ability.READ_REGISTER)
@reading_or_writing
def link_plan(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Show a plan on map and list; adopt it, or set it in order."""
    sheet = sheet_of(desk_of(code, _me(request)), key)
    form = PlanForm(request.POST or None)
    if said := done(form, lambda: _acted(form, sheet.plan, _me(request))):
        messages.success(request, said)
        return redirect("link_plan", code, key)
    return render(request, "registry/link_plan.html", {"sheet": sheet, "desk": sheet.desk, "form": form})


def _acted(form: PlanForm, plan: LinkPlan, me: User) -> str:
    revision = form.cleaned_data["revision"]
    if form.cleaned_data["do"] == ADOPT:
        adopt_links(plan, actor=me, revision=revision)
        return _("方案从今天起采用。")
    count = rebalance_links(plan, actor=me, revision=revision)
    return _("按变动调整好了，改了 %(count)s 户。") % {"count": count}


@needs(Ability.READ_REGISTER)
@reading_or_writing
def link_move(request: HttpRequest, code: str, key: UUID, home: UUID) -> HttpResponse:
    """Give a household of the plan another head."""
    sheet = sheet_of(desk_of(code, _me(request)), key)
    if home not in {one.id for one in sheet.homes}:
        raise Http404
    form = MoveForm(sheet, home, request.POST or None, initial={"revision": sheet.plan.revision})
    if done(form, lambda: _moved(form, sheet, home, _me(request))):
        messages.success(request, _("%(number)s 户换好了。") % {"number": sheet.households[home].number})
        return redirect("link_plan", code, key)
    context = {"sheet": sheet, "desk": sheet.desk, "form": form, "one": sheet.linked(home)}
    return render(request, "registry/link_move.html", context)


def _moved(form: MoveForm, sheet: Sheet, home: UUID, me: User) -> LinkPlan:
    head = home if form.cleaned_data["head"] == SELF else UUID(form.cleaned_data["head"])
    known, revision = sheet.households, form.cleaned_data["revision"]
    return change_link(sheet.plan, known[home], known[head], actor=me, revision=revision)


@needs(Ability.READ_REGISTER)
@require_safe
def link_plates(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Show a plate for each cluster, to print and hang up; names are masked for everyone."""
    sheet = sheet_of(desk_of(code, _me(request)), key, masked=True)
    return render(request, "registry/link_plates.html", {"sheet": sheet, "desk": sheet.desk})

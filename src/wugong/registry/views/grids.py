"""Grids: the list with codes, households and staff; laying out, naming, regrouping."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wugong.access.guards import signed_in
from wugong.accounts.models import User
from wugong.registry.duty_pages import open_desk
from wugong.registry.forms.grids import NameForm, RegroupForm
from wugong.registry.forms.refusing import done
from wugong.registry.grid_pages import GridPage, grids_at
from wugong.registry.grids import lay_grids, name_grid, regroup
from wugong.registry.models import Grid
from wugong.registry.register_pages import Desk

reading_or_writing = require_http_methods(["GET", "HEAD", "POST"])


def _me(request: HttpRequest) -> User:
    return cast(User, request.user)


@signed_in
@reading_or_writing
def grid(request: HttpRequest, code: str) -> HttpResponse:
    """Show the grids of a place; lay them out by groups, put a group into another."""
    desk = open_desk(_me(request), code)
    if request.POST.get("do") == "lay":
        count = lay_grids(desk.place, actor=_me(request))
        messages.success(request, _("新划了 %(count)s 个网格。") % {"count": count})
        return redirect("grid", code)
    page = grids_at(desk)
    form = _regrouping(page, request.POST if request.POST.get("do") == "regroup" else None)
    if form.is_bound and done(form, lambda: _regrouped(request, form)):
        return redirect("grid", code)
    return render(request, "registry/grid.html", {"desk": desk, "page": page, "form": form})


def _regrouping(page: GridPage, data: object) -> RegroupForm:
    groups = [*(group for one in page.grids for group in one.groups), *page.loose]
    return RegroupForm(groups, [one.grid for one in page.grids], data)


def _regrouped(request: HttpRequest, form: RegroupForm) -> bool:
    group, into = form.chosen
    made = regroup(group, into, actor=_me(request))
    messages.success(request, _("%(group)s现在在网格 %(code)s。") % {"group": group.name, "code": made.code})
    return True


@signed_in
@reading_or_writing
def grid_name(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Take another name for a grid."""
    desk = open_desk(_me(request), code)
    one = _grid(desk, key)
    form = NameForm(request.POST or None, initial={"name": one.name})
    if request.method == "POST" and done(form, lambda: _named(request, one, form)):
        return redirect("grid", code)
    return render(request, "registry/grid_name.html", {"desk": desk, "grid": one, "form": form})


def _grid(desk: Desk, key: UUID) -> Grid:
    inside = Grid.objects.select_related("village").filter(village__code__startswith=desk.place.code)
    return get_object_or_404(inside, pk=key, until__isnull=True)


def _named(request: HttpRequest, one: Grid, form: NameForm) -> bool:
    name_grid(one, form.cleaned_data["name"], actor=_me(request))
    messages.success(request, _("已改名。"))
    return True

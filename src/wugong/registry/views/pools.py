"""Pools: who is kept in view for what, what a village lacks, entering and moving on."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wugong.access.abilities import Ability
from wugong.access.guards import needs
from wugong.accounts.models import User
from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.registry.body_pages import keeping_of
from wugong.registry.body_people import chosen, find_people
from wugong.registry.body_states import PoolStage
from wugong.registry.forms.pools import EntryForm
from wugong.registry.forms.refusing import done
from wugong.registry.models import Person, PoolEntry
from wugong.registry.permissions import can_keep_bodies
from wugong.registry.pool_pages import pools_at
from wugong.registry.pools import enter_pool, move_in_pool, take_out_of_pool

reading_or_writing = require_http_methods(["GET", "HEAD", "POST"])


def _me(request: HttpRequest) -> User:
    return cast(User, request.user)


@needs(Ability.READ_REGISTER)
@require_safe
def pools(request: HttpRequest, code: str) -> HttpResponse:
    """Show what a village has and lacks of each pool; in a town every village."""
    keeping = keeping_of(code, _me(request))
    context = {
        "desk": keeping.desk,
        "keeping": keeping,
        "villages": pools_at(keeping),
        "stages": PoolStage.choices,
    }
    return render(request, "registry/pools.html", context)


@needs(Ability.READ_REGISTER)
@reading_or_writing
def pool_new(request: HttpRequest, code: str) -> HttpResponse:
    """Enter somebody who is registered in the village."""
    keeping = keeping_of(code, _me(request))
    place = keeping.desk.place
    if place.level is not Level.VILLAGE:
        raise Http404
    can_keep_bodies(_me(request), place).or_refuse()
    who = chosen(place, request.GET.get("who", ""), _me(request))
    step: dict[str, Any] = {"title": _("列入人才库"), "button": _("列入")}
    context = {"desk": keeping.desk, "step": step, "who": who, "back": reverse("pools", args=[code])}
    if who is None:
        finder = find_people(place, request.GET.get("q", ""), _me(request))
        return render(request, "registry/body_find.html", {**context, "finder": finder})
    form = EntryForm(keeping.known.pools, request.POST or None)
    if done(form, lambda: _entered(form, place, who.person, _me(request))):
        messages.success(request, _("已列入。"))
        return redirect("pools", code)
    return render(request, "registry/pools_new.html", {**context, "form": form})


def _entered(form: EntryForm, place: Place, person: Person, me: User) -> PoolEntry:
    pool, group = form.into
    return enter_pool(place, pool, person, actor=me, group=group, note=form.cleaned_data["note"])


@needs(Ability.READ_REGISTER)
@require_POST
def pool_entry(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Move an entry on, or take it out."""
    rows = PoolEntry.objects.select_related("village", "person").filter(village__code=code)
    entry = get_object_or_404(rows, pk=key)
    stage = request.POST.get("stage", "")
    if request.POST.get("do") == "out":
        take_out_of_pool(entry, actor=_me(request))
        messages.success(request, _("已移出。"))
    elif stage in PoolStage:
        move_in_pool(entry, PoolStage(stage), actor=_me(request))
        messages.success(request, _("已改。"))
    return redirect("pools", code)

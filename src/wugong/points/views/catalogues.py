"""Pages of catalogues: the one in force for everybody; at the desk a draft, its replay, its adoption."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wugong.access.abilities import Ability
from wugong.access.guards import needs, public
from wugong.accounts.models import User
from wugong.points import catalogue_drafts as drafts
from wugong.points.catalogue_pages import shelf
from wugong.points.catalogues import adopt_catalogue, adoptions_of, in_force_today
from wugong.points.forms.catalogues import AdoptForm, TextForm
from wugong.points.models import Adoption
from wugong.points.permissions import can_keep
from wugong.points.replays import replay_of
from wugong.points.views.pools import village_at
from wugong.registry.forms.refusing import done


@public
@require_safe
def points_catalogue(request: HttpRequest, code: str) -> HttpResponse:
    """Show everybody for what there are points; searched by word."""
    village = village_at(code)
    force, asked = in_force_today(village), request.GET.get("q", "").strip()[:20]
    context: dict[str, Any] = {"village": village, "asked": asked, "force": force}
    if force:
        context |= {"adoption": force[0], "catalogue": force[1], "shelf": shelf(force[1], asked)}
    return render(request, "points/catalogue.html", context)


@needs(Ability.READ_PLACE)
@require_safe
def points_rules(request: HttpRequest, code: str) -> HttpResponse:
    """Show which catalogues the village adopted, when and by whom."""
    village = village_at(code)
    context = {
        "village": village,
        "adoptions": adoptions_of(village),
        "force": in_force_today(village),
        "keeps": bool(can_keep(cast(User, request.user), village)),
    }
    return render(request, "points/rules.html", context)


@needs(Ability.WORK_VILLAGE_DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def points_adopt(request: HttpRequest, code: str) -> HttpResponse:
    """Show a draft with what is wrong in it and what it would have given; adopt it as a meeting decided."""
    village, me = village_at(code), cast(User, request.user)
    text = drafts.starting_text(village, request.GET.get("source", drafts.NOW))
    given = TextForm(request.POST or None, request.FILES or None, initial={"text": text})
    draft = drafts.draft_of(given.whole) if given.is_bound and given.is_valid() else None
    adopting = "adopt" in request.POST
    form = AdoptForm(request.POST if adopting else None, initial={"since": timezone.localdate()})
    if draft and draft.clean and adopting and done(form, lambda: _adopted(form, draft, village, me)):
        messages.success(request, _("已启用，自 %(since)s 起按它计分。") % form.cleaned_data)
        return redirect("points_rules", code)
    if draft:  # the text that was read stands in the box, to be changed
        given = TextForm({"text": draft.text})
    context = {
        "village": village,
        "given": given,
        "form": form,
        "draft": draft,
        "bundled": drafts.bundled(),
        "replayed": replay_of(village, draft.catalogue) if draft and draft.catalogue else None,
    }
    return render(request, "points/adopt.html", context)


def _adopted(form: AdoptForm, draft: drafts.Draft, village: Any, me: User) -> Adoption:
    return adopt_catalogue(village, draft.text, actor=me, **form.cleaned_data)

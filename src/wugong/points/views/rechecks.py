"""Pages of the supervision committee: what a seed drew, one re-check, the hints; the draw for everybody."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wugong.access.abilities import Ability
from wugong.access.guards import needs, public
from wugong.accounts.models import User
from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.points.forms.rechecks import RecheckForm
from wugong.points.hints import hints_of
from wugong.points.likenesses import compare_photos
from wugong.points.models import Claim, Listing
from wugong.points.permissions import can_recheck
from wugong.points.recheck_pages import draws_at, one_recheck, rechecks_at
from wugong.points.rechecks import answer_recheck, draw_rechecks, pick_recheck
from wugong.points.states import RecheckResult
from wugong.registry.forms.refusing import done

reading_or_writing = require_http_methods(["GET", "HEAD", "POST"])


def _village(code: str) -> Place:
    return get_object_or_404(Place.objects.at_levels(Level.VILLAGE).select_related("county"), code=code)


def _me(request: HttpRequest) -> User:
    return cast(User, request.user)


@needs(Ability.READ_PLACE)
@require_safe
def rechecks(request: HttpRequest, code: str) -> HttpResponse:
    """Show what waits to be looked at again, the lists to draw from, and what was found."""
    village = _village(code)
    return render(
        request, "points/rechecks.html", {"village": village, "page": rechecks_at(village, _me(request))}
    )


@needs(Ability.RECHECK)
@require_POST
def recheck_draw(request: HttpRequest, code: str) -> HttpResponse:
    """Draw from a list by its seed."""
    listing = get_object_or_404(Listing, pk=_key(request, "listing"), village__code=code)
    draw = draw_rechecks(listing, actor=_me(request))
    said = _("从 %(roll)s 件里抽出 %(count)s 件。") % {"roll": len(draw.roll), "count": draw.drawn}
    messages.success(request, said)
    return redirect("rechecks", code)


@needs(Ability.RECHECK)
@require_POST
def recheck_pick(request: HttpRequest, code: str) -> HttpResponse:
    """Put a claim on the list because of a hint."""
    claim = get_object_or_404(
        Claim.objects.select_related("village"), pk=_key(request, "claim"), village__code=code
    )
    recheck = pick_recheck(claim, actor=_me(request))
    messages.success(request, _("已列入抽查。"))
    return redirect("recheck", code, recheck.pk)


def _key(request: HttpRequest, name: str) -> UUID | None:
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError:
        return None


@needs(Ability.READ_PLACE)
@reading_or_writing
def recheck(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Show one claim that is looked at again; its supervisor says what she found."""
    one = one_recheck(code, key, _me(request))
    form = RecheckForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        one.verdict.or_refuse()
        if kept := done(form, lambda: answer_recheck(one.recheck, actor=_me(request), **form.cleaned_data)):
            messages.success(request, _told(kept.result))
            return redirect("rechecks", code)
    return render(request, "points/recheck.html", {"village": one.recheck.village, "one": one, "form": form})


def _told(result: str) -> str:
    if result == RecheckResult.FITS:
        return _("已记下：属实。")
    return _("已记下：不属实。已提请复核，由另外的人来定，分不会自动变。")


@needs(Ability.READ_PLACE)
@reading_or_writing
def points_hints(request: HttpRequest, code: str) -> HttpResponse:
    """Show what people should look at; compare the photos that came since."""
    village = _village(code)
    if request.method == "POST":
        count = compare_photos(village, actor=_me(request))
        messages.success(request, _("照片比对完了，新发现 %(count)s 处相像。") % {"count": count})
        return redirect("points_hints", code)
    context = {
        "village": village,
        "hints": hints_of(village, _me(request)),
        "may_pick": bool(can_recheck(_me(request), village)),
    }
    return render(request, "points/hints.html", context)


@public
@require_safe
def recheck_draws(request: HttpRequest, code: str) -> HttpResponse:
    """Show everybody from which numbers which seed drew, so that anybody can draw again; no names."""
    village = _village(code)
    context = {"village": village, "draws": draws_at(village)}
    return render(request, "points/recheck_draws.html", context)

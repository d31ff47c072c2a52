"""Pages of a pool: for everybody what is out and what stands behind it; at the desk its money."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wugong.access.guards import public, signed_in
from wugong.accounts.models import User
from wugong.base.periods import Period
from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.points import pool_pages
from wugong.points.catalogues import in_force_today
from wugong.points.forms.pools import PoolForm, TopUpForm, this_year
from wugong.points.models import Pool
from wugong.points.openings import opening_of, waiting_opening
from wugong.points.permissions import can_fund, can_fund_at, can_keep
from wugong.points.pools import close_pool, needed_pool, open_pool, top_up
from wugong.registry.forms.refusing import done

reading_or_writing = require_http_methods(["GET", "HEAD", "POST"])


def village_at(code: str) -> Place:
    """Return the village of this code, or 404."""
    villages = Place.objects.at_levels(Level.VILLAGE).select_related("county")
    return get_object_or_404(villages, code=code)


def funding(request: HttpRequest, code: str) -> tuple[Place, User]:
    """Return the village and who keeps its money; who may not is turned away."""
    me = cast(User, request.user)
    can_fund_at(me, code).or_refuse()
    return village_at(code), me


@public
@require_safe
def points_pool(request: HttpRequest, code: str) -> HttpResponse:
    """Show everybody what is out, what stands behind it, and how long it lasts."""
    village = village_at(code)
    page = pool_pages.pool_page(village)
    force = in_force_today(village)
    month = _month(request.GET.get("month", ""))
    context: dict[str, Any] = {
        "village": village,
        "page": page,
        "catalogue": force[1] if force else None,
        "opening": opening_of(village),
        "funds": bool(can_fund(request.user, village)),
        "month": month,
        "entries": pool_pages.entries_of(page, month) if month else (),
    }
    return render(request, "points/pool.html", context)


def _month(said: str) -> Period | None:
    """Return the month of the page that was asked for, if it is one of those shown."""
    return next((one for one in pool_pages.months_shown() if str(one) == said), None)


@signed_in
@reading_or_writing
def points_fund(request: HttpRequest, code: str) -> HttpResponse:
    """Show the pool's money at the desk; open a pool where there is none."""
    village, me = funding(request, code)
    page = pool_pages.pool_page(village)
    standing = page.cover.standing
    form = None
    if standing is None:
        form = PoolForm(request.POST or None, initial=this_year())
        if done(form, lambda: _opened(form, village, me)):
            messages.success(request, _("积分池已经开好，可以发分了。"))
            return redirect("points_fund", code)
    elif request.method == "POST":
        return redirect("points_fund", code)
    context = {"village": village, "page": page, "form": form, "opening": opening_of(village)}
    context["waiting"] = waiting_opening(village)
    return render(request, "points/fund.html", {**context, "keeps": bool(can_keep(me, village))})


def _opened(form: PoolForm, village: Place, me: User) -> Pool:
    told = form.cleaned_data
    return open_pool(
        village,
        told["title"],
        told["since"],
        told["until"],
        told["budget"],
        told["rate"],
        funded_from=told["funded_from"],
        decision=told["decision"],
        decided_on=told["decided_on"],
        actor=me,
    )


@signed_in
@reading_or_writing
def points_top_up(request: HttpRequest, code: str) -> HttpResponse:
    """Add money to the pool in use."""
    village, me = funding(request, code)
    pool = needed_pool(village)
    start = {"seen": pool.budget, "decided_on": timezone.localdate()}
    form = TopUpForm(request.POST or None, initial=start)
    if points := done(form, lambda: top_up(pool, actor=me, **form.cleaned_data)):
        messages.success(request, _("已经追加，增发 %(points)s 分。") % {"points": points})
        return redirect("points_fund", code)
    return render(request, "points/top_up.html", {"village": village, "pool": pool, "form": form})


@signed_in
@require_POST
def points_close(request: HttpRequest, code: str) -> HttpResponse:
    """Close the pool in use: what no household has goes back."""
    village, me = funding(request, code)
    pool = close_pool(needed_pool(village), actor=me)
    messages.success(request, _("积分池“%(title)s”已经结清，各户的分照样能兑。") % {"title": pool.title})
    return redirect("points_fund", code)

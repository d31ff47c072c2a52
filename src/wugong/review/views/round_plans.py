"""Who inspects whom: shown, drawn anew, changed by hand."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wugong.access.abilities import Ability
from wugong.access.guards import needs
from wugong.accounts.models import User
from wugong.base.periods import Period
from wugong.base.refusals import Refusal
from wugong.review import round_pages, round_visits
from wugong.review.round_plans import DRAWS, Plans, key_of
from wugong.review.rounds import assign_round
from wugong.web.refusals import said


@needs(Ability.READ_PLACE)
@require_http_methods(["GET", "HEAD", "POST"])
def round_plan(request: HttpRequest, code: str, period: Period, name: str) -> HttpResponse:
    """Show the plan, or one drawn anew (?draw=2) that is not kept yet; keep what is handed in."""
    desk = round_pages.desk_at(code, period)
    plans = Plans(desk, round_pages.card_of(desk, name))
    if request.method != "POST":
        return _drawn(request, plans)
    plan = plans.read(request.POST)
    try:
        assign_round(desk.town, period, name, plan, actor=cast(User, request.user))
    except Refusal as refusal:
        kept = {village: key_of(one) for village, one in plan.items()}
        return _page(request, plans, plans.lines(kept), refused=said(refusal), status=refusal.status)
    messages.success(request, _("已分好，查的人在“待评”里能看到。"))
    return redirect("round_plan", code, period, name)


def _drawn(request: HttpRequest, plans: Plans) -> HttpResponse:
    asked = request.GET.get("draw", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and 1 <= int(asked) <= DRAWS else 0
    try:
        return _page(request, plans, plans.lines(plans.drawn(number) if number else plans.current), number)
    except Refusal as refusal:
        return _page(request, plans, plans.lines(plans.current), refused=said(refusal))


def _page(
    request: HttpRequest,
    plans: Plans,
    lines: object,
    number: int = 0,
    *,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    drawn = number or plans.number
    context = {
        "desk": plans.desk,
        "card": plans.card,
        "lines": lines,
        "proposed": number,
        "number": plans.number,
        "seed": plans.seed(drawn) if drawn else "",
        "next_draw": drawn + 1 if drawn < DRAWS else 1,
        "drawable": len(plans.drawn_from) > 0,
        "hand": round_visits.hand_of(cast(User, request.user), plans.desk.town),
        "assigned": bool(plans.current),
        "refused": refused,
    }
    return render(request, "review/round_plan.html", context, status=status)

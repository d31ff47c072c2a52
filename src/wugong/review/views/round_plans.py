"""Who inspects whom: shown, drawn anew, changed by hand."""

from collections.abc import Mapping
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
    plan, number = plans.read(request.POST), _number(request.POST)
    seed = plans.seed(number) if number else ""
    try:
        assign_round(desk.town, period, name, plan, actor=cast(User, request.user), seed=seed)
    except Refusal as refusal:
        kept = {village: key_of(one) for village, one in plan.items()}
        return _page(request, plans, plans.lines(kept), number, refused=said(refusal), status=refusal.status)
    messages.success(request, _("已分好，查的人在“待评”里能看到。"))
    return redirect("round_plan", code, period, name)


def _number(given: Mapping[str, str]) -> int:
    """Return which draw was asked for; 0 for none that there is."""
    asked = given.get("draw", "")
    return int(asked) if asked.isascii() and asked.isdigit() and 1 <= int(asked) <= DRAWS else 0


def _drawn(request: HttpRequest, plans: Plans) -> HttpResponse:
    number = _number(request.GET)
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
    hand = round_visits.hand_of(cast(User, request.user), plans.desk.town)
    context = {
        "plans": plans,
        "desk": plans.desk,
        "card": plans.card,
        "lines": lines,
        "proposed": number,
        "number": plans.number,
        "draw": drawn or "",
        "seed": plans.seed(number) if number else plans.kept_seed,
        "next_draw": drawn + 1 if drawn < DRAWS else 1,
        "drawable": len(plans.drawn_from) > 0,
        "opens": hand.prepares and not plans.settled,
        "assigned": bool(plans.current),
        "refused": refused,
    }
    return render(request, "review/round_plan.html", context, status=status)

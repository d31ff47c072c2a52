"""The pages of panels: the desk's, a seat's slip, and what a member scores on her phone."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from wugong.access.abilities import Ability
from wugong.access.guards import needs, public, signed_in
from wugong.accounts.models import User
from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.points.forms.panels import DrawForm, LeaveForm, ScoreForm, SlipForm
from wugong.points.models import Panel, Seat
from wugong.points.panel_pages import given_by, numbers_of, panel_at, sits, slip_at, task_of, tasks_of
from wugong.points.panels import draw_panel, drawn_again, leave_seat
from wugong.points.scores import give_score, step_aside
from wugong.registry.forms.refusing import done

reading_or_writing = require_http_methods(["GET", "HEAD", "POST"])


def _me(request: HttpRequest) -> User:
    return cast(User, request.user)


def _village(code: str) -> Place:
    return get_object_or_404(Place.objects.at_levels(Level.VILLAGE).select_related("county"), code=code)


@needs(Ability.READ_PLACE)
@require_safe
def panel(request: HttpRequest, code: str) -> HttpResponse:
    """Show who sits, by which seed, and how far they are."""
    page = panel_at(_village(code), _me(request))
    return render(request, "points/panel.html", {"village": page.village, "page": page, "form": DrawForm()})


@needs(Ability.WORK_VILLAGE_DESK)
@reading_or_writing
def panel_draw(request: HttpRequest, code: str) -> HttpResponse:
    """Draw a new panel."""
    village, form = _village(code), DrawForm(request.POST or None)
    if done(form, lambda: draw_panel(village, form.cleaned_data["until"], actor=_me(request))):
        messages.success(request, _("抽好了，抽到的人会收到消息；不用手机的，请上门告诉。"))
        return redirect("panel", code)
    page = panel_at(village, _me(request))
    return render(request, "points/panel_draw.html", {"village": village, "page": page, "form": form})


@public
@require_safe
def panel_roll(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Hand out seed and roll, so that anybody can draw again: numbers, no names."""
    one = get_object_or_404(Panel.objects.exclude(people=[]), pk=key, village__code=code)
    lines = [f"# {one.seed}", "# sha256(种子 + 空格 + 编号)，从小到大", *drawn_again(one), "", "#", *one.roll]
    answer = HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="panel-{one.since}.txt"'
    return answer


@needs(Ability.WORK_VILLAGE_DESK)
@reading_or_writing
def panel_seat(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Enter a seat's paper slip, or that she leaves; the page prints as the slip."""
    seats = Seat.objects.select_related("panel__village__county", "person")
    seat = get_object_or_404(seats, pk=key, panel__village__code=code, left_at=None, panel__ended_at=None)
    leaving = request.POST.get("do") == "leave"
    page = slip_at(seat, _me(request))
    slip = SlipForm(page.mine, request.POST if request.method == "POST" and not leaving else None)
    leave = LeaveForm(request.POST if leaving else None)
    if leaving and done(leave, lambda: _left(request, seat, leave)):
        messages.success(request, _("已记下退出，由候补递补。"))
        return redirect("panel", code)
    if count := done(slip, lambda: _entered(request, seat, slip)):
        messages.success(request, ngettext("录入了 %(n)s 件。", "录入了 %(n)s 件。", count) % {"n": count})
        return redirect("panel", code)
    context = {"village": seat.panel.village, "page": page, "name": page.name, "slip": slip, "leave": leave}
    return render(request, "points/panel_seat.html", context)


def _left(request: HttpRequest, seat: Seat, leave: LeaveForm) -> bool:
    leave_seat(seat, leave.cleaned_data["reason"], actor=_me(request))
    return True


@transaction.atomic
def _entered(request: HttpRequest, seat: Seat, slip: SlipForm) -> int:
    """Enter the whole slip, or nothing of it."""
    given = list(slip.given())
    for task, points in given:
        if points is None:
            step_aside(task.claim, seat, actor=_me(request), on_paper=True)
        else:
            give_score(task.claim, seat, points, actor=_me(request), on_paper=True)
    return len(given)


@signed_in
@never_cache
@require_safe
def scoring_points(request: HttpRequest) -> HttpResponse:
    """List what waits for me as a member of a panel."""
    me = _me(request)
    context = {"tasks": tasks_of(me), "sits": sits(me), "given": given_by(me), "numbers": numbers_of(me)}
    return render(request, "points/scoring.html", context)


@signed_in
@never_cache
@reading_or_writing
def score_points(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show a claim that waits for me, and take my score or that I step aside."""
    task = task_of(_me(request), key)
    if request.POST.get("do") == "aside":
        step_aside(task.claim, task.seat, actor=_me(request))
        messages.success(request, _("这一件不用您评了。"))
        return redirect("scoring_points")
    form = ScoreForm(task, request.POST or None)
    if done(form, lambda: [give_score(task.claim, task.seat, actor=_me(request), **form.cleaned_data)]):
        messages.success(request, _("记下了。别人看不到是谁评的。"))
        return redirect("scoring_points")
    return render(request, "points/score.html", {"task": task, "form": form})

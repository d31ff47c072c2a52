"""The board of an adopted plan; a target with its figures, reported and verified."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wugong.access.guards import signed_in
from wugong.matters.models import IndicatorReport
from wugong.matters.plans.board_forms import FigureForm
from wugong.matters.plans.board_pages import TargetPage, board_page, followed_at, key_of, target_page
from wugong.matters.plans.indicators import report_indicator, verify_indicator
from wugong.matters.views.desk import me
from wugong.registry.forms.refusing import done


@signed_in
@require_safe
def plan_board(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Show how far the plan is: phases, matters by lead unit, targets, money."""
    plan = followed_at(request, code, key)
    page = board_page(plan, request.GET.get("figure", ""), request.GET.get("unit", ""))
    return render(request, "matters/plans/plan_board.html", {"page": page, "plan": plan})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def indicator_report(request: HttpRequest, code: str, key: UUID, indicator: UUID) -> HttpResponse:
    """Show a target with all that was reported of it; take a new figure."""
    plan = followed_at(request, code, key)
    page = target_page(plan, indicator, me(request))
    form = FigureForm(page.indicator, *((request.POST,) if request.method == "POST" else ()))
    reported = done(form, lambda: _reported(request, page, form)) if form.is_bound else None
    if reported is not None:
        messages.success(request, _("填上了，等另一个人核实。"))
        return redirect(request.path)
    return render(request, "matters/plans/plan_target.html", {"page": page, "plan": plan, "form": form})


def _reported(request: HttpRequest, page: TargetPage, form: FigureForm) -> IndicatorReport:
    given = form.cleaned_data
    return report_indicator(
        page.indicator,
        given["value"],
        day=given["day"],
        whole=given.get("whole"),
        evidence=given["evidence"],
        actor=me(request),
    )


@signed_in
@require_POST
def indicator_verify(request: HttpRequest, code: str, key: UUID, indicator: UUID) -> HttpResponse:
    """Say whether a reported figure is true."""
    plan = followed_at(request, code, key)
    reports = IndicatorReport.objects.filter(indicator=indicator, indicator__task__plan=plan)
    report = get_object_or_404(reports.select_related("indicator"), pk=key_of(request.POST.get("report", "")))
    accepted = request.POST.get("verdict") == "yes"
    verify_indicator(report, accepted=accepted, actor=me(request))
    messages.success(request, _("核实了，算数。") if accepted else _("记下了：不属实，不算数。"))
    return redirect("indicator_report", code, key, indicator)

"""Pages of runs: the town's list, one period, and the steps that computing, approving and posting are."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wugong.access.abilities import Ability
from wugong.access.guards import needs
from wugong.accounts.models import User
from wugong.base.periods import Period
from wugong.base.refusals import Refusal
from wugong.review import run_pages
from wugong.review.forms.runs import ApproveForm, SendBackForm
from wugong.review.models import Run
from wugong.review.run_pages import Desk, desk_of
from wugong.review.runs import approve_run, prepare_run, send_back
from wugong.web.periods import period_label
from wugong.web.refusals import said


def _me(request: HttpRequest) -> User:
    return cast(User, request.user)


@needs(Ability.READ_PLACE)
@require_safe
def runs(request: HttpRequest, code: str) -> HttpResponse:
    """List what of a town can be computed, what waits and what is public."""
    desk = desk_of(_me(request), code)
    return render(request, "review/runs.html", run_pages.runs_page(desk, request.GET.get("page")))


@needs(Ability.READ_PLACE)
@require_safe
def run(request: HttpRequest, code: str, period: Period) -> HttpResponse:
    """Show one period of a town by how far it has come."""
    return _period(request, desk_of(_me(request), code), period)


@needs(Ability.PREPARE)
@require_POST
def run_compute(request: HttpRequest, code: str, period: Period) -> HttpResponse:
    """Compute the period; a refusal stands beside the button."""
    desk = desk_of(_me(request), code)
    try:
        prepare_run(desk.town, period, actor=_me(request))
    except Refusal as refusal:
        return _period(request, desk, period, refusal=refusal)
    messages.success(request, _("算好了，请看预览；批准以前不会公布。"))
    return redirect("run", code, period)


@needs(Ability.APPROVE)
@require_POST
def run_approve(request: HttpRequest, code: str, period: Period) -> HttpResponse:
    """Make public the run that the approver saw, and post its bulletin."""
    desk = desk_of(_me(request), code)
    form = ApproveForm(request.POST, day=timezone.localdate())
    if not form.is_valid():
        return _period(request, desk, period, form=form)
    try:
        approve_run(_seen(desk, period, form.cleaned_data["run"]), actor=_me(request))
    except Refusal as refusal:
        return _period(request, desk, period, form=form, refusal=refusal)
    messages.success(request, _("%(period)s考核已批准公布。") % {"period": period_label(period)})
    return redirect("run", code, period)


@needs(Ability.READ_PLACE)
@require_POST
def run_send_back(request: HttpRequest, code: str, period: Period) -> HttpResponse:
    """Send the run that was seen back to be checked again."""
    desk = desk_of(_me(request), code)
    form = SendBackForm(request.POST)
    if not form.is_valid():
        return redirect("run", code, period)
    try:
        send_back(_seen(desk, period, form.cleaned_data["run"]), actor=_me(request))
    except Refusal as refusal:
        return _period(request, desk, period, refusal=refusal)
    messages.success(request, _("已退回复核，改好评分后要重新计算。"))
    return redirect("run", code, period)


def _seen(desk: Desk, period: Period, key: object) -> Run:
    """Return the run of this key, which may no longer be the one that stands."""
    return get_object_or_404(Run.objects.of(desk.town).filter(period=str(period)), pk=key)


def _initial(run: Run, form: ApproveForm | None) -> dict[str, object]:
    """Return the run that stands now, and the days that were entered."""
    kept = form.cleaned_data if form else {}
    return {"run": run.pk, **({"days": kept["days"]} if "days" in kept else {})}


def _period(
    request: HttpRequest,
    desk: Desk,
    period: Period,
    *,
    form: ApproveForm | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    """Return the page of a period, with what was refused above the button that was pressed."""
    facts = run_pages.run_page(desk, _me(request), period)
    if facts["run"] and (form is None or refusal):
        form = ApproveForm(initial=_initial(facts["run"], form), day=timezone.localdate())
    status = refusal.status if refusal else 400 if form and form.is_bound else 200
    facts |= {"form": form, "refusal": said(refusal) if refusal else ""}
    return render(request, "review/run.html", facts, status=status)

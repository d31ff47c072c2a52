"""Pages of runs: the town's list, one period, and the steps that computing, approving and posting are."""

from io import BytesIO
from typing import Final, cast

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from wugong.access.abilities import Ability
from wugong.access.guards import needs
from wugong.access.verdicts import may
from wugong.accounts.models import User
from wugong.base.periods import Period
from wugong.base.refusals import Refusal
from wugong.review import run_pages
from wugong.review.approvers import take_approvers_file
from wugong.review.bulletins import approve_and_post, post_bulletin
from wugong.review.forms.runs import ApproveForm, MeetingForm, SendBackForm
from wugong.review.meetings import call_meeting
from wugong.review.models import Run
from wugong.review.run_pages import Desk, desk_of
from wugong.review.runs import prepare_run, send_back
from wugong.web.periods import period_label
from wugong.web.refusals import said

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


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
        seen = _seen(desk, period, form.cleaned_data["run"])
        posting = approve_and_post(seen, actor=_me(request), days=form.cleaned_data["days"])
    except Refusal as refusal:
        return _period(request, desk, period, form=form, refusal=refusal)
    facts = {"period": period_label(period), "day": date_format(posting.last_day, _("n月j日"))}
    messages.success(request, _("%(period)s考核已批准公布，公示到 %(day)s。") % facts)
    return redirect("run", code, period)


@needs(Ability.APPROVE)
@require_POST
def run_post(request: HttpRequest, code: str, period: Period) -> HttpResponse:
    """Hang the bulletin of a run that is public and of which nothing hangs."""
    desk = desk_of(_me(request), code)
    public = get_object_or_404(Run.objects.of(desk.town).approved(), period=str(period))
    try:
        post_bulletin(public, actor=_me(request))
    except Refusal as refusal:
        return _period(request, desk, period, refusal=refusal)
    messages.success(request, _("通报已经张贴。"))
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


@needs(Ability.APPROVE)
@require_GET
@cache_control(private=True, no_store=True)
def approvers_file(request: HttpRequest, code: str, period: Period) -> FileResponse:
    """Hand out the approvers' file of the run that stands; who took it is recorded."""
    desk = desk_of(_me(request), code)
    found = run_pages.standing_run(desk.town, period)
    if found is None:
        raise Http404
    name = f"{desk.town.name}{period_label(period)}考核审批表.xlsx"
    data = take_approvers_file(found, actor=_me(request))
    return FileResponse(BytesIO(data), as_attachment=True, filename=name, content_type=XLSX)


@needs(Ability.READ_PLACE)
@require_http_methods(["GET", "HEAD", "POST"])
def meeting(request: HttpRequest, code: str, period: Period) -> HttpResponse:
    """Show the agenda of the review meeting to the office; the officer says when and where."""
    desk = desk_of(_me(request), code)
    if not desk.sees_all:
        may(request.user, Ability.PREPARE, code).or_refuse()
    public = Run.objects.of(desk.town).approved().filter(period=str(period)).first()
    form = MeetingForm(request.POST or None, initial=run_pages.set_for(public))
    if public and form.is_bound and form.is_valid() and _called(request, public, form):
        return redirect("meeting", code, period)
    facts = run_pages.meeting_page(desk, period, public)
    status = 400 if form.is_bound else 200
    return render(request, "review/meeting.html", {**facts, "form": form}, status=status)


def _called(request: HttpRequest, public: Run, form: MeetingForm) -> bool:
    """Call the meeting as the form says, or say in the form why not."""
    try:
        call_meeting(public, actor=_me(request), **form.cleaned_data)
    except Refusal as refusal:
        form.add_error(None, said(refusal))
        return False
    messages.success(request, _("定下来了，各村已收到消息。"))
    return True


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

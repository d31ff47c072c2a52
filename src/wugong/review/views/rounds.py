"""The pages of rounds: a month, one round with its check, one village's score, what was drawn for me."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wugong.access.abilities import Ability
from wugong.access.guards import needs, signed_in
from wugong.access.shells import shell_of
from wugong.accounts.models import User
from wugong.base.faults import FileRefused
from wugong.base.periods import Period
from wugong.base.refusals import Refusal
from wugong.base.texts import printable
from wugong.review import evidence, round_pages, round_tasks, round_visits
from wugong.review.forms.rounds import fill_form
from wugong.review.forms.totals import TotalsForm
from wugong.review.likenesses import likenesses
from wugong.review.permissions import can_prepare
from wugong.review.returns import return_round
from wugong.review.round_pages import Card, Cell, Desk
from wugong.review.round_visits import Visit
from wugong.review.rounds import check_round
from wugong.review.scores import Entered, enter_scores
from wugong.web.refusals import said


def _me(request: HttpRequest) -> User:
    return cast(User, request.user)


@needs(Ability.READ_PLACE)
@require_safe
def rounds(request: HttpRequest, code: str, period: Period) -> HttpResponse:
    """Show the rounds of a month: which are due, what is missing, what comes next."""
    desk = round_pages.desk_at(code, period)
    month = round_visits.month_of(_me(request), desk)
    return render(request, "review/rounds.html", {"desk": desk, "page": month})


@needs(Ability.READ_PLACE)
@require_http_methods(["GET", "HEAD", "POST"])
def round(request: HttpRequest, code: str, period: Period, name: str) -> HttpResponse:
    """Show a round village by village; take the table of totals."""
    desk = round_pages.desk_at(code, period)
    card = round_pages.card_of(desk, name)
    if request.method == "POST":
        can_prepare(_me(request), desk.town).or_refuse()
        return _totals(request, desk, card)
    return _round(request, desk, card, form=TotalsForm(card))


def _totals(request: HttpRequest, desk: Desk, card: Card) -> HttpResponse:
    form = TotalsForm(card, request.POST)
    if not form.is_valid():
        return _round(request, desk, card, form=form)
    try:
        done = enter_scores(desk.town, form.sheets(desk.town), actor=_me(request))
    except Refusal as refusal:
        card = round_pages.card_of(desk, card.name)
        form = TotalsForm(card, request.POST)
        form.is_valid()
        return _round(request, desk, card, form=form, refused=_lines(refusal))
    messages.success(request, _entered(done, round_pages.card_of(desk, card.name), form))
    return redirect(request.path)


@needs(Ability.READ_PLACE)
@require_POST
def round_check(request: HttpRequest, code: str, period: Period, name: str) -> HttpResponse:
    """Take the check by a second person."""
    desk = round_pages.desk_at(code, period)
    without = printable(request.POST.get("without", "")).strip()[:300]
    try:
        check_round(desk.town, period, name, actor=_me(request), without=without)
    except Refusal as refusal:
        card = round_pages.card_of(desk, name)
        unchecked = {"check_refused": said(refusal), "without": without}
        return _round(request, desk, card, form=TotalsForm(card), status=refusal.status, **unchecked)
    messages.success(request, _("已复核，这一轮的分可以用来计算了。"))
    return redirect("rounds", code, period)


@needs(Ability.READ_PLACE)
@require_POST
def round_return(request: HttpRequest, code: str, period: Period, name: str) -> HttpResponse:
    """Take what the second person found wrong: the round goes back to whoever entered it."""
    desk = round_pages.desk_at(code, period)
    reason = printable(request.POST.get("reason", ""))
    try:
        return_round(desk.town, period, name, actor=_me(request), reason=reason)
    except Refusal as refusal:
        card = round_pages.card_of(desk, name)
        wrong = {"return_refused": said(refusal), "reason": reason}
        return _round(request, desk, card, form=TotalsForm(card), status=refusal.status, **wrong)
    messages.success(request, _("已退回，经办人会收到消息。"))
    return redirect("round", code, period, name)


def _round(request: HttpRequest, desk: Desk, card: Card, *, form: TotalsForm, **more: Any) -> HttpResponse:
    status = more.pop("status", 200)
    bound = request.method == "POST" and form.common.is_bound
    if bound:
        form.renew()
    page = round_visits.round_of(_me(request), desk, card)
    versions = [one for cell in card.cells for one in cell.versions]
    alike = likenesses(versions, _me(request)) if page.check else []
    context = {"desk": desk, "card": card, "page": page, "form": form, "bound": bound, "alike": alike, **more}
    return render(request, "review/round.html", context, status=status)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def fill(request: HttpRequest, code: str, period: Period, name: str, village: str) -> HttpResponse:
    """Show a village's score in a round and how it came about; take a new one."""
    visit = round_visits.visit_of(_me(request), code, period, name, village)
    if request.method == "POST" and visit.opens:
        return _filled(request, visit)
    return _fill(request, visit, fill_form(visit.card, visit.cell, visit.sheet_on))


def _filled(request: HttpRequest, visit: Visit) -> HttpResponse:
    form = fill_form(visit.card, visit.cell, visit.sheet_on, request.POST, request.FILES)
    if form.is_valid():
        try:
            done = evidence.enter_visit(visit.target, form.entry(), actor=_me(request))
        except Refusal as refusal:
            form.add_error(None, _lines(refusal))
            visit = visit.again(_me(request))
        else:
            changed = done.count or form.cleaned_data["photos"]
            messages.success(request, _saved(visit.again(_me(request)).cell) if changed else _("没有改动。"))
            return redirect(request.path)
    form.renew(seen=visit.cell.seen)
    return _fill(request, visit, form)


def _fill(request: HttpRequest, visit: Visit, form: Any) -> HttpResponse:
    alike = likenesses(visit.cell.versions, _me(request)) if visit.photos else []
    context = {"visit": visit, "form": form, "next_cell": visit.next_cell(_me(request)), "alike": alike}
    return render(request, "review/fill.html", context)


@signed_in
@require_safe
def scoring(request: HttpRequest) -> HttpResponse:
    """List what was drawn for me, this month and last."""
    me = _me(request)
    context = {"tasks": round_tasks.drawn_for(me), "shell": shell_of(me)}
    return render(request, "review/scoring.html", context)


def _lines(refusal: Refusal) -> list[str]:
    return refusal.faults if isinstance(refusal, FileRefused) else [said(refusal)]


def _saved(cell: Cell) -> str:
    return _("%(village)s %(points)s 分，已存。") % {"village": cell.village.name, "points": cell.points}


def _entered(done: Entered, card: Card, form: TotalsForm) -> str:
    if not done.count:
        return _("没有改动。")
    codes = [row.cell.village.code for row in form.touched]
    if len(codes) == 1:
        return _saved(next(cell for cell in card.cells if cell.village.code in codes))
    return _("新录 %(created)s 个，改了 %(changed)s 个，未变 %(unchanged)s 个。") % {
        "created": done.created,
        "changed": done.changed,
        "unchanged": done.unchanged,
    }

"""The desk of who answers for the shop, and the month's statement: on a page, on paper and as a workbook."""

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from wugong.access.guards import signed_in
from wugong.accounts.models import User
from wugong.base.periods import Level, Period
from wugong.share.desk_pages import desk_of
from wugong.share.own_shops import watched_by
from wugong.share.permissions import can_read
from wugong.share.shop_pages import village_at
from wugong.share.statement_sheets import workbook_of
from wugong.share.statements import Statement, statement_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _statement(request: HttpRequest, code: str, month: Period) -> Statement:
    """Return the month to who reads the books of the shop."""
    village = village_at(code)
    can_read(request.user, village).or_refuse()
    if month.level is not Level.MONTH:
        raise Http404
    return statement_of(village, month)


@signed_in
@require_safe
def my_shop_desk(request: HttpRequest) -> HttpResponse:
    """Lead to the shop that the visitor answers for; to the desk who answers for none."""
    codes = watched_by(cast(User, request.user))
    return redirect("shop_desk", codes[0]) if codes else redirect("desk")


@signed_in
@require_safe
def shop_desk(request: HttpRequest, code: str) -> HttpResponse:
    """Show the month, what a supervisor has to read and what waits for its household, in one place."""
    village = village_at(code)
    can_read(request.user, village).or_refuse()
    return render(request, "share/desk.html", {"page": desk_of(village)})


@signed_in
@require_safe
def shop_statement(request: HttpRequest, code: str, month: Period) -> HttpResponse:
    """Show stock, points and money of the month; each figure opens to what it is made of."""
    now = Period.of(timezone.localdate(), Level.MONTH)
    later = month.plus(1) if month.index < now.index else None
    context = {"statement": _statement(request, code, month), "earlier": month.plus(-1), "later": later}
    return render(request, "share/statement.html", context)


@signed_in
@require_safe
def shop_statement_xlsx(request: HttpRequest, code: str, month: Period) -> HttpResponse:
    """Hand out the same figures as a workbook."""
    answer = HttpResponse(workbook_of(_statement(request, code, month)), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="shop-{code}-{month}.xlsx"'
    return answer

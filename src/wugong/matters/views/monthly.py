"""Monthly tables: the list of a month, one table, its signature, its workbook."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wugong.access.guards import signed_in
from wugong.base.periods import Period
from wugong.matters.monthly import sign_table
from wugong.matters.monthly_pages import TablePage, Waiting, is_closed, month_of, table_page, tables_of
from wugong.matters.permissions import can_read_lists, can_sign, can_work
from wugong.matters.views.desk import me
from wugong.places.models import Place
from wugong.publish.workbooks import Sheet, xlsx_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@signed_in
@require_safe
def monthly_tables(request: HttpRequest, code: str) -> HttpResponse:
    """Show which tables of a month are wanted by when, and which were signed."""
    place, period = _read(request, code), month_of(request.GET.get("month", ""))
    shown = {"place": place, "period": period, "rows": _tables(request, place, period)}
    shown |= {"earlier": period.plus(-1), "later": period.plus(1)}
    return render(request, "matters/monthly_tables.html", shown)


@signed_in
@require_safe
def monthly_table(request: HttpRequest, code: str, register: str, table: str, period: Period) -> HttpResponse:
    """Show one table as the register says it now, beside what was signed."""
    page = _page(request, code, register, table, period)
    return render(
        request, "matters/monthly_table.html", {"page": page, "signs": can_sign(me(request), page.place)}
    )


@signed_in
@require_POST
def monthly_table_sign(
    request: HttpRequest, code: str, register: str, table: str, period: Period
) -> HttpResponse:
    """Put the visitor's name under the table; a refusal is said on its page."""
    page = _page(request, code, register, table, period)
    reason = request.POST.get("reason", "")
    row = sign_table(page.place, page.held, page.made.table, period, actor=me(request), reason=reason)
    messages.success(request, _("签发了第 %(version)s 版。") % {"version": row.version})
    return redirect("monthly_table", code, register, table, period)


@signed_in
@require_safe
def monthly_table_xlsx(
    request: HttpRequest, code: str, register: str, table: str, period: Period
) -> HttpResponse:
    """Hand out the version signed last, or the table as it is now with a word that nobody signed it."""
    page = _page(request, code, register, table, period)
    answer = HttpResponse(xlsx_of([_sheet(page)]), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{register}-{table}-{code}-{period}.xlsx"'
    return answer


def _sheet(page: TablePage) -> Sheet:
    body = page.versions[0].body if page.versions else page.made.body
    rows = [*body["lines"], body["sums"], []]
    if page.versions:
        signed = page.versions[0]
        rows.append([_("第 %(version)s 版，核对码 %(digest)s") % vars(signed)])
    else:
        rows.append([_("还没有签发")])
    return body["title"], body["columns"], rows


def _read(request: HttpRequest, code: str) -> Place:
    place = get_object_or_404(Place, code=code)
    can_read_lists(me(request), place).or_refuse()
    return place


def _page(request: HttpRequest, code: str, register: str, table: str, period: Period) -> TablePage:
    place = _read(request, code)
    page = table_page(place, register, table, month_of(str(period)))
    if is_closed(page.held, page.made.table):
        can_work(me(request), place).or_refuse()
    return page


def _tables(request: HttpRequest, place: Place, period: Period) -> list[Waiting]:
    return tables_of(place, period, works=bool(can_work(me(request), place)))

"""Plans at a desk: the list, bringing one, the review of its matrix, a row of it, the workbook."""

from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wugong.access.guards import signed_in
from wugong.matters.models import PlanDocument, PlanTask
from wugong.matters.permissions import can_tend
from wugong.matters.plans.correcting import add_task, leave_out, move_kind
from wugong.matters.plans.fill_forms import FillForm
from wugong.matters.plans.filling import fill_blank
from wugong.matters.plans.forms import AddForm, BringForm, DropForm, YearForm
from wugong.matters.plans.keeping import drop_plan, keep_plans, settle_year
from wugong.matters.plans.lists import plans_of
from wugong.matters.plans.pages import one_row, page_with, review_of, tasks_of
from wugong.matters.plans.permissions import can_bring, can_correct
from wugong.matters.plans.row_forms import RowForms
from wugong.matters.plans.sheets import matrix_book
from wugong.matters.plans.sights import place_at, plan_at
from wugong.matters.states import TaskKind
from wugong.matters.views.desk import me
from wugong.places.models import Place
from wugong.registry.forms.refusing import done

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
reading_or_writing = require_http_methods(["GET", "HEAD", "POST"])


@signed_in
@require_safe
def plans(request: HttpRequest, code: str) -> HttpResponse:
    """Show the plans of a place and of all within it, the newest first."""
    place = place_at(request, code)
    page = plans_of(place, request.GET.get("after", ""))
    brings = can_bring(me(request), place)
    return render(request, "matters/plans/plans.html", {"place": place, "page": page, "brings": brings})


@signed_in
@reading_or_writing
def plan_bring(request: HttpRequest, code: str) -> HttpResponse:
    """Take a plan as a file or as text; sent twice, kept once."""
    place = place_at(request, code)
    can_bring(me(request), place).or_refuse()
    form = BringForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_bound and (kept := done(form, lambda: _kept(request, place, form))):
        _tell(request, kept)
        return redirect("plan", code, kept[0].pk)
    return render(request, "matters/plans/bring.html", {"place": place, "form": form})


def _kept(request: HttpRequest, place: Place, form: BringForm) -> list[PlanDocument]:
    given = form.cleaned_data
    file = given["file"].name if given.get("file") else ""
    return keep_plans(
        place, given["whole"], key=given["key"], actor=me(request), file=file, year=given.get("year")
    )


def _tell(request: HttpRequest, kept: list[PlanDocument]) -> None:
    facts = {"title": kept[0].title, "n": len(kept)}
    if len(kept) > 1:
        messages.success(request, _("读出 %(n)s 份方案，这是第一份；别的在下面“同一个文件里的”。") % facts)
    else:
        messages.success(request, _("读好了“%(title)s”。请对着正文核对，点哪一格改哪一格。") % facts)


@signed_in
@reading_or_writing
def plan(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Show the text beside the matrix; take a row that the reader passed over."""
    one = plan_at(request, code, key)
    form = AddForm(one, *((request.POST,) if request.method == "POST" else ()))
    if form.is_bound and (task := done(form, lambda: _added(request, one, form))):
        messages.success(request, _("加上了，请补齐这一项。"))
        return redirect("plan_row", code, key, task.place_in_order)
    page = review_of(one, me(request), _number(request))
    return render(request, "matters/plans/plan.html", {"page": page, "plan": one, "form": form})


def _added(request: HttpRequest, one: PlanDocument, form: AddForm) -> PlanTask:
    given = form.cleaned_data
    return add_task(one, given["first"], given["last"], given["title"], actor=me(request))


def _number(request: HttpRequest) -> int:
    given = request.GET.get("page", "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 5 else 1


@signed_in
@reading_or_writing
def plan_row(request: HttpRequest, code: str, key: UUID, row: int) -> HttpResponse:
    """Show a row with its sentences and its form; correct it, leave it out, make it a safeguard."""
    one = plan_at(request, code, key)
    task = get_object_or_404(tasks_of(one), place_in_order=row)
    task.plan = one
    if task.matter is not None:
        return _filled_row(request, task)
    verdict = can_correct(me(request), one)
    if request.method == "POST":
        verdict.or_refuse()
        if "act" in request.POST:
            return _acted(request, task)
    forms = RowForms(task, request.POST if request.method == "POST" else None)
    if request.method == "POST" and _saved(request, forms):
        messages.success(request, _("第 %(row)s 项改好了。") % {"row": row})
        return _back(task)
    shown, lines = one_row(one, task)
    cell = request.GET.get("cell", "")
    context = {"plan": one, "row": shown, "lines": lines, "forms": forms, "verdict": verdict, "cell": cell}
    return render(request, "matters/plans/row.html", context)


def _filled_row(request: HttpRequest, task: PlanTask) -> HttpResponse:
    """Show a row that became a matter; what the plan left blank in it is filled here."""
    shown, lines = one_row(task.plan, task)
    visitor, plan = me(request), task.plan
    fills = can_tend(visitor, task.matter) if task.matter else can_correct(visitor, plan)
    form = FillForm(task, list(shown.fills), *((request.POST,) if request.method == "POST" else ()))
    if form.is_bound and done(form, lambda: fill_blank(task, form.cells(), actor=me(request))) is not None:
        messages.success(request, _("第 %(row)s 项填好了。") % {"row": task.place_in_order})
        return _back(task)
    context = {"plan": plan, "row": shown, "lines": lines, "fill": form, "may_fill": fills}
    context["verdict"] = can_correct(visitor, plan)
    return render(request, "matters/plans/row.html", context)


def _saved(request: HttpRequest, forms: RowForms) -> bool:
    if forms.is_valid() and done(forms.row, lambda: forms.write(actor=me(request))) is not None:
        return True
    forms.show_anew()
    return False


def _acted(request: HttpRequest, task: PlanTask) -> HttpResponse:
    act = request.POST["act"]
    if act in ("out", "in"):
        leave_out(task, act == "out", actor=me(request))
    else:
        move_kind(task, TaskKind.SAFEGUARD if act == "safeguard" else TaskKind.TASK, actor=me(request))
    messages.success(request, _("第 %(row)s 项改好了。") % {"row": task.place_in_order})
    return _back(task)


def _back(task: PlanTask) -> HttpResponse:
    """Lead back to the row in the matrix."""
    address = reverse("plan", args=[task.plan.place.code, task.plan.pk])
    number = page_with(task.plan, task.place_in_order)
    query = f"?page={number}" if number > 1 else ""
    return redirect(f"{address}{query}#r{task.place_in_order}")


@signed_in
@reading_or_writing
def plan_year(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Say which year masked and missing ones stand for; days that nobody corrected follow it."""
    one = plan_at(request, code, key)
    can_correct(me(request), one).or_refuse()
    form = YearForm(request.POST if request.method == "POST" else None, initial={"year": one.year})
    if (
        form.is_bound
        and done(form, lambda: settle_year(one, form.cleaned_data["year"], actor=me(request))) is not None
    ):
        messages.success(request, _("年份定为 %(year)s 年，时限重算了。") % form.cleaned_data)
        return redirect("plan", code, key)
    return render(request, "matters/plans/year.html", {"plan": one, "form": form})


@signed_in
@reading_or_writing
def plan_drop(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Follow the plan no further; its text stays."""
    one = plan_at(request, code, key)
    can_correct(me(request), one).or_refuse()
    form = DropForm(request.POST if request.method == "POST" else None)
    if (
        form.is_bound
        and done(form, lambda: drop_plan(one, form.cleaned_data["reason"], actor=me(request))) is not None
    ):
        messages.success(request, _("“%(title)s”作废了。") % {"title": one.title})
        return redirect("plans", code)
    return render(request, "matters/plans/drop.html", {"plan": one, "form": form})


@signed_in
@require_safe
def plan_matrix_xlsx(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Hand out the matrix as a workbook; formulas never leave."""
    one = plan_at(request, code, key)
    answer = HttpResponse(matrix_book(one), content_type=XLSX)
    name = quote(f"{one.title[:60]}任务矩阵.xlsx")
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return answer

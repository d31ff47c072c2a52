"""The steps after the review: which bodies the names mean, what is in place, the adoption."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wugong.access.guards import signed_in
from wugong.matters.models import Matter, PlanDocument
from wugong.matters.plans.adopting import adopt_plan
from wugong.matters.plans.matching import settle_unit
from wugong.matters.plans.permissions import can_adopt_plan, can_check, can_correct
from wugong.matters.plans.readiness import check_readiness, readiness_of
from wugong.matters.plans.sights import plan_at
from wugong.matters.plans.step_forms import AdoptForm, CheckForm, UnitForm, called
from wugong.matters.plans.step_pages import bodies_for, openings_of, step_page, units_of
from wugong.matters.plans.unit_rules import state_rules
from wugong.matters.views.desk import me
from wugong.registry.forms.asking import RegisterForm
from wugong.registry.forms.refusing import done

Sent = TypeVar("Sent", bound=RegisterForm)
reading_or_writing = require_http_methods(["GET", "HEAD", "POST"])


@signed_in
@reading_or_writing
def plan_units(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Show which body each name means; settle those that somebody changed or let stand."""
    plan = plan_at(request, code, key)
    bodies = called(bodies_for(plan.place))
    given = (request.POST,) if request.method == "POST" else ()
    rows = [(row, UnitForm(row.unit, bodies, *given)) for row in units_of(plan)]
    forms = [form for row, form in rows if not row.unit.is_group]
    if given and not any(len(form.errors) for form in forms) and _all_done(forms, _settle, request):
        messages.success(request, _("单位对好了。"))
        return redirect("plan_ready" if "on" in request.POST else "plan_units", code, key)
    page, corrects = step_page(plan, "plan_units"), bool(can_correct(me(request), plan))
    context = {"plan": plan, "page": page, "rows": rows, "bodies": bodies, "corrects": corrects}
    context |= {"checks": bool(can_check(me(request), plan)), "bad": [one for one in forms if one.errors]}
    return render(request, "matters/plans/units.html", context)


def _settle(form: UnitForm, request: HttpRequest) -> object:
    if form.settles:
        settle_unit(form.unit, form.cleaned_data["body"], actor=me(request))
    if "rules" in form.changed_data and form.cleaned_data["rules"]:
        state_rules(form.unit, form.cleaned_data["rules"], actor=me(request))
    return form


@signed_in
@reading_or_writing
def plan_ready(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Show the conditions with what the plan says of each; keep which are in place and which lack what."""
    plan = plan_at(request, code, key)
    given = (request.POST,) if request.method == "POST" else ()
    forms = [CheckForm(item, *given) for item in readiness_of(plan)]
    if given and not any(len(form.errors) for form in forms) and _all_done(forms, _check(plan), request):
        messages.success(request, _("核对的结果存好了。"))
        return redirect("plan_adopt" if "on" in request.POST else "plan_ready", code, key)
    page, verdict = step_page(plan, "plan_ready"), can_check(me(request), plan)
    context = {"plan": plan, "page": page, "forms": forms, "verdict": verdict}
    return render(request, "matters/plans/ready.html", context)


def _check(plan: PlanDocument) -> Callable[[CheckForm, HttpRequest], object]:
    def check(form: CheckForm, request: HttpRequest) -> object:
        if form.told:
            given = form.cleaned_data
            check_readiness(plan, form.item.condition.key, given["state"], given["note"], actor=me(request))
        return form

    return check


def _all_done(
    forms: Sequence[Sent], act: Callable[[Sent, HttpRequest], object], request: HttpRequest
) -> bool:
    """Every form's act is done, or none is and the one that was refused says why."""
    with transaction.atomic():
        for form in forms:
            if done(form, partial(act, form, request)) is None:
                transaction.set_rollback(True)
                return False
    return True


@signed_in
@reading_or_writing
def plan_adopt(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Show what would be opened and what is blank; adopt the plan as was decided."""
    plan = plan_at(request, code, key)
    form = AdoptForm(request.POST if request.method == "POST" else None)
    if form.is_bound and (opened := done(form, lambda: _adopted(request, plan, form))):
        messages.success(request, _("立项 %(n)s 件，牵头单位看得到了。") % {"n": len(opened)})
        return redirect("plan", code, key)
    verdict = can_adopt_plan(me(request), plan)
    page, openings = step_page(plan, "plan_adopt"), openings_of(plan)
    context = {"plan": plan, "page": page, "form": form, "openings": openings, "verdict": verdict}
    context |= {"items": readiness_of(plan), "more": sum(one.places for one in openings)}
    return render(request, "matters/plans/adopt.html", context)


def _adopted(request: HttpRequest, plan: PlanDocument, form: AdoptForm) -> list[Matter]:
    return adopt_plan(plan, form.cleaned_data["decision"], actor=me(request))

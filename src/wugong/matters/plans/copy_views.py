"""A tried plan is evaluated and carried over to other places (试点→推广)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wugong.access.guards import signed_in
from wugong.matters.models import PlanDocument
from wugong.matters.plans.copying import copy_plan, evaluate_pilot
from wugong.matters.plans.permissions import can_check
from wugong.matters.plans.sights import plan_at
from wugong.matters.plans.step_forms import CopyForm, EvaluationForm
from wugong.matters.plans.step_pages import copies_of, free_for
from wugong.matters.views.desk import me
from wugong.registry.forms.refusing import done


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def plan_copy(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Show what the pilot reached and where it was carried over; write the one, do the other."""
    plan = plan_at(request, code, key)
    told = "text" in request.POST
    pilot = EvaluationForm(request.POST if told else None, initial={"text": plan.evaluation})
    form = CopyForm(free_for(plan), *((request.POST,) if request.method == "POST" and not told else ()))
    if (
        told
        and done(pilot, lambda: evaluate_pilot(plan, pilot.cleaned_data["text"], actor=me(request)))
        is not None
    ):
        messages.success(request, _("试点评估存好了，可以推广了。"))
        return redirect("plan_copy", code, key)
    if form.is_bound and (made := done(form, lambda: _copied(request, plan, form))):
        messages.success(request, _("推广到 %(n)s 处了，各处核对以后再立项。") % {"n": len(made)})
        return redirect("plan_copy", code, key)
    context = {"plan": plan, "pilot": pilot, "form": form, "copies": copies_of(plan)}
    context |= {"verdict": can_check(me(request), plan)}
    return render(request, "matters/plans/copy.html", context)


def _copied(request: HttpRequest, plan: PlanDocument, form: CopyForm) -> list[PlanDocument]:
    return copy_plan(plan, form.chosen(), actor=me(request))

"""Holding a plan while something about it changes."""

from wugong.matters.models import PlanDocument


def hold_plan(plan: PlanDocument) -> PlanDocument:
    """The plan is this transaction's alone till its end; returns it as it is now."""
    rows = PlanDocument.objects.select_related("place__county").filter(pk=plan.pk)
    return rows.select_for_update(of=("self",), no_key=True).get()

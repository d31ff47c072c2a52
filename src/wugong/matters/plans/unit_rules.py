"""配套细则 (M187): whether a unit of a plan has issued the rules that the plan wants of it."""

from typing import Any

from django.db import transaction

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.counties.actors import System
from wugong.matters.models import PlanUnit
from wugong.matters.plans import acts, refusals
from wugong.matters.plans.holding import hold_plan
from wugong.matters.plans.permissions import can_state_rules
from wugong.matters.states import RulesState


@transaction.atomic
def state_rules(unit: PlanUnit, state: str, *, actor: User | System) -> PlanUnit:
    """The unit's rules are wanted, drafted, issued, or not wanted."""
    plan = hold_plan(unit.plan)
    rows = PlanUnit.objects.select_related("body").filter(pk=unit.pk)
    held = rows.select_for_update(of=("self",), no_key=True).get()
    can_state_rules(actor, plan, held.body).or_refuse()
    if held.is_group:
        raise refusals.RulesOfGroup(name=held.name)
    if state not in RulesState.values:
        choices = "、".join(str(label) for label in RulesState.labels)
        raise refusals.NoSuchChoice(text=state[:20], cell="配套细则", choices=choices)
    held.rules = RulesState(state)
    held.save(update_fields=["rules"])
    said: dict[str, Any] = {"name": held.name, "state": RulesState(state).label}
    record(acts.RULES_STATED, actor=actor, at=plan.place.code, **said)
    return held

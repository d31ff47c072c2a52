"""Whether a plan can start (五到位): each condition in place, or a gap with who closes it by when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.counties.actors import System
from wugong.matters.models import PlanDocument, PlanTask, ReadinessCheck
from wugong.matters.plans import acts, refusals
from wugong.matters.plans.holding import hold_plan
from wugong.matters.plans.permissions import can_check
from wugong.matters.states import CheckState, TaskKind
from wugong.matters.texts import words_of
from wugong.rules.readiness import Condition, conditions_on

Actor = User | System
LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Item:
    """A condition, what somebody found about it, and what the plan itself says of it."""

    condition: Condition
    check: ReadinessCheck | None
    proposals: Sequence[PlanTask]

    @property
    def state(self) -> CheckState:
        """Return whether it is in place."""
        return CheckState(self.check.state) if self.check else CheckState.OPEN


def readiness_of(plan: PlanDocument) -> list[Item]:
    """Return the conditions in their order: two queries."""
    checks = {one.code: one for one in _checks(plan).values()}
    safeguards = list(PlanTask.objects.filter(plan=plan, kind=TaskKind.SAFEGUARD))
    lines = plan.text.split("\n")
    return [
        Item(one, checks.get(one.key), _speaking_of(one, safeguards, lines)) for one in _conditions().values()
    ]


def _conditions() -> Mapping[str, Condition]:
    return conditions_on(timezone.localdate()).conditions


def _checks(plan: PlanDocument) -> Mapping[str, ReadinessCheck]:
    rows = ReadinessCheck.objects.filter(plan=plan).select_related("checked_by")
    return {one.code: one for one in rows}


def _speaking_of(
    condition: Condition, safeguards: Sequence[PlanTask], lines: Sequence[str]
) -> list[PlanTask]:
    """Return the safeguards that speak of it: in their titles, else in their text."""
    named = [one for one in safeguards if any(word in one.title for word in condition.words)]
    if named:
        return named
    return [
        one
        for one in safeguards
        if any(word in line for line in lines[one.first - 1 : one.last] for word in condition.words)
    ]


def gaps(plan: PlanDocument) -> list[ReadinessCheck]:
    """Return the conditions that somebody found lacking."""
    return [one for one in _checks(plan).values() if one.state == CheckState.GAP]


def refuse_unready(plan: PlanDocument) -> None:
    """Refuse where a condition has not been looked at."""
    checked = {code for code, one in _checks(plan).items() if one.state != CheckState.OPEN}
    if left := [one.title for code, one in _conditions().items() if code not in checked]:
        raise refusals.NotReady(items="、".join(left))


@transaction.atomic
def check_readiness(plan: PlanDocument, code: str, state: str, note: str, *, actor: Actor) -> ReadinessCheck:
    """Somebody found the condition in place, or a gap and who closes it by when; found anew, this counts."""
    held = hold_plan(plan)
    can_check(actor, held).or_refuse()
    condition = _conditions().get(code)
    if condition is None:
        raise refusals.NoSuchCheck(code=code[:20])
    if state not in CheckState.values:
        choices = "、".join(str(label) for label in CheckState.labels)
        raise refusals.NoSuchChoice(text=state[:20], cell=condition.title, choices=choices)
    words = words_of(condition.title, note, LONGEST)
    if state == CheckState.GAP and not words:
        raise refusals.GapNeedsWords(item=condition.title)
    found, _made = ReadinessCheck.objects.update_or_create(
        plan=held,
        code=code,
        defaults={
            "state": state,
            "note": words,
            "checked_by_id": actor.pk,
            "checked_at": timezone.now(),
        },
    )
    said: dict[str, Any] = {"title": held.title, "item": condition.title, "state": CheckState(state).label}
    record(acts.READINESS_CHECKED, actor=actor, at=held.place.code, **said)
    return found

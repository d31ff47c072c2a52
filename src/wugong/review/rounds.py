"""Acts on rounds: who inspects whom, and the check by a second person before the scores count."""

import random
from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction
from django.utils import timezone

from wugong.access.models import Role
from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.base.periods import Period
from wugong.counties.actors import System
from wugong.places.models import Place
from wugong.review import acts, notices, refusals
from wugong.review.belonging import own_villages
from wugong.review.models import Assignment, Round
from wugong.review.permissions import can_check, can_prepare
from wugong.review.queries import (
    approved_periods,
    holding,
    inputs_of,
    missing_in,
    round_title,
    villages_of,
)
from wugong.review.standing import hold
from wugong.review.states import RoundState

Inspector = Place | User


@transaction.atomic
def assign_round(
    town: Place,
    month: Period,
    name: str,
    plan: Mapping[Place, Inspector],
    *,
    actor: User | System,
    seed: str = "",
) -> Round:
    """The round has exactly this plan of who inspects whom; nobody inspects a village of her own.

    Whoever was to go before stays as an earlier assignment; a seed is kept only where it draws this plan.
    Refused once the round is checked or something public rests on its month.
    """
    can_prepare(actor, town).or_refuse()
    hold(town)
    title = round_title(town, month, name)
    _refuse_settled(town, month, name)
    _refuse_own(plan)
    _refuse_strangers(town, month, plan)
    one, _ = Round.objects.get_or_create(town=town, month=str(month), input=name)
    drawn = _draws(town, month, name, seed) if seed else {}
    one.seed = seed if plan and drawn == plan else ""
    one.save(update_fields=["seed"])
    _replace(one, plan)
    record(
        acts.ROUND_ASSIGNED,
        actor=actor,
        at=town.code,
        town=town.name,
        month=month.label,
        title=title,
        count=len(plan),
    )
    return one


def _replace(one: Round, plan: Mapping[Place, Inspector]) -> None:
    """This is the plan in force; who is in it already stays as she is."""
    rows = Assignment.objects.standing().filter(round=one).select_related("village", "team", "assessor")
    stands = {row.village: row.team or row.assessor for row in rows}
    out = [row.pk for row in rows if plan.get(row.village) != stands[row.village]]
    Assignment.objects.filter(pk__in=out).update(ended_at=timezone.now())
    Assignment.objects.bulk_create(
        Assignment(
            round=one,
            village=village,
            team=inspector if isinstance(inspector, Place) else None,
            assessor=inspector if isinstance(inspector, User) else None,
        )
        for village, inspector in plan.items()
        if stands.get(village) != inspector
    )


def _draws(town: Place, month: Period, name: str, seed: str) -> Mapping[Place, Inspector]:
    """Return what this seed draws for the round today; nothing where nobody could be drawn."""
    people = inspectors_of(town, month, inputs_of(town, month)[name].by)
    try:
        return draw_plan(villages_of(town, month.last_day), people, seed) if people else {}
    except refusals.NobodyToInspect:
        return {}


def draw_plan(
    villages: Sequence[Place], inspectors: Sequence[Inspector], seed: str
) -> dict[Place, Inspector]:
    """Return a drawn plan; the same seed draws the same, so that anyone can draw it again.

    Village teams go round in a circle, each inspecting one other; assessors share the villages evenly.
    Refused where somebody would be left with her own village only.
    """
    dice = random.Random(seed)  # noqa: S311 -- to be drawn again by anyone, not to be secret
    order = sorted(villages, key=lambda one: one.code)
    dice.shuffle(order)
    if all(isinstance(one, Place) for one in inspectors):
        if len(order) < 2:
            raise refusals.NobodyToInspect(village=order[0].name if order else "—")
        return dict(zip(order, [*order[1:], order[0]], strict=True))
    own = own_villages([one for one in inspectors if isinstance(one, User)])
    people = sorted(own, key=lambda one: one.login_name)
    dice.shuffle(people)
    load = dict.fromkeys(people, 0)
    plan: dict[Place, Inspector] = {}
    for village in order:
        free = [one for one in people if not _is_own(village, own[one])]
        if not free:
            raise refusals.NobodyToInspect(village=village.name)
        chosen = min(free, key=lambda one: load[one])
        plan[village] = chosen
        load[chosen] += 1
    return plan


@transaction.atomic
def check_round(town: Place, month: Period, name: str, *, actor: User, without: str = "") -> Round:
    """The scores of the round count: someone who entered none of them has looked at all.

    Villages without a score refuse it, unless `without` says why they have none.
    """
    hold(town)
    one = Round.objects.select_for_update().filter(town=town, month=str(month), input=name).first()
    if one is None:
        raise refusals.NothingToCheck(town=town.name, month=month.label)
    can_check(actor, one).or_refuse()
    lacking = missing_in(town, month, name)
    if lacking and not without:
        raise refusals.RoundIncomplete(names="、".join(lacking))
    one.state, one.without = RoundState.CHECKED, without if lacking else ""
    one.checked_by, one.checked_at, one.returned = actor, timezone.now(), ""
    one.save(update_fields=["state", "without", "checked_by", "checked_at", "returned"])
    title = round_title(town, month, name)
    record(acts.ROUND_CHECKED, actor=actor, at=town.code, town=town.name, month=month.label, title=title)
    notices.round_checked(one, actor=actor)
    notices.round_mended(one, actor=actor)
    return one


def reopen_rounds(town: Place, cells: Iterable[tuple[str, str]], *, actor: User | System) -> bool:
    """The rounds (month, input) of the town stand open, those that were checked included.

    What one was returned for is mended; says whether there was any such.
    Part of the act of entering scores, which holds the town and keeps the record.
    """
    wanted = set(cells)
    months = {month for month, _ in wanted}
    known = Round.objects.filter(town=town, month__in=months).select_related("town")
    here = {(one.month, one.input): one for one in known}
    Round.objects.bulk_create(
        Round(town=town, month=month, input=name) for month, name in sorted(wanted - here.keys())
    )
    checked = [here[cell].pk for cell in wanted & here.keys() if here[cell].state == RoundState.CHECKED]
    Round.objects.filter(pk__in=checked).update(
        state=RoundState.ENTERING, checked_by=None, checked_at=None, without=""
    )
    returned = [here[cell] for cell in sorted(wanted & here.keys()) if here[cell].returned]
    Round.objects.filter(pk__in=[one.pk for one in returned]).update(returned="")
    for one in returned:
        notices.round_mended(one, actor=actor)
    return bool(returned)


def inspectors_of(town: Place, month: Period, by: str) -> Sequence[Inspector]:
    """Return who may be drawn: the teams of the town's villages, or its assessors."""
    if by == "villages":
        return villages_of(town, month.last_day)
    return assessors_of(town)


def assessors_of(town: Place) -> list[User]:
    """Return the assessors who hold their role today at the town or above it, or in one of its villages."""
    codes = [town.code[:6], town.code]
    roles = Role.objects.filter(kind="assessor").in_force(timezone.localdate())
    held = roles.select_related("user", "place").order_by("user__login_name")
    return [
        role.user
        for role in held
        if role.place and (role.place.code in codes or role.place.code.startswith(town.code))
    ]


def _refuse_settled(town: Place, month: Period, name: str) -> None:
    """Refuse to change who went there once somebody has checked what they found, or it is public."""
    for period in approved_periods(town).intersection(holding(month)):
        raise refusals.PlanIsPublic(town=town.name, period=period.label, month=month.label)
    checked = Round.objects.filter(town=town, month=str(month), input=name, state=RoundState.CHECKED)
    if checked.exists():
        raise refusals.RoundIsChecked


def _refuse_own(plan: Mapping[Place, Inspector]) -> None:
    own = own_villages([one for one in plan.values() if isinstance(one, User)])
    for village, inspector in plan.items():
        if _is_own(village, {inspector.code} if isinstance(inspector, Place) else own[inspector]):
            raise refusals.OwnVillage(village=village.name, name=_name_of(inspector))


def _refuse_strangers(town: Place, month: Period, plan: Mapping[Place, Inspector]) -> None:
    """Refuse what is no village of the town in that month, and whoever could not have been drawn."""
    villages, assessors = set(villages_of(town, month.last_day)), set(assessors_of(town))
    for village, inspector in plan.items():
        if village not in villages:
            raise refusals.NotInRound(village=village.name, town=town.name, month=month.label)
        if inspector not in (villages if isinstance(inspector, Place) else assessors):
            raise refusals.NoInspector(name=_name_of(inspector), village=village.name, town=town.name)


def _name_of(inspector: Inspector) -> str:
    return inspector.name if isinstance(inspector, Place) else inspector.display_name


def _is_own(village: Place, own: set[str]) -> bool:
    return village.code in own

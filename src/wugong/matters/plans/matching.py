"""Which body of the register a plan's name of a unit means; whom 各村 and 各镇 are."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.counties.actors import System
from wugong.counties.codes import code_range
from wugong.matters.models import PlanDocument, PlanUnit
from wugong.matters.plans import acts, refusals
from wugong.matters.plans.holding import hold_plan
from wugong.matters.plans.permissions import can_correct
from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.registry.body_states import BodyState
from wugong.registry.models import Body, BodyName

Actor = User | System
LEVEL_SIGNS: Final = {"县": Level.COUNTY, "市": Level.COUNTY, "区": Level.COUNTY} | dict.fromkeys(
    "镇乡", Level.TOWN
)
LEVEL_SIGN: Final = re.compile("^[县市区镇乡村]")
SHORTER: Final = (("办公室", "办"), ("村民委员会", "村委会"), ("居民委员会", "居委会"), ("人民政府", "政府"))
LEAST_SHORT: Final = 3  # characters that a short form has at least
OF_VILLAGES: Final = re.compile("^(?:全镇|全乡|全县|辖区内?|镇)?各(?:行政|建制)?村(?!民小?组)")
OF_TOWNS: Final = re.compile(r"^各(?:乡)?镇|^各乡|^各街道")
OF_GROUPS: Final = re.compile(r"^各(?:村民)?小?组$")


@dataclass(frozen=True, slots=True)
class _Known:
    body: Body
    near: int  # 0: at the place itself; ancestors follow, then what lies within
    names: tuple[str, ...]
    core: str


def propose(names: Iterable[str], place: Place) -> Mapping[str, Body | None]:
    """Return for each name the body it means, None where none does or several might: four queries at most.

    The same name counts first, then a former one, then the same one without the place, then a short form
    that fits one body alone; of several the nearest place's.
    """
    wanted = list(dict.fromkeys(names))
    if not wanted:
        return {}
    chain = [place.code[:level] for level in sorted(Level, reverse=True) if level <= len(place.code)]
    called = dict(Place.objects.filter(code__in=chain).values_list("code", "name"))
    signs = tuple(sorted(called.values(), key=len, reverse=True))
    known = _known(wanted, place, chain, signs)
    return {name: _meant(name, known, signs) for name in wanted}


def _known(wanted: Sequence[str], place: Place, chain: Sequence[str], signs: Sequence[str]) -> list[_Known]:
    """Return the bodies at the place and above it, and those within that are called so: two queries."""
    first, after = code_range(place.code)
    within = Q(place__code__gte=first, place__code__lt=after)
    old = BodyName.objects.filter(name__in=wanted).filter(
        Q(body__place__code__in=chain) | Q(body__place__code__gte=first, body__place__code__lt=after)
    )
    former: dict[object, list[str]] = {}
    for body, name in old.values_list("body", "name"):
        former.setdefault(body, []).append(name)
    named = Q(name__in=wanted) | Q(pk__in=list(former))
    rows = Body.objects.standing().filter(Q(place__code__in=chain) | (within & named))
    return [
        _Known(
            body,
            chain.index(body.place.code) if body.place.code in chain else len(chain),
            tuple(former.get(body.pk, ())),
            _core(body.name, signs),
        )
        for body in rows.select_related("place").order_by("pk")
    ]


def _meant(name: str, known: Sequence[_Known], signs: Sequence[str]) -> Body | None:
    core, level = _core(name, signs), _level(name, signs)
    fits = (
        [one for one in known if one.body.name == name],
        [one for one in known if name in one.names],
        [one for one in known if one.core == core and level in (None, one.body.place.level)],
        [one for one in known if _is_short(core, one.core) and level in (None, one.body.place.level)],
    )
    for found in fits:
        if found:
            nearest = min(one.near for one in found)
            nearby = [one for one in found if one.near == nearest]
            return nearby[0].body if len(nearby) == 1 else None
    return None


def _core(name: str, signs: Sequence[str]) -> str:
    """Return the name without the place it begins with, in the short words of offices."""
    for sign in signs:
        name = name.removeprefix(sign) or name
    if len(name) > LEAST_SHORT:
        name = LEVEL_SIGN.sub("", name)
    for long, short in SHORTER:
        name = name.replace(long, short)
    return name


def _level(name: str, signs: Sequence[str]) -> Level | None:
    """Return the level that 县教育局 or 镇农技站 names; a place's own name says none."""
    if name.startswith(tuple(signs)) or len(name) <= LEAST_SHORT:
        return None
    return LEVEL_SIGNS.get(name[0])


def _is_short(short: str, long: str) -> bool:
    """Say whether the one is the other with letters left out, not its first nor its last."""
    if not LEAST_SHORT <= len(short) < len(long) or short[0] != long[0] or short[-1] != long[-1]:
        return False
    letters = iter(long)
    return all(letter in letters for letter in short)


@transaction.atomic
def settle_unit(unit: PlanUnit, body: Body | None, *, actor: Actor) -> PlanUnit:
    """The plan's name of a unit means this body, or none in the register; somebody has looked at it."""
    plan = hold_plan(unit.plan)
    can_correct(actor, plan).or_refuse()
    held = PlanUnit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    if body is not None and (body.state == BodyState.DISSOLVED or body.county_id != plan.county_id):
        raise refusals.BodyElsewhere(body=body.name)
    held.body, held.proposed = body, False
    held.save(update_fields=["body", "proposed"])
    said: dict[str, Any] = {"name": held.name, "body": body.name if body else "（没有登记的组织）"}
    record(acts.UNIT_MATCHED, actor=actor, at=plan.place.code, **said)
    return held


def match_all(plan: PlanDocument, names: Mapping[str, bool], *, actor: Actor) -> list[PlanUnit]:
    """Each of the names (true: of a group) is a unit of the plan once, the new ones with what is proposed."""
    there = set(PlanUnit.objects.filter(plan=plan).values_list("name", flat=True))
    new = {name: group for name, group in names.items() if name not in there}
    found = propose([name for name, group in new.items() if not group], plan.place)
    return PlanUnit.objects.bulk_create(
        PlanUnit(
            county_id=plan.county_id,
            plan=plan,
            name=name,
            is_group=group,
            body=found.get(name),
            proposed=found.get(name) is not None,
        )
        for name, group in new.items()
    )


def level_of_group(name: str) -> Level | None:
    """Return which places a name of a group means: villages, towns, groups, or None for units of no level."""
    signs = ((OF_VILLAGES, Level.VILLAGE), (OF_TOWNS, Level.TOWN), (OF_GROUPS, Level.GROUP))
    return next((level for pattern, level in signs if pattern.search(name)), None)


def places_below(plan: PlanDocument, level: Level) -> list[Place]:
    """Return the places of this level within the plan's that exist today: one query."""
    rows = Place.objects.under(plan.place.code).at_level(level).in_force(timezone.localdate())
    return list(rows.exclude(pk=plan.place_id).order_by("code"))


def villages_of(plan: PlanDocument) -> list[Place]:
    """Return whom 各村 of the plan means: the villages within its place."""
    return places_below(plan, Level.VILLAGE)

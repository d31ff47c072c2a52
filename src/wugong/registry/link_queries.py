"""Reads of links: the homes of a village as the rules see them, who links whom, what has changed since."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef

from wugong.counties.codes import code_range
from wugong.places.models import Place
from wugong.registry import acts
from wugong.registry.households import FIELDS
from wugong.registry.link_states import PlanState
from wugong.registry.models import CareMark, Change, Household, Link, LinkPlan
from wugong.rules.ten_links_homes import Home

CAME = (acts.HOUSEHOLD_FOUNDED.code, acts.HOUSEHOLD_MOVED.code)
PLACE = FIELDS["longitude"]


def homes_of(village: Place) -> list[Home]:
    """Return the standing households of a village: one query."""
    marks = CareMark.objects.filter(household=OuterRef("pk"), until__isnull=True)
    rows = Household.objects.standing().filter(village=village).annotate(cared=Exists(marks))
    found = rows.values_list("pk", "place__code", "number", "longitude", "latitude", "cared")
    return [
        Home(pk, group, number, _degrees(longitude), _degrees(latitude), cared)
        for pk, group, number, longitude, latitude, cared in found
    ]


def _degrees(value: object) -> float | None:
    return None if value is None else float(str(value))


def heads_by_home(plan: LinkPlan) -> dict[UUID, UUID]:
    """Return the head of each household that the plan links today; a head is its own."""
    rows = Link.objects.open().filter(plan=plan)
    return dict(rows.values_list("household_id", "head_id"))


def plan_in_force(village: Place) -> LinkPlan | None:
    """Return the adopted plan of the village."""
    return LinkPlan.objects.filter(village=village, state=PlanState.ADOPTED).first()


def head_of(household: Household) -> Household | None:
    """Return the household that links this one today, by the plan in force; itself where it is a head."""
    rows = Link.objects.open().filter(household=household, plan__state=PlanState.ADOPTED)
    link = rows.select_related("head").first()
    return link.head if link else None


def linked_in(place: Place) -> set[UUID]:
    """Return the households of a place that somebody links today, by plans in force: one query."""
    rows = Link.objects.open().filter(plan__state=PlanState.ADOPTED)
    first, after = code_range(place.code)
    within = rows.filter(household__place__code__gte=first, household__place__code__lt=after)
    return set(within.values_list("household_id", flat=True))


def linked_by(household: Household) -> list[Household]:
    """Return the households that this one links today, by the plan in force, by number."""
    rows = Link.objects.open().filter(head=household, plan__state=PlanState.ADOPTED)
    others = rows.exclude(household=household).select_related("household").order_by("household__number")
    return [link.household for link in others]


def lately_moved(plan: LinkPlan, homes: Collection[UUID]) -> set[UUID]:
    """Return which of these homes were given another place on the map since the plan was last in order."""
    lines = Change.objects.filter(what=acts.HOUSEHOLD_RELOCATED.code, made_at__gt=plan.balanced_at)
    rows = lines.filter(household__village=plan.village).values_list("household_id", "facts")
    return {key for key, facts in rows if key in homes and PLACE in facts.get("fields", "")}


@dataclass(frozen=True, slots=True)
class Stale:
    """What the register has changed since the plan was last in order."""

    gone: Collection[UUID]
    come: Collection[UUID]
    moved: Collection[UUID]

    def __bool__(self) -> bool:
        return bool(self.gone or self.come or self.moved)


def stale(plan: LinkPlan, heads: Mapping[UUID, UUID], homes: Iterable[Home]) -> Stale:
    """Return which linked households are gone, which have come, which stand elsewhere now."""
    standing = {home.id: home for home in homes}
    moved = lately_moved(plan, {home for home in heads if home in standing})
    if not plan.across:
        moved |= {
            home
            for home, head in heads.items()
            if home in standing and head in standing and standing[home].group != standing[head].group
        }
    gone = [home for home in heads if home not in standing]
    return Stale(gone, _come_since(plan, {home for home in standing if home not in heads}), moved)


def _come_since(plan: LinkPlan, unlinked: Collection[UUID]) -> list[UUID]:
    """Return which of the homes without a link came after the plan was last in order."""
    lines = Change.objects.filter(what__in=CAME, made_at__gt=plan.balanced_at)
    rows = lines.filter(household__village=plan.village).values_list("household_id", flat=True)
    return sorted({key for key in rows if key in unlinked})

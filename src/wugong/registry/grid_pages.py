"""What the grid page shows: each grid with its code, groups, households and staff."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count
from django.http import Http404
from django.utils import timezone

from wugong.access.models import Role
from wugong.access.roles import RoleKind
from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.registry.duty_pages import shown_name
from wugong.registry.duty_queries import RELATED
from wugong.registry.duty_templates import plans_on
from wugong.registry.models import Duty, Grid, GridGroup, Household
from wugong.registry.permissions import can_keep_bodies
from wugong.registry.register_pages import Desk
from wugong.rules.duty_plans import Unit

PLAN, LINE = "posts", "grid-keeper"


@dataclass(frozen=True)
class Staff:
    """网格里的人: who answers for one of the grid's groups, and for what."""

    name: str
    title: str
    keeps: bool = False


@dataclass(frozen=True)
class GridShown:
    """一个网格."""

    grid: Grid
    groups: Sequence[Place]
    households: int
    keepers: Sequence[Staff]
    staff: Sequence[Staff]


@dataclass(frozen=True)
class GridPage:
    """网格一览: the grids of a village, and its groups that lie in none."""

    grids: Sequence[GridShown]
    loose: Sequence[Place]
    ungrouped: int  # households that lie in no group
    keeps: bool

    @property
    def vacant(self) -> int:
        return sum(not one.keepers for one in self.grids)


def grids_at(desk: Desk, day: date | None = None) -> GridPage:
    """Return the grids of a town, a village or a group: as many queries for one as for many."""
    if desk.place.level < Level.TOWN:
        raise Http404
    today = day or timezone.localdate()
    code = desk.place.code
    groups = list(Place.objects.under(code).at_level(Level.GROUP).in_force(today))
    lines = GridGroup.objects.filter(group__in=groups).select_related("grid__village", "group")
    inside: dict[UUID, list[Place]] = defaultdict(list)
    grids: dict[UUID, Grid] = {}
    for line in lines.order_by("group__code"):
        grids[line.grid_id] = line.grid
        inside[line.grid_id].append(line.group)
    homes = _homes(code)
    staff = _staff(desk, groups, today)
    within = {one.pk for there in inside.values() for one in there}
    shown = [_shown(grid, inside[key], homes, staff) for key, grid in grids.items()]
    return GridPage(
        grids=sorted(shown, key=lambda one: one.grid.code),
        loose=[one for one in groups if one.pk not in within],
        ungrouped=sum(count for key, count in homes.items() if key not in {one.pk for one in groups}),
        keeps=bool(can_keep_bodies(desk.visitor, desk.place)) and desk.place.level == Level.VILLAGE,
    )


def _homes(code: str) -> Counter[UUID]:
    rows = Household.objects.standing().within(code).order_by()
    return Counter(dict(rows.values_list("place_id").annotate(Count("pk"))))


def _staff(desk: Desk, groups: Sequence[Place], today: date) -> dict[UUID, list[Staff]]:
    """Return who answers for each group, by a duty or as the grid keeper's account, by the group's key."""
    plans = plans_on(today)
    found: dict[UUID, list[Staff]] = defaultdict(list)
    rows = Duty.objects.serving(today).filter(place__in=groups, cluster=None, household=None)
    for duty in rows.select_related(*RELATED).order_by("plan", "line", "pk"):
        line = plans[duty.plan].line(duty.line) if duty.plan in plans else None
        if line and line.unit is Unit.GROUP:
            found[duty.place_id].append(Staff(shown_name(duty, desk), line.title, _keeps(duty)))
    title = str(RoleKind.GRID_KEEPER.label)
    keepers = Role.objects.in_force(today).filter(kind=RoleKind.GRID_KEEPER, place__in=groups)
    for role in keepers.select_related("user", "place").order_by("since", "pk"):
        if role.place:
            found[role.place.pk].append(Staff(role.user.display_name, title, keeps=True))
    return found


def _shown(
    grid: Grid, groups: Sequence[Place], homes: Counter[UUID], staff: dict[UUID, list[Staff]]
) -> GridShown:
    there = [one for group in groups for one in staff.get(group.pk, ())]
    keepers = list(_once(one for one in there if one.keeps))
    others = list(_once(one for one in there if not one.keeps))
    return GridShown(grid, groups, sum(homes[group.pk] for group in groups), keepers, others)


def _keeps(duty: Duty) -> bool:
    return (duty.plan, duty.line) == (PLAN, LINE)


def _once(staff: Iterator[Staff]) -> Iterator[Staff]:
    """Yield each holder of a line once, however many groups she has."""
    seen: set[tuple[str, str]] = set()
    for one in staff:
        if (one.name, one.title) not in seen:
            seen.add((one.name, one.title))
            yield one

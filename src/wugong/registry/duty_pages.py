"""What the coverage page shows: per line who answers where, what is vacant, who carries how much."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from wugong.access.abilities import Ability
from wugong.access.verdicts import Verdict, Visitor, may
from wugong.places.codes import Level
from wugong.registry.duty_permissions import can_assign
from wugong.registry.duty_queries import Area, Terrain, duties_in, held_by, holder_key, key_of, terrain_of
from wugong.registry.duty_spots import holder_name
from wugong.registry.duty_templates import PlanToday, plans_on
from wugong.registry.link_queries import linked_in
from wugong.registry.masks import name_seen
from wugong.registry.models import Duty
from wugong.registry.register_pages import Desk, desk_of
from wugong.rules.duty_coverage import Held, Standing, coverage
from wugong.rules.duty_plans import Line, Unit

NEAR: Final = {  # which units a page lists one by one; the others it counts by the next wider one
    Level.TOWN: (Unit.TOWN, Unit.VILLAGE),
    Level.VILLAGE: (Unit.VILLAGE, Unit.GROUP, Unit.YARD),
    Level.GROUP: (Unit.GROUP, Unit.YARD),
}
NAMED: Final = 12  # vacant units that a counted row names


def can_see(visitor: Visitor, code: str) -> Verdict:
    """Whoever reads the place of this code or its register sees who answers there."""
    reads = may(visitor, Ability.READ_PLACE, code)
    return reads if reads else may(visitor, Ability.READ_REGISTER, code)


def open_desk(visitor: Visitor, code: str) -> Desk:
    """Return the desk of a place whose duties the visitor may see; all others are told why not."""
    can_see(visitor, code).or_refuse()
    return desk_of(code, visitor)


@dataclass(frozen=True)
class Holder:
    """谁: a holder as the visitor may read the name."""

    duty: Duty
    name: str

    @property
    def deputy(self) -> bool:
        return self.duty.is_deputy


@dataclass(frozen=True)
class Row:
    """一个单元，或一处的许多单元: who answers, or how many lack someone and which."""

    key: UUID
    area: Area
    holders: Sequence[Holder] = ()
    lacks: Sequence[str] = ()  # vacant, crowded, deputy, loose
    units: int = 0  # of a counted row
    vacant: Sequence[str] = ()
    loose: int = 0

    @property
    def more(self) -> int:
        """Return how many vacant units are not named."""
        return max(len(self.vacant) - NAMED, 0)

    @property
    def shown(self) -> Sequence[str]:
        return self.vacant[:NAMED]


@dataclass(frozen=True)
class LineShown:
    """一项责任在这里的情况."""

    standing: Standing
    rows: Sequence[Row]
    counted: bool
    assigns: bool

    @property
    def line(self) -> Line:
        return self.standing.line

    @property
    def lacking(self) -> int:
        """Return in how many units something is lacking."""
        one = self.standing
        return len({*one.vacant, *one.crowded, *one.undeputised, *one.loose})


@dataclass(frozen=True)
class Load:
    """一个人担着的: how many units of which kinds."""

    name: str
    duty: Duty
    units: Mapping[Unit, int]

    @property
    def total(self) -> int:
        return sum(self.units.values())


@dataclass(frozen=True)
class CoveragePage:
    """谁负责: a chain or list of duties at a place."""

    desk: Desk
    today: PlanToday
    plans: Mapping[str, PlanToday]
    lines: Sequence[LineShown]
    loads: Sequence[Load]

    @cached_property
    def vacancies(self) -> int:
        return sum(len(one.standing.vacant) for one in self.lines)

    @cached_property
    def loose(self) -> int:
        return sum(len(one.standing.loose) for one in self.lines)

    @property
    def full(self) -> bool:
        return all(one.standing.full for one in self.lines)


def coverage_at(desk: Desk, plan: str, day: date | None = None) -> CoveragePage:
    """Return how a chain stands at a place: as many queries for one duty as for many."""
    today = day or timezone.localdate()
    plans = plans_on(today)
    if desk.place.level not in NEAR or (plan and plan not in plans):
        raise Http404
    chosen = plans[plan or next(iter(plans))]
    terrain = terrain_of(desk.place, today)
    duties = list(duties_in(desk.place, chosen.plan.name).serving(today))
    return CoveragePage(
        desk, chosen, plans, list(_lines(desk, chosen, terrain, duties)), loads_of(desk, chosen, duties)
    )


def _lines(desk: Desk, today: PlanToday, terrain: Terrain, duties: Sequence[Duty]) -> Iterator[LineShown]:
    held = _with_links(desk, today, held_by(duties))
    standings = coverage(today.version.lines, terrain.spots(), held, chain=today.plan.chain)
    by_town = bool(can_assign(desk.visitor, desk.place, by_town=True))
    by_village = bool(can_assign(desk.visitor, desk.place, by_town=False))
    near = NEAR[Level(desk.place.level)]
    for one in standings:
        if one.line.unit < near[0]:
            continue  # wider than this place
        counted = one.line.unit not in near
        rows = _counted(one, terrain, near) if counted else _listed(desk, one, terrain, duties)
        yield LineShown(one, list(rows), counted, by_town if one.line.by_town else by_village)


def _with_links(
    desk: Desk, today: PlanToday, held: dict[tuple[str, UUID], Held]
) -> dict[tuple[str, UUID], Held]:
    """Return who holds what, where a line says so with the heads of the ten-household links."""
    lines = [line.key for line in today.version.lines if line.linked]
    reached = linked_in(desk.place) if lines else ()
    for key in ((line, household) for line in lines for household in reached):
        before = held.get(key, Held())
        held[key] = Held(before.holders + 1, before.deputies)
    return held


def _listed(desk: Desk, one: Standing, terrain: Terrain, duties: Sequence[Duty]) -> Iterator[Row]:
    holders: dict[UUID, list[Holder]] = defaultdict(list)
    for duty in duties:
        if duty.line == one.line.key:
            holders[key_of(duty)].append(Holder(duty, shown_name(duty, desk)))
    kinds = {"vacant": one.vacant, "crowded": one.crowded, "deputy": one.undeputised, "loose": one.loose}
    lacks: dict[object, list[str]] = defaultdict(list)
    for kind, keys in kinds.items():
        for key in keys:
            lacks[key].append(kind)
    for key, area in terrain.areas.items():
        if area.unit is one.line.unit:
            there = sorted(holders[key], key=lambda holder: holder.deputy)
            yield Row(key, area, there, lacks[key])


def _counted(one: Standing, terrain: Terrain, near: Sequence[Unit]) -> Iterator[Row]:
    """Yield one row for each unit of the page that holds some of the line's units."""
    places = [unit for unit in near if unit in (Unit.VILLAGE, Unit.GROUP)]
    units: Counter[UUID] = Counter()
    loose: Counter[UUID] = Counter()
    vacant: dict[UUID, list[str]] = defaultdict(list)
    gone, hanging = set(one.vacant), set(one.loose)
    for key, area in terrain.areas.items():
        if area.unit is not one.line.unit:
            continue
        held = [
            above for above in area.above if above in terrain.areas and terrain.areas[above].unit in places
        ]
        if held:
            units[held[-1]] += 1
            loose[held[-1]] += key in hanging
            vacant[held[-1]].extend([area.name] if key in gone else [])
    for key in sorted(units, key=lambda key: terrain.areas[key].code):
        yield Row(key, terrain.areas[key], units=units[key], vacant=vacant[key], loose=loose[key])


def shown_name(duty: Duty, desk: Desk) -> str:
    """Return the holder's name as the visitor may read it: a resident's is hidden where it must be."""
    return name_seen(duty.person, in_clear=desk.registers) if duty.person else holder_name(duty)


def loads_of(desk: Desk, today: PlanToday, duties: Sequence[Duty]) -> list[Load]:
    """Return how much each holder carries, who carries most first."""
    units = {line.key: line.unit for line in today.version.lines}
    held: dict[tuple[str, str], list[Duty]] = defaultdict(list)
    for duty in duties:
        if duty.line in units:
            held[holder_key(duty)].append(duty)
    loads = [
        Load(shown_name(mine[0], desk), mine[0], Counter(units[duty.line] for duty in mine))
        for mine in held.values()
    ]
    return sorted(loads, key=lambda load: (-load.total, load.name))

"""The acts on grids (网格): lay them out by groups, name one, put a group into another."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from wugong.accounts.models import User
from wugong.audit.actions import record
from wugong.base.masking import personal_in
from wugong.counties.actors import System
from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.registry import duty_acts, duty_refusals
from wugong.registry.models import Grid, GridGroup
from wugong.registry.permissions import can_keep_bodies

LONGEST = 40


@transaction.atomic
def lay_grids(village: Place, *, actor: User | System) -> int:
    """Each group of the village that lay in no grid is one of its own; returns how many were laid."""
    can_keep_bodies(actor, village).or_refuse()
    _hold(village)
    groups = _groups(village)
    if not groups:
        raise duty_refusals.NoGroups(village=village.name)
    within = set(GridGroup.objects.filter(group__in=groups).values_list("group_id", flat=True))
    new = [group for group in groups if group.pk not in within]
    for serial, group in enumerate(new, start=_next(village)):
        _lay(village, serial, group)
    if new:
        record(duty_acts.GRIDS_LAID, actor=actor, at=village.code, place=village.name, count=len(new))
    return len(new)


@transaction.atomic
def name_grid(grid: Grid, name: str, *, actor: User | System) -> None:
    """The grid is called so."""
    can_keep_bodies(actor, grid.village).or_refuse()
    words = name.strip()
    if not 0 < len(words) <= LONGEST:
        raise duty_refusals.NoClusterName(most=LONGEST)
    for kind, _ in personal_in(words):
        raise duty_refusals.HoldsNumbers(kind=kind.label)
    grid.name = words
    grid.save(update_fields=["name"])
    village = grid.village
    record(duty_acts.GRID_NAMED, actor=actor, at=village.code, place=village.name, code=grid.code, name=words)


@transaction.atomic
def regroup(group: Place, grid: Grid | None, *, actor: User | System) -> Grid:
    """The group lies in this grid, or in a new one of its own; a grid left without groups is closed."""
    village = grid.village if grid else Place.objects.get(code=group.code[: Level.VILLAGE])
    can_keep_bodies(actor, village).or_refuse()
    _hold(village)
    if group not in _groups(village):
        raise duty_refusals.OtherVillage(group=group.name)
    before = GridGroup.objects.filter(group=group).select_related("grid").first()
    if before and grid and before.grid_id == grid.pk:
        return grid
    if before:
        before.delete()
    into = grid or _lay(village, _next(village), None, name=group.name)
    GridGroup.objects.create(grid=into, group=group)
    if before and not GridGroup.objects.filter(grid=before.grid).exists():
        before.grid.until = timezone.localdate()
        before.grid.save(update_fields=["until"])
    record(
        duty_acts.GROUP_REGRIDDED,
        actor=actor,
        at=village.code,
        group=group.name,
        code=into.code,
        name=into.name,
    )
    return into


def _groups(village: Place) -> list[Place]:
    """Return the village's groups of today."""
    within = Place.objects.under(village.code).at_level(Level.GROUP)
    return list(within.in_force(timezone.localdate()))


def _next(village: Place) -> int:
    """Return the serial after all that the village's grids ever had."""
    return (Grid.objects.filter(village=village).aggregate(last=Max("serial"))["last"] or 0) + 1


def _lay(village: Place, serial: int, group: Place | None, *, name: str = "") -> Grid:
    words = (name or (group.name if group else ""))[:LONGEST]
    grid = Grid.objects.create(village=village, serial=serial, name=words, since=timezone.localdate())
    if group:
        GridGroup.objects.create(grid=grid, group=group)
    return grid


def _hold(village: Place) -> None:
    """Wait until nobody else is changing the village's grids."""
    Place.objects.select_for_update().get(pk=village.pk)

"""Acts on pools (后备干部、人才库): entered, moved on, taken out; what each village lacks."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from wugong.audit.actions import record
from wugong.audit.acts import Act
from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.registry import body_acts as acts
from wugong.registry import body_refusals as refusals
from wugong.registry.bodies import Keeper, hold_place, note_of, refuse_day
from wugong.registry.body_members import refuse_minor
from wugong.registry.body_states import PoolStage
from wugong.registry.body_templates import catalogue_on
from wugong.registry.models import Membership, Person, PoolEntry
from wugong.registry.permissions import can_keep_bodies
from wugong.registry.queries import users_bound_to
from wugong.rules.body_checks import PoolFound, pools_found
from wugong.rules.body_parts import Pool


@transaction.atomic
def enter_pool(
    village: Place,
    pool: str,
    person: Person,
    *,
    actor: Keeper,
    group: str = "",
    note: str = "",
    since: date | None = None,
) -> PoolEntry:
    """The resident is kept in view for this from that day on; how many there should be is only told."""
    can_keep_bodies(actor, village).or_refuse()
    hold_place(village)
    wanted = pool_of(pool)
    day = since or timezone.localdate()
    refuse_day("入库之日", day)
    if wanted.classes and group not in wanted.classes:
        raise refusals.WrongClass(pool=wanted.title, classes="、".join(wanted.classes))
    _refuse_person(village, person)
    refuse_minor(person)
    if PoolEntry.objects.filter(village=village, pool=pool, person=person, until__isnull=True).exists():
        raise refusals.InPoolAlready(name=person.name, pool=wanted.title)
    entry = PoolEntry.objects.create(
        village=village,
        pool=pool,
        group=group if wanted.classes else "",
        person=person,
        note=note_of(note, "特长", 120),
        since=day,
    )
    _tell(acts.POOL_ENTERED, entry, wanted, actor)
    return entry


@transaction.atomic
def move_in_pool(entry: PoolEntry, stage: PoolStage, *, actor: Keeper) -> PoolEntry:
    """The entry is recorded, selected, trained or appointed."""
    one = _held(entry, actor)
    one.stage = stage
    one.save(update_fields=["stage"])
    _tell(acts.POOL_MOVED, one, pool_of(one.pool), actor, stage=stage.label)
    return one


@transaction.atomic
def take_out_of_pool(entry: PoolEntry, *, actor: Keeper, day: date | None = None) -> PoolEntry:
    """The resident is no longer kept in view for this."""
    one = _held(entry, actor)
    until = day or timezone.localdate()
    refuse_day("移出之日", until, one.since)
    one.until = until
    one.save(update_fields=["until"])
    _tell(acts.POOL_LEFT, one, pool_of(one.pool), actor)
    return one


def pool_of(key: str) -> Pool:
    """Return the pool of that key; refused where there is none."""
    pools = catalogue_on().pools
    found = next((pool for pool in pools if pool.key == key), None)
    if found is None:
        raise refusals.NoSuchPool(pool=key, pools="、".join(pool.title for pool in pools))
    return found


def gaps(villages: Iterable[Place]) -> Mapping[UUID, list[PoolFound]]:
    """Return what each village has and lacks, by its key: two queries, however many villages."""
    pools = catalogue_on().pools
    keys = [village.pk for village in villages]
    rows = PoolEntry.objects.filter(village__in=keys, until__isnull=True, person__died__isnull=True)
    entries: dict[UUID, list[tuple[str, str]]] = {key: [] for key in keys}
    for village, pool, group in rows.values_list("village_id", "pool", "group"):
        entries[village].append((pool, group))
    return {key: pools_found(pools, found) for key, found in entries.items()}


def _refuse_person(village: Place, person: Person) -> None:
    if person.died is not None:
        raise refusals.PersonIsDead(name=person.name)
    here = Membership.objects.today().filter(person=person, household__village=village)
    if village.level is not Level.VILLAGE or not here.exists():
        raise refusals.NotFromHere(place=village.name)


def _held(entry: PoolEntry, actor: Keeper) -> PoolEntry:
    can_keep_bodies(actor, entry.village).or_refuse()
    hold_place(entry.village)
    one = PoolEntry.objects.select_related("village", "person").get(pk=entry.pk)
    if one.until is not None:
        raise refusals.NotInPool(name=one.person.name, pool=pool_of(one.pool).title)
    return one


def _tell(act: Act, entry: PoolEntry, pool: Pool, actor: Keeper, **said: Any) -> None:
    users = users_bound_to([entry.person])
    facts = {"name": entry.person.name, "place": entry.village.name, "pool": pool.title, **said}
    record(act, actor=actor, at=entry.village.code, concerning=users, **facts)

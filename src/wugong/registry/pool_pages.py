"""What the page of pools shows: what a village has and lacks with its entries, in a town each village."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.registry.body_pages import Keeping
from wugong.registry.masks import name_seen
from wugong.registry.models import PoolEntry
from wugong.registry.pools import gaps
from wugong.rules.body_checks import PoolFound


@dataclass(frozen=True, slots=True)
class EntrySeen:
    """An entry as a page may print it."""

    entry: PoolEntry
    name: str


@dataclass(frozen=True, slots=True)
class VillagePools:
    """What one village has of each pool."""

    village: Place
    found: Sequence[tuple[PoolFound, Sequence[EntrySeen]]]

    @property
    def lacking(self) -> int:
        """How many pools are short or too full."""
        return sum(not pool.complete for pool, _entries in self.found)


def villages_of(keeping: Keeping) -> list[Place]:
    """Return the village itself, or the villages of the town; a group has none of its own."""
    desk = keeping.desk
    if desk.place.level is Level.VILLAGE:
        return [desk.place]
    return desk.parts if desk.is_town else []


def pools_at(keeping: Keeping) -> list[VillagePools]:
    """Return the pools of each village: three queries, however many villages."""
    villages = villages_of(keeping)
    counted = gaps(villages)
    entries = _entries(villages, keeping) if len(villages) == 1 else {}
    return [
        VillagePools(
            village,
            [(one, entries.get((village.pk, one.pool.key), ())) for one in counted[village.pk]],
        )
        for village in villages
    ]


def _entries(villages: Sequence[Place], keeping: Keeping) -> Mapping[tuple[UUID, str], Sequence[EntrySeen]]:
    found: dict[tuple[UUID, str], list[EntrySeen]] = {}
    rows = PoolEntry.objects.filter(village__in=villages, until__isnull=True).select_related("person")
    for entry in rows.order_by("group", "since", "pk"):
        shown = EntrySeen(entry, name_seen(entry.person, in_clear=keeping.in_clear))
        found.setdefault((entry.village_id, entry.pool), []).append(shown)
    return found

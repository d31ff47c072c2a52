"""The ground of an import: the villages and groups its rows may lie in, by what files call them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.registry.import_columns import plain
from wugong.registry.import_tidying import group_key

ENDINGS = ("村民委员会", "居民委员会", "村委会", "居委会", "社区", "村")


@dataclass(frozen=True)
class Ground:
    """A place and all villages and groups within it that exist on the day."""

    place: Place
    villages: tuple[Place, ...]
    groups: tuple[Place, ...]

    @cached_property
    def village_of(self) -> Mapping[str, Place]:
        """Return each village by its plain name and by its code."""
        named = {village_key(village.name): village for village in self.villages}
        return named | {village.code: village for village in self.villages}

    @cached_property
    def group_of(self) -> Mapping[tuple[str, str], Place]:
        """Return each group by its village's code and its number or name, else the number in its code."""
        names = {village.code: village.name for village in self.villages}
        found: dict[tuple[str, str], Place] = {}
        for group in self.groups:
            code = group.code[: Level.VILLAGE]
            found.setdefault((code, group_key(group.name, names.get(code, ""))), group)
        for group in self.groups:
            code = group.code[: Level.VILLAGE]
            if not any(key[1].isdecimal() for key, place in found.items() if place is group):
                found.setdefault((code, str(int(group.code[Level.VILLAGE :]))), group)
        return found

    @cached_property
    def grouped(self) -> frozenset[str]:
        """Return the codes of the villages that have groups."""
        return frozenset(group.code[: Level.VILLAGE] for group in self.groups)

    @property
    def only(self) -> Place | None:
        """Return the village where all rows lie in one."""
        return self.villages[0] if len(self.villages) == 1 else None


def ground_of(place: Place, day: date) -> Ground:
    """Return the ground of an import into this place: a town, a village or one of its groups."""
    code = place.code[: Level.VILLAGE]
    there = list(Place.objects.under(code).in_force(day))
    villages = tuple(one for one in there if one.level == Level.VILLAGE)
    groups = tuple(one for one in there if one.level == Level.GROUP and one.code.startswith(place.code))
    return Ground(place, villages, groups)


def village_key(name: str) -> str:
    """Return what a village is compared by: its name without what it is."""
    bare = plain(name)
    for ending in ENDINGS:
        if bare.endswith(ending) and bare != ending:
            return bare.removesuffix(ending)
    return bare

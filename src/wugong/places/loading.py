"""The bulk act on places: a county takes over the national list, and can do so again any time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from wugong.audit.actions import Actor, record
from wugong.counties.actions import found_county, name_county
from wugong.counties.models import County
from wugong.counties.standing import county_here, standing_in
from wugong.places import acts
from wugong.places.codes import Level, parent_code
from wugong.places.holding import tell
from wugong.places.models import Place, PlaceCode

BATCH = 2000


@dataclass(frozen=True)
class Loaded:
    """What a load has changed in one county."""

    created: int
    renamed: int
    unchanged: int
    unnamed: int


@transaction.atomic
def load_county(code: str, names: Mapping[str, str], *, actor: Actor) -> Loaded:
    """The county is hosted and has every place of the list under the list's name; others stay as they are.

    A code that a place had before is left alone: that place goes on under its newer code.
    """
    with standing_in(_county(code, names.get(code), actor)):
        known = {place.code: place for place in Place.objects.under(code)}
        taken = known.keys() | set(PlaceCode.objects.values_list("code", flat=True))
        wanted = _with_parents(code, names, known)
        new = [Place(code=c, name=n, county=county_here()) for c, n in wanted.items() if c not in taken]
        Place.objects.bulk_create(new, batch_size=BATCH)
        renamed = [_renamed(known[c], n) for c, n in wanted.items() if c in known and known[c].name != n]
        Place.objects.bulk_update(renamed, ["name"], batch_size=BATCH)
        if new or renamed:
            record(acts.LIST_LOADED, actor=actor, created=len(new), renamed=len(renamed))
            tell(known.keys() & {place.code[: Level.TOWN] for place in new}, date.min, actor=actor)
        unnamed = sum(1 for c, n in wanted.items() if n == c)
        return Loaded(len(new), len(renamed), len(wanted) - len(new) - len(renamed), unnamed)


def _county(code: str, name: str | None, actor: Actor) -> County:
    """Return the county, founded now if it is not hosted yet; it bears the list's name, at worst its code."""
    county = County.objects.filter(code=code).first()
    if county is None:
        return found_county(code, name or code, actor=actor)
    return name_county(county, name, actor=actor) if name and county.name == code else county


def _with_parents(code: str, names: Mapping[str, str], known: Mapping[str, Place]) -> dict[str, str]:
    """Return the list with the county and each town in it, by the best name there is, at worst its code."""
    wanted = {code: county_here().name}
    for place in names:
        town = parent_code(place)
        if town and town not in names and town not in wanted:
            wanted[town] = known[town].name if town in known else town
    return dict(sorted({**wanted, **names}.items()))


def _renamed(place: Place, name: str) -> Place:
    place.name = name
    return place

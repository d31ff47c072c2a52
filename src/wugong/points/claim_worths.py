"""What claims are worth by the catalogue of their day, after what their households claimed before."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from wugong.places.models import Place
from wugong.points.catalogues import in_force
from wugong.points.models import Adoption
from wugong.points.queries import pasts_of
from wugong.registry.models import Household, Person
from wugong.rules.points_catalogue import Catalogue, History, Item, Past, Worth, worth


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a household is to get points for; the key says which claim it is, so that twice is once."""

    household: Household
    item: str
    day: date
    key: str
    quantity: int = 1
    text: str = ""
    person: Person | None = None


@dataclass(frozen=True, slots=True)
class Valued:
    """By which item of which catalogue a claim is worth what."""

    adoption: Adoption
    item: Item
    worth: Worth


@dataclass
class Valuer:
    """Values claims of one village one after another, each after those before it: one query for all pasts."""

    village: Place
    pasts: dict[UUID, list[Past]]
    rules: dict[date, tuple[Adoption, Catalogue]] = field(default_factory=dict)

    @classmethod
    def of(cls, village: Place, wanted: Sequence[Wanted]) -> "Valuer":
        """Return a valuer that knows what these households claimed before."""
        first = min((one.day for one in wanted), default=date.max)
        return cls(village, pasts_of([one.household.pk for one in wanted], first) if wanted else {})

    def value(self, wanted: Wanted) -> Valued:
        """Return what it is worth, after what counts for the household so far."""
        if wanted.day not in self.rules:
            self.rules[wanted.day] = in_force(self.village, wanted.day)
        adoption, catalogue = self.rules[wanted.day]
        item = catalogue.item(wanted.item)
        before = self.pasts.setdefault(wanted.household.pk, [])
        found = worth(item, wanted.quantity, day=wanted.day, history=History(past=tuple(before)))
        return Valued(adoption, item, found)

    def count(self, wanted: Wanted, points: int) -> None:
        """So many points count against the household's caps from now on."""
        self.pasts[wanted.household.pk].append(Past(wanted.item, wanted.day, points))

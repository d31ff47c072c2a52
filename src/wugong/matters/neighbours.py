"""Which neighbours may be asked whether a matter is solved, and whom a seed draws that anybody can redo."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Q

from wugong.matters.models import Asker, Matter, NeighbourCall
from wugong.places.codes import Level
from wugong.registry.kinship import recused_from
from wugong.registry.models import Binding, Membership, Person
from wugong.registry.states import Residence
from wugong.rules.ages import is_adult
from wugong.rules.points_fairness import drawn

MARK: Final = 10  # hexadecimal digits that stand for a person on the public list
SEEDED: Final = 16  # hexadecimal digits of the list's digest that stand in the seed


@dataclass(frozen=True)
class Draw:
    """A draw as it is made public: the seed, the marks in their order, the one that was drawn."""

    seed: str
    marks: Sequence[str]
    mark: str
    person: Person


def drawn_neighbour(matter: Matter, day: date) -> Draw | None:
    """Return whom the seed of that day draws, if there is anybody to be asked: some eight queries."""
    marked = {mark_of(matter, person): person for person in neighbours_of(matter, day)}
    if not marked:
        return None
    marks = sorted(marked)
    seed = seed_of(matter.number, day, marks)
    [mark] = drawn(marks, seed, 1)
    return Draw(seed, marks, mark, marked[mark])


def mark_of(matter: Matter, person: Person) -> str:
    """Return what stands for the person on the list: nobody reads a name or a house from it."""
    return hashlib.sha256(f"{matter.number}/{person.pk}".encode()).hexdigest()[:MARK]


def seed_of(number: str, day: date, marks: Sequence[str]) -> str:
    """Return the seed: number, day, and the digest of the sorted list, one mark a line."""
    digest = hashlib.sha256("\n".join(marks).encode()).hexdigest()[:SEEDED]
    return f"{number}/{day}/{digest}"


def neighbours_of(matter: Matter, day: date) -> list[Person]:
    """Return the grown-ups of the group, else of the village, who live there and can be asked on their phone.

    Not who asked, dealt with it or was asked before, nor their kin, nor who lives with one of them.
    """
    if matter.place.level < Level.VILLAGE:
        return []
    away = _away(matter, day)
    for code in dict.fromkeys((matter.place.code, matter.place.code[: Level.VILLAGE])):
        if found := _living(code, away, day):
            return found
    return []


def _living(code: str, away: set[UUID], day: date) -> list[Person]:
    today = Q(until__isnull=True) | Q(until__gte=day)
    reached = Binding.objects.filter(today, is_self=True, since__lte=day, user__is_active=True)
    people = (
        Person.objects.living()
        .within(code)
        .filter(pk__in=reached.values("person"), memberships__residence=Residence.HERE)
    )
    return [one for one in people.order_by("pk").distinct() if one.pk not in away and is_adult(one.born, day)]


def _away(matter: Matter, day: date) -> set[UUID]:
    """Return the keys of all who may not be asked: these, their kin, and who lives with one of these."""
    near = _concerned(matter)
    persons = Person.objects.filter(pk__in=near)
    homes = Membership.objects.today().filter(person__in=near).values("household")
    with_them = Membership.objects.today().filter(household__in=homes).values_list("person_id", flat=True)
    asked = NeighbourCall.objects.filter(matter=matter).values_list("person_id", flat=True)
    return recused_from(persons, day) | {*with_them, *asked}


def _concerned(matter: Matter) -> set[UUID]:
    """Return the residents who asked, opened, dealt with or answer for the matter, by their accounts too."""
    askers = list(Asker.objects.filter(matter=matter).values_list("person_id", "user_id"))
    persons = {person for person, _ in askers if person}
    users = {user for _, user in askers if user}
    users |= {key for key in (matter.opened_by_id, matter.handler_id, matter.moved_by_id) if key}
    users |= {key for key in matter.steps.values_list("by_id", flat=True) if key}
    owned = Binding.objects.filter(user__in=users).values_list("person_id", flat=True)
    return persons | set(owned)


def redrawn(facts: Mapping[str, object]) -> bool:
    """Say whether the seed of a line of a timeline draws what the line says: as anybody can find out."""
    marks = [str(mark) for mark in facts["marks"]]  # type: ignore[attr-defined]  # JSON as it was written
    return drawn(marks, str(facts["seed"]), 1) == [facts["mark"]]

"""Years of moves, splits, mergers, births and deaths, drawn at random: what holds of a register on every day."""

import random
from datetime import date, timedelta
from itertools import pairwise

import pytest
from tests.registered import members

from wugong.base.refusals import Refusal
from wugong.counties.actors import SYSTEM
from wugong.registry.facts import Facts
from wugong.registry.households import found_household
from wugong.registry.models import HEAD, Change, Household, Lineage, Membership, Person
from wugong.registry.moves import (
    change_relations,
    merge_households,
    move_household,
    move_members,
    note_death,
    split_household,
)
from wugong.registry.persons import register_person
from wugong.registry.queries import members_of

FIRST = date(2015, 1, 1)
OTHER = "其他亲属"


class Lives:
    """Draws what happens next, and does it."""

    def __init__(self, villages, seed):
        self.villages = villages
        self.random = random.Random(seed)
        self.day = FIRST
        self.count = 0

    def begin(self):
        for village in self.villages:
            for _ in range(3):
                household = self.found(village)
                for place in range(self.random.randint(1, 4)):
                    self.register(household, "户主" if place == 0 else OTHER)

    def found(self, village):
        self.count += 1
        return found_household(village, f"{self.count:04}", actor=SYSTEM, since=self.day)

    def register(self, household, relation):
        self.count += 1
        facts = Facts(name="陈" + chr(0x4E00 + self.count), born=date(1970, 1, 1))
        return register_person(household, facts, relation, actor=SYSTEM, since=self.day)

    def household(self):
        return self.random.choice(list(Household.objects.standing().order_by("number")))

    def some(self, household):
        people = [one.person_id for one in members_of(household)]
        return self.random.sample(people, self.random.randint(1, len(people))) if people else []

    def related(self, people, head=None):
        return {key: "户主" if key == head else OTHER for key in people}

    def rest(self, household, going):
        people = [one.person_id for one in members_of(household) if one.person_id not in going]
        return self.related(people, self.random.choice(people)) if people else {}

    def go_on(self):
        self.day += timedelta(days=self.random.randint(0, 20))
        if Household.objects.standing().count() < 4:
            self.begin()
        act = self.random.choice(
            [
                self.settle,
                self.move,
                self.move,
                self.leave,
                self.split,
                self.merge,
                self.die,
                self.carry,
                self.head,
            ]
        )
        try:
            act(self.household())
        except Refusal:
            return False
        return True

    def settle(self, one):
        self.register(self.found(one.village), "户主")
        self.register(one, OTHER)

    def move(self, one):
        going = self.some(one)
        to = self.household()
        facts = {"relations": self.related(going), "remaining": self.rest(one, going)}
        move_members(one, going, actor=SYSTEM, day=self.day, to=to, **facts)

    def leave(self, one):
        going = self.some(one)[:1]
        move_members(
            one, going, actor=SYSTEM, day=self.day, whereabouts="广东", remaining=self.rest(one, going)
        )

    def split(self, one):
        going = self.some(one)
        self.count += 1
        facts = {"actor": SYSTEM, "day": self.day, "remaining": self.rest(one, going)}
        split_household(one, self.related(going, going[0] if going else None), f"{self.count:04}", **facts)

    def merge(self, one):
        other = self.household()
        coming = [row.person_id for row in members_of(other)]
        merge_households(one, other, self.related(coming), actor=SYSTEM, day=self.day)

    def die(self, one):
        [key] = self.some(one)[:1] or [None]
        if key:
            person = Person.objects.get(pk=key)
            note_death(person, self.day, actor=SYSTEM, remaining=self.rest(one, [key]))

    def carry(self, one):
        self.count += 1
        village = self.random.choice(self.villages)
        move_household(one, village, actor=SYSTEM, day=self.day, number=f"{self.count:04}")

    def head(self, one):
        change_relations(one, self.rest(one, []), actor=SYSTEM, day=self.day)


def faults_of_households():
    """Yield households with no head or two, and closed ones with members."""
    for household in Household.objects.all():
        heads = list(members(household).values()).count(HEAD)
        if household.until and members(household):
            yield f"{household} is closed and has members"
        if not household.until and heads != 1:
            yield f"{household} has {heads} heads"


def faults_of_persons():
    """Yield persons in two households at once or in one after death, and those whom a history leaves out."""
    for person in Person.objects.all():
        rows = list(Membership.objects.filter(person=person).order_by("pk"))
        if any(one.until is None or two.since < one.until for one, two in pairwise(rows)):
            yield f"{person} is in two households at once"
        if any(row.until and row.until < row.since for row in rows):
            yield f"{person} left before she came"
        if person.died and rows[-1].until is None:
            yield f"{person} died and belongs to a household"
        told = set(Change.objects.filter(person=person).values_list("household", flat=True))
        if not {row.household_id for row in rows} <= told:
            yield f"{person} belonged to a household that does not tell of her"


def faults_of_lines():
    """Yield households that went on in one that was not there yet."""
    for line in Lineage.objects.select_related("earlier", "later"):
        if line.day < line.later.since:
            yield f"{line.earlier} went on in {line.later} before it was"


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_whatever_happens_the_register_holds_together(seed, here, village, neighbour_village):
    lives = Lives([village, neighbour_village], seed)
    lives.begin()
    done = sum(lives.go_on() for _ in range(120))
    assert done > 30
    assert [*faults_of_households(), *faults_of_persons(), *faults_of_lines()] == []
    born = Person.objects.count()
    today = Membership.objects.today().values("person").distinct().count()
    gone = Person.objects.exclude(memberships__until__isnull=True).count()
    assert today + gone == born

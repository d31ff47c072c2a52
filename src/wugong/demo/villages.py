"""What the village of the demonstration does with its register: bodies, duties, visits, links."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from wugong.accounts.models import User
from wugong.demo import county as demo
from wugong.places.models import Place
from wugong.registry.bodies import found_profile
from wugong.registry.duties import assign_duty
from wugong.registry.grids import lay_grids
from wugong.registry.link_queries import plan_in_force
from wugong.registry.links import adopt_links, propose_links
from wugong.registry.models import Body, Duty, Grid, Household, Membership, Person, Visit
from wugong.registry.offices import take_office
from wugong.registry.visits import follow_up, note_visit


@dataclass(frozen=True)
class VillageLife:
    """Does what has not been done in the village of which the stories tell."""

    places: Mapping[str, Place]
    users: Mapping[str, User]

    @property
    def village(self) -> Place:
        return self.places[demo.FENGLIN]

    @property
    def cadre(self) -> User:
        return self.users["cadre"]

    def live(self) -> None:
        """The village has grids, bodies with offices, people who answer for its groups, visits and links."""
        if not Grid.objects.filter(village=self.village).exists():
            lay_grids(self.village, actor=self.cadre)
        if not Body.objects.filter(place=self.village).exists():
            self.found_bodies()
        if not Duty.objects.filter(place__code__startswith=demo.FENGLIN).exists():
            self.assign()
        if not Visit.objects.exists():
            self.visit()
        if plan_in_force(self.village) is None:
            adopt_links(propose_links(self.village, actor=self.cadre), actor=self.cadre)

    def found_bodies(self) -> None:
        """Three councils and a team stand, and some of their offices are taken."""
        found_profile(self.village, demo.PROFILE, actor=self.cadre, since=demo.FOUNDED)
        bodies = {body.slot: body for body in Body.objects.filter(place=self.village)}
        for slot, office, number in demo.OFFICES:
            head = self.head_of(number)
            take_office(bodies[slot], office, head, actor=self.cadre, since=demo.FOUNDED)

    def assign(self) -> None:
        """Cadres answer for the groups, a policeman for the village; who advises it on law is still open."""
        for code, login in zip(demo.groups_of(demo.FENGLIN), ("cadre", "second-cadre"), strict=True):
            group, holder = self.places[code], self.users[login]
            assign_duty(demo.CHAIN, "group", group, holder, actor=self.cadre, since=demo.FOUNDED)
        officer = self.users["yuntang-officer"]
        assign_duty(demo.CHAIN, "village", self.village, officer, actor=officer, since=demo.FOUNDED)
        assign_duty(demo.SINGLE, "police", self.village, demo.POLICE, actor=officer, since=demo.FOUNDED)

    def visit(self) -> None:
        """Three households were visited: one asked nothing, one was answered, one waits for an answer."""
        today = timezone.localdate()
        for number, before, asked, answer in demo.VISITS:
            day = today - timedelta(days=before)
            promised = None if answer is None else day + timedelta(days=demo.PROMISED)
            household = self.household(number)
            visit = note_visit(household, actor=self.cadre, day=day, asked=asked, answer_until=promised)
            if answer:
                follow_up(visit, answer, actor=self.cadre)

    def household(self, number: int) -> Household:
        """Return the household of this number."""
        found: Household = Household.objects.select_related("place", "village").get(
            village=self.village, number=f"{number:03d}"
        )
        return found

    def head_of(self, number: int) -> Person:
        """Return the head of that household."""
        heads = Membership.objects.today().heads().filter(household=self.household(number))
        found: Person = heads.select_related("person").get().person
        return found

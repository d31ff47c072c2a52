"""The registers of the demonstration: families settle in three villages, act by act."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db import transaction

from wugong.accounts.models import User
from wugong.demo import county as demo
from wugong.demo.families import Family, Member, families_of
from wugong.places.models import Place
from wugong.registry.bindings import bind_account
from wugong.registry.households import found_household, mark_care
from wugong.registry.models import HEAD, Binding, ChangeRequest, Household, Person
from wugong.registry.persons import Facts, register_person
from wugong.registry.queries import members_of
from wugong.registry.requests import ask_change
from wugong.registry.states import RequestKind


@dataclass(frozen=True)
class Homes:
    """Does the registering as far as it has not been done."""

    places: Mapping[str, Place]
    users: Mapping[str, User]
    seed: int

    def settle(self, say: Callable[[str], None]) -> None:
        """The three villages have their registers, and what hangs on them."""
        for village in demo.HOMES:
            if not Household.objects.within(village).exists():
                with transaction.atomic():
                    people = sum(self.register(family) for family in families_of(village, self.seed))
                say(f"{self.places[village].name}：登记 {people} 人")
        self.bind()
        self.ask()

    def bind(self) -> None:
        """The villager acts for her household, one phone for all; whoever serves the village is one of it."""
        officer = self.users["yuntang-officer"]
        if not Binding.objects.filter(user=self.users["resident"]).exists():
            for member in members_of(self.household(1)):
                own = member.relation == HEAD
                bind_account(self.users["resident"], member.person, actor=officer, is_self=own)
        for login_name, number in demo.SERVING.items():
            if not Binding.objects.filter(user=self.users[login_name]).exists():
                head = members_of(self.household(number)).heads().get().person
                bind_account(self.users[login_name], head, actor=officer)

    def ask(self) -> None:
        """A cadre has asked to write a name as the papers have it; another is to decide."""
        household, cadre = self.household(2), self.users["cadre"]
        if not ChangeRequest.objects.filter(household=household).exists():
            head = members_of(household).heads().get().person
            wanted = {"name": demo.RIGHT_NAME}
            ask_change(RequestKind.CORRECT, household, wanted, demo.WHY_NAME, actor=cadre, person=head)

    def household(self, number: int) -> Household:
        """Return one of the households of which the stories tell."""
        found: Household = Household.objects.get(village__code=demo.FENGLIN, number=f"{number:03d}")
        return found

    def register(self, family: Family) -> int:
        """The family has its household, its members and its marks of care; returns how many they are."""
        officer = self.users["yuntang-officer"]
        east, north = family.point
        household = found_household(
            self.places[family.group],
            family.number,
            actor=officer,
            address=family.address,
            since=demo.SINCE,
            longitude=east,
            latitude=north,
        )
        grown: Person | None = None
        for member in family.members:
            person = self.enter(household, member, grown, officer)
            grown = grown or person
        for care in family.cares:
            mark_care(household, care, actor=officer, since=demo.CARED)
        return len(family.members)

    def enter(self, household: Household, member: Member, guardian: Person | None, officer: User) -> Person:
        """The member belongs to the household since it stands, or since her birth."""
        facts = Facts(
            member.name,
            sex=member.sex,
            id_number=member.id_number,
            phone=member.phone,
            guardian=guardian if member.is_child else None,
        )
        entered = register_person(
            household,
            facts,
            member.relation,
            actor=officer,
            since=max(demo.SINCE, member.born),
            residence=member.residence,
            whereabouts=member.whereabouts,
        )
        return entered.person

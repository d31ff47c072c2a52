"""What a resident sees of her own: household, what is registered, who read it, what she agreed to."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from wugong.accounts.models import User
from wugong.registry.bindings import persons_of
from wugong.registry.consents import consents_of, wards_of
from wugong.registry.masks import PersonSeen, id_seen, phone_seen, seen_by_family
from wugong.registry.models import Binding, ChangeRequest, Consent, Household, Membership, Person, Reading
from wugong.registry.purposes import Purpose, asked_of
from wugong.registry.queries import members_of_all
from wugong.registry.states import RequestState, Sealed
from wugong.rules.ages import is_child


@dataclass(frozen=True, slots=True)
class Own:
    """本人、代用的家人或孩子: someone whose data the visitor sees, in full her own and her children's."""

    person: Person
    is_ward: bool
    residence: str
    in_clear: bool  # a family's phone shows numbers in part

    @property
    def numbers(self) -> list[tuple[str, str]]:
        """Return what lies under seal, by its name, in full or in part."""
        return [(str(one.label), self._number(one)) for one in Sealed]

    def _number(self, field: Sealed) -> str:
        secret = getattr(self.person, field.value)
        if self.in_clear:
            return str(secret.shown(str))
        return phone_seen(secret) if field is Sealed.PHONE else id_seen(secret)


@dataclass(frozen=True, slots=True)
class Home:
    """户: where it stands, and its members as one of them sees them."""

    household: Household
    members: Sequence[PersonSeen]


@dataclass(frozen=True, slots=True)
class MyHousehold:
    """我的户."""

    homes: Sequence[Home]
    own: Sequence[Own]
    helpers: Sequence[Binding]  # the accounts that act for the visitor or her children, beside her own
    requests: Sequence[ChangeRequest]


@dataclass(frozen=True, slots=True)
class Asked:
    """A purpose, and whether it is agreed to."""

    purpose: Purpose
    consent: Consent | None
    lasts: date
    days: int


@dataclass(frozen=True, slots=True)
class Asking:
    """Somebody, and the purposes that she or her guardian is asked about."""

    person: Person
    is_ward: bool
    asked: Sequence[Asked]
    agrees: bool  # on this account: it is her own, or her guardian's

    @property
    def agreed(self) -> int:
        """Return how many of them are agreed to."""
        return sum(one.consent is not None for one in self.asked)


def my_people(user: User) -> list[tuple[Person, bool]]:
    """Return whose account it is, whom it acts for beside, the children whom they guard; who is a child."""
    own = set(persons_of(user, own=True).values_list("pk", flat=True))
    mine = sorted(persons_of(user), key=lambda one: one.pk not in own)
    children = [child for child in wards_of(mine) if child not in mine] if mine else []
    today = timezone.localdate()
    return [(one, is_child(one.born, today)) for one in mine] + [(child, True) for child in children]


def one_of_mine(user: User, key: UUID) -> Person | None:
    """Return the person if the account acts for her or guards her."""
    return next((person for person, _ in my_people(user) if person.pk == key), None)


def guardian_of(user: User, child: Person) -> Person | None:
    """Return whose own account it is, if she may agree for the child."""
    mine = persons_of(user, own=True)
    return next((one for one in mine if wards_of([one]).filter(pk=child.pk).exists()), None)


def my_household(user: User) -> MyHousehold:
    """Return the households of those the account acts for, and all that is registered of her own."""
    people = my_people(user)
    mine = [person.pk for person, is_ward in people]
    stays = Membership.objects.today().filter(person__in=mine).select_related("household__place")
    by_person = {stay.person_id: stay for stay in stays}
    acting = {person.pk for person in persons_of(user)}
    households = {
        stay.household_id: stay.household for stay in by_person.values() if stay.person_id in acting
    }
    members = members_of_all(households.values())
    homes = [Home(one, seen_by_family(members[key])) for key, one in households.items()]
    clear = _open_to(user)
    own = [
        Own(person, is_ward, _residence(by_person.get(person.pk)), person.pk in clear)
        for person, is_ward in people
    ]
    asked = ChangeRequest.objects.filter(asked_by=user, household__in=list(households))
    waiting = asked.filter(state=RequestState.ASKED).select_related("household", "person")
    return MyHousehold(homes, own, _helpers(user, clear), list(waiting.order_by("-asked_at")))


def my_readings(user: User) -> QuerySet[Reading]:
    """Return who read in clear what lies under seal of those the account acts for or guards, newest first."""
    keys = [person.pk for person, _ in my_people(user)]
    rows = Reading.objects.filter(person__in=keys).select_related("person", "read_by")
    return rows.order_by("-read_at", "-pk")


def my_consents(user: User) -> list[Asking]:
    """Return each of those the account acts for or guards, with every purpose and whether it is agreed to."""
    people, today, agreeing = my_people(user), timezone.localdate(), _open_to(user)
    by_guardian = {person.pk: is_child(person.born, today) for person, _ in people}
    found = {
        (consent.person_id, consent.purpose): consent
        for consent in consents_of([person for person, _ in people]).order_by("until")
        if (consent.guardian_id is not None) == by_guardian[consent.person_id]
    }
    return [
        Asking(
            person,
            is_ward,
            [
                Asked(one, found.get((person.pk, one.key)), one.last_day(today), one.term(today).days)
                for one in asked_of(today, child=is_ward)
            ],
            person.pk in agreeing,
        )
        for person, is_ward in people
    ]


def _open_to(user: User) -> set[UUID]:
    """Return the keys of whose own account it is, and of her children: their numbers stand in full."""
    mine = list(persons_of(user, own=True))
    return {person.pk for person in [*mine, *(wards_of(mine) if mine else [])]}


def _helpers(user: User, persons: Set[UUID]) -> list[Binding]:
    """Return the other accounts that act for any of these today, since when, and who bound them."""
    today = timezone.localdate()
    rows = Binding.objects.filter(person__in=persons, since__lte=today).exclude(until__lt=today)
    others = rows.exclude(user=user).select_related("user", "person", "bound_by")
    return list(others.order_by("person__born", "since", "pk"))


def _residence(stay: Membership | None) -> str:
    return stay.get_residence_display() if stay else ""

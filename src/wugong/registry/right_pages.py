"""What the pages of a person's rights show a cadre: accounts, consents, guardians, whom to recuse."""

from collections.abc import Sequence

from django.db.models import Q
from django.utils import timezone

from wugong.accounts.models import User
from wugong.registry import right_refusals as refusals
from wugong.registry.consents import consents_of, wards_of
from wugong.registry.household_pages import Spot
from wugong.registry.masks import name_seen
from wugong.registry.models import Binding, Consent, Household, Kinship, Membership, Person
from wugong.registry.permissions import can_register
from wugong.registry.purposes import Purpose, purpose_of
from wugong.rules.ages import is_adult, is_child


def accounts_of(person: Person) -> list[Binding]:
    """Return the accounts that act for the person today."""
    rows = Binding.objects.filter(person=person, until__isnull=True).select_related("user")
    return list(rows.order_by("since", "pk"))


def account_named(login_name: str, person: Person) -> User:
    """Return the account of this name in the person's county, or refuse."""
    rows = User.objects.filter(login_name=login_name.strip().lower(), county_id=person.county_id)
    user = rows.filter(is_active=True).first()
    if user is None:
        raise refusals.NoSuchAccount(account=login_name)
    return user


def consents_shown(person: Person) -> list[tuple[Purpose, Consent]]:
    """Return what is agreed to for the person today."""
    child = is_child(person.born, timezone.localdate())
    rows = consents_of([person]).filter(guardian__isnull=not child).select_related("guardian")
    return [(purpose_of(one.purpose), one) for one in rows.order_by("since", "pk")]


def guardians_of(person: Person, spot: Spot) -> list[Person] | None:
    """Return who may agree for a child; None for whoever speaks for herself."""
    today = timezone.localdate()
    if not is_child(person.born, today):
        return None
    noted = Person.objects.living().filter(pk__in=[one.pk for one in recused_before(person)])
    asked = dict.fromkeys([*(one.person for one in spot.members), *noted])
    grown = [one for one in asked if is_adult(one.born, today)]
    return [one for one in grown if wards_of([one]).filter(pk=person.pk).exists()]


def recused_before(person: Person) -> Sequence[Person]:
    """Return those who were noted as recused before this person; why is not told."""
    rows = Kinship.objects.filter(Q(one=person) | Q(other=person)).select_related("one", "other")
    return [row.other if row.one_id == person.pk else row.one for row in rows.order_by("pk")]


def recused_shown(spot: Spot, noted: Sequence[Person]) -> list[tuple[Person, str]]:
    """Return those noted, with their names as the visitor may see them: she may serve one group alone."""
    in_clear = bool(can_register(spot.desk.visitor, spot.household.village))
    return [(one, name_seen(one, in_clear=in_clear)) for one in noted]


def person_named(spot: Spot, number: str, name: str) -> Person:
    """Return who bears this name in the village's household of this number, or refuse.

    Nobody is found beyond the place of the desk: who serves one group learns nothing of another.
    """
    rows = Membership.objects.today().filter(
        household__in=Household.objects.within(spot.code).values("pk"),
        household__village=spot.household.village,
        household__number=number.strip(),
        person__name=name.strip(),
    )
    found = rows.select_related("person").first()
    if found is None:
        raise refusals.NobodyOfThisName(name=name, number=number)
    return found.person

"""Whether somebody is in the register already: by number in the county, by name in a household."""

from wugong.registry import refusals
from wugong.registry.facts import Facts
from wugong.registry.keys import ring
from wugong.registry.masks import name_seen
from wugong.registry.models import Household, Membership, Person
from wugong.registry.queries import membership_of


def person_numbered(number: str) -> Person | None:
    """Return the person of the county who has papers of this number."""
    context = Person._meta.get_field("id_number").context
    return Person.objects.filter(id_mark__in=ring.marks(number, context)).first() if number else None


def registered_under(facts: Facts) -> Person | None:
    """Return who left the register and is back, by the number and the name; refuse who is in it, or died."""
    person = person_numbered(facts.id_number)
    if person is None:
        return None
    shown = name_seen(person, in_clear=False)
    if member := membership_of(person):
        raise refusals.RegisteredAlready(village=member.household.village.name, name=shown)
    if person.died:
        raise refusals.RegisteredAsDead(name=shown)
    if person.name != facts.name:
        raise refusals.RegisteredBefore(name=shown)
    return Person.objects.select_for_update(no_key=True).get(pk=person.pk)


def refuse_number_of_another(number: str, person: Person) -> None:
    """Refuse a number that stands with another person of the county."""
    other = person_numbered(number)
    if other is not None and other.pk != person.pk:
        member = membership_of(other)
        village = member.household.village.name if member else "—"
        raise refusals.RegisteredAlready(village=village, name=name_seen(other, in_clear=False))


def refuse_twin(facts: Facts, household: Household) -> None:
    """Refuse somebody of the same name and birth in the same household, unless both have their numbers."""
    alike = Membership.objects.today().filter(
        household=household, person__name=facts.name, person__born=facts.born
    )
    if any(not (facts.id_number and one.person.id_mark) for one in alike.select_related("person")):
        raise refusals.InHouseholdAlready(number=household.number, name=facts.name)

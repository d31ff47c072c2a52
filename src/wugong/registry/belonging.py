"""Where a person belongs, for asking who may do something about her."""

from wugong.places.models import Place
from wugong.registry.models import Person
from wugong.registry.queries import last_membership_of
from wugong.registry.right_refusals import NotInAHousehold


def place_of(person: Person) -> Place:
    """Return the village or group where the person belongs, or belonged last; refuse where she never did."""
    last = last_membership_of(person)
    if last is None:
        raise NotInAHousehold(name=person.name)
    return last.household.place

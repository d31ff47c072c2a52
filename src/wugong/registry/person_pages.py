"""What the card of a person shows: who she is as far as one may see, where she belonged, what happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.http import Http404

from wugong.access.verdicts import Visitor
from wugong.registry.history_pages import History, history_of
from wugong.registry.household_pages import Spot
from wugong.registry.masks import PersonSeen, seen
from wugong.registry.models import Membership, Person, Reading
from wugong.registry.queries import changes_of_person, last_membership_of, memberships_of, person_here
from wugong.registry.register_pages import Desk, desk_of
from wugong.registry.states import Leaving, Sealed


@dataclass(frozen=True)
class PersonSpot(Spot):
    """人和她的户: a person in the household where she belongs, or belonged last."""

    membership: Membership

    @property
    def person(self) -> Person:
        return self.membership.person

    @cached_property
    def person_seen(self) -> PersonSeen:
        """Return the person as the visitor may see her."""
        [shown] = seen([self.membership], self.desk.visitor, self.place)
        return shown

    @property
    def belongs(self) -> bool:
        """Say whether she belongs to the household today."""
        return self.membership.until is None


def person_spot(code: str, key: UUID, visitor: Visitor) -> PersonSpot:
    """Return the person of this key if she belongs, or belonged last, to a household of this place."""
    desk = desk_of(code, visitor)
    person = person_here(desk.place, key)
    last = last_membership_of(person) if person else None
    if person is None or last is None:
        raise Http404
    last.person = person
    return PersonSpot(last.household, Desk(last.household.place, visitor), desk.place, last)


@dataclass(frozen=True)
class PersonCard:
    """人卡."""

    spot: PersonSpot
    seen: PersonSeen
    sealed: Sequence[tuple[Sealed, str]]  # what lies under seal, and as much of it as may be seen
    stays: Sequence[Membership]
    history: History
    readings: int  # of what lies under seal, by the visitor


def person_card(spot: PersonSpot) -> PersonCard:
    """Return the card of a person."""
    shown, visitor = spot.person_seen, spot.desk.visitor
    stays = memberships_of(spot.person).exclude(leaving=Leaving.CHANGED)
    return PersonCard(
        spot=spot,
        seen=shown,
        sealed=[(one, getattr(shown, one.value)) for one in Sealed if getattr(spot.person, one.value)],
        stays=list(stays),
        history=history_of(changes_of_person(spot.person), in_clear=spot.desk.registers),
        readings=Reading.objects.filter(person=spot.person, read_by=visitor.pk).count(),
    )

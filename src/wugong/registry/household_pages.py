"""What the card of a household shows: where it is, who belongs to it, what happened, what waits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.http import Http404

from wugong.access.verdicts import Visitor
from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.registry.history_pages import History, history_of
from wugong.registry.link_queries import head_of, linked_by
from wugong.registry.masks import PersonSeen, seen, seen_in_part
from wugong.registry.models import CareMark, ChangeRequest, Household, Lineage, Membership, Visit
from wugong.registry.queries import changes_of, earlier_of, household_here, later_of, members_of
from wugong.registry.register_pages import Desk, desk_of
from wugong.registry.states import Leaving, RequestState

VISITS = 3  # the latest, on the card


@dataclass(frozen=True)
class Spot:
    """户和进来的地方: a household, the place one came through, what the visitor may do with the household."""

    household: Household
    desk: Desk  # with the verdicts of the household's own place
    at: Place  # the place in the address

    @property
    def code(self) -> str:
        return self.at.code

    @property
    def place(self) -> Place:
        return self.household.place

    @cached_property
    def members(self) -> list[Membership]:
        """Return who belongs to the household today, the head first."""
        return list(members_of(self.household))

    @cached_property
    def shown(self) -> list[PersonSeen]:
        """Return the members as the visitor may see them."""
        return seen(self.members, self.desk.visitor, self.place)

    @cached_property
    def places(self) -> list[Place]:
        """Return where one can move within the town: its villages and their groups."""
        return _places_in(self.place.code[: Level.TOWN])


def spot_of(code: str, key: UUID, visitor: Visitor) -> Spot:
    """Return the household of this key if it lies within the place of this code; else there is none."""
    desk = desk_of(code, visitor)
    household = household_here(desk.place, key)
    if household is None:
        raise Http404
    return Spot(household, Desk(household.place, visitor), desk.place)


@dataclass(frozen=True)
class Card:
    """户卡."""

    spot: Spot
    left: Sequence[PersonSeen]
    cares: Sequence[CareMark]
    waiting: Sequence[ChangeRequest]
    earlier: Sequence[Lineage]
    later: Sequence[Lineage]
    history: History
    linking: Household | None  # by whom it is linked (一户十联)
    linked: Sequence[Household]
    visits: Sequence[Visit]

    @property
    def step(self) -> str:
        """Return the next step: decide, member, head, more, locate, visit, or nothing to do."""
        desk, one = self.spot.desk, self.spot.household
        visitor = getattr(desk.visitor, "pk", None)
        steps = (
            ("decide", desk.confirms and any(asked.asked_by_id != visitor for asked in self.waiting)),
            ("member", desk.registers and not self.spot.members),
            ("head", desk.registers and not any(person.is_head for person in self.spot.shown)),
            ("more", desk.registers and len(self.spot.members) == 1 and not self.visits),
            ("locate", desk.registers and one.longitude is None),
            ("visit", desk.visits),
        )
        return "" if one.until else next((name for name, holds in steps if holds), "")


def card_of(spot: Spot) -> Card:
    """Return the card of a household, whatever happened to it: as many queries for one line as for many."""
    one = spot.household
    waiting = ChangeRequest.objects.filter(household=one, state=RequestState.ASKED)
    return Card(
        spot=spot,
        left=_left_shown(spot),
        cares=list(CareMark.objects.filter(household=one, until__isnull=True).order_by("since", "pk")),
        waiting=list(waiting.select_related("asked_by")),
        earlier=list(earlier_of(one)),
        later=list(later_of(one)),
        history=history_of(changes_of(one), in_clear=spot.desk.registers),
        linking=head_of(one),
        linked=linked_by(one),
        visits=list(Visit.objects.filter(household=one).select_related("visited_by")[:VISITS]),
    )


def _left_shown(spot: Spot) -> list[PersonSeen]:
    """Return who has left as the visitor may see them: who belongs elsewhere since, as strangers are seen."""
    gone = list(_left(spot.household))
    if not (gone and spot.desk.registers):
        return seen_in_part(gone)
    village = Desk(spot.household.village, spot.desk.visitor)
    away = _elsewhere(gone, village.place if village.registers else spot.place)
    clear = seen(gone, spot.desk.visitor, spot.place)
    return [hidden if one.pk in away else one for one, hidden in zip(clear, seen_in_part(gone), strict=True)]


def _elsewhere(gone: Iterable[Membership], place: Place) -> set[UUID]:
    """Return the keys of those who came to belong, since they left, to a household beyond this place."""
    ended = {one.person_id: one.until for one in gone}
    beyond = Membership.objects.filter(person__in=list(ended)).exclude(
        household__in=Household.objects.within(place.code).values("pk")
    )
    rows = beyond.values_list("person_id", "until")
    return {key for key, until in rows if until is None or until > (ended[key] or until)}


def _left(household: Household) -> Iterable[Membership]:
    gone = Membership.objects.filter(household=household, until__isnull=False).select_related("person")
    return gone.exclude(leaving=Leaving.CHANGED).order_by("-until", "relation", "pk")


def places_of(desk: Desk) -> list[Place]:
    """Return where a household can be registered from this desk: the villages within and their groups."""
    return _places_in(desk.place.code)


def _places_in(code: str) -> list[Place]:
    inside = Place.objects.under(code).at_levels(Level.VILLAGE, Level.GROUP)
    return list(inside.filter(until__isnull=True).order_by("code"))

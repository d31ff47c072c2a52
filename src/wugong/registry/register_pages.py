"""What the first page of a register shows: whose it is, what it holds in figures, what waits there."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404

from wugong.access.verdicts import Visitor
from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.registry import permissions
from wugong.registry.link_states import PlanState
from wugong.registry.models import CareMark, ChangeRequest, Household, Link, Membership
from wugong.registry.states import Care, RequestState, Residence


@dataclass(frozen=True)
class Desk:
    """办事的地方: a place whose register is open, and what the visitor may do there."""

    place: Place
    visitor: Visitor

    @property
    def is_town(self) -> bool:
        return self.place.level is Level.TOWN

    @cached_property
    def registers(self) -> bool:
        return bool(permissions.can_register(self.visitor, self.place))

    @cached_property
    def reveals(self) -> bool:
        return bool(permissions.can_reveal(self.visitor, self.place))

    @cached_property
    def confirms(self) -> bool:
        return bool(permissions.can_confirm(self.visitor, self.place))

    @cached_property
    def visits(self) -> bool:
        return bool(permissions.can_visit(self.visitor, self.place))

    @cached_property
    def parts(self) -> list[Place]:
        """Return the villages of a town, or the groups of a village, that exist today."""
        below = {Level.TOWN: Level.VILLAGE, Level.VILLAGE: Level.GROUP}.get(self.place.level)
        if below is None:
            return []
        inside = Place.objects.under(self.place.code).at_level(below)
        return list(inside.filter(until__isnull=True).order_by("code"))


def desk_of(code: str, visitor: Visitor) -> Desk:
    """Return the desk of the place of this code; what is no place has none."""
    place = get_object_or_404(Place.objects.select_related("county"), code=code)
    return Desk(place, visitor)


@dataclass(frozen=True)
class Figure:
    """数: what there is how much of, and the query of the list it opens to."""

    label: str
    count: int
    query: str = ""


@dataclass(frozen=True)
class Home:
    """登记簿的首页: households, people by where they live, households under care, requests that wait."""

    households: int
    people: int
    residences: Sequence[Figure]
    cares: Sequence[Figure]
    waiting: int
    deciding: int  # of those that wait, what the visitor may decide
    unplaced: int
    unheaded: int
    linked: int  # households that somebody looks after (一户十联)

    @property
    def unlinked(self) -> int:
        return self.households - self.linked


def home_of(desk: Desk) -> Home:
    """Return what the register of a place holds, and what waits there: seven queries."""
    place = desk.place
    households = Household.objects.within(place.code).standing()
    inside = households.values("pk")
    members = Membership.objects.today().filter(household__in=inside)
    lived = dict(members.order_by().values_list("residence").annotate(Count("pk")))
    marks = CareMark.objects.filter(household__in=inside, until__isnull=True)
    cared = dict(marks.order_by().values_list("care").annotate(Count("pk")))
    waiting, deciding = _waiting(desk)
    return Home(
        households=households.count(),
        people=sum(lived.values()),
        residences=[_figure("residence", one, lived) for one in Residence],
        cares=[_figure("care", one, cared) for one in Care if cared.get(one)],
        waiting=waiting,
        deciding=deciding,
        unplaced=households.filter(longitude__isnull=True).count(),
        linked=_linked(inside),
        unheaded=households.exclude(pk__in=members.heads().values("household")).count(),
    )


def _waiting(desk: Desk) -> tuple[int, int]:
    """Return how many requests wait, and how many of them the visitor may decide: none of her own."""
    asked = ChangeRequest.objects.filter(state=RequestState.ASKED, household__in=_all_within(desk.place))
    others = Count("pk", filter=~Q(asked_by=getattr(desk.visitor, "pk", None)))
    found = asked.order_by().aggregate(all=Count("pk"), others=others)
    return found["all"], found["others"] if found["others"] and desk.confirms else 0


def _linked(households: object) -> int:
    links = Link.objects.open().filter(plan__state=PlanState.ADOPTED, household__in=households)
    return links.values("household").distinct().count()


def _figure(name: str, one: Care | Residence, counts: dict[str, int]) -> Figure:
    return Figure(str(one.label), counts.get(one, 0), f"{name}={one.value}")


def _all_within(place: Place) -> object:
    return Household.objects.within(place.code).values("pk")

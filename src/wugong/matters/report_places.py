"""Where a report may be about: the visitor's own villages and groups, or the place that was asked for."""

from collections.abc import Iterable, Sequence
from typing import Final

from django.http import HttpRequest
from django.utils import timezone

from wugong.access.abilities import Ability
from wugong.access.verdicts import roles_of_visitor
from wugong.accounts.models import User
from wugong.matters.standing import at_of
from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.registry.bindings import persons_of
from wugong.registry.models import Membership

LOCAL: Final = (Level.VILLAGE, Level.GROUP)


def places_offered(request: HttpRequest) -> list[Place]:
    """Return the places to choose from, the likeliest first: those of `at`, else the visitor's own."""
    named = Place.objects.in_force(timezone.localdate()).filter(code=at_of(request)).first()
    if named is not None and named.level in LOCAL:
        return _with_groups([named.code])
    return _with_groups(_own(request)) if isinstance(request.user, User) else []


def _own(request: HttpRequest) -> list[str]:
    """Return the codes of where the visitor's household is, then of where she may ask."""
    stays = Membership.objects.today().filter(person__in=persons_of(request.user).values("pk"))  # type: ignore[arg-type] # a user, as was asked
    homes = list(stays.values_list("household__place__code", flat=True))
    asks = [one.place for one in roles_of_visitor(request) if one.enables(Ability.ASK) and one.place]
    codes = [*homes, *(place.code for place in asks if place.level in LOCAL)]
    return list(dict.fromkeys(codes))


def _with_groups(codes: Sequence[str]) -> list[Place]:
    """Return these places, their villages and the groups there: one query."""
    villages = {code[: Level.VILLAGE] for code in codes}
    today = Place.objects.in_force(timezone.localdate())
    found = [place for one in villages for place in today.under(one)]
    return sorted(found, key=lambda place: (_rank(place.code, codes), place.code))


def _rank(code: str, codes: Sequence[str]) -> int:
    return codes.index(code) if code in codes else len(codes)


def steps_down(code: str) -> tuple[Place | None, Iterable[Place]]:
    """Return the town of this code, if it is one, and what to choose next: its villages, else the towns."""
    today = Place.objects.in_force(timezone.localdate())
    town = today.filter(code=code).first() if len(code) == Level.TOWN else None
    return town, today.under(town.code).at_level(Level.VILLAGE) if town else today.at_level(Level.TOWN)

"""The desk of those who have signed in: where they have something to do, and how a town stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from wugong.access.abilities import Ability
from wugong.access.models import Role
from wugong.access.verdicts import roles_of
from wugong.accounts.models import User
from wugong.base.periods import Level, Period
from wugong.places.codes import Level as PlaceLevel
from wugong.places.models import Place
from wugong.portal.queries import lineage_of
from wugong.review.models import Run
from wugong.review.queries import Rounds, adopted_for, rounds_of, scheme_of

SHOWN = 8  # runs


@dataclass(frozen=True)
class Own:
    """What someone's roles open: towns with a desk, villages with a public page, and the roles themselves."""

    roles: Sequence[Role]
    towns: Sequence[Place]
    villages: Sequence[Place]
    oversees: bool


def of(user: User) -> Own:
    """Return the places of the user's roles of today."""
    roles = roles_of(user)
    read = [role for role in roles if role.enables(Ability.READ_PLACE) and role.place]
    counties = [role.place for role in read if role.place and role.place.level is PlaceLevel.COUNTY]
    towns = {role.place for role in read if role.place and role.place.level is PlaceLevel.TOWN}
    for county in counties:
        towns |= set(Place.objects.under(county.code).at_level(PlaceLevel.TOWN))
    villages = {role.place for role in roles if role.place and role.place.level is PlaceLevel.VILLAGE}
    return Own(roles, sorted(towns, key=_code), sorted(villages, key=_code), bool(counties))


def _code(place: Place) -> str:
    return place.code


@dataclass(frozen=True)
class Stage:
    """进展: how far a month has come, and what is still missing."""

    month: Period
    rounds: Sequence[Rounds]
    run: Run | None


def town(place: Place) -> dict[str, Any]:
    """Return the context of a town's desk."""
    standing = Run.objects.of(place).standing().select_related("prepared_by")
    runs = list(standing.order_by("-last_day", "level"))
    last = Period.of(timezone.localdate(), Level.MONTH).plus(-1)
    waiting = [run for run in runs if run.state == "prepared"]
    return {
        "line": lineage_of(place.code),
        "stages": [stage for month in (last.plus(1), last) if (stage := _stage(place, month, runs))],
        "waiting": waiting,
        "runs": runs[:SHOWN],
    }


def _stage(place: Place, month: Period, runs: Sequence[Run]) -> Stage | None:
    adopted = adopted_for(place, month.last_day)
    if adopted is None:
        return None
    run = next((run for run in runs if run.span == month), None)
    return Stage(month, rounds_of(place, month, scheme_of(adopted)), run)

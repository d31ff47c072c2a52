"""Acts on places, for those whose role enables them: the system administrator."""

from collections.abc import Collection, Sequence
from datetime import date

from wugong.access.abilities import Ability
from wugong.access.verdicts import may
from wugong.accounts.models import User
from wugong.counties.actors import System
from wugong.places import actions, changes
from wugong.places.models import Place

Actor = User | System


def register_place(code: str, name: str, *, actor: Actor, since: date | None = None) -> Place:
    """The county has one place more, if the actor may operate its places."""
    may(actor, Ability.OPERATE, code).or_refuse()
    return actions.register_place(code, name, actor=actor, since=since)


def rename_place(place: Place, name: str, *, actor: Actor) -> None:
    """The place has this name from now on, if the actor may operate the county's places."""
    may(actor, Ability.OPERATE, place.code).or_refuse()
    actions.rename_place(place, name, actor=actor)


def change_code(place: Place, code: str, *, actor: Actor, day: date) -> None:
    """The place has this code from that day on, if the actor may operate the county's places."""
    may(actor, Ability.OPERATE, place.code).or_refuse()
    actions.change_code(place, code, actor=actor, day=day)


def close_place(place: Place, *, actor: Actor, until: date, successors: Collection[Place] = ()) -> None:
    """The place ends with that day, if the actor may operate the county's places."""
    may(actor, Ability.OPERATE, place.code).or_refuse()
    actions.close_place(place, actor=actor, until=until, successors=successors)


def merge_places(places: Collection[Place], code: str, name: str, *, actor: Actor, day: date) -> Place:
    """From that day on one place stands for all of these, if the actor may operate each of them."""
    for place in places:
        may(actor, Ability.OPERATE, place.code).or_refuse()
    return changes.merge_places(places, code, name, actor=actor, day=day)


def split_place(place: Place, parts: Sequence[changes.Part], *, actor: Actor, day: date) -> list[Place]:
    """From that day on several places stand for this one, if the actor may operate it."""
    may(actor, Ability.OPERATE, place.code).or_refuse()
    return changes.split_place(place, parts, actor=actor, day=day)

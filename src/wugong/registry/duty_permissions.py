"""Who may say who answers for what, and why not."""

from wugong.access.abilities import Ability
from wugong.access.verdicts import Verdict, Visitor, may
from wugong.places.codes import Level
from wugong.places.models import Place
from wugong.registry.permissions import can_keep_bodies


def can_assign(actor: Visitor, place: Place, *, by_town: bool) -> Verdict:
    """The town's officer names who answers for a town or village, a village's cadre who answers within it."""
    if by_town or place.level < Level.VILLAGE:
        return may(actor, Ability.PREPARE, place.code)
    return can_keep_bodies(actor, place)

"""Who may post, correct and take down, and who sets words and templates."""

from wugong.access.abilities import Ability
from wugong.access.verdicts import Verdict, may
from wugong.accounts.models import User
from wugong.counties.actors import System
from wugong.places.codes import Level
from wugong.places.models import Place


def can_post(actor: User | System, place: Place) -> Verdict:
    """Who approves for a place says what hangs there, at a village its cadre too.

    The room that asks adds its own conditions.
    """
    office = may(actor, Ability.APPROVE, place.code)
    if office or place.level is not Level.VILLAGE:
        return office
    return may(actor, Ability.WORK_VILLAGE_DESK, place.code) or office


def can_word(actor: User | System, place: Place) -> Verdict:
    """Who prepares for a place chooses the words and templates of what will hang there."""
    return may(actor, Ability.PREPARE, place.code)

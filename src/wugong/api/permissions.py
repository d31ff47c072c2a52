"""Who gives and takes back the keys of other programs, and why not."""

from wugong.access.abilities import Ability
from wugong.access.verdicts import Verdict, Visitor, may
from wugong.places.models import Place


def can_give_keys(actor: Visitor, county: Place) -> Verdict:
    """The county's rule keeper says which programs may hand in requests."""
    return may(actor, Ability.ADOPT_RULES, county.code)

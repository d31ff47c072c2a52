"""Who may read, change, confirm and see in clear what the register holds."""

from wugong.access.abilities import Ability
from wugong.access.verdicts import Verdict, Visitor, may
from wugong.places.models import Place


def can_read(actor: Visitor, place: Place) -> Verdict:
    """Those who work with the register of this place read it, masked."""
    return may(actor, Ability.READ_REGISTER, place.code)


def can_register(actor: Visitor, place: Place) -> Verdict:
    """Cadres, grid keepers and cluster heads enter what they see; the town's officer too."""
    return may(actor, Ability.REGISTER, place.code)


def can_reveal(actor: Visitor, place: Place) -> Verdict:
    """Who must reach people reads a number in clear, with a reason; each reading is written down."""
    return may(actor, Ability.REVEAL, place.code)


def can_confirm(actor: Visitor, place: Place) -> Verdict:
    """A cadre or the town's office decides what another asked for."""
    return may(actor, Ability.CONFIRM_CHANGES, place.code)


def can_visit(actor: Visitor, place: Place) -> Verdict:
    """Cadres, grid keepers and cluster heads visit and note what was asked."""
    return may(actor, Ability.VISIT, place.code)


def can_keep_bodies(actor: Visitor, place: Place) -> Verdict:
    """A village's cadre keeps its organisations, the town's officer those of the town and its villages."""
    village = may(actor, Ability.WORK_VILLAGE_DESK, place.code)
    return village if village else may(actor, Ability.PREPARE, place.code)


def can_settle_columns(actor: Visitor, place: Place) -> Verdict:
    """How lists are read from now on, a village's cadre or the town's officer says."""
    return can_keep_bodies(actor, place)


def can_adopt_templates(actor: Visitor, place: Place) -> Verdict:
    """The county's rule keeper says which organisations there are and which offices exclude each other."""
    return may(actor, Ability.ADOPT_RULES, place.code)

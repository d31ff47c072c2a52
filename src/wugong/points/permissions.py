"""Who may do which step of points, and why not; what nobody may do for herself is asked here too."""

from wugong.access.abilities import Ability
from wugong.access.verdicts import YES, Verdict, Visitor, may, refused
from wugong.places.models import Place
from wugong.points import pool_refusals
from wugong.points.models import Opening


def can_keep(actor: Visitor, village: Place) -> Verdict:
    """The village's cadre keeps catalogue, pool, events, lists and cards."""
    return may(actor, Ability.WORK_VILLAGE_DESK, village.code)


def can_approve_claims(actor: Visitor, village: Place) -> Verdict:
    """The village's cadre looks at claims first, and never at one of her own household or kin."""
    return may(actor, Ability.APPROVE_CLAIMS, village.code)


def can_claim_for(actor: Visitor, village: Place) -> Verdict:
    """A cadre, a grid keeper or a cluster head claims for those who do not use a phone."""
    cadre = may(actor, Ability.WORK_VILLAGE_DESK, village.code)
    return cadre if cadre else may(actor, Ability.ASSIST, village.code)


def can_read(actor: Visitor, village: Place) -> Verdict:
    """Cadres, supervisors and the town read all claims of the village."""
    return may(actor, Ability.READ_PLACE, village.code)


def can_recheck(actor: Visitor, village: Place) -> Verdict:
    """The supervision committee re-checks what a public seed drew."""
    return may(actor, Ability.RECHECK, village.code)


def can_fund(actor: Visitor, village: Place) -> Verdict:
    """The village's cadre or cashier opens a pool, adds money to it and closes it, as a meeting decided."""
    return can_fund_at(actor, village.code)


def can_read_opening_at(actor: Visitor, code: str) -> Verdict:
    """Who keeps the village's money hands in its paper book; the supervisors read it too, to confirm it."""
    fund = can_fund_at(actor, code)
    return fund or may(actor, Ability.RECHECK, code) or fund


def can_confirm_opening(actor: Visitor, opening: Opening) -> Verdict:
    """The second hand on the paper book: of the village's money or of its supervisors, never the first."""
    village = opening.village
    by_one = opening.made_by_id is not None and opening.made_by_id == actor.pk
    refusal = pool_refusals.OpeningByOneHand
    other = refused(refusal.code, refusal.sentence) if by_one else YES
    return can_read_opening_at(actor, village.code) & other


def can_blank(actor: Visitor, village: Place) -> Verdict:
    """Who approves for the town takes back what it keeps of a person, where the law gives her that right."""
    return may(actor, Ability.APPROVE, village.code)


def can_fund_at(actor: Visitor, code: str) -> Verdict:
    """The same, asked by the code of a place that may not be there."""
    cashier = may(actor, Ability.KEEP_CASH, code)
    return cashier if cashier else may(actor, Ability.WORK_VILLAGE_DESK, code)

"""Who keeps the shop, who hands over, who confirms, and what no keeper does for her own household."""

from wugong.access.abilities import Ability
from wugong.access.verdicts import YES, Verdict, Visitor, may, refused
from wugong.accounts.models import User
from wugong.base.texts import mark
from wugong.places.models import Place
from wugong.registry.hands import can_judge
from wugong.registry.kinship import households_recused
from wugong.registry.models import Household
from wugong.registry.queries import belongs_to

OTHER_HAND = mark("这是您自己家或亲属家的，要由另一位积分超市管理员来办。")
OTHER_LOOK = mark("这是您自己家或亲属家的，要由另一位村监委成员来看。")
NOT_YOUR_HOUSEHOLD = mark("只能为自己家兑换；替别人兑换，请到积分超市柜台。")
OTHER_EYES = mark("盘点要由另一个人核对：村监委成员或村干部，不能是盘点的人自己。")


def can_keep_stock(actor: Visitor, village: Place) -> Verdict:
    """The shop keeper enters goods, prices, receipts, opening days, and counts."""
    return may(actor, Ability.KEEP_STOCK, village.code)


def can_price(actor: Visitor, village: Place) -> Verdict:
    """A cadre says what recyclables are worth: whoever weighs does not set the price."""
    return may(actor, Ability.WORK_VILLAGE_DESK, village.code)


def can_set_rule(actor: Visitor, village: Place) -> Verdict:
    """Keeper or cadre say when the shop is open; only the cadre raises what may be weighed in."""
    cadre = can_price(actor, village)
    return cadre if cadre else can_keep_stock(actor, village)


def can_hand_over(actor: Visitor, village: Place) -> Verdict:
    """The shop keeper hands over, and nobody else: neither cadre nor supervisor."""
    return may(actor, Ability.HAND_OVER, village.code)


def other_hand(actor: Visitor, household: Household) -> Verdict:
    """Nobody hands over, orders or weighs at her own counter for her own household or her kin's.

    Nor does an account of which nobody knows whose it is; one that was parted from her counts as hers still.
    """
    if isinstance(actor, User) and households_recused(actor, [household.pk]):
        return refused("share.other_hand", OTHER_HAND)
    return can_judge(actor)


def can_serve(actor: Visitor, village: Place, household: Household) -> Verdict:
    """A keeper serves every household of the village but her own and her kin's."""
    return can_hand_over(actor, village) & other_hand(actor, household)


def can_look_over(actor: Visitor, village: Place, household: Household) -> Verdict:
    """A supervisor looks at what left the counter without a code; of her own household another one does."""
    return may(actor, Ability.RECHECK, village.code) & _other_look(actor, household)


def _other_look(actor: Visitor, household: Household) -> Verdict:
    own = other_hand(actor, household)
    return refused("share.other_look", OTHER_LOOK) if own.code == "share.other_hand" else own


def can_order(actor: Visitor, household: Household) -> Verdict:
    """Somebody orders by phone for the household to which she belongs."""
    if isinstance(actor, User) and not belongs_to(actor, household):
        return refused("share.not_your_household", NOT_YOUR_HOUSEHOLD)
    return YES


def can_read(actor: Visitor, village: Place) -> Verdict:
    """Keeper, cashier, cadre, supervisor and the town read all books of the shop."""
    for ability in (Ability.KEEP_STOCK, Ability.KEEP_CASH):
        if verdict := may(actor, ability, village.code):
            return verdict
    return may(actor, Ability.READ_PLACE, village.code)


def can_confirm_count(actor: Visitor, village: Place) -> Verdict:
    """A supervisor or a cadre of the village confirms what the keeper counted."""
    supervisor = may(actor, Ability.RECHECK, village.code)
    return supervisor if supervisor else may(actor, Ability.WORK_VILLAGE_DESK, village.code)


def other_eyes(actor: Visitor, counted_by: object) -> Verdict:
    """Whoever counted does not confirm."""
    if isinstance(actor, User) and actor.pk == counted_by:
        return refused("share.other_eyes", OTHER_EYES)
    return YES

"""What the shop tells to whom, inside the act: who waits for what, and what became of an order."""

from wugong.access.abilities import Ability
from wugong.accounts.models import User
from wugong.base.texts import mark
from wugong.counties.actors import System
from wugong.notices.inbox import settle, tell
from wugong.notices.kinds import Kind
from wugong.notices.queries import holders
from wugong.share.models import Order, StockTake, Weighing
from wugong.share.queries import accounts_acting_for
from wugong.share.states import Proof

Actor = User | System

ORDERED = Kind("share.ordered", mark("“%(village)s”积分超市有一单新的预订，请备货"), mark("去备货"))
RESERVED = Kind(
    "share.reserved",
    mark("积分超市的柜台为您家预留了东西，用 %(points)s 分；不是您家要的，请告诉村监委"),
    mark("看这一单"),
)
HANDED = Kind(
    "share.handed",
    mark("您家在积分超市领了东西，用 %(points)s 分；没有领过的，请告诉村监委"),
    mark("看这一单"),
)
WITHOUT_CODE = Kind(
    "share.without_code",
    mark("“%(village)s”积分超市有一单没有取货码、也没有户卡就领走了，请看看签名"),
    mark("看这一单"),
)
VOIDED = Kind("share.voided", mark("您家预订的东西取消了，%(points)s 分已退回：%(reason)s"), mark("看这一单"))
WEIGHED = Kind("share.weighed", mark("您家在积分超市称了“%(name)s”，得 %(points)s 分"))
COUNT_WAITS = Kind("share.count_waits", mark("“%(village)s”积分超市盘点完了，等您核对"), mark("去核对"))
COUNT_DECIDED = Kind("share.count_decided", mark("“%(village)s”积分超市的盘点：%(state)s"), mark("看盘点"))


def ordered(one: Order, *, actor: Actor) -> None:
    """The keepers know of an order by phone, the household of one made at the counter."""
    link = _order_link(one)
    if one.channel == "counter":
        tell(accounts_acting_for(one.household), RESERVED, link=link, actor=actor, points=one.points)
    else:
        keepers = holders(Ability.HAND_OVER, one.village.code)
        tell(keepers, ORDERED, link=_counter_link(one), actor=actor, village=one.village.name)


def handed(one: Order, *, actor: Actor) -> None:
    """The household knows that its goods were handed over; no keeper is asked for them any more."""
    settle(ORDERED, link=_counter_link(one), actor=actor)
    told = accounts_acting_for(one.household)
    tell(told, HANDED, link=_order_link(one), actor=actor, points=one.points)
    if one.proof == Proof.NONE:
        eyes = holders(Ability.RECHECK, one.village.code)
        tell(eyes, WITHOUT_CODE, link=_order_link(one), actor=actor, village=one.village.name)


def looked_at(one: Order, *, actor: Actor) -> None:
    """No supervisor is asked to look at the order any more."""
    settle(WITHOUT_CODE, link=_order_link(one), actor=actor)


def voided(one: Order, *, actor: Actor) -> None:
    """The household knows that its points are back, unless it gave up the order itself."""
    settle(ORDERED, link=_counter_link(one), actor=actor)
    told = accounts_acting_for(one.household)
    tell(told, VOIDED, link=_order_link(one), actor=actor, points=one.points, reason=one.reason)


def weighed(one: Weighing, name: str, *, actor: Actor) -> None:
    """The household knows what was weighed for it."""
    told = accounts_acting_for(one.household)
    link = f"/shop/{one.village.code}/"
    tell(told, WEIGHED, link=link, actor=actor, name=name, points=one.points)


def counted(one: StockTake, *, actor: Actor) -> None:
    """Supervisors and cadres know that a stock-take waits for one of them."""
    code = one.village.code
    eyes = {*holders(Ability.RECHECK, code), *holders(Ability.WORK_VILLAGE_DESK, code)}
    tell(eyes, COUNT_WAITS, link=_count_link(one), actor=actor, village=one.village.name)


def count_decided(one: StockTake, *, actor: Actor) -> None:
    """Who counted knows what became of it; nobody is asked to look at it any more."""
    settle(COUNT_WAITS, link=_count_link(one), actor=actor)
    facts = {"village": one.village.name, "state": one.get_state_display()}
    tell(
        [one.counted_by] if one.counted_by else [], COUNT_DECIDED, link=_count_link(one), actor=actor, **facts
    )


def _order_link(one: Order) -> str:
    return f"/shop/{one.village.code}/orders/{one.pk}/"


def _counter_link(one: Order) -> str:
    return f"/shop/{one.village.code}/counter/{one.pk}/"


def _count_link(one: StockTake) -> str:
    return f"/shop/{one.village.code}/stock-take/{one.pk}/"

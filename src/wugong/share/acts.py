"""What can happen in a shop."""

from wugong.audit.acts import Act
from wugong.base.texts import mark

WHO = frozenset({"actor"})
HOME = WHO | {"household"}

GOOD_OFFERED = Act(
    "share.good_offered", mark("%(actor)s 登记物品“%(name)s”，自 %(since)s 起可以兑换"), scrub=WHO
)
GOOD_ENDED = Act("share.good_ended", mark("%(actor)s 自 %(since)s 起停兑“%(name)s”"), scrub=WHO)
PRICE_SET = Act(
    "share.price_set", mark("%(actor)s 定“%(name)s”自 %(since)s 起每%(unit)s %(points)s 分"), scrub=WHO
)
TAKEN_IN = Act(
    "share.taken_in", mark("%(actor)s 收到“%(name)s” %(pieces)s %(unit)s，供货：%(supplier)s"), scrub=WHO
)
RECEIPT_BACK = Act(
    "share.receipt_back",
    mark("%(actor)s 更正当天记错的进货“%(name)s” %(pieces)s %(unit)s：%(reason)s"),
    scrub=WHO,
)
ORDERED = Act(
    "share.ordered", mark("%(actor)s 为 %(household)s 户预留 %(goods)s，用 %(points)s 分"), scrub=HOME
)
HANDED_OVER = Act(
    "share.handed_over", mark("%(actor)s 把 %(goods)s 交给 %(household)s 户，核销 %(points)s 分"), scrub=HOME
)
LOOKED_AT = Act(
    "share.looked_at",
    mark("%(actor)s 看了 %(household)s 户没有取货码领走的一单：%(note)s"),
    scrub=HOME | {"note"},
)
VOIDED = Act(
    "share.voided",
    mark("%(actor)s 取消 %(household)s 户预留的 %(goods)s，退回 %(points)s 分：%(reason)s"),
    scrub=HOME,
)
COUNTED = Act(
    "share.counted", mark("%(actor)s 盘点“%(village)s”积分超市，%(differences)s 样有差异"), scrub=WHO
)
COUNT_BOOKED = Act(
    "share.count_booked",
    mark("%(actor)s 核对“%(village)s”积分超市的盘点，%(differences)s 样差异已入账"),
    scrub=WHO,
)
COUNT_REFUSED = Act(
    "share.count_refused", mark("%(actor)s 退回“%(village)s”积分超市的盘点：%(answer)s"), scrub=WHO
)
RULE_SET = Act(
    "share.rule_set", mark("%(actor)s 定“%(village)s”积分超市自 %(since)s 起的开门日和规矩"), scrub=WHO
)
MATERIAL_PRICED = Act(
    "share.material_priced",
    mark("%(actor)s 定“%(name)s”自 %(since)s 起每 %(grams)s 克 %(points)s 分"),
    scrub=WHO,
)
WEIGHED = Act(
    "share.weighed",
    mark("%(actor)s 为 %(household)s 户称“%(name)s” %(grams)s 克，得 %(points)s 分"),
    scrub=HOME,
)

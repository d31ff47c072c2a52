"""What can happen to claims, events and household cards."""

from wugong.audit.acts import Act
from wugong.base.texts import mark

WHO = frozenset({"actor", "name"})
ACTOR = frozenset({"actor"})

CLAIMED = Act("points.claimed", mark("%(actor)s 为“%(name)s”户申报“%(title)s” %(points)s 分"), scrub=WHO)
CLAIMED_MANY = Act(
    "points.claimed_many",
    mark("%(actor)s 用%(channel)s为 %(count)s 户次申报积分，共 %(points)s 分"),
    scrub=ACTOR,
)
ANSWERED = Act("points.claim_answered", mark("%(actor)s 补充了“%(name)s”户“%(title)s”的申报"), scrub=WHO)
WITHDRAWN = Act("points.claim_withdrawn", mark("%(actor)s 撤回了“%(name)s”户“%(title)s”的申报"), scrub=WHO)
CHECKED = Act("points.claims_checked", mark("%(actor)s 初核通过 %(count)s 件积分申报"), scrub=ACTOR)
SENT_BACK = Act(
    "points.claim_sent_back",
    mark("%(actor)s 把“%(name)s”户“%(title)s”的申报退回补充：%(reason)s"),
    scrub=WHO | {"reason"},
)
REFUSED = Act(
    "points.claim_refused",
    mark("%(actor)s 没有通过“%(name)s”户“%(title)s”的申报：%(reason)s"),
    scrub=WHO | {"reason"},
)
CLAIM_BLANKED = Act(
    "points.claim_blanked", mark("%(actor)s 删去了“%(name)s”户“%(title)s”的说明和照片，分数不变"), scrub=WHO
)
CLAIMS_BLANKED = Act(
    "points.claims_blanked",
    mark("%(actor)s 删去了“%(name)s”户 %(count)s 件积分申报的说明和照片，分数不变"),
    scrub=WHO,
)
EVENT_MADE = Act("points.event_made", mark("%(actor)s 发起活动“%(title)s”（%(day)s）"), scrub=ACTOR)
SIGNED_IN = Act("points.signed_in", mark("%(actor)s 在活动“%(title)s”登记 %(count)s 户到场"), scrub=ACTOR)
SIGNED_OUT = Act("points.signed_out", mark("%(actor)s 在活动“%(title)s”划去 %(count)s 户"), scrub=ACTOR)
EVENT_CLOSED = Act(
    "points.event_closed", mark("%(actor)s 结束活动“%(title)s”，%(count)s 户转为申报"), scrub=ACTOR
)
CARDS_ISSUED = Act("points.cards_issued", mark("%(actor)s 发出 %(count)s 张户卡"), scrub=ACTOR)
CARD_REPLACED = Act("points.card_replaced", mark("%(actor)s 给“%(name)s”户换了户卡，旧卡停用"), scrub=WHO)

"""What can happen to catalogues, pools and the balances that a village took over."""

from wugong.audit.acts import Act
from wugong.base.texts import mark

CATALOGUE_ADOPTED = Act(
    "points.catalogue_adopted",
    mark("%(actor)s 登记：%(place)s按“%(decision)s”自 %(since)s 起用《%(title)s》"),
)
POOL_OPENED = Act(
    "points.pool_opened",
    mark(
        "%(actor)s 按“%(decision)s”开了%(place)s的积分池“%(title)s”：资金 %(yuan)s 元，"
        "每分 %(rate)s 元，发 %(points)s 分"
    ),
)
POOL_TOPPED_UP = Act(
    "points.pool_topped_up",
    mark("%(actor)s 按“%(decision)s”给积分池“%(title)s”加了 %(yuan)s 元，增发 %(points)s 分"),
)
POOL_CLOSED = Act(
    "points.pool_closed",
    mark("%(actor)s 结清积分池“%(title)s”：收回没有发的 %(points)s 分，退回 %(yuan)s 元"),
)
BALANCES_TAKEN_OVER = Act(
    "points.balances_taken_over",
    mark("%(actor)s 按“%(decision)s”把%(place)s的纸质积分册接过来：%(households)s 户，共 %(points)s 分"),
)
OPENING_HANDED_IN = Act(
    "points.opening_handed_in",
    mark(
        "%(actor)s 按“%(decision)s”交了%(place)s的纸质积分册，等另一人核对："
        "%(households)s 户，共 %(points)s 分"
    ),
)
OPENING_SENT_BACK = Act(
    "points.opening_sent_back",
    mark("%(actor)s 退回了%(place)s交来的纸质积分册：%(reason)s"),
    scrub=frozenset({"actor", "reason"}),
)
POINTS_EXPIRED = Act(
    "points.expired",
    mark("%(actor)s 按《%(title)s》清理%(place)s到期的积分：%(households)s 户，共 %(points)s 分"),
)

"""What can happen to panels, scores, lists, objections and what is booked."""

from wugong.audit.acts import Act
from wugong.base.texts import mark

WHO = frozenset({"actor", "name"})

PANEL_DRAWN = Act(
    "points.panel_drawn",
    mark("%(actor)s 为“%(village)s”抽出评议小组 %(seats)s 人、候补 %(reserves)s 人，用到 %(until)s"),
)
SEAT_LEFT = Act(
    "points.seat_left",
    mark("%(actor)s 记下“%(village)s”评议小组的 %(name)s 退出：%(reason)s"),
    scrub=WHO | {"reason"},
)
SCORED = Act(
    "points.scored", mark("%(actor)s 给“%(village)s”的一件积分申报评了分"), scrub=frozenset({"actor"})
)
SLIP_ENTERED = Act(
    "points.slip_entered",
    mark("%(actor)s 照纸录入了“%(village)s”评议小组一席对一件积分申报的评分"),
    scrub=frozenset({"actor"}),
)
STEPPED_ASIDE = Act(
    "points.stepped_aside",
    mark("%(actor)s 记下评议小组一人回避“%(village)s”的一件积分申报"),
    scrub=frozenset({"actor"}),
)
DECIDED = Act(
    "points.decided", mark("“%(name)s”户的“%(title)s”由 %(size)s 人评定为 %(points)s 分"), scrub=WHO
)
LISTED = Act("points.listed", mark("%(actor)s 张贴“%(village)s”%(title)s：%(count)s 件，公示至 %(last_day)s"))
OBJECTED = Act(
    "points.objected", mark("%(actor)s 对“%(village)s”公示的“%(title)s”提出异议"), scrub=frozenset({"actor"})
)
OBJECTION_KEPT = Act(
    "points.objection_kept", mark("%(actor)s 复核“%(name)s”户的“%(title)s”：维持 %(points)s 分"), scrub=WHO
)
OBJECTION_UPHELD = Act(
    "points.objection_upheld",
    mark("%(actor)s 复核“%(name)s”户的“%(title)s”：%(before)s 分改为 %(after)s 分"),
    scrub=WHO,
)
BOOKED = Act(
    "points.booked", mark("%(actor)s 把“%(village)s”%(title)s里的 %(count)s 件、共 %(points)s 分入账")
)
REVERSAL_ASKED = Act(
    "points.reversal_asked", mark("%(actor)s 提请冲正“%(name)s”户的“%(title)s” %(points)s 分"), scrub=WHO
)
REVERSED = Act(
    "points.reversed", mark("%(actor)s 核准冲正“%(name)s”户的“%(title)s” %(points)s 分"), scrub=WHO
)
REVERSAL_KEPT = Act("points.reversal_kept", mark("%(actor)s 不同意冲正“%(name)s”户的“%(title)s”"), scrub=WHO)

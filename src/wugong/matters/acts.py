"""What can happen to registers and matters."""

from wugong.audit.acts import Act
from wugong.base.texts import mark

WHO = frozenset({"actor"})

REGISTER_ADOPTED = Act(
    "matters.register_adopted", mark("%(actor)s 发布台账“%(title)s”（%(decision)s）"), scrub=WHO
)
DAY_SETTLED = Act(
    "matters.day_settled",
    mark("%(actor)s 定 %(day)s 是否上班：%(working)s（%(title)s，%(source)s）"),
    scrub=WHO,
)
OPENED = Act("matters.opened", mark("%(actor)s 在“%(register)s”登记了 %(number)s"), scrub=WHO)
OPENED_MANY = Act(
    "matters.opened_many", mark("%(actor)s 登记了 %(count)s 件，%(first)s 到 %(last)s"), scrub=WHO
)
MOVED = Act("matters.moved", mark("%(actor)s 办理 %(number)s：%(move)s，现在是“%(state)s”"), scrub=WHO)
MOVED_BY_CODE = Act(
    "matters.moved_by_code", mark("提出人（凭查询码）办理 %(number)s：%(move)s，现在是“%(state)s”")
)
ROUTED = Act("matters.routed", mark("%(actor)s 把 %(number)s 转到%(to)s"), scrub=WHO)
REFERRED = Act("matters.referred", mark("%(actor)s 把 %(number)s 移送%(to)s"), scrub=WHO)
ASSIGNED = Act(
    "matters.assigned", mark("%(actor)s 分派 %(number)s：%(whom)s"), scrub=frozenset({"actor", "whom"})
)
HAND_GIVEN = Act(
    "matters.hand_given", mark("%(actor)s 让 %(name)s 经办“%(body)s”的事"), scrub=frozenset({"actor", "name"})
)
HAND_ENDED = Act(
    "matters.hand_ended",
    mark("%(actor)s 让 %(name)s 不再经办“%(body)s”的事"),
    scrub=frozenset({"actor", "name"}),
)
PAUSED = Act("matters.paused", mark("%(actor)s 暂停 %(number)s 的时限：%(reason)s"), scrub=WHO)
RESUMED = Act("matters.resumed", mark("%(actor)s 恢复 %(number)s 的时限"), scrub=WHO)
EXTENDED = Act(
    "matters.extended", mark("%(actor)s 给 %(number)s 的“%(clock)s”延期到 %(due)s：%(reason)s"), scrub=WHO
)
CALENDAR_RENEWED = Act("matters.calendar_renewed", mark("%(actor)s 换了到期日历的地址"), scrub=WHO)
NOTED = Act("matters.noted", mark("%(actor)s 给 %(number)s 加了一条记录"), scrub=WHO)
PHOTOS_SHOWN = Act(
    "matters.photos_shown", mark("%(actor)s 让大家看到 %(number)s 的照片：%(photos)s"), scrub=WHO
)
PHOTOS_HIDDEN = Act(
    "matters.photos_hidden", mark("%(actor)s 不再让大家看到 %(number)s 的照片：%(photos)s"), scrub=WHO
)
FILLED = Act("matters.filled", mark("%(actor)s 给 %(number)s 补填了 %(fields)s"), scrub=WHO)
MERGED = Act("matters.merged", mark("%(actor)s 把 %(number)s 并入 %(into)s"), scrub=WHO)
ERASED = Act(
    "matters.erased",
    mark("%(actor)s 批准删去 %(number)s 的姓名、文字和照片（保存期 %(years)s 年满，依据：%(basis)s）"),
    scrub=WHO,
)
NEIGHBOUR_DRAWN = Act("matters.neighbour_drawn", mark("%(actor)s 为 %(number)s 抽一位邻居来确认（%(seed)s）"))
LOOK_REMINDED = Act("matters.look_reminded", mark("%(actor)s 提醒对 %(number)s 回头看（%(day)s）"), scrub=WHO)

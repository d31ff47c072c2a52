"""What can happen to a place."""

from wugong.audit.acts import Act
from wugong.base.texts import mark

WHO = frozenset({"actor"})

PLACE_REGISTERED = Act("places.place_registered", mark("%(actor)s 登记了“%(name)s”（%(at)s）"), scrub=WHO)
PLACE_RENAMED = Act(
    "places.place_renamed", mark("%(actor)s 把“%(before)s”（%(at)s）改名为“%(name)s”"), scrub=WHO
)
CODE_CHANGED = Act(
    "places.code_changed",
    mark("%(actor)s 把“%(name)s”的代码由 %(before)s 改为 %(at)s，原有记录不变"),
    scrub=WHO,
)
PLACE_CLOSED = Act(
    "places.place_closed",
    mark("%(actor)s 撤销了“%(name)s”（%(at)s），最后一天是 %(until)s，由 %(successors)s 接续"),
    scrub=WHO,
)
PLACES_MERGED = Act(
    "places.places_merged",
    mark("%(actor)s 办理合并：%(before)s自 %(day)s 起合并为“%(name)s”（%(at)s），原有记录不变"),
    scrub=WHO,
)
PLACE_SPLIT = Act(
    "places.place_split",
    mark("%(actor)s 办理拆分：“%(name)s”（%(at)s）自 %(day)s 起拆分为%(after)s，原有记录不变"),
    scrub=WHO,
)
LIST_LOADED = Act(
    "places.list_loaded",
    mark("%(actor)s 读入区划名单：新登记 %(created)s 个，改名 %(renamed)s 个（%(at)s）"),
    scrub=WHO,
)

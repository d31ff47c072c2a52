"""What can happen to what the public sees."""

from wugong.audit.acts import Act
from wugong.base.texts import mark

WHO = frozenset({"actor"})

POSTED = Act(
    "publish.posted", mark("%(actor)s 张贴“%(title)s”，公示至 %(last_day)s，核对码 %(digest)s"), scrub=WHO
)
REPLACED = Act(
    "publish.replaced",
    mark("%(actor)s 更正“%(title)s”（%(before)s 改为 %(digest)s），公示至 %(last_day)s：%(why)s"),
    scrub=WHO | {"why"},
)
TAKEN_DOWN = Act("publish.taken_down", mark("%(actor)s 撤下“%(title)s”（%(digest)s）：%(why)s"), scrub=WHO)
REASON_FORGOTTEN = Act(
    "publish.reason_forgotten", mark("%(actor)s 删去“%(title)s”（%(digest)s）的更正理由"), scrub=WHO
)
WORDING_SET = Act("publish.wording_set", mark("%(actor)s 改了 %(at)s %(kind)s的文字"), scrub=WHO)
TEMPLATE_ADOPTED = Act(
    "publish.template_adopted",
    mark("%(actor)s 给 %(at)s %(kind)s换上自己的 Word 模板（%(digest)s），自 %(since)s 起用"),
    scrub=WHO,
)
TEMPLATE_DROPPED = Act(
    "publish.template_dropped", mark("%(actor)s 让 %(at)s %(kind)s改回原来的 Word 模板"), scrub=WHO
)

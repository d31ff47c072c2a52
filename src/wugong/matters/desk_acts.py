"""What can happen at a desk beside the acts on matters: lists handed out."""

from wugong.audit.acts import Act
from wugong.base.texts import mark

WHO = frozenset({"actor"})

REGISTER_EXPORTED = Act(
    "matters.register_exported",
    mark("%(actor)s 导出了“%(place_name)s”的台账“%(title)s” %(count)s 件（%(how)s）"),
    scrub=WHO | {"reason"},
)

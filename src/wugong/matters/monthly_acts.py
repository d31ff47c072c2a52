"""What can happen to monthly tables."""

from wugong.audit.acts import Act
from wugong.base.texts import mark

WHO = frozenset({"actor"})

TABLE_SIGNED = Act(
    "matters.table_signed",
    mark("%(actor)s 签发“%(place)s”%(period)s“%(title)s”，第 %(version)s 版"),
    scrub=WHO,
)

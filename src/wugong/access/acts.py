"""What can happen to roles."""

from wugong.audit.acts import Act
from wugong.base.texts import mark

WHO = frozenset({"actor", "name"})

ROLE_GRANTED = Act(
    "access.role_granted", mark("%(actor)s 让 %(name)s 担任“%(place)s”的%(kind)s，自 %(since)s 起"), scrub=WHO
)
ROLE_ENDED = Act(
    "access.role_ended",
    mark("%(actor)s 让 %(name)s 不再担任“%(place)s”的%(kind)s，到 %(until)s 为止"),
    scrub=WHO,
)

"""What can happen to plans of links."""

from wugong.audit.acts import Act
from wugong.base.texts import mark

ACTOR = frozenset({"actor"})

LINKS_PROPOSED = Act(
    "registry.links_proposed",
    mark("%(actor)s 提出“%(place)s”的联户方案：%(heads)s 个中心户，%(uncovered)s 户没有联上"),
    scrub=ACTOR,
)
LINK_CHANGED = Act(
    "registry.link_changed", mark("%(actor)s 让“%(place)s”%(number)s 户由 %(head)s 户联系"), scrub=ACTOR
)
HEAD_HOUSEHOLD_NAMED = Act(
    "registry.head_household_named", mark("%(actor)s 把“%(place)s”%(number)s 户定为中心户"), scrub=ACTOR
)
LINKS_ADOPTED = Act(
    "registry.links_adopted",
    mark("%(actor)s 采用“%(place)s”的联户方案：%(heads)s 个中心户，联 %(households)s 户"),
    scrub=ACTOR,
)
LINKS_REBALANCED = Act(
    "registry.links_rebalanced",
    mark("%(actor)s 按户的变动调整“%(place)s”的联户，改了 %(count)s 户"),
    scrub=ACTOR,
)

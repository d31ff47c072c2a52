"""What can happen to duties, yards, grids and visits."""

from wugong.audit.acts import Act
from wugong.base.texts import mark

ACTOR = frozenset({"actor"})
HOLDER = ACTOR | {"holder"}

DOCUMENT_ADOPTED = Act(
    "registry.duty_document_adopted",
    mark("%(actor)s 发布责任清单《%(title)s》，自 %(since)s 起"),
    scrub=ACTOR,
)
DUTY_ASSIGNED = Act(
    "registry.duty_assigned",
    mark("%(actor)s 让 %(holder)s 承担“%(place)s”的%(line)s，自 %(since)s 起"),
    scrub=HOLDER,
)
DUTY_ENDED = Act(
    "registry.duty_ended", mark("%(holder)s 不再承担“%(place)s”的%(line)s，自 %(until)s 起"), scrub=HOLDER
)
DUTY_HANDED_OVER = Act(
    "registry.duty_handed_over",
    mark("“%(place)s”的%(line)s由 %(before)s 交给 %(holder)s，自 %(since)s 起"),
    scrub=HOLDER | {"before"},
)
CLUSTER_FOUNDED = Act(
    "registry.cluster_founded", mark("%(actor)s 在“%(place)s”划出院落“%(name)s”"), scrub=ACTOR
)
CLUSTER_FILLED = Act(
    "registry.cluster_filled", mark("%(actor)s 把 %(count)s 户划入“%(place)s”的院落“%(name)s”"), scrub=ACTOR
)
CLUSTER_CLOSED = Act(
    "registry.cluster_closed", mark("%(actor)s 撤销“%(place)s”的院落“%(name)s”"), scrub=ACTOR
)
GRIDS_LAID = Act("registry.grids_laid", mark("%(actor)s 在“%(place)s”划出网格 %(count)s 个"), scrub=ACTOR)
GRID_NAMED = Act(
    "registry.grid_named", mark("%(actor)s 把“%(place)s”的网格 %(code)s 改名为“%(name)s”"), scrub=ACTOR
)
GROUP_REGRIDDED = Act(
    "registry.group_regridded", mark("%(actor)s 把“%(group)s”划入网格 %(code)s“%(name)s”"), scrub=ACTOR
)
VISIT_NOTED = Act("registry.visit_noted", mark("%(actor)s %(day)s 走访了 %(household)s 号户"), scrub=ACTOR)
VISIT_ANSWERED = Act(
    "registry.visit_answered", mark("%(actor)s 办结 %(day)s 走访 %(household)s 号户时提的事"), scrub=ACTOR
)

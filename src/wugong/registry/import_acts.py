"""What can happen when files come into the register and leave it."""

from wugong.audit.acts import Act
from wugong.base.texts import mark

WHO = frozenset({"actor"})

HOUSEHOLDS_IMPORTED = Act(
    "registry.households_imported",
    mark(
        "%(actor)s 给“%(place_name)s”导入《%(file)s》：%(rows)s 行，新增 %(created)s，更新 %(updated)s，"
        "未变 %(unchanged)s，拒绝 %(refused)s"
    ),
    scrub=WHO | {"file"},
)
COLUMNS_SETTLED = Act(
    "registry.columns_settled", mark("%(actor)s 确定了一种表头的列对应（%(count)s 列）"), scrub=WHO
)
HOUSEHOLDS_EXPORTED = Act(
    "registry.households_exported",
    mark("%(actor)s 导出“%(place_name)s”的花名册，%(count)s 人（%(how)s）"),
    scrub=WHO,
)

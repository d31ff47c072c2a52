"""What can happen to re-checks and to the comparing of photos."""

from wugong.audit.acts import Act
from wugong.base.texts import mark

ACTOR = frozenset({"actor"})
WHO = frozenset({"actor", "name"})

RECHECKS_DRAWN = Act(
    "points.rechecks_drawn",
    mark("%(actor)s 按公开的种子从“%(village)s”%(title)s的 %(roll)s 件里抽出 %(count)s 件抽查"),
    scrub=ACTOR,
)
RECHECK_PICKED = Act(
    "points.recheck_picked", mark("%(actor)s 把“%(name)s”户的“%(title)s”列入抽查"), scrub=WHO
)
RECHECKED = Act("points.rechecked", mark("%(actor)s 抽查“%(name)s”户的“%(title)s”：%(result)s"), scrub=WHO)
PHOTOS_COMPARED = Act(
    "points.photos_compared",
    mark("%(actor)s 比对“%(village)s”新交的 %(count)s 张照片，%(found)s 处相像"),
    scrub=ACTOR,
)

"""What can happen to what is done again and again, and to what is supervised."""

from wugong.audit.acts import Act
from wugong.base.texts import mark

WHO = frozenset({"actor"})

RECURRENCE_BEGUN = Act(
    "matters.recurrence_begun", mark("%(actor)s 设周期任务“%(title)s”：%(rule)s，%(place)s"), scrub=WHO
)
RECURRENCE_STOPPED = Act(
    "matters.recurrence_stopped", mark("%(actor)s 停周期任务“%(title)s”，%(place)s"), scrub=WHO
)
MATTER_SUPERVISED = Act(
    "matters.matter_supervised", mark("%(actor)s 对 %(about)s 发督办单 %(number)s"), scrub=WHO
)

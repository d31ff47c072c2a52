"""What can happen to plan documents."""

from wugong.audit.acts import Act
from wugong.base.texts import mark

WHO = frozenset({"actor"})

PLAN_KEPT = Act("matters.plan_kept", mark("%(actor)s 交来方案“%(title)s”，读出 %(tasks)s 项任务"), scrub=WHO)
TASK_CORRECTED = Act(
    "matters.plan_task_corrected",
    mark("%(actor)s 改了方案“%(title)s”第 %(row)s 项的%(cells)s"),
    scrub=WHO,
)
UNIT_MATCHED = Act(
    "matters.plan_unit_matched", mark("%(actor)s 把方案里的“%(name)s”对上“%(body)s”"), scrub=WHO
)
READINESS_CHECKED = Act(
    "matters.plan_readiness_checked", mark("%(actor)s 核对方案“%(title)s”的%(item)s：%(state)s"), scrub=WHO
)
PLAN_ADOPTED = Act(
    "matters.plan_adopted", mark("%(actor)s 把方案“%(title)s”立项，%(count)s 件（%(decision)s）"), scrub=WHO
)
PLAN_DROPPED = Act("matters.plan_dropped", mark("%(actor)s 作废方案“%(title)s”：%(reason)s"), scrub=WHO)
PLAN_COPIED = Act("matters.plan_copied", mark("%(actor)s 把方案“%(title)s”推广到%(to)s"), scrub=WHO)
PILOT_EVALUATED = Act("matters.pilot_evaluated", mark("%(actor)s 写了试点“%(title)s”的评估"), scrub=WHO)
RULES_STATED = Act(
    "matters.plan_rules_stated", mark("%(actor)s 记方案里“%(name)s”的配套细则：%(state)s"), scrub=WHO
)
INDICATOR_REPORTED = Act(
    "matters.indicator_reported", mark("%(actor)s 填报指标“%(raw)s”：%(value)s"), scrub=WHO
)
INDICATOR_VERIFIED = Act(
    "matters.indicator_verified", mark("%(actor)s 核实指标“%(raw)s”：%(verdict)s"), scrub=WHO
)
PAPER_DRAFTED = Act("matters.plan_paper_drafted", mark("%(actor)s 起草%(kind)s（%(period)s）"), scrub=WHO)
PAPER_SUBMITTED = Act("matters.plan_paper_submitted", mark("%(actor)s 提交%(kind)s（%(period)s）"), scrub=WHO)
PAPER_REVIEWED = Act("matters.plan_paper_reviewed", mark("%(actor)s 审阅%(kind)s（%(period)s）"), scrub=WHO)
PAPER_RETURNED = Act("matters.plan_paper_returned", mark("%(actor)s 退回%(kind)s（%(period)s）"), scrub=WHO)

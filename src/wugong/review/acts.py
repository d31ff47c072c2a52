"""What can happen in an appraisal."""

from wugong.audit.acts import Act
from wugong.base.texts import mark

WHO = frozenset({"actor"})

SCHEME_ADOPTED = Act(
    "review.scheme_adopted", mark("%(actor)s 发布《%(title)s》，自 %(since)s 起用于 %(at)s"), scrub=WHO
)
SCORES_ENTERED = Act(
    "review.scores_entered", mark("%(actor)s 录入“%(town)s”%(months)s的评分 %(count)s 项"), scrub=WHO
)
HOLDER_REGISTERED = Act(
    "review.holder_registered",
    mark("%(actor)s 登记“%(village)s”自 %(since)s 起是%(level)s获奖村"),
    scrub=WHO,
)
CADRE_POSTED = Act(
    "review.cadre_posted",
    mark("%(actor)s 登记 %(name_code)s 自 %(since)s 起在“%(village)s”任%(role)s"),
    scrub=WHO | {"name_code"},
)
RUN_PREPARED = Act(
    "review.run_prepared",
    mark("%(actor)s 算出“%(town)s”%(period)s考核：%(villages)s 个村，%(awards)s 项建议"),
    scrub=WHO,
)
RUN_APPROVED = Act("review.run_approved", mark("%(actor)s 批准并公布“%(town)s”%(period)s考核"), scrub=WHO)
RUNS_SET_ASIDE = Act(
    "review.runs_set_aside", mark("“%(town)s”%(periods)s考核还没有批准，依据有了变动，须重算"), scrub=WHO
)
SHEET_ADOPTED = Act(
    "review.sheet_adopted", mark("%(actor)s 发布《%(title)s》，自 %(since)s 起用于 %(at)s 的打分"), scrub=WHO
)
POPULATION_RECORDED = Act(
    "review.population_recorded",
    mark("%(actor)s 登记“%(town)s” %(count)s 个村自 %(since)s 起的人口"),
    scrub=WHO,
)
POPULATION_CHANGED = Act(
    "review.population_changed",
    mark("%(actor)s 改“%(town)s” %(count)s 个村自 %(since)s 起的人口：%(changes)s"),
    scrub=WHO,
)
ROUND_ASSIGNED = Act(
    "review.round_assigned",
    mark("%(actor)s 安排“%(town)s”%(month)s%(title)s：%(count)s 个村各由谁查"),
    scrub=WHO,
)
ROUND_RETURNED = Act("review.round_returned", mark("%(actor)s 退回“%(town)s”%(month)s%(title)s"), scrub=WHO)
ROUND_CHECKED = Act("review.round_checked", mark("%(actor)s 复核“%(town)s”%(month)s%(title)s"), scrub=WHO)
PHOTOS_ATTACHED = Act(
    "review.photos_attached", mark("%(actor)s 给“%(village)s”%(month)s的评分附上照片 %(count)s 张"), scrub=WHO
)
CORRECTION_PREPARED = Act(
    "review.correction_prepared",
    mark("%(actor)s 对“%(town)s”提出更正：改 %(count)s 个分，%(runs)s 随之重算"),
    scrub=WHO,
)
CORRECTION_APPROVED = Act(
    "review.correction_approved", mark("%(actor)s 批准“%(town)s”的更正，%(runs)s 出了新版"), scrub=WHO
)
CORRECTION_WITHDRAWN = Act("review.correction_withdrawn", mark("%(actor)s 撤回“%(town)s”的更正"), scrub=WHO)
OBJECTION_RAISED = Act(
    "review.objection_raised", mark("%(actor)s 对“%(village)s”%(period)s考核提出异议"), scrub=WHO
)
OBJECTION_ANSWERED = Act(
    "review.objection_answered", mark("%(actor)s 答复“%(village)s”%(period)s的异议：%(outcome)s"), scrub=WHO
)
REASON_BLANKED = Act("review.reason_blanked", mark("%(actor)s 删去“%(town)s”一份更正的原因"), scrub=WHO)
ANSWER_BLANKED = Act("review.answer_blanked", mark("%(actor)s 删去对“%(village)s”异议的答复"), scrub=WHO)
MEETING_CALLED = Act(
    "review.meeting_called", mark("%(actor)s 定于 %(day)s 在%(where)s开“%(town)s”%(period)s讲评会"), scrub=WHO
)
BULLETIN_POSTED = Act(
    "review.bulletin_posted", mark("%(actor)s 公示“%(town)s”%(period)s考核通报，到 %(until)s"), scrub=WHO
)
APPROVERS_FILE_TAKEN = Act(
    "review.approvers_file_taken",
    mark("%(actor)s 下载“%(town)s”%(period)s考核第 %(version)s 版的审批表"),
    scrub=WHO,
)

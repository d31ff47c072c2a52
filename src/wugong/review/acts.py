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

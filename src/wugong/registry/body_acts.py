"""What can happen to organisations, offices, elections and pools."""

from wugong.audit.acts import Act
from wugong.base.texts import mark

WHO = frozenset({"actor"})
NAMED = WHO | {"name"}

TEMPLATES_ADOPTED = Act(
    "registry.body_templates_adopted",
    mark("%(actor)s 发布组织模板《%(title)s》，自 %(since)s 起用于 %(at)s"),
    scrub=WHO,
)
PROFILE_FOUNDED = Act(
    "registry.profile_founded",
    mark("%(actor)s 在“%(place)s”按《%(profile)s》建立 %(count)s 个组织"),
    scrub=WHO,
)
BODY_FOUNDED = Act("registry.body_founded", mark("%(actor)s 在“%(place)s”提出建立“%(body)s”"), scrub=WHO)
BODY_ESTABLISHED = Act(
    "registry.body_established", mark("“%(body)s”自 %(since)s 起成立，%(actor)s 登记"), scrub=WHO
)
BODY_RENAMED = Act("registry.body_renamed", mark("%(actor)s 把“%(before)s”改名为“%(body)s”"), scrub=WHO)
BODY_CHANGED = Act("registry.body_changed", mark("%(actor)s 改“%(body)s”的上级、办公地点"), scrub=WHO)
TERM_RENEWED = Act(
    "registry.term_renewed", mark("“%(body)s”换届，任期到 %(until)s，%(actor)s 登记"), scrub=WHO
)
BODY_DISSOLVED = Act(
    "registry.body_dissolved",
    mark("“%(body)s”自 %(until)s 起撤销，%(actor)s 登记：%(because)s"),
    scrub=WHO,
)
MEMBER_JOINED = Act(
    "registry.member_joined", mark("%(actor)s 登记 %(name)s 自 %(since)s 起加入“%(body)s”"), scrub=NAMED
)
MEMBER_LEFT = Act(
    "registry.member_left", mark("%(actor)s 登记 %(name)s 自 %(until)s 起离开“%(body)s”"), scrub=NAMED
)
JOIN_ASKED = Act("registry.join_asked", mark("%(actor)s 为 %(name)s 申请加入“%(body)s”"), scrub=NAMED)
JOIN_ACCEPTED = Act("registry.join_accepted", mark("%(actor)s 同意 %(name)s 加入“%(body)s”"), scrub=NAMED)
JOIN_REFUSED = Act("registry.join_refused", mark("%(actor)s 没有接受 %(name)s 加入“%(body)s”"), scrub=NAMED)
CHARTER_ADOPTED = Act(
    "registry.charter_adopted",
    mark("%(actor)s 登记《%(title)s》第 %(version)s 版，自 %(since)s 起，由%(decided)s通过"),
    scrub=WHO,
)
ACTIVITY_NOTED = Act(
    "registry.activity_noted", mark("%(actor)s 登记“%(body)s” %(day)s 的%(kind)s"), scrub=WHO
)
OFFICE_TAKEN = Act(
    "registry.office_taken",
    mark("%(name)s 自 %(since)s 起任“%(body)s”%(office)s，%(actor)s 登记"),
    scrub=NAMED,
)
OFFICE_LEFT = Act(
    "registry.office_left",
    mark("%(name)s 自 %(until)s 起不再任“%(body)s”%(office)s，%(actor)s 登记"),
    scrub=NAMED,
)
OFFICE_HANDED_OVER = Act(
    "registry.office_handed_over",
    mark("“%(body)s”%(office)s自 %(since)s 起由 %(before)s 交给 %(name)s，%(actor)s 登记"),
    scrub=NAMED | {"before"},
)
DOSSIER_NOTED = Act(
    "registry.dossier_noted",
    mark("%(actor)s 在 %(name)s 的履职档案里登记：%(day)s %(kind)s"),
    scrub=NAMED,
)
ELECTION_CALLED = Act(
    "registry.election_called",
    mark("%(actor)s 发起推选“%(body)s”%(office)s %(seats)s 名，%(day)s 在%(where)s开会"),
    scrub=WHO,
)
CANDIDATE_NAMED = Act(
    "registry.candidate_named",
    mark("%(actor)s 登记“%(body)s”%(office)s候选人 %(name)s（%(channel)s）"),
    scrub=NAMED,
)
CANDIDATE_WITHDRAWN = Act(
    "registry.candidate_withdrawn", mark("%(actor)s 登记 %(name)s 退出“%(body)s”%(office)s推选"), scrub=NAMED
)
VOTES_COUNTED = Act(
    "registry.votes_counted",
    mark("%(actor)s 登记“%(body)s”%(office)s第 %(round)s 轮：到会 %(present)s 人，收回 %(ballots)s 张票"),
    scrub=WHO,
)
ELECTION_PUBLISHED = Act(
    "registry.election_published",
    mark("%(actor)s 公布“%(body)s”%(office)s推选结果：当选 %(count)s 人"),
    scrub=WHO,
)
ELECTION_CALLED_OFF = Act(
    "registry.election_called_off", mark("%(actor)s 取消“%(body)s”%(office)s的推选"), scrub=WHO
)
POOL_ENTERED = Act(
    "registry.pool_entered", mark("%(actor)s 把 %(name)s 列入“%(place)s”%(pool)s"), scrub=NAMED
)
POOL_MOVED = Act(
    "registry.pool_moved", mark("%(actor)s 登记“%(place)s”%(pool)s %(name)s：%(stage)s"), scrub=NAMED
)
POOL_LEFT = Act("registry.pool_left", mark("%(actor)s 把 %(name)s 移出“%(place)s”%(pool)s"), scrub=NAMED)

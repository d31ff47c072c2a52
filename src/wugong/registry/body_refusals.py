"""What is refused about organisations, offices, elections and pools."""

from wugong.base.refusals import Refusal
from wugong.base.texts import mark


class UnfitTemplates(Refusal):
    code = "registry.unfit_templates"
    sentence = mark("组织模板《%(title)s》不能发布：%(why)s。")


class TemplatesExist(Refusal):
    code = "registry.templates_exist"
    sentence = mark("《%(title)s》已经有一份自 %(since)s 起用的，请换一个生效日期。")
    status = 409


class WrongPlace(Refusal):
    code = "registry.body_at_wrong_place"
    sentence = mark("《%(profile)s》建在%(levels)s，“%(place)s”不是，请换一个地点或换一套模板。")


class NothingLacking(Refusal):
    code = "registry.nothing_lacking"
    sentence = mark("“%(place)s”按《%(profile)s》该建的都建了，不用再建。要加组织，请用“加一个组织”。")
    status = 409


class TooManyBodies(Refusal):
    code = "registry.too_many_bodies"
    sentence = mark("“%(place)s”的%(body)s最多 %(most)s 个，已经有这么多。请先撤销一个，或换一类。")
    status = 409


class NoSuchKind(Refusal):
    code = "registry.no_such_kind"
    sentence = mark("没有“%(kind)s”这类组织，请从列出的里面选；要新的一类，请县规则管理员加到组织模板里。")


class NoName(Refusal):
    code = "registry.body_no_name"
    sentence = mark("%(what)s还是空的，或超过 %(most)s 个字，请写清楚。")


class NameTaken(Refusal):
    code = "registry.body_name_taken"
    sentence = mark("“%(place)s”已经有“%(body)s”，请换一个名称。")
    status = 409


class WrongParent(Refusal):
    code = "registry.body_wrong_parent"
    sentence = mark(
        "“%(parent)s”不能做“%(body)s”的上级：要是同一地点或上一级的、没有撤销的组织，也不能绕回自己。"
    )


class WrongDay(Refusal):
    code = "registry.body_wrong_day"
    sentence = mark("%(what)s %(day)s 不对：%(why)s。请核对日期。")


class BodyState(Refusal):
    code = "registry.body_state"
    sentence = mark("“%(body)s”现在是“%(state)s”，这一步办不了。")
    status = 409


class HasChildren(Refusal):
    code = "registry.body_has_children"
    sentence = mark("“%(body)s”下面还有%(children)s，请先撤销它们，或改它们的上级。")
    status = 409


class NotFromHere(Refusal):
    code = "registry.person_not_from_here"
    sentence = mark("这位居民不在“%(place)s”的登记里，请在这里登记过的人里找。")


class PersonIsDead(Refusal):
    code = "registry.person_is_dead"
    sentence = mark("%(name)s 的登记已经写明去世，不能再办。请核对是不是同名的另一位。")


class NotOfAge(Refusal):
    code = "registry.not_of_age"
    sentence = mark("%(name)s 还没有满 18 周岁，不能任职、做候选人或列入人才库；可以加入组织。")


class MemberAlready(Refusal):
    code = "registry.member_already"
    sentence = mark("%(name)s 已经是“%(body)s”的成员，不用再登记。")
    status = 409


class NotAMember(Refusal):
    code = "registry.not_a_member"
    sentence = mark("%(name)s 已经不是“%(body)s”的成员，请刷新后再看。")
    status = 409


class StillInOffice(Refusal):
    code = "registry.still_in_office"
    sentence = mark("%(name)s 还在“%(body)s”任%(offices)s，请先办交接或结束任职，再办离开。")
    status = 409


class WrongSource(Refusal):
    code = "registry.wrong_source"
    sentence = mark("“%(body)s”的成员来自%(sources)s，没有“%(source)s”，请从里面选。")


class BodyIsFull(Refusal):
    code = "registry.body_is_full"
    sentence = mark("“%(body)s”最多 %(most)s 名成员，已经满了。请先登记一位离开。")
    status = 409


class AskedByYou(Refusal):
    code = "registry.join_asked_by_you"
    sentence = mark("这份申请是您提的，要由另一位来核。")
    status = 403


class AskedAlready(Refusal):
    code = "registry.join_asked_already"
    sentence = mark("%(name)s 加入“%(body)s”的申请还没有核，不用再提。")
    status = 409


class DecidedAlready(Refusal):
    code = "registry.join_decided_already"
    sentence = mark("这份申请已经核过，不能再改。")
    status = 409


class NotYours(Refusal):
    code = "registry.join_not_yours"
    sentence = mark("申请要由本人（账号已经绑定）提出，或者由村干部代办。")
    status = 403


class NoSuchOffice(Refusal):
    code = "registry.no_such_office"
    sentence = mark("“%(body)s”没有这个职务，有的是%(offices)s。请从里面选。")


class OfficeIsFull(Refusal):
    code = "registry.office_is_full"
    sentence = mark("“%(body)s”%(office)s最多 %(most)s 名，现在是%(holders)s。请先办交接，或结束一位的任职。")
    status = 409


class InOfficeAlready(Refusal):
    code = "registry.in_office_already"
    sentence = mark("%(name)s 已经任“%(body)s”%(office)s，不用再登记。")
    status = 409


class OfficeIsOver(Refusal):
    code = "registry.office_is_over"
    sentence = mark("%(name)s 任“%(body)s”%(office)s已经结束，请刷新后再看。")
    status = 409


class OfficesClash(Refusal):
    code = "registry.offices_clash"
    sentence = mark(
        "%(name)s 不能%(wanted)s：%(who)s。%(because)s（《%(law)s》%(article)s）。请换人，或先结束前一项。"
    )
    status = 409


class StatutoryElection(Refusal):
    code = "registry.statutory_election"
    sentence = mark("“%(body)s”的产生由%(law)s规定，不能在这里推选。依法选出以后，请在“任职”里登记结果。")


class NoNominator(Refusal):
    code = "registry.no_nominator"
    sentence = mark("群众推荐要写明由谁推荐（比如：三组 12 名村民），请补上。")


class ElectionOpen(Refusal):
    code = "registry.election_open"
    sentence = mark("“%(body)s”%(office)s的推选还没有办完，请先公布或取消。")
    status = 409


class ElectionState(Refusal):
    code = "registry.election_state"
    sentence = mark("这次推选现在是“%(state)s”，这一步办不了。请刷新后再看。")
    status = 409


class NoSeats(Refusal):
    code = "registry.no_seats"
    sentence = mark("“%(body)s”%(office)s还缺 %(free)s 名，推选的名额要在 1 到 %(free)s 之间。")


class StandsAlready(Refusal):
    code = "registry.stands_already"
    sentence = mark("%(name)s 已经是候选人，不用再登记。")
    status = 409


class NoCandidates(Refusal):
    code = "registry.no_candidates"
    sentence = mark("还没有候选人，请先登记候选人再计票。")


class VotesIncomplete(Refusal):
    code = "registry.votes_incomplete"
    sentence = mark("每位候选人都要写得票数（没有得票写 0），还缺%(names)s。")


class CountedByYou(Refusal):
    code = "registry.counted_by_you"
    sentence = mark("计票登记和公布不能是同一人，请交给另一位核对后公布。")
    status = 403


class OwnElection(Refusal):
    code = "registry.own_election"
    sentence = mark("您或近亲属是这次推选的候选人，要回避。请交给另一位计票、公布。")
    status = 403


class PersonalNumber(Refusal):
    code = "registry.body_personal_number"
    sentence = mark("%(what)s里有%(kind)s，这里不记号码。请删去；要找人，到登记里查看。")


class NoSuchPool(Refusal):
    code = "registry.no_such_pool"
    sentence = mark("没有“%(pool)s”这个库，现有的是%(pools)s。")


class WrongClass(Refusal):
    code = "registry.pool_wrong_class"
    sentence = mark("%(pool)s分%(classes)s，请从里面选一类。")


class InPoolAlready(Refusal):
    code = "registry.in_pool_already"
    sentence = mark("%(name)s 已经在%(pool)s里，不用再登记。")
    status = 409


class NotInPool(Refusal):
    code = "registry.not_in_pool"
    sentence = mark("%(name)s 已经移出%(pool)s，请刷新后再看。")
    status = 409

"""What the appraisal refuses."""

from wugong.base.refusals import Refusal
from wugong.base.texts import mark


class UnfitScheme(Refusal):
    code = "review.unfit_scheme"
    sentence = mark("办法“%(scheme)s”不能在这里用：%(why)s。")


class SchemeExists(Refusal):
    code = "review.scheme_exists"
    sentence = mark("“%(place)s”已经有一份自 %(since)s 起用的办法，请换一个生效日期。")
    status = 409


class NoScheme(Refusal):
    code = "review.no_scheme"
    sentence = mark("“%(place)s”在%(period)s还没有考核办法，请先请县级规则管理员发布。")


class NoScores(Refusal):
    code = "review.no_scores"
    sentence = mark("“%(town)s”%(period)s还没有评分，请先录入再计算。")


class PeriodNotOver(Refusal):
    code = "review.period_not_over"
    sentence = mark("%(period)s到 %(last_day)s 才结束，请等结束以后再计算。")


class NotInScheme(Refusal):
    code = "review.not_in_scheme"
    sentence = mark("办法“%(scheme)s”不算%(period)s的成绩，请换一个时段。")


class AlreadyApproved(Refusal):
    code = "review.already_approved"
    sentence = mark("“%(town)s”%(period)s考核已经批准公布，不能重算，也不能再改评分。")
    status = 409


class DiffersFromPublished(Refusal):
    code = "review.differs_from_published"
    sentence = mark(
        "按现在的评分和办法，“%(village)s”%(period)s的结果与已公布的不同，不能往下算。请核对办法的生效日期。"
    )
    status = 409


class PublishBefore(Refusal):
    code = "review.publish_before"
    sentence = mark(
        "%(period)s的奖励和处置要看%(before)s的名次，%(before)s还没有公布，以后还会变。请先公布%(before)s，再计算%(period)s。"
    )
    status = 409


class LaterIsPublic(Refusal):
    code = "review.later_is_public"
    sentence = mark(
        "“%(town)s”%(later)s已经公布，%(period)s在它之前，不能再补公布。已公布的分有误，请在%(later)s里提出更正。"
    )
    status = 409


class SamePerson(Refusal):
    code = "review.same_person"
    sentence = mark("计算和批准不能是同一人：这次是您算的，请交给另一位审批人批准。")
    status = 403


class WrongState(Refusal):
    code = "review.wrong_state"
    sentence = mark("“%(town)s”%(period)s考核现在是“%(state)s”，这一步办不了。请刷新后再看。")
    status = 409


class NotATown(Refusal):
    code = "review.not_a_town"
    sentence = mark("“%(place)s”不是乡镇街道，考核按乡镇街道来做。")


class NotAVillageOf(Refusal):
    code = "review.not_a_village"
    sentence = mark("“%(place)s”不是村或社区，请换一个。")


class HolderExists(Refusal):
    code = "review.holder_exists"
    sentence = mark("“%(village)s”的这一级获奖已经登记，不用再登记。")
    status = 409


class PostExists(Refusal):
    code = "review.post_exists"
    sentence = mark("%(name_code)s 已经登记在“%(village)s”任这一项，不用再登记。")
    status = 409


class UnknownChoice(Refusal):
    code = "review.unknown_choice"
    sentence = mark("办法“%(scheme)s”的%(register)s没有“%(value)s”这一种，可以填的是 %(known)s。")


class NoSuchRound(Refusal):
    code = "review.no_such_round"
    sentence = mark("%(month)s的办法里没有“%(name)s”这一轮，请从当月的轮次里选。")
    status = 404


class ChangedMeanwhile(Refusal):
    code = "review.changed_meanwhile"
    sentence = mark(
        "%(name)s 于 %(when)s 把“%(village)s”的分改成了 %(score)s。您的没有写入，请刷新，看过再改。"
    )
    status = 409


class NotDrawn(Refusal):
    code = "review.not_drawn"
    sentence = mark("这个村这一轮没有分给您，请从“待评”里打开分给您的村。")
    status = 403


class OwnVillage(Refusal):
    code = "review.own_village"
    sentence = mark("%(name)s 不能查“%(village)s”：自己的村不由自己查，请换一个。")


class NotInRound(Refusal):
    code = "review.not_in_round"
    sentence = mark("“%(village)s”在%(month)s不是“%(town)s”的村，不在这一轮里，请换一个。")


class NoInspector(Refusal):
    code = "review.no_inspector"
    sentence = mark("%(name)s不能去查“%(village)s”：去查的只能是“%(town)s”别的村，或它的评分员。请换一个。")


class PlanIsPublic(Refusal):
    code = "review.plan_is_public"
    sentence = mark("“%(town)s”%(period)s考核已经公布，%(month)s谁查了哪个村不能再改。")
    status = 409


class NobodyToInspect(Refusal):
    code = "review.nobody_to_inspect"
    sentence = mark("“%(village)s”没有人可以去查，请先增加评分员或改用别的分工。")


class RoundIsChecked(Refusal):
    code = "review.round_is_checked"
    sentence = mark("这一轮已经复核，这一步不能再办。要改分请由乡镇经办人录入，复核随之重来。")
    status = 409


class NothingToCheck(Refusal):
    code = "review.nothing_to_check"
    sentence = mark("“%(town)s”%(month)s这一轮还没有评分，请先录入。")
    status = 409


class RoundIncomplete(Refusal):
    code = "review.round_incomplete"
    sentence = mark("还缺%(names)s的分。请先补录；确实没有评的，写明原因再复核，这些村当月按“未完成”公布。")
    status = 409


class EnteredByYou(Refusal):
    code = "review.entered_by_you"
    sentence = mark("录入和复核不能是同一人：这一轮里有您录入的分，请交给另一位复核。")
    status = 403


class NotChecked(Refusal):
    code = "review.not_checked"
    sentence = mark("还没有复核：%(rounds)s。请另一位先复核再计算。")
    status = 409


class CorrectionOpen(Refusal):
    code = "review.correction_open"
    sentence = mark("“%(town)s”有一份更正还没有办完，请先批准或撤回它。")
    status = 409


class CorrectionClosed(Refusal):
    code = "review.correction_closed"
    sentence = mark("这份更正已经办结，不能再办。")
    status = 409


class CorrectionStale(Refusal):
    code = "review.correction_stale"
    sentence = mark("这份更正算出以后，依据又有了变动。请撤回，再重新提出。")
    status = 409


class ChangedBesides(Refusal):
    code = "review.changed_besides"
    sentence = mark(
        "公布以后，%(period)s里“%(village)s”的登记（获奖、办点或村的变动）有往前改的，与这次更正无关，不能随它公布。"
        "请把登记的日子改到这一期以后，或请县级规则管理员核对。"
    )
    status = 409


class NothingToCorrect(Refusal):
    code = "review.nothing_to_correct"
    sentence = mark("没有要更正的：%(why)s。")


class NotInForce(Refusal):
    code = "review.not_in_force"
    sentence = mark("%(period)s的这一版已经不是现行的，请打开现行的一版再提。")
    status = 409


class ObjectionTooLate(Refusal):
    code = "review.objection_too_late"
    sentence = mark(
        "公示期到 %(until)s 为止，异议不能再提。还有不同意见，可以向村务监督委员会或镇里当面反映。"
    )
    status = 409


class ObjectionExists(Refusal):
    code = "review.objection_exists"
    sentence = mark("您对“%(village)s”%(period)s的异议还没有答复，不用再提；答复会送到您的消息里。")
    status = 409


class NoFigure(Refusal):
    code = "review.no_figure"
    sentence = mark("“%(village)s”没有%(period)s的成绩，请打开自己村的页面再提。")
    status = 404


class NumbersInside(Refusal):
    code = "review.numbers_inside"
    sentence = mark("里面有%(kinds)s。答复异议用不着这些号码，请删去再交。")


class NoWords(Refusal):
    code = "review.no_words"
    sentence = mark("%(what)s还是空的，或超过 %(most)s 个字，请写清楚。")


class AlreadyAnswered(Refusal):
    code = "review.already_answered"
    sentence = mark("这条异议已经答复，不能再改。")
    status = 409


class RaisedByYou(Refusal):
    code = "review.raised_by_you"
    sentence = mark("这条异议是您提的，不能由您答复，请交给镇里另一位。")
    status = 403


class BesideObjection(Refusal):
    code = "review.beside_objection"
    sentence = mark(
        "这次更正没有改“%(village)s”%(period)s的分，答复不了它的异议。请连它的分一起改；它的分没有错，请答复“维持原分”。"
    )
    status = 409


class AnswerWaits(Refusal):
    code = "review.answer_waits"
    sentence = mark("已经为这条异议提出了更正，批准后就是答复。要维持原分，请先撤回更正。")
    status = 409


class MeetingTooEarly(Refusal):
    code = "review.meeting_too_early"
    sentence = mark("%(period)s到 %(last_day)s 才结束，讲评会要在这之后，请换一天。")


class NoPeople(Refusal):
    code = "review.no_people"
    sentence = mark("“%(village)s”的人口要写 1 到 %(most)s 的整数，请核对后再交。")


class NoPopulation(Refusal):
    code = "review.no_population"
    sentence = mark("还没有%(names)s在 %(day)s 的人口，请先登记人口再算经费。")


class NoSheet(Refusal):
    code = "review.no_sheet"
    sentence = mark("“%(town)s”在 %(day)s 还没有评分细则，请直接填总分，或请县级规则管理员发布细则。")


class NotPublishedYet(Refusal):
    code = "review.not_published_yet"
    sentence = mark("“%(town)s”%(period)s的考核还没有公布，公布以后再算经费。")

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

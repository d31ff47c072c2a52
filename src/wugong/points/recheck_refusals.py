"""What is refused about re-checks."""

from wugong.base.refusals import Refusal
from wugong.base.texts import mark


class DrawnAlready(Refusal):
    code = "points.rechecks_drawn_already"
    sentence = mark("“%(title)s”的抽查已经抽过，不能再抽；要多查哪一件，请在“线索”里列入。")
    status = 409


class DrawnTooEarly(Refusal):
    code = "points.rechecks_drawn_too_early"
    sentence = mark(
        "“%(title)s”还不能抽。种子取自张贴以后第一个记了账的日子，账本那天的摘要，那天过完才有；请过一两天再来。"
    )
    status = 409


class NothingToRecheck(Refusal):
    code = "points.nothing_to_recheck"
    sentence = mark("“%(title)s”里没有公示中或已入账的申报，没有可抽的。")
    status = 409


class PickedAlready(Refusal):
    code = "points.recheck_picked_already"
    sentence = mark("“%(title)s”已经在抽查名单里，请直接去填抽查情况。")
    status = 409


class NotForRecheck(Refusal):
    code = "points.not_for_recheck"
    sentence = mark("“%(title)s”现在是“%(state)s”，公示中和已入账的才抽查。")
    status = 409


class RecheckedAlready(Refusal):
    code = "points.rechecked_already"
    sentence = mark("这一件已经抽查过，结果不能改；情况有变，请向村里提异议或提请冲正。")
    status = 409


class NotYourRecheck(Refusal):
    code = "points.not_your_recheck"
    sentence = mark("这一件是您自家、亲属的，或您经过手的，应回避。请由另一位村监委成员抽查。")
    status = 403


class NoResult(Refusal):
    code = "points.no_recheck_result"
    sentence = mark("请选“属实”或“不属实”。")

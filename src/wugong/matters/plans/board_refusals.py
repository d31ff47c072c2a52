"""What is refused about following a plan: figures of targets, and papers drafted from what happened."""

from wugong.base.refusals import Refusal
from wugong.base.texts import mark


class NotFollowed(Refusal):
    code = "matters.plan_task_not_followed"
    sentence = mark("这一项还没有立项，不能填报。请先把方案立项。")


class GoalMasked(Refusal):
    code = "matters.goal_masked"
    sentence = mark("指标“%(raw)s”的目标值还没有补上，不能填报。请先在方案的任务里补上目标值。")


class NoShareOf(Refusal):
    code = "matters.no_share_of"
    sentence = mark("“%(raw)s”是占比，请填完成数和总数两个数，总数要大于 0。系统自己算占比，不用填百分数。")


class BelowNothing(Refusal):
    code = "matters.figure_below_nothing"
    sentence = mark("完成数不能小于 0。请改。")


class DayAhead(Refusal):
    code = "matters.figure_of_a_day_ahead"
    sentence = mark("统计日期 %(day)s 还没有到。请填今天或以前的日子。")


class VerifiedAlready(Refusal):
    code = "matters.figure_verified_already"
    sentence = mark("这个数已经核实过了。有新的数，请再填报一次。")
    status = 409


class NoSuchPaper(Refusal):
    code = "matters.no_such_paper"
    sentence = mark(
        "没有“%(period)s”这一期。半月报写成 2026-11-a（上半月）、2026-11-b（下半月），年度的写年份。"
    )
    status = 404


class TooEarly(Refusal):
    code = "matters.paper_too_early"
    sentence = mark("%(kind)s（%(period)s）从 %(day)s 起才能起草。")


class NotDrafted(Refusal):
    code = "matters.paper_not_drafted"
    sentence = mark("%(kind)s（%(period)s）已经提交，不能再改。要改，请审阅的人先退回。")
    status = 409


class NotSubmitted(Refusal):
    code = "matters.paper_not_submitted"
    sentence = mark("%(kind)s（%(period)s）现在不在等审阅。请刷新页面看看。")
    status = 409


class PaperChanged(Refusal):
    code = "matters.paper_changed_meanwhile"
    sentence = mark("您打开以后，别人改过这份报告。请看过最新的再存；您写的还在框里。")
    status = 409

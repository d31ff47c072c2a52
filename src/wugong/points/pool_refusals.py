"""What is refused about catalogues, pools and the balances that a village takes over."""

from wugong.base.refusals import Refusal
from wugong.base.texts import mark


class NotAVillage(Refusal):
    code = "points.not_a_village"
    sentence = mark("“%(place)s”不是村，积分按村来管，请到具体的村里办。")


class DecisionMissing(Refusal):
    code = "points.decision_missing"
    sentence = mark("没有写明是哪次会议定的，请填会议名称（如“村民代表会议 2026 年第 3 次”）。")


class DecidedLater(Refusal):
    code = "points.decided_later"
    sentence = mark("决定日期 %(day)s 还没有到，请填会议开过的日期。")


class InForceBeforeDecision(Refusal):
    code = "points.in_force_before_decision"
    sentence = mark("启用日期 %(since)s 早于决定日期 %(decided_on)s，请改成决定之后的一天。")


class CatalogueNotValid(Refusal):
    code = "points.catalogue_not_valid"
    sentence = mark("《%(title)s》的有效期是 %(span)s，不包括 %(since)s，请换一个启用日期。")


class CatalogueExists(Refusal):
    code = "points.catalogue_exists"
    sentence = mark("“%(place)s”已经有一份自 %(since)s 起用的细则，请换一个启用日期。")
    status = 409


class CatalogueBanned(Refusal):
    code = "points.catalogue_banned"
    sentence = mark("细则里有 %(count)s 处不能写的内容（第 %(lines)s 行），请按提示改了再启用。")


class CatalogueTooLong(Refusal):
    code = "points.catalogue_too_long"
    sentence = mark("细则超过 %(limit)s 个字，请删去不用的项目再启用。")


class ClaimsByOther(Refusal):
    code = "points.claims_by_other"
    sentence = mark("%(since)s 以来已有 %(count)s 条申报按原细则计分，请把启用日期改到 %(free)s 或以后。")
    status = 409


class PoolOpenAlready(Refusal):
    code = "points.pool_open_already"
    sentence = mark("积分池“%(title)s”还在使用，可以给它追加资金，或先把它结清再开新的。")
    status = 409


class NoPool(Refusal):
    code = "points.no_pool"
    sentence = mark("“%(place)s”还没有积分池，请先由村会计或村干部开一个。")
    status = 409


class PoolClosed(Refusal):
    code = "points.pool_closed"
    sentence = mark("积分池“%(title)s”已经结清，不能再改，请刷新页面看现在用的积分池。")
    status = 409


class PoolDays(Refusal):
    code = "points.pool_days"
    sentence = mark("最后一天 %(until)s 早于第一天 %(since)s，请改正日期。")


class BadBudget(Refusal):
    code = "points.bad_budget"
    sentence = mark("资金和每分的价钱都要大于零，请重新填写。")


class BudgetTooSmall(Refusal):
    code = "points.budget_too_small"
    sentence = mark(
        "这笔钱加上原有的 %(has)s 元，按每分 %(rate)s 元，还不够兑各户已有的 %(points)s 分，"
        "至少要再加 %(needs)s 元。"
    )


class RateWhileHeld(Refusal):
    code = "points.rate_while_held"
    sentence = mark("还有没取的兑换订单，按原来每分 %(rate)s 元算，请等取走或取消了再改每分的价钱。")
    status = 409


class BudgetMoved(Refusal):
    code = "points.budget_moved"
    sentence = mark("积分池“%(title)s”的资金刚有人改过，现在共 %(yuan)s 元，请看清楚再决定要不要追加。")
    status = 409


class NothingToMint(Refusal):
    code = "points.nothing_to_mint"
    sentence = mark("这笔钱不够增发 1 分（每分 %(rate)s 元），请加大金额。")


class BadPoints(Refusal):
    code = "points.bad_points"
    sentence = mark("分数要是大于零的整数，请重新填写。")


class OpenedAlready(Refusal):
    code = "points.opened_already"
    sentence = mark("“%(place)s”的纸质积分册已经在 %(day)s 接过来了，有错请按更正来办。")
    status = 409


class NothingToTakeOver(Refusal):
    code = "points.nothing_to_take_over"
    sentence = mark("没有读到一户的余额，请贴上户号、姓名、分数三列。")


class OpeningBad(Refusal):
    code = "points.opening_bad"
    sentence = mark("有 %(count)s 行对不上，请改好标出的各行再交，现在一分都没有记。")


class OpeningByOneHand(Refusal):
    code = "points.opening_by_one_hand"
    sentence = mark("这本积分册是您交的，要由另一位村干部、会计或村监委核对。")
    status = 403


class OpeningMoved(Refusal):
    code = "points.opening_moved"
    sentence = mark("您看过以后，积分册或户已经有变动，一分都没有记。请刷新页面，从头核对一遍。")
    status = 409


class OpeningUncovered(Refusal):
    code = "points.opening_uncovered"
    sentence = mark("积分册共 %(points)s 分，积分池只剩 %(left)s 分，资金还差 %(yuan)s 元，请先追加资金。")
    status = 409


class ReversalUncovered(Refusal):
    code = "points.reversal_uncovered"
    sentence = mark(
        "退回这 %(points)s 分还差 %(yuan)s 元资金，请先给积分池追加资金（没有积分池就先开一个），再来核准。"
    )
    status = 409

"""What is refused about panels, scores, lists, objections and booking."""

from wugong.base.refusals import Refusal
from wugong.base.texts import mark


class TooFewForAPanel(Refusal):
    code = "points.too_few_for_a_panel"
    sentence = mark(
        "“%(village)s”住在村里的成年人只登记了 %(count)s 位，评议小组至少要 %(least)s 人。请先把花名册补齐。"
    )


class PanelStands(Refusal):
    code = "points.panel_stands"
    sentence = mark(
        "现在的评议小组用到 %(until)s，没有到期，不能重抽。有人不能来，请在席位上记“退出”，由候补递补；"
        "能评的人不够了，才能提前重抽。"
    )
    status = 409


class PanelDrawnToday(Refusal):
    code = "points.panel_drawn_today"
    sentence = mark("现在的评议小组今天刚抽出，一天只抽一次，请明天再抽。")
    status = 409


class OwnClaimWaits(Refusal):
    code = "points.own_claim_waits"
    sentence = mark(
        "您自己家或亲属家有申报等着初核、评议，这时候谁退出小组不能由您来记。请另一位村干部来记，或者等评完。"
    )
    status = 403


class PanelDays(Refusal):
    code = "points.panel_days"
    sentence = mark("评议小组至少要用 %(days)s 天，最后一天要在 %(least)s 或以后，请改过再抽。")


class NoPanel(Refusal):
    code = "points.no_panel"
    sentence = mark("“%(village)s”现在没有评议小组，请村干部先抽一次。")
    status = 409


class SeatGone(Refusal):
    code = "points.seat_gone"
    sentence = mark("这个席位已经退出，或小组已经换了，不能再评。")
    status = 409


class NotYourSeat(Refusal):
    code = "points.not_your_seat"
    sentence = mark("这一件没有分给您评：您不在评议小组里，或者要回避自己的户、亲属和自己报的事。")
    status = 403


class SeatHasAccount(Refusal):
    code = "points.seat_has_account"
    sentence = mark(
        "这一席的人有自己的账号，别人不能照纸代录。请本人在手机上评；手机丢了，先给本人换连新账号，或者记“退出”，由候补递补。"
    )
    status = 403


class NotToBeScored(Refusal):
    code = "points.not_to_be_scored"
    sentence = mark("“%(title)s”现在是“%(state)s”，不在评议，不能再评分。")
    status = 409


class ScoredAlready(Refusal):
    code = "points.scored_already"
    sentence = mark("这个席位已经评过这一件，评过的不能改。觉得不对，公示时可以提异议。")
    status = 409


class ScoreOutOfRange(Refusal):
    code = "points.score_out_of_range"
    sentence = mark("“%(title)s”要评 %(range)s，请改过再交。")


class OwnMatter(Refusal):
    code = "points.own_matter"
    sentence = mark("这是您自己的户、亲属的户，或者是您经手过的事，不能由您来办，请交给另一位。")
    status = 403


class NothingToList(Refusal):
    code = "points.nothing_to_list"
    sentence = mark("到 %(until)s 为止没有评定好、还没公示的申报，没有可以公示的。")


class ListedMonthAhead(Refusal):
    code = "points.listed_month_ahead"
    sentence = mark("%(until)s 还没有到，请选今天以前的日子。")


class NotListed(Refusal):
    code = "points.not_listed"
    sentence = mark("“%(title)s”现在是“%(state)s”，不在公示，不能提异议。")
    status = 409


class ObjectionTooLate(Refusal):
    code = "points.objection_too_late"
    sentence = mark("异议提到 %(until)s 为止，现在不能再提。还有不同意见，可以向村务监督委员会当面反映。")
    status = 409


class ObjectionExists(Refusal):
    code = "points.objection_exists"
    sentence = mark("您对这一件的异议还没有答复，不用再提；答复会送到您的消息里。")
    status = 409


class NoWords(Refusal):
    code = "points.no_words"
    sentence = mark("%(what)s还是空的，或超过 %(most)s 个字，请写清楚。")


class NumbersInside(Refusal):
    code = "points.numbers_inside"
    sentence = mark("里面有%(kinds)s。这里用不着这些号码，请删去再交。")


class AlreadyAnswered(Refusal):
    code = "points.already_answered"
    sentence = mark("这条异议已经答复，不能再改。")
    status = 409


class NothingChanges(Refusal):
    code = "points.nothing_changes"
    sentence = mark("复核后的分和原来一样。要维持原分，请选“维持原分”。")


class NotBooked(Refusal):
    code = "points.not_booked"
    sentence = mark("“%(title)s”现在是“%(state)s”，没有入账或已经冲正，不能冲正。")
    status = 409


class ReversalOpen(Refusal):
    code = "points.reversal_open"
    sentence = mark("“%(title)s”的冲正已经提请，等另一位核准，不用再提。")
    status = 409


class ReversalDecided(Refusal):
    code = "points.reversal_decided"
    sentence = mark("这次冲正已经有人办了，不能再办。")
    status = 409


class SpentAlready(Refusal):
    code = "points.spent_already"
    sentence = mark("这户账上只剩 %(left)s 分，不够冲回 %(points)s 分。请和这户商量，等有分了再核准。")
    status = 409


class StillHanging(Refusal):
    code = "points.still_hanging"
    sentence = mark("“%(title)s”公示和异议到 %(last_day)s 为止，过了这天才能入账。")
    status = 409

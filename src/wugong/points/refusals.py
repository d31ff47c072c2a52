"""What is refused about claims, events and household cards."""

from wugong.base.refusals import Refusal
from wugong.base.texts import mark


class NoCatalogue(Refusal):
    code = "points.no_catalogue"
    sentence = mark("“%(village)s”在 %(day)s 还没有积分细则，请先在积分管理里启用一份。")


class NotYetDone(Refusal):
    code = "points.day_to_come"
    sentence = mark("%(day)s 还没有到。请改成实际做的那一天；还没有做的，做完再报。")


class OtherWay(Refusal):
    code = "points.claimed_another_way"
    sentence = mark("“%(item)s”由%(who)s来报，这里报不了。请把情况告诉村干部。")


class NoEvidence(Refusal):
    code = "points.no_evidence"
    sentence = mark("“%(item)s”要有%(evidence)s。请补上再交；见证人写在说明里，写清谁看见的。")


class NothingLeft(Refusal):
    code = "points.nothing_left"
    sentence = mark("这次没有分可记：%(reason)s。")


class DeductionByCadre(Refusal):
    code = "points.deduction_by_cadre"
    sentence = mark("“%(item)s”是扣分项，只由村干部登记。有人违反村规，请告诉村里。")
    status = 403


class NumbersInWords(Refusal):
    code = "points.numbers_in_words"
    sentence = mark("说明里有%(kind)s，不能这样写。请去掉号码再交。")


class WordsTooLong(Refusal):
    code = "points.words_too_long"
    sentence = mark("说明最多 %(most)s 个字，现在有 %(count)s 个，请写短些。")


class NotOfTheHousehold(Refusal):
    code = "points.not_of_the_household"
    sentence = mark("%(name)s不是这一户的人，请改选这一户的人，或者不选人。")


class NotInVillage(Refusal):
    code = "points.not_in_village"
    sentence = mark("%(number)s 户不在“%(village)s”，请到它所在的村去报。")


class KeyTaken(Refusal):
    code = "points.key_taken"
    sentence = mark("这一份申报已经交过，内容不同。请回到申报页重新打开一次再交。")
    status = 409


class ClaimedOtherwise(Refusal):
    code = "points.claimed_otherwise"
    sentence = mark("%(number)s 户已经报过“%(title)s”（%(day)s），内容不同。要改请先撤回那一件，再来报。")
    status = 409


class OwnHousehold(Refusal):
    code = "points.own_household"
    sentence = mark("这是您自己家或亲属家的申报，要回避。请由另一位干部来核。")
    status = 403


class OwnClaim(Refusal):
    code = "points.own_claim"
    sentence = mark("这一件是您自己报的，不能自己核。请由另一位干部来核。")
    status = 403


class OtherState(Refusal):
    code = "points.other_state"
    sentence = mark("“%(title)s”现在是“%(state)s”，这一步已经不能办了。请刷新页面看最新情况。")
    status = 409


class NoReason(Refusal):
    code = "points.no_reason"
    sentence = mark("请写明原因，申报的人要看得懂差在哪里，最多 %(most)s 个字。")


class NobodyPicked(Refusal):
    code = "points.nobody_picked"
    sentence = mark("还没有选，请至少选一个。")


class EventIsClosed(Refusal):
    code = "points.event_is_closed"
    sentence = mark("“%(title)s”已经结束，不能再改签到。漏了的请用批量代报补上。")
    status = 409


class NobodyCame(Refusal):
    code = "points.nobody_came"
    sentence = mark("“%(title)s”还没有人签到，请先签到再结束。")


class CardExists(Refusal):
    code = "points.card_is_out"
    sentence = mark("%(number)s 户已经有户卡。卡丢了请用换卡，旧卡会停用。")
    status = 409


class NoCardYet(Refusal):
    code = "points.no_card_yet"
    sentence = mark("%(number)s 户还没有户卡，请先发一张。")

"""What is refused in a shop."""

from wugong.base.refusals import Refusal
from wugong.base.texts import mark


class NothingChosen(Refusal):
    code = "share.nothing_chosen"
    sentence = mark("还没有选东西，请至少选一件。")


class NotOffered(Refusal):
    code = "share.not_offered"
    sentence = mark("“%(name)s”现在不能兑换，请回到积分超市另选。")


class OutOfStock(Refusal):
    code = "share.out_of_stock"
    sentence = mark("“%(name)s”只剩 %(left)s %(unit)s了，请少选一些，或等进货。")


class NotEnoughPoints(Refusal):
    code = "share.not_enough_points"
    sentence = mark("这些要 %(need)s 分，现在能用的是 %(have)s 分，请少选一些。")


class NotCovered(Refusal):
    code = "share.not_covered"
    sentence = mark("积分池里的钱不够兑这一单，请找村里补充资金后再来。")


class KeyUsed(Refusal):
    code = "share.key_used"
    sentence = mark("这一单已经交过了，请回到积分超市看，不要重复交。")


class HouseholdGone(Refusal):
    code = "share.household_gone"
    sentence = mark("%(number)s 户已经销户，不能兑换，请找村干部核对。")


class NoSuchHousehold(Refusal):
    code = "share.no_such_household"
    sentence = mark("“%(village)s”没有 %(given)s 户，请核对户号，或扫户卡。")


class AlreadyHanded(Refusal):
    code = "share.already_handed"
    sentence = mark("这一单在 %(day)s 已经领取，不能再领一次。")
    status = 409


class AlreadyVoid(Refusal):
    code = "share.already_void"
    sentence = mark("这一单已经取消，积分已退回；还要的话请重新预订。")
    status = 409


class Expired(Refusal):
    code = "share.expired"
    sentence = mark("这一单过了预留的日子，积分已退回；还要的话请重新预订。")
    status = 409


class WrongCodeGiven(Refusal):
    code = "share.wrong_code"
    sentence = mark("没有这个取货码的兑换单。请核对六位数字，或扫户卡。")


class TooManyTries(Refusal):
    code = "share.too_many_tries"
    sentence = mark("取货码输错 %(times)s 次了，请过 %(minutes)s 分钟再输，或扫户卡。")
    status = 429


class NothingHeld(Refusal):
    code = "share.nothing_held"
    sentence = mark("%(number)s 户没有待领取的兑换单；要现兑，点“柜台兑换”。")


class NoSignature(Refusal):
    code = "share.no_signature"
    sentence = mark("还没有签收：请领的人在屏幕上签名，或选“纸质签名”。")


class NoOwnSignature(Refusal):
    code = "share.no_own_signature"
    sentence = mark("没有对上取货码，要请领的人在屏幕上签名，或拍下他签了名的单子。")


class SignatureUsed(Refusal):
    code = "share.signature_used"
    sentence = mark("这个签名在另一单上已经用过，请领的人重新签。")


class NothingToLookAt(Refusal):
    code = "share.nothing_to_look_at"
    sentence = mark("这一单不用看：凭取货码或户卡领的，或者已经有人看过。")
    status = 409


class NameTaken(Refusal):
    code = "share.name_taken"
    sentence = mark("已经有“%(name)s”了，请换个名称，或在原来那一样里改价。")


class PriceThere(Refusal):
    code = "share.price_there"
    sentence = mark("“%(name)s”自 %(since)s 起的价已经定过，不能改；请从后一天起定新价。")


class DayOver(Refusal):
    code = "share.day_over"
    sentence = mark("%(day)s 已经过去，只能从今天或以后起。")


class NotYet(Refusal):
    code = "share.not_yet"
    sentence = mark("%(day)s 还没有到，请写今天或以前的日子。")


class NoPieces(Refusal):
    code = "share.no_pieces"
    sentence = mark("件数和积分要大于零。")


class CapRaised(Refusal):
    code = "share.cap_raised"
    sentence = mark("称重的上限现在是 %(cap)s 分，管理员只能调低；要调高，请村干部来定。")


class TakenBack(Refusal):
    code = "share.taken_back"
    sentence = mark("这一笔进货已经更正过了。")
    status = 409


class DayOfReceiptOver(Refusal):
    code = "share.day_of_receipt_over"
    sentence = mark("只有当天记的进货能更正；以前记错的，请用盘点改。")
    status = 409


class GoneFromShelf(Refusal):
    code = "share.gone_from_shelf"
    sentence = mark("“%(name)s”现在只剩 %(left)s 件没有被订走，减不掉这 %(pieces)s 件；请先取消那些单子。")


class NoReason(Refusal):
    code = "share.no_reason"
    sentence = mark("请写明错在哪里。")


class BadHours(Refusal):
    code = "share.bad_hours"
    sentence = mark("开门要早于关门，预留天数要大于零。")


class NoOpeningDay(Refusal):
    code = "share.no_opening_day"
    sentence = mark("请至少选一个开门的日子：星期几，或每月几号。")


class StockTakeWaits(Refusal):
    code = "share.stock_take_waits"
    sentence = mark("上一次盘点还没有核对，请先请村监委或村干部核对。")


class NotCounted(Refusal):
    code = "share.not_counted"
    sentence = mark("“%(name)s”还没有填实有几件，一样都不能漏；没有就填 0。")


class Unexplained(Refusal):
    code = "share.unexplained"
    sentence = mark("“%(name)s”账上 %(booked)s，实有 %(counted)s，请写明差在哪里。")


class StockTakeDecided(Refusal):
    code = "share.stock_take_decided"
    sentence = mark("这次盘点已经核对过了。")
    status = 409


class StockHeld(Refusal):
    code = "share.stock_held"
    sentence = mark("有差异的东西正被兑换单预留，账面不够减；请先取消或交付那些单子，再来核对。")


class NoMaterialPrice(Refusal):
    code = "share.no_material_price"
    sentence = mark("“%(name)s”现在没有回收价，不能称。")


class TooLight(Refusal):
    code = "share.too_light"
    sentence = mark("每 %(grams)s 克才得 %(points)s 分，这次不够 1 分，请攒一攒再来。")


class CapReached(Refusal):
    code = "share.cap_reached"
    sentence = mark("这一户今天最多还能得 %(left)s 分（每天上限 %(cap)s 分），请改天再来。")


class NoPool(Refusal):
    code = "share.no_pool"
    sentence = mark("“%(village)s”现在没有使用中的积分池，请村里先开积分池。")


class PoolEmpty(Refusal):
    code = "share.pool_empty"
    sentence = mark("积分池里剩下的分不够了，请村里补充后再来。")


class NoAnswer(Refusal):
    code = "share.no_answer"
    sentence = mark("请写明哪里不对，好重新盘。")

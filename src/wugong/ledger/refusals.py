"""What the ledger refuses."""

from wugong.base.refusals import Refusal
from wugong.base.texts import mark


class TooLow(Refusal):
    """An account would fall below its lowest; facts: account (code), unit, available, lowest, amount."""

    code = "ledger.too_low"
    sentence = mark(
        "余额不够：可用的是 %(available)s，最低要留 %(lowest)s，这一笔要动 %(amount)s（%(unit)s）。"
        "请减少数量，或者先补足再办。"
    )
    status = 409


class KeyTaken(Refusal):
    code = "ledger.key_taken"
    sentence = mark("编号“%(key)s”已经用在另一笔账上，内容不同。请刷新页面，看是不是已经办过，再重新办理。")
    status = 409


class Unbalanced(Refusal):
    code = "ledger.unbalanced"
    sentence = mark("这一笔账不平：每种单位的增加和减少要相等，并且至少有两个账户。请核对数量再记。")


class Unwritable(Refusal):
    code = "ledger.unwritable"
    sentence = mark(
        "“%(word)s”不能作账目的名称或编号：要写，不能换行，不能超过 %(longest)s 个字。请改短再记。"
    )


class Wordless(Refusal):
    code = "ledger.wordless"
    sentence = mark("这一步要写明根据哪次决定或什么理由。请补上再办。")


class OtherBook(Refusal):
    code = "ledger.other_book"
    sentence = mark("这笔账里有不属于这本账簿的账户。请在同一本账簿里记账。")


class AlreadyReversed(Refusal):
    code = "ledger.already_reversed"
    sentence = mark("这笔账已经冲正过，不能再冲一次。请看账簿里的冲正记录。")
    status = 409


class NotPosted(Refusal):
    code = "ledger.not_posted"
    sentence = mark("只有已经入账的才能冲正；还在预留的请作废。")
    status = 409


class NotPending(Refusal):
    code = "ledger.not_pending"
    sentence = mark("这笔预留已经结清、作废或过期，不能再办。请刷新页面，看现在的状态。")
    status = 409


class Closed(Refusal):
    code = "ledger.closed"
    sentence = mark("这本账簿 %(day)s 以前的账已经结清，不能再记那时的账。请用之后的日期。")
    status = 409


class YearNotOver(Refusal):
    code = "ledger.year_not_over"
    sentence = mark("%(year)s 年还没有过完，到第二年才能结账。")


class NotFresh(Refusal):
    code = "ledger.not_fresh"
    sentence = mark("期初余额只能记入还没有记过账的账户。已经有账的，请用平常的记账或冲正来更正。")
    status = 409


class NoSuchEntry(Refusal):
    code = "ledger.no_such_entry"
    sentence = mark("没有这笔账。请从账簿里重新选。")
    status = 404

"""What is refused about monthly tables."""

from wugong.base.refusals import Refusal
from wugong.base.texts import mark


class NoSuchTable(Refusal):
    code = "matters.no_such_table"
    sentence = mark("台账“%(register)s”没有这张表。")
    status = 404


class MonthNotOver(Refusal):
    code = "matters.month_not_over"
    sentence = mark("%(period)s还没有过完，到 %(day)s 才能签发。")


class SignedAlready(Refusal):
    code = "matters.table_signed_already"
    sentence = mark("%(period)s的“%(title)s”已经签发，台账里的数没有变，不用再签。")
    status = 409


class NoReason(Refusal):
    code = "matters.table_without_reason"
    sentence = mark("%(period)s的“%(title)s”已经签发过。要更正，请写明为什么更正，旧的一版会留着。")

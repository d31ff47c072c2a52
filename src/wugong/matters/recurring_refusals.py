"""What is refused about what is done again and again, and about supervision."""

from wugong.base.refusals import Refusal
from wugong.base.texts import mark


class NoTitle(Refusal):
    code = "matters.recurrence_without_title"
    sentence = mark("请写明是什么任务。")


class UntilBeforeSince(Refusal):
    code = "matters.recurrence_until_before_since"
    sentence = mark("停止的日子 %(until)s 早于开始的日子 %(since)s，请改。")


class StoppedAlready(Refusal):
    code = "matters.recurrence_stopped_already"
    sentence = mark("这项周期任务已经停了。")


class NotRegularHere(Refusal):
    code = "matters.register_does_not_recur"
    sentence = mark("台账“%(register)s”不是任务台账，不能设周期。请选“任务”。")


class NotLate(Refusal):
    code = "matters.not_late"
    sentence = mark("%(number)s 没有超期，不能以超期督办。")


class NotReopened(Refusal):
    code = "matters.not_reopened_often"
    sentence = mark("%(number)s 退回过 %(count)s 次，退回 %(least)s 次以上才能以多次退回督办。")


class SupervisedAlready(Refusal):
    code = "matters.supervised_already"
    sentence = mark("%(number)s 已经有一张没有了结的督办单 %(order)s，请在那一张上升级。")
    status = 409


class NotOfOrders(Refusal):
    code = "matters.orders_are_not_supervised"
    sentence = mark("督办单本身不再督办，请在它上面升级。")

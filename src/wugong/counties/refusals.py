"""What the county room refuses."""

from wugong.base.refusals import Refusal
from wugong.base.texts import mark


class NoCounty(Refusal):
    """A scoped table was asked before anyone said in which county."""

    code = "counties.none_chosen"
    sentence = mark("还没有选定县区。请从县区首页进入，或先登录。")
    status = 404


class OtherCounty(Refusal):
    """A row would point into another county than its own."""

    code = "counties.other_county"
    sentence = mark("“%(field)s”所指的内容属于另一个县区，不能连到这里；请在同一县区内重新选择。")


class BadCountyCode(Refusal):
    code = "counties.bad_code"
    sentence = mark("县区代码 %(code)s 不对：应是 6 位数字，前两位是省、中间两位是市。请对照行政区划代码表。")


class CountyExists(Refusal):
    code = "counties.exists"
    sentence = mark("代码为 %(code)s 的县区已经建好，不用再建。")

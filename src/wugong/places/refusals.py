"""What this room refuses."""

from wugong.base.refusals import Refusal
from wugong.base.texts import mark


class BadPlaceCode(Refusal):
    code = "places.bad_code"
    sentence = mark("地点代码“%(place)s”不对：只能用数字 0 到 9。")


class BadLength(BadPlaceCode):
    code = "places.bad_length"
    sentence = mark(
        "地点代码“%(place)s”有 %(count)s 位：县区应是 6 位，乡镇街道 9 位，村和社区 12 位，村民小组 14 位。"
    )


class NoProvince(BadPlaceCode):
    code = "places.no_province"
    sentence = mark("地点代码“%(place)s”的开头不对：前两位是省、中间两位是市，都不能是 0。")


class NoTown(BadPlaceCode):
    code = "places.no_town"
    sentence = mark("地点代码“%(place)s”的第 7 到 9 位是 000：这三位是乡镇街道，请补上。")


class NoVillage(BadPlaceCode):
    code = "places.no_village"
    sentence = mark("地点代码“%(place)s”的第 10 到 12 位是 000：这三位是村或社区；乡镇自己的代码只写 9 位。")


class NoGroup(BadPlaceCode):
    code = "places.no_group"
    sentence = mark("地点代码“%(place)s”的最后两位是 00：这两位是村民小组；村自己的代码只写 12 位。")


class OutsideCounty(Refusal):
    code = "places.outside_county"
    sentence = mark("地点代码 %(place)s 不在 %(county)s（%(county_code)s）以内，请到它所属的县区办理。")


class PlaceExists(Refusal):
    code = "places.exists"
    sentence = mark("代码 %(place)s 已经登记为“%(name)s”，不用再登记；名称不对请改名。")
    status = 409


class NoParent(Refusal):
    code = "places.no_parent"
    sentence = mark("还没有登记 %(place)s 的上一级（%(parent)s），请先登记上一级。")


class NoName(Refusal):
    code = "places.no_name"
    sentence = mark("地点 %(place)s 没有名称，或名称超过 60 个字，请写上全称。")


class ClosedBeforeOpened(Refusal):
    code = "places.closed_before_opened"
    sentence = mark("“%(name)s”从 %(since)s 起设立，不能在 %(until)s 撤销，请核对日期。")


class NotListed(Refusal):
    code = "places.not_listed"
    sentence = mark("名单里没有县区 %(codes)s，请核对 6 位代码。")


class WordsAmiss(Refusal):
    code = "places.words_amiss"
    sentence = mark("命令写法不对（%(why)s），用法请看 wugong places load --help。")

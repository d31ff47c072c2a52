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


class CodeOnceUsed(Refusal):
    code = "places.code_once_used"
    sentence = mark("代码 %(place)s 以前是“%(name)s”的，旧网址还要找得到它，请另选一个代码。")
    status = 409


class OtherLevel(Refusal):
    code = "places.other_level"
    sentence = mark("“%(name)s”的代码是 %(count)s 位，改后也要是 %(count)s 位，%(place)s 不是。")


class CodeElsewhere(Refusal):
    code = "places.code_elsewhere"
    sentence = mark("代码 %(place)s 不在“%(parent)s”（%(parent_code)s）以内，请用以它开头的代码。")


class CountysOwnCode(Refusal):
    code = "places.countys_own_code"
    sentence = mark("“%(name)s”是县区，它的代码不能在这里改，请找装系统的人。")


class SameCode(Refusal):
    code = "places.same_code"
    sentence = mark("“%(name)s”的代码本来就是 %(place)s，不用改。")


class AlreadyClosed(Refusal):
    code = "places.already_closed"
    sentence = mark("“%(name)s”已经撤销，最后一天是 %(until)s，不能再变动；请找接续它的村。")
    status = 409


class DayToCome(Refusal):
    code = "places.day_to_come"
    sentence = mark("%(day)s 还没有到，请到那天再办；文到得晚，可以填过去的日期。")


class BeforeItsTime(Refusal):
    code = "places.before_its_time"
    sentence = mark("“%(name)s”从 %(since)s 起设立，变动要在这以后，不能是 %(day)s，请核对日期。")


class BeforeLatestChange(Refusal):
    code = "places.before_latest_change"
    sentence = mark("“%(name)s”%(latest)s 有过变动，后办的不能早于它，不能是 %(day)s，请核对日期。")


class TooFew(Refusal):
    code = "places.too_few"
    sentence = mark("合并至少要两个，现在只有 %(count)s 个，请再选。")


class NamedTwice(Refusal):
    code = "places.named_twice"
    sentence = mark("“%(name)s”（%(place)s）写了两次，请每个只写一次。")


class NotSideBySide(Refusal):
    code = "places.not_side_by_side"
    sentence = mark("“%(name)s”和“%(other)s”不在同一个上级之内，不能合并；先把它改代码到同一个上级。")


class NeitherVillageNorGroup(Refusal):
    code = "places.neither_village_nor_group"
    sentence = mark("“%(name)s”是%(level)s：合并、拆分只对村、社区和村民小组。乡镇有变动，请逐个改村的代码。")


class TooFewParts(Refusal):
    code = "places.too_few_parts"
    sentence = mark("“%(name)s”至少要拆成两个，现在只有 %(count)s 个，请再写。")


class StillHasVillages(Refusal):
    code = "places.still_has_villages"
    sentence = mark("“%(name)s”还有 %(count)s 个村、社区，请先把它们撤销或改代码到别的乡镇。")
    status = 409


class NoSuchPlace(Refusal):
    code = "places.no_such_place"
    sentence = mark("没有登记代码是 %(place)s 的地点，请核对。")
    status = 404


class NotListed(Refusal):
    code = "places.not_listed"
    sentence = mark("名单里没有县区 %(codes)s，请核对 6 位代码。")


class WordsAmiss(Refusal):
    code = "places.words_amiss"
    sentence = mark("命令写法不对（%(why)s），用法请看 wugong places --help。")

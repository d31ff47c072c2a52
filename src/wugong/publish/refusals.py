"""What the publish room refuses."""

from wugong.base.refusals import Refusal
from wugong.base.texts import mark


class Personal(Refusal):
    code = "publish.personal"
    sentence = mark("这里面有不能公开的个人信息：%(found)s。请删去这些号码再公开；姓名写成“张×芳”这样。")


class UnknownKind(Refusal):
    code = "publish.unknown_kind"
    sentence = mark("没有“%(kind)s”这一种公示；现有的是 %(known)s。")


class NoRuleYet(Refusal):
    code = "publish.no_rule_yet"
    sentence = mark("%(day)s 还没有“%(kind)s”的公示期规定，请先补上规定。")


class TooShort(Refusal):
    code = "publish.too_short"
    sentence = mark("公示期不能短于 %(least)s 天（%(source)s），现在是 %(days)s 天，请改长。")


class PostedAlready(Refusal):
    code = "publish.posted_already"
    sentence = mark("“%(title)s”已经在公示，到 %(last_day)s 为止。内容要改，请用“更正”，另发一版。")
    status = 409


class Replaced(Refusal):
    code = "publish.replaced"
    sentence = mark("“%(title)s”已经由更正后的一版代替，请在新的一版上办。")
    status = 409


class Down(Refusal):
    code = "publish.down"
    sentence = mark("“%(title)s”已经撤下，这一步办不了。")
    status = 409


class TakenBack(Refusal):
    code = "publish.taken_back"
    sentence = mark(
        "同样的文字因为泄露个人信息已经撤下，不能再贴。"
        "请先改“文字和模板”里的公示文字，或者在更正那一页删去更正原因。"
    )
    status = 409


class UnknownReason(Refusal):
    code = "publish.unknown_reason"
    sentence = mark("撤下的理由只能是 %(known)s。内容有错的，不撤下，请用“更正”，另发一版。")


class StillUp(Refusal):
    code = "publish.still_up"
    sentence = mark(
        "“%(title)s”要公示到 %(last_day)s，期满前不能撤下。内容有错，请用“更正”；泄露个人信息的可以马上撤下。"
    )
    status = 409


class NoReason(Refusal):
    code = "publish.no_reason"
    sentence = mark("更正要说明理由，请写一句。")


class NotPrintable(Refusal):
    code = "publish.not_printable"
    sentence = mark(
        "%(characters)s 在这台机器的字体里没有，印出来会是空框，所以不能公开。"
        "能换的请换一个字；人名、地名换不了的，请系统管理员装上 Noto CJK 字体（fonts-noto-cjk）再办。"
    )


class NoWords(Refusal):
    code = "publish.no_words"
    sentence = mark("“%(field)s”不能空着，请写上。")


class FromThePast(Refusal):
    code = "publish.from_the_past"
    sentence = mark("模板不能从过去的日子（%(day)s）起用，请填今天或以后。")


class BadTemplate(Refusal):
    code = "publish.bad_template"
    sentence = mark(
        "这份 Word 模板排不出来：标记的位置不对。"
        "每个 for、if 要在同一段、同一格或同一行里有自己的结尾，请对照随带的模板检查。"
    )

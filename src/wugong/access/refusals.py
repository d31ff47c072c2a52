"""What this room refuses."""

from wugong.base.refusals import Refusal
from wugong.base.texts import mark


class NotAllowed(Refusal):
    """A verdict said no; its reason is the sentence."""

    code = "access.not_allowed"
    sentence = mark("%(reason)s")
    status = 403


class WrongLevel(Refusal):
    code = "access.wrong_level"
    sentence = mark("%(kind)s要在%(levels)s一级任职，“%(place)s”不是，请换一个地点。")


class Incompatible(Refusal):
    code = "access.incompatible"
    sentence = mark(
        "%(name)s已是“%(place)s”的%(held)s，不能再任%(kind)s：%(because)s。请先结束前一项，或换人。"
    )
    status = 409


class OwnRole(Refusal):
    code = "access.own_role"
    sentence = mark("自己的职责要由另一位安全管理员来授予或结束。")
    status = 403


class OtherCountyUser(Refusal):
    code = "access.other_county_user"
    sentence = mark("%(name)s的账号属于另一个县区，不能在这里任职；请在本县区另开账号。")


class AlreadyHeld(Refusal):
    code = "access.already_held"
    sentence = mark("%(name)s在这段时间已经是“%(place)s”的%(kind)s，不用再授予。")
    status = 409


class EndsBeforeItBegins(Refusal):
    code = "access.ends_before_it_begins"
    sentence = mark("任职的最后一天 %(until)s 早于第一天 %(since)s，请核对日期。")


class OverAlready(Refusal):
    code = "access.over_already"
    sentence = mark(
        "%(name)s任“%(place)s”的%(kind)s，到 %(until)s 已经结束，不用再办。要再任职，请另行授予。"
    )
    status = 409


class AdministratorsAccount(Refusal):
    code = "access.administrators_account"
    sentence = mark(
        "%(name)s是管理员，账号不能由别的管理员改动。"
        "进不来时，请在服务器上办：wugong users rescue %(login_name)s"
    )
    status = 403


class NoSuchCounty(Refusal):
    code = "access.no_such_county"
    sentence = mark("还没有县区 %(county)s。请先用 wugong places load 读入它的名单。")


class NoSuchPlace(Refusal):
    code = "access.no_such_place"
    sentence = mark("没有代码为 %(place)s 的地点，请核对。")


class NoSuchUser(Refusal):
    code = "access.no_such_user"
    sentence = mark("没有登录名为 %(login_name)s 的账号，请核对。")


class WordsAmiss(Refusal):
    code = "access.words_amiss"
    sentence = mark("命令写法不对（%(why)s），用法请看 wugong users --help。")
